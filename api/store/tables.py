"""The tables. Only column types that every SQL database has; whole models are kept as their JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, DateTime, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

ID = 64
"""The longest id."""
_WORD = 32

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept in UTC without a zone, as not every database keeps one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """To the database."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """From the database."""
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    """All tables; constraints have names, so that a migration can change them."""

    metadata = MetaData(naming_convention=_NAMES)


class ConversationRow(Base):
    """A conversation with the facts that are held."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(ID), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    audience: Mapped[str | None] = mapped_column(String(_WORD))
    version: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """Goes up with everything that is written, so that an old copy in memory can be told."""
    facts: Mapped[str] = mapped_column(Text)
    """JSON of `records.facts_json`, which keeps the type of every value."""
    state: Mapped[str] = mapped_column(Text)
    """JSON of whatever else a conversation carries over."""


class TurnRow(Base):
    """A question, masked, and the answer as it was given."""

    __tablename__ = "turns"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    answer_id: Mapped[str] = mapped_column(String(ID), unique=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    asked_at: Mapped[datetime] = mapped_column(UtcTime)
    question: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(_WORD), index=True)
    reason: Mapped[str | None] = mapped_column(String(_WORD))
    turn: Mapped[str] = mapped_column(Text)
    """JSON of the turn as the dialogue remembers it."""
    answer: Mapped[str] = mapped_column(Text)
    trace: Mapped[str | None] = mapped_column(Text)


class FeedbackRow(Base):
    """What somebody thought of an answer; the last word counts."""

    __tablename__ = "feedback"

    answer_id: Mapped[str] = mapped_column(
        ForeignKey("turns.answer_id", ondelete="CASCADE"), primary_key=True
    )
    useful: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(UtcTime)


class LinkRow(Base):
    """A shared link. Turns never change, so the last number is a snapshot. Token and key are not kept."""

    __tablename__ = "shared_links"

    token_hash: Mapped[str] = mapped_column(String(ID), primary_key=True)
    key_hash: Mapped[str | None] = mapped_column(String(ID))
    """Of the key that withdraws it; None for a link from before there were keys."""
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    answer_id: Mapped[str | None] = mapped_column(String(ID))
    """Set when one answer is shared instead of the conversation."""
    last_turn: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
