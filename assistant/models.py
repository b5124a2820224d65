"""The words of the contract: what a question becomes and what an answer is made of.

These models are the JSON of the API. Decimals are strings in JSON; unknown keys are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer


def _plain(value: Decimal) -> str:
    return format(value, "f")


Amount = Annotated[Decimal, PlainSerializer(_plain, return_type=str, when_used="json")]
"""A decimal that is a string in JSON, without exponent."""


def _fact(value: bool | int | Decimal | date | str) -> bool | int | str:
    if isinstance(value, Decimal):
        return _plain(value)
    return value.isoformat() if isinstance(value, date) else value


FactValue = Annotated[bool | int | Decimal | date | str, PlainSerializer(_fact, when_used="json")]
"""What a fact can be; in JSON a decimal is a string and a date an ISO day."""


class Model(BaseModel):
    """Base of everything public: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Audience(StrEnum):
    """Who asks."""

    WERKGEVER = "werkgever"
    COACH = "coach"
    STAD = "stad"
    WERKNEMER = "werknemer"


class Language(StrEnum):
    """The asker's language; answers are in Dutch."""

    NL = "nl"
    FR = "fr"
    EN = "en"


class Status(StrEnum):
    """What kind of reply this is."""

    ANSWERED = "answered"
    CLARIFICATION = "clarification"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why there is no plain answer."""

    OUT_OF_SCOPE = "out_of_scope"
    NOT_IN_CORPUS = "not_in_corpus"
    UNCLEAR = "unclear"
    UNSAFE = "unsafe"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    INVALID_CASE = "invalid_case"


class Unit(StrEnum):
    """Units of figures, so that "5 jaar" never supports "5 kwartalen"."""

    EUR = "EUR"
    PERCENT = "percent"
    FRACTION = "fraction"
    QUARTER = "quarter"
    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"
    COUNT = "count"
    FTE = "fte"
    COEFFICIENT = "coefficient"


class StatementKind(StrEnum):
    """What a sentence of an answer is, and so what must support it."""

    RULE = "rule"
    QUOTE = "quote"
    CALCULATION = "calculation"
    DECISION = "decision"
    NOTICE = "notice"
    COURTESY = "courtesy"


class NoticeKind(StrEnum):
    """Why a caveat stands beside an answer."""

    NOT_INDEXED = "not_indexed"
    DATED = "dated"
    EXPIRED = "expired"
    CONFLICT = "conflict"
    AUTHORITY = "authority"
    PRIVACY = "privacy"
    UNOFFICIAL = "unofficial"
    COLLECTIVE_ONLY = "collective_only"
    PARTIAL = "partial"


class Outcome(StrEnum):
    """Three values: a rule that cannot decide says so."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class DecisionKind(StrEnum):
    """The decisions the rules can take."""

    ELIGIBILITY = "eligibility"
    CUMUL = "cumul"
    TRANSITION = "transition"
    QUALIFICATION = "qualification"
    PAKKET = "pakket"
    ROLLEN = "rollen"
    UITZEND = "uitzend"
    BEGELEID_WERKEN = "begeleid_werken"


class FactSource(StrEnum):
    """Where a fact came from."""

    SAID = "said"
    ASSUMED = "assumed"
    DEFAULT = "default"


class Question(Model):
    """One turn of the user, as received."""

    question: str
    conversation_id: str | None = None
    audience: Audience | None = None
    as_of: date | None = None


class Fact(Model):
    """Something known of the user's case, with the words it came from."""

    value: FactValue
    unit: Unit | None = None
    source: FactSource
    words: str


class Statement(Model):
    """One sentence of an answer with what supports it."""

    text: str
    kind: StatementKind
    citations: tuple[int, ...] = ()
    calculations: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


class Citation(Model):
    """A quote at its place: `text[start:end] == quote` in the stored text of that version of the document."""

    id: int
    provision: str
    document: str
    version: str
    locator: str
    title: str
    quote: str
    start: int
    end: int
    official: bool
    in_force_from: date | None = None
    in_force_to: date | None = None
    url: str | None = None


