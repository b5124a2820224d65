"""What comes out of understanding: a question in our terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.models import Fact
from corpus.fiches import Intent


class FollowUp(StrEnum):
    """How a message leans on the turn before it."""

    SAME_TOPIC_NEW_FACTS = "same_topic_new_facts"
    """The same question for another case: "en als het deeltijds is?", "nee, voor 2 jaar"."""
    WHERE = "where"
    WHY = "why"
    """The ground of the answer before: "waarom niet?"."""
    CALCULATION = "calculation"
    NEXT_PHASE = "next_phase"
    """What comes after: "en daarna?"."""
    OTHER_TOPIC = "other_topic"
    """The same question about something else: "en voor de begeleidingspremie?"."""
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source that a question names. `document` is None when the words fit several documents."""

    document: str | None
    locator: str
    words: str

    @property
    def provision(self) -> str | None:
        """The id of the provision, when the document is known."""
        return f"{self.document}#{self.locator}" if self.document else None


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the questions in a message."""

    text: str
    """The words of the user."""
    masked: str
    """The same with personal data masked: it may be kept."""
    intents: tuple[Intent, ...]
    """Most likely first; empty when nothing tells."""
    topics: frozenset[str]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Understood:
    """A question in our terms."""

    query: str
    """What to search for, in the one wording of `wording.searched`: with the question before when it
    cannot stand alone."""
    topics: frozenset[str]
    """Names of the calculators and decisions the question is about."""
    measures: tuple[str, ...]
    facts: Mapping[str, Fact]
    """Everything known of the case: of earlier turns, of this one, and what the user changed by hand."""
    as_of: date | None
    content_words: tuple[str, ...]
    text: str = ""
    """The question without courtesy, with contractions written out and slips mended."""
    intents: tuple[Intent, ...] = ()
    questions: tuple[Asked, ...] = ()
    places: tuple[Place, ...] = ()
    follow_up: FollowUp | None = None
    said: frozenset[str] = frozenset()
    """Names of the facts that this message itself gives."""
    aspects: Mapping[str, Fact] = field(default_factory=dict)
    """What the question asks of a rule beside the facts of the case; not carried to the next question."""

    own: Understood | None = None
    """The question by its own words alone, when `query` holds the one it leans on as well."""
    masked: str = ""
    """What may be kept of it, for a next question to lean on."""
    turns_back: int = 0
    """How many turns lie between the message and the one it leans on."""
    parts: tuple[Understood, ...] = ()
    """The questions of the message, each in its own terms; empty when there is one."""

    @property
    def readings(self) -> tuple[Understood, ...]:
        """The ways to search for the question: by its own words first, then with what it leans on."""
        return (self,) if self.own is None else (self.own, self)

    @property
    def known(self) -> Mapping[str, Fact]:
        """Facts and aspects together, as `values_for` takes them."""
        return {**self.facts, **self.aspects}
