"""The store: every call is one transaction, and every failure a sentence. Threads are the keeper's matter."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Self, TypeVar

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from api.settings import Settings
from api.store import repository
from api.store.engine import FAILURES, MEMORY, WRITES, StoreUnavailable, connect, explain, file_of, shown
from api.store.migrate import migrate
from api.store.records import (
    Counts,
    Purged,
    StoredConversation,
    StoredFeedback,
    StoredLink,
    StoredTurn,
    StoreStatus,
    Token,
    TurnRecord,
    Withdrawal,
    facts_json,
    storable,
)
from api.store.tables import Base
from assistant.models import Conversation
from assistant.privacy import mask
from indexes.versions import default_folder

T = TypeVar("T")
_NOWHERE = "none"
_FILE = "imw.sqlite3"
_log = logging.getLogger(__name__)


def now_utc() -> datetime:
    """This moment."""
    return datetime.now(UTC)


class Store:
    """Conversations, feedback and shared links in one database. Opens it at its first use.

    Every method but `status` and `close` raises StoreUnavailable when the database cannot be used.
    """

    def __init__(
        self,
        address: str,
        *,
        keep: timedelta,
        links: timedelta,
        clock: Callable[[], datetime] = now_utc,
    ) -> None:
        """Point at a database.

        Args:
            address: a URL, or the path of an SQLite file.
            keep: how long a conversation is kept after its last use.
            links: how long a shared link works.
            clock: this moment, with its zone.

        Raises:
            StoreError: it is no address.
        """
        self._engine = connect(address)
        self._in_memory = address == MEMORY
        self._keep = keep
        self._links = links
        self._clock = clock
        self._opened = False
        self._opening = threading.Lock()
        self._problem: str | None = None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The store of a site: what `IMW_STORE` names, or a file beside the index.

        Raises:
            StoreError: the setting is no address.
        """
        if settings.conversation_days == 0 or settings.store == _NOWHERE:
            return cls.in_memory(settings)
        return cls(
            settings.store or str((settings.index or default_folder()).parent / _FILE),
            keep=timedelta(days=settings.conversation_days),
            links=timedelta(days=settings.link_days),
        )

    @classmethod
    def in_memory(cls, settings: Settings) -> Self:
        """A store that is gone when the process ends."""
        minutes = timedelta(minutes=settings.conversation_minutes)
        return cls(MEMORY, keep=minutes, links=minutes)

    @property
    def is_shared(self) -> bool:
        """Whether another server can use the same database."""
        return not self._in_memory

    @property
    def keeps(self) -> timedelta:
        """How long a conversation is kept after its last use."""
        return self._keep

    def status(self) -> StoreStatus:
        """How it went the last time something was written. Never fails."""
        days = 0 if self._in_memory else self._keep.days
        return StoreStatus(place=shown(self._engine.url), keeps_days=days, problem=self._problem)

    def add(self, records: Sequence[TurnRecord]) -> None:
        """Keep turns, all in one transaction; one that no database would take does not hold up the others."""

        def all_of_them(session: Session) -> None:
            for record in records:
                repository.add_turn(session, record)

        try:
            self._write(all_of_them)
        except (IntegrityError, DataError) as error:
            if len(records) == 1:
                _log.error("a turn could not be kept: %s", type(error).__name__)
                return
            for record in records:
                self.add([record])

    def conversation(self, conversation_id: str) -> StoredConversation | None:
        """A conversation, unless its time is over."""
        now = self._clock()
        since = now - self._keep
        try:
            return self._read(lambda session: repository.conversation(session, conversation_id, since, now))
        except ValueError:  # kept by a version that remembered other things: start afresh
            return None

    def version(self, conversation_id: str) -> int | None:
        """How often a conversation was written, by any server; None when it is gone or its time is over."""
        since = self._clock() - self._keep
        return self._read(lambda session: repository.version(session, conversation_id, since))

    def set_facts(self, conversation: Conversation) -> bool:
        """Keep the facts of a conversation as they are now; False when it is not there."""
        facts = facts_json(conversation.facts)
        return self._write(lambda session: repository.set_facts(session, conversation.id, facts))

    def forget(self, conversation_id: str) -> bool:
        """Delete a conversation with its feedback and links; False when there was none."""
        return self._write(lambda session: repository.forget(session, conversation_id))

    def turn(self, answer_id: str) -> StoredTurn | None:
        """The question and the answer with this id."""
        return self._read(lambda session: repository.turn(session, answer_id))

    def unanswered(self, most: int) -> tuple[StoredTurn, ...]:
        """The questions that got no answer, the newest first."""
        return self._read(lambda session: repository.unanswered(session, most))

    def rated(self, most: int) -> tuple[StoredTurn, ...]:
        """The answers somebody gave an opinion on, the newest opinion first."""
        return self._read(lambda session: repository.rated(session, most))

    def rate(self, answer_id: str, *, useful: bool, reason: str) -> StoredFeedback | None:
        """Keep an opinion, masked, in place of an earlier one; None when there is no such answer."""
        given = StoredFeedback(answer_id, useful, storable(mask(reason).text), self._clock())
        return given if self._write(lambda session: repository.set_feedback(session, given)) else None

    def share(self, *, conversation_id: str | None = None, answer_id: str | None = None) -> Token | None:
        """Make a link to a conversation as it is now, or to one answer; None when it is not there.

        A link works as long as links do, and no longer than what it shows is kept.
        """
        now, links, keep = self._clock(), self._links, self._keep
        return self._write(
            lambda session: repository.share(session, conversation_id, answer_id, now, links, keep)
        )

    def shared(self, token: str) -> StoredLink | None:
        """What a link shows; None when it does not work (any more)."""
        now = self._clock()
        return self._read(lambda session: repository.shared(session, token, now))

    def unshare(self, token: str, key: str) -> Withdrawal:
        """Delete a link, for who has the key that was told when it was made."""
        return self._write(lambda session: repository.unshare(session, token, key))

    def unshare_all(self, conversation_id: str) -> int:
        """Delete every link to a conversation, for who holds its id; how many still worked."""
        now = self._clock()
        return self._write(lambda session: repository.unshare_all(session, conversation_id, now))

    def purge(self) -> Purged:
        """Delete everything whose time is over."""
        now = self._clock()
        return self._write(lambda session: repository.purge(session, now - self._keep, now))

    def counts(self) -> Counts:
        """How much there is."""
        return self._read(repository.counts)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _read(self, work: Callable[[Session], T]) -> T:
        try:
            self._open()
            with Session(self._engine) as session:
                return work(session)
        except FAILURES as error:
            raise StoreUnavailable(explain(error, self._engine.url)) from None

    def _write(self, work: Callable[[Session], T]) -> T:
        """Run work in a transaction of its own.

        Raises:
            IntegrityError, DataError: what is written cannot be; the database itself is fine.
            StoreUnavailable: it is not.
        """
        try:
            self._open()
            with Session(self._engine.execution_options(**WRITES)) as session, session.begin():
                done = work(session)
        except (IntegrityError, DataError):
            raise
        except FAILURES as error:
            self._problem = explain(error, self._engine.url)
            raise StoreUnavailable(self._problem) from None
        self._problem = None
        return done

    def _open(self) -> None:
        """Bring the tables up to date, once."""
        if self._opened:
            return
        with self._opening:
            if self._opened:
                return
            if self._in_memory:
                Base.metadata.create_all(self._engine)
            else:
                file = file_of(self._engine.url)
                if file is not None and not file.exists():
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.touch(mode=0o600)
                migrate(self._engine)
            self._opened = True
