"""Reading and writing in one transaction; no locks, no threads, no errors explained."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from api.store.records import (
    Counts,
    Purged,
    StoredConversation,
    StoredFeedback,
    StoredLink,
    StoredTurn,
    Token,
    TurnRecord,
    Withdrawal,
    conversation_of,
)
from api.store.tables import Base, ConversationRow, FeedbackRow, LinkRow, TurnRow
from assistant.models import Audience, Status

_TOKEN_BYTES = 32
_CONVERSATIONS = cast("Table", ConversationRow.__table__)
_TURNS = cast("Table", TurnRow.__table__)
# Made once: making a statement takes longer than running it.
_NEW_CONVERSATION = insert(_CONVERSATIONS)
_NEW_TURN = insert(_TURNS)
_GOES_ON = (
    update(_CONVERSATIONS)
    .where(_CONVERSATIONS.c.id == bindparam("conversation"))
    .values(
        version=_CONVERSATIONS.c.version + 1,
        used_at=bindparam("at"),
        facts=bindparam("held"),
        state=bindparam("carried"),
        audience=func.coalesce(
            bindparam("who", type_=_CONVERSATIONS.c.audience.type), _CONVERSATIONS.c.audience
        ),
    )
)
_TURN_COLUMNS = (
    "answer_id", "conversation_id", "question", "status", "reason", "turn", "answer", "trace",
)  # fmt: skip


def add_turn(session: Session, record: TurnRecord) -> bool:
    """Write a turn; False when its conversation was deleted while it was being answered."""
    run = session.connection().execute
    if record.first:
        new = {"id": record.conversation_id, "created_at": record.at, "used_at": record.at, "version": 1}
        carried = {"audience": record.audience, "facts": record.facts, "state": record.state}
        run(_NEW_CONVERSATION, new | carried)
    else:
        held = {"at": record.at, "held": record.facts, "carried": record.state, "who": record.audience}
        if not run(_GOES_ON, {"conversation": record.conversation_id, **held}).rowcount:
            return False
    row = {name: getattr(record, name) for name in _TURN_COLUMNS}
    run(_NEW_TURN, {**row, "asked_at": record.at})
    return True


def conversation(
    session: Session, conversation_id: str, unused_since: datetime, now: datetime
) -> StoredConversation | None:
    """A conversation with its turns, unless it has not been used since a moment.

    Raises:
        ValueError: it was kept by a version that remembered other things.
    """
    row = session.get(ConversationRow, conversation_id)
    if row is None or row.used_at < unused_since:
        return None
    turns = session.scalars(
        select(TurnRow).where(TurnRow.conversation_id == conversation_id).order_by(TurnRow.id)
    ).all()
    return StoredConversation(
        conversation=conversation_of(row.id, row.state, row.facts, [turn.turn for turn in turns]),
        created_at=row.created_at,
        used_at=row.used_at,
        audience=Audience(row.audience) if row.audience else None,
        turns=_turns(session, turns),
        version=row.version,
        links=session.scalar(select(func.count()).where(*_live_links(conversation_id, now))) or 0,
    )


def version(session: Session, conversation_id: str, unused_since: datetime) -> int | None:
    """How often a conversation was written, unless it is gone or has not been used since a moment."""
    return session.scalar(
        select(ConversationRow.version).where(
            ConversationRow.id == conversation_id, ConversationRow.used_at >= unused_since
        )
    )


def set_facts(session: Session, conversation_id: str, facts: str) -> bool:
    """Replace the held facts; False when there is no such conversation."""
    row = update(ConversationRow).where(ConversationRow.id == conversation_id)
    return _changed(session, row.values(facts=facts, version=ConversationRow.version + 1))


def forget(session: Session, conversation_id: str) -> bool:
    """Delete a conversation and all that belongs to it; False when there was none."""
    return _changed(session, delete(ConversationRow).where(ConversationRow.id == conversation_id))


def turn(session: Session, answer_id: str) -> StoredTurn | None:
    """The turn of an answer."""
    row = session.scalar(select(TurnRow).where(TurnRow.answer_id == answer_id))
    return _turns(session, [row])[0] if row else None


def unanswered(session: Session, most: int) -> tuple[StoredTurn, ...]:
    """The questions that got no answer, the newest first."""
    rows = session.scalars(
        select(TurnRow).where(TurnRow.status != Status.ANSWERED).order_by(TurnRow.id.desc()).limit(most)
    ).all()
    return _turns(session, rows)


def rated(session: Session, most: int) -> tuple[StoredTurn, ...]:
    """The turns somebody gave an opinion on, the newest opinion first."""
    rows = session.scalars(
        select(TurnRow)
        .join(FeedbackRow, FeedbackRow.answer_id == TurnRow.answer_id)
        .order_by(FeedbackRow.given_at.desc())
        .limit(most)
    ).all()
    return _turns(session, rows)


def set_feedback(session: Session, given: StoredFeedback) -> bool:
    """Keep an opinion in place of an earlier one; False when there is no such answer."""
    if session.scalar(select(TurnRow.id).where(TurnRow.answer_id == given.answer_id)) is None:
        return False
    session.merge(
        FeedbackRow(
            answer_id=given.answer_id, useful=given.useful, reason=given.reason, given_at=given.given_at
        )
    )
    return True


def share(
    session: Session,
    conversation_id: str | None,
    answer_id: str | None,
    at: datetime,
    links: timedelta,
    keep: timedelta,
) -> Token | None:
    """Make a link to a conversation as it is now, or to one answer; None when there is no such thing.

    Args:
        session: the transaction.
        conversation_id: what to share; None when it is one answer.
        answer_id: the answer to share; None when it is a conversation.
        at: this moment.
        links: how long a link works.
        keep: how long a conversation is kept after its last use.
    """
    if answer_id is not None:
        conversation_id = session.scalar(
            select(TurnRow.conversation_id).where(TurnRow.answer_id == answer_id)
        )
    row = session.get(ConversationRow, conversation_id) if conversation_id else None
    if row is None or row.used_at < at - keep:
        return None
    last = session.scalar(select(func.max(TurnRow.id)).where(TurnRow.conversation_id == row.id))
    until = min(at + links, row.used_at + keep)
    token, key = secrets.token_urlsafe(_TOKEN_BYTES), secrets.token_urlsafe(_TOKEN_BYTES)
    session.add(
        LinkRow(
            token_hash=_hash(token),
            key_hash=_hash(key),
            conversation_id=row.id,
            answer_id=answer_id,
            last_turn=last or 0,
            created_at=at,
            expires_at=until,
        )
    )
    return Token(token, key, until)


def shared(session: Session, token: str, now: datetime) -> StoredLink | None:
    """What a link shows; None when there is none, or its time is over."""
    link = session.get(LinkRow, _hash(token))
    if link is None or link.expires_at <= now:
        return None
    chosen = TurnRow.answer_id == link.answer_id if link.answer_id else TurnRow.id <= link.last_turn
    rows = session.scalars(
        select(TurnRow).where(TurnRow.conversation_id == link.conversation_id, chosen).order_by(TurnRow.id)
    ).all()
    return StoredLink(link.created_at, link.expires_at, tuple(_stored(row, None) for row in rows))


def unshare(session: Session, token: str, key: str) -> Withdrawal:
    """Delete a link, for who has its key."""
    link = session.get(LinkRow, _hash(token))
    if link is None:
        return Withdrawal.UNKNOWN
    if link.key_hash is None or not secrets.compare_digest(link.key_hash, _hash(key)):
        return Withdrawal.REFUSED
    session.delete(link)
    return Withdrawal.DONE


def unshare_all(session: Session, conversation_id: str, now: datetime) -> int:
    """Delete every link to a conversation and its answers; how many of them still worked."""
    return _count(session, delete(LinkRow).where(*_live_links(conversation_id, now)))


def purge(session: Session, unused_since: datetime, now: datetime) -> Purged:
    """Delete what was last used before a moment, and links whose time is over."""
    links = _count(session, delete(LinkRow).where(LinkRow.expires_at <= now))
    gone = _count(session, delete(ConversationRow).where(ConversationRow.used_at < unused_since))
    return Purged(gone, links)


def counts(session: Session) -> Counts:
    """How much there is."""

    def number(table: type[Base], *where: Any) -> int:
        return session.scalar(select(func.count()).select_from(table).where(*where)) or 0

    return Counts(
        conversations=number(ConversationRow),
        turns=number(TurnRow),
        unanswered=number(TurnRow, TurnRow.status != Status.ANSWERED),
        feedback=number(FeedbackRow),
        useful=number(FeedbackRow, FeedbackRow.useful.is_(True)),
        links=number(LinkRow),
        oldest=session.scalar(select(func.min(ConversationRow.used_at))),
    )


def _live_links(conversation_id: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (LinkRow.conversation_id == conversation_id, LinkRow.expires_at > now)


def _turns(session: Session, rows: Sequence[TurnRow]) -> tuple[StoredTurn, ...]:
    ids = [row.answer_id for row in rows]
    given = session.scalars(select(FeedbackRow).where(FeedbackRow.answer_id.in_(ids)))
    opinions = {f.answer_id: StoredFeedback(f.answer_id, f.useful, f.reason, f.given_at) for f in given}
    return tuple(_stored(row, opinions.get(row.answer_id)) for row in rows)


def _stored(row: TurnRow, feedback: StoredFeedback | None) -> StoredTurn:
    return StoredTurn(
        answer_id=row.answer_id,
        conversation_id=row.conversation_id,
        asked_at=row.asked_at,
        question=row.question,
        status=row.status,
        reason=row.reason,
        answer_json=row.answer,
        trace_json=row.trace,
        feedback=feedback,
    )


def _changed(session: Session, statement: Any) -> bool:
    return _count(session, statement) > 0


def _count(session: Session, statement: Any) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def _hash(token: str) -> str:
    """What is kept of a token or a key, so that a copy of the database opens no link."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
