"""What the API tells of conversations, feedback and shared links."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StrictInt, StrictStr, model_validator

from api.store.records import StoredConversation, StoredFeedback, StoredLink, StoredTurn
from api.views import View
from assistant.edit import FactKind
from assistant.models import Answer, Audience, Fact

LONGEST_REASON = 1_000
_LONGEST_VALUE = 1_000
_MOST_EDITS = 50
_Id = Annotated[str, Field(description="as given in an answer")]


class FeedbackGiven(View):
    """Whether an answer was of use, and why."""

    answer_id: _Id
    useful: StrictBool
    reason: str = Field("", max_length=LONGEST_REASON, description="kept without personal data")


class FeedbackView(View):
    """The opinion as it is kept, personal data masked."""

    answer_id: str
    useful: bool
    reason: str
    given_at: datetime


class TurnView(View):
    """A question, masked, and the answer as it was given."""

    question: str
    asked_at: datetime
    answer: Answer
    feedback: FeedbackView | None = None


class ConversationView(View):
    """A conversation with the facts that are held now."""

    id: str
    created_at: datetime
    used_at: datetime
    audience: Audience | None
    facts: Mapping[str, Fact]
    turns: tuple[TurnView, ...] = Field(description="the first one first")


Edit = Annotated[StrictStr, Field(max_length=_LONGEST_VALUE)] | StrictBool | StrictInt | None


class FactEdits(View):
    """Facts to set; null takes one away. Decimals and days are strings."""

    facts: Mapping[str, Edit] = Field(
        min_length=1,
        max_length=_MOST_EDITS,
        examples=[{"need_years": 2, "fraction": "0.8"}],
    )


class FactKindView(View):
    """A fact that can be set by hand."""

    name: str
    description: str = Field(description="what it means (Dutch)")
    type: Literal["bool", "int", "decimal", "date", "text"]
    options: tuple[str, ...] = Field(description="empty when any value of the type will do")


class FactsView(View):
    """The facts that a conversation holds."""

    facts: Mapping[str, Fact]


class FactKindsView(View):
    """All facts that can be set by hand."""

    facts: tuple[FactKindView, ...]


class ToShare(View):
    """What a link is made to: a conversation as it is now, or one answer."""

    conversation_id: _Id | None = None
    answer_id: _Id | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.conversation_id is None) == (self.answer_id is None):
            raise ValueError("one of conversation_id and answer_id")
        return self


class LinkView(View):
    """A link that was made. The token and the key are told once and cannot be looked up."""

    token: str = Field(description="who has it can read what was shared")
    key: str = Field(description="who has it can withdraw the link; keep it, and do not send it along")
    expires_at: datetime


class SharedView(View):
    """What a link shows. The ids in the answers are empty: a reader cannot go on with the conversation."""

    created_at: datetime
    expires_at: datetime
    turns: tuple[TurnView, ...]


def conversation_view(kept: StoredConversation) -> ConversationView:
    """A conversation with all its turns."""
    return ConversationView(
        id=kept.conversation.id,
        created_at=kept.created_at,
        used_at=kept.used_at,
        audience=kept.audience,
        facts=kept.conversation.facts,
        turns=tuple(_turn_view(turn) for turn in kept.turns),
    )


def feedback_view(given: StoredFeedback) -> FeedbackView:
    """An opinion."""
    return FeedbackView(
        answer_id=given.answer_id, useful=given.useful, reason=given.reason, given_at=given.given_at
    )


def fact_kind_view(kind: FactKind) -> FactKindView:
    """A fact that can be set."""
    return FactKindView(name=kind.name, description=kind.description, type=kind.type, options=kind.options)


def shared_view(link: StoredLink) -> SharedView:
    """What a link shows, without what would let a reader change or delete it."""
    hidden = {"conversation_id": "", "answer_id": ""}
    turns = tuple(
        TurnView(question=t.question, asked_at=t.asked_at, answer=t.answer.model_copy(update=hidden))
        for t in link.turns
    )
    return SharedView(created_at=link.created_at, expires_at=link.expires_at, turns=turns)


def _turn_view(turn: StoredTurn) -> TurnView:
    feedback = feedback_view(turn.feedback) if turn.feedback else None
    return TurnView(question=turn.question, asked_at=turn.asked_at, answer=turn.answer, feedback=feedback)