class CalculationStep(Model):
    """One line of a calculation."""

    label: str
    expression: str
    value: Amount
    unit: Unit
    citations: tuple[int, ...] = ()
    sources: tuple[str, ...] = Field(default=(), description="provision ids the step rests on")


class CalculationRow(Model):
    """One quarter, or one year, of a series."""

    label: str
    quarter: int | None = None
    values: Mapping[str, Amount]
    unit: Unit = Unit.EUR


class CalculationOutcome(Model):
    """What came out, with its series where there is one."""

    value: Amount | None
    unit: Unit
    rows: tuple[CalculationRow, ...] = ()


class Alternative(Model):
    """Another outcome, where sources differ or a text can be read in two ways."""

    label: str
    value: Amount
    unit: Unit
    rows: tuple[CalculationRow, ...] = ()
    sources: tuple[str, ...] = ()


class Calculation(Model):
    """The frozen result of a rule."""

    id: str
    name: str
    title: str
    inputs: Mapping[str, FactValue | None]
    steps: tuple[CalculationStep, ...]
    outcome: CalculationOutcome
    alternatives: tuple[Alternative, ...] = ()
    caveats: tuple[str, ...] = ()
    summary: tuple[str, ...] = Field(
        default=(), description="the outcome in sentences: what it is, and what it is made of"
    )


class Gap(StrEnum):
    """Why no fact of the user can settle a criterion."""

    CONFLICT = "conflict"
    """The sources contradict each other."""
    SILENT = "silent"
    """No source we could read says it."""


class Criterion(Model):
    """One condition of a decision."""

    id: str
    outcome: Outcome
    text: str
    citations: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    missing: tuple[str, ...] = Field(
        default=(), description="facts that would settle it, most decisive first"
    )
    gap: Gap | None = Field(default=None, description="set when no fact can settle it")
    note: bool = Field(
        default=False,
        description="true for a remark that goes with the decision and does not weigh in its outcome",
    )


class Missing(Model):
    """A fact that would settle the question, and how to ask for it."""

    fact: str
    question: str
    options: tuple[str, ...] = ()
    citations: tuple[int, ...] = ()


class Decision(Model):
    """The frozen outcome of a rule in three values. VDAB determines the need and WEWIS grants, never we."""

    id: str
    kind: DecisionKind
    outcome: Outcome
    criteria: tuple[Criterion, ...]
    missing: tuple[str, ...] = Field(
        default=(), description="facts that would settle it, most decisive first"
    )


class Notice(Model):
    """A caveat."""

    kind: NoticeKind
    text: str
    citations: tuple[int, ...] = ()


class Engine(Model):
    """Which parts were live when the answer was made."""

    corpus: str
    index: str | None
    lexical: bool
    dense: str | None
    llm: str | None = None


class Answer(Model):
    """The reply of the contract."""

    conversation_id: str
    answer_id: str
    status: Status
    reason: Reason | None = None
    language: Language = Language.NL
    as_of: date
    answer: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    facts: Mapping[str, Fact] = Field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    next_questions: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    engine: Engine
    timings_ms: Mapping[str, float] = Field(default_factory=dict)


class Turn(Model):
    """One exchange as it is remembered: masked text only."""

    question: str
    topic: str | None = None
    status: Status
    answer_id: str
    about: str | None = Field(
        default=None, description="the last question of the turn as a follow-up leans on it; masked"
    )
    fiches: tuple[str, ...] = Field(default=(), description="fiches that answered, in order")
    rule: str | None = Field(default=None, description="the rule that gave an outcome last")
    places: tuple[str, ...] = Field(default=(), description="provisions that carry the answer")


class Conversation(Model):
    """What carries over between turns. The raw text of a question is never in it."""

    id: str
    facts: Mapping[str, Fact] = Field(default_factory=dict)
    turns: tuple[Turn, ...] = ()


DocumentFilter = tuple[str, ...]
StepName = Literal["receive", "understand", "retrieve", "judge", "work_out", "compose", "verify"]
