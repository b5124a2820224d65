"""What goes into the store and what comes out of it; and how the models become text and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assistant.models import Answer, Audience, Conversation, Fact, FactValue
from assistant.privacy import mask
from assistant.trace import Trace

_WRITE: Mapping[str, Callable[[Any], str]] = {
    "bool": lambda value: "1" if value else "",
    "int": str,
    "Decimal": lambda value: format(value, "f"),
    "date": lambda value: value.isoformat(),
    "str": str,
}
_READ: Mapping[str, Callable[[str], FactValue]] = {
    "bool": bool,
    "int": int,
    "Decimal": Decimal,
    "date": date.fromisoformat,
    "str": str,
}


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One turn as it is written. Everything in it is masked already."""

    conversation_id: str
    first: bool
    """Whether it opens its conversation; a later turn of a conversation that is gone is not kept."""
    audience: str | None
    facts: str
    state: str
    at: datetime
    answer_id: str
    question: str
    status: str
    reason: str | None
    turn: str
    answer: str
    trace: str | None


@dataclass(frozen=True, slots=True)
class StoredFeedback:
    """What somebody thought of an answer."""

    answer_id: str
    useful: bool
    reason: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A question, masked, with the answer as it was given."""

    answer_id: str
    conversation_id: str
    asked_at: datetime
    question: str
    status: str
    reason: str | None
    answer_json: str
    trace_json: str | None
    feedback: StoredFeedback | None = None

    @property
    def answer(self) -> Answer:
        """The answer as a model. Its facts are text where they were decimals or days: JSON has no others.

        Raises:
            pydantic.ValidationError: it was given by a version with another contract.
        """
        return Answer.model_validate_json(self.answer_json)


@dataclass(frozen=True, slots=True)
class StoredConversation:
    """A conversation with its turns, the first one first."""

    conversation: Conversation
    created_at: datetime
    used_at: datetime
    audience: Audience | None
    turns: tuple[StoredTurn, ...]
    version: int = 0
    links: int = 0
    """How many links to it work now."""


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A shared link with what it shows."""

    created_at: datetime
    expires_at: datetime
    turns: tuple[StoredTurn, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A link that was made just now; the token and the key are nowhere else."""

    token: str
    key: str
    """What withdraws the link. Who only reads it does not have it."""
    expires_at: datetime


class Withdrawal(StrEnum):
    """How it went with a link that somebody wants to withdraw."""

    DONE = "done"
    REFUSED = "refused"
    """The key is not the one of who made it."""
    UNKNOWN = "unknown"
    """There is no such link (any more)."""


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """How the store is doing. `problem` is a Dutch sentence with a remedy."""

    place: str
    keeps_days: int
    """0: nothing outlives the process."""
    problem: str | None = None
    waiting: int = 0
    """Turns that are still to be written."""
    lost: int = 0
    """Turns that could not be kept because the database failed for too long."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is."""

    conversations: int
    turns: int
    unanswered: int
    feedback: int
    useful: int
    links: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Purged:
    """How much was removed because its time was over."""

    conversations: int
    links: int


def turn_record(
    answer: Answer,
    after: Conversation,
    *,
    first: bool,
    audience: Audience | None,
    at: datetime,
    trace: Trace | None = None,
) -> TurnRecord:
    """The last turn of a conversation, ready to be written."""
    last = after.turns[-1]
    return TurnRecord(
        conversation_id=after.id,
        first=first,
        audience=audience,
        facts=facts_json(after.facts),
        state=after.model_dump_json(exclude={"id", "facts", "turns"}),
        at=at,
        answer_id=answer.answer_id,
        question=storable(last.question),
        status=answer.status,
        reason=answer.reason,
        turn=last.model_dump_json(),
        answer=answer.model_dump_json(),
        trace=json.dumps(asdict(trace), ensure_ascii=False, default=str) if trace else None,
    )


def conversation_of(conversation_id: str, state: str, facts: str, turns: list[str]) -> Conversation:
    """A conversation as the dialogue knows it.

    Raises:
        ValueError: it was kept by a version that remembered other things.
    """
    return Conversation.model_validate(
        {
            **json.loads(state),
            "id": conversation_id,
            "facts": facts_of(facts),
            "turns": [json.loads(turn) for turn in turns],
        }
    )


def facts_json(facts: Mapping[str, Fact]) -> str:
    """Facts as JSON that keeps the type of every value. The words are masked once more: they stay."""
    return json.dumps({name: _fact_json(fact) for name, fact in facts.items()}, ensure_ascii=False)


def facts_of(text: str) -> dict[str, Fact]:
    """The facts of `facts_json`.

    Raises:
        ValueError: it was kept by a version that knew other kinds of values.
    """
    return {name: _fact(kept) for name, kept in json.loads(text).items()}


def storable(text: str) -> str:
    """Text that every database takes: no NUL, and no halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _fact_json(fact: Fact) -> dict[str, str | None]:
    kind = type(fact.value).__name__
    return {
        "type": kind,
        "value": storable(_WRITE[kind](fact.value)),
        "unit": fact.unit,
        "source": fact.source,
        "words": storable(mask(fact.words).text),
    }


def _fact(kept: Mapping[str, Any]) -> Fact:
    try:
        value = _READ[kept["type"]](kept["value"])
    except (KeyError, ArithmeticError) as error:
        raise ValueError(f"no value of a fact: {kept.get('type')}") from error
    return Fact.model_validate({**{k: kept[k] for k in ("unit", "source", "words")}, "value": value})
