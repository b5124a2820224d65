"""The questions of the retrieval evaluation and the passages that answer them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from assistant.models import Audience, Reason

FOLDER = Path(__file__).parent


class Slice(StrEnum):
    """How a question is worded; `none` is a question that no document answers."""

    FORMAL = "formal"
    LAY = "lay"
    TYPOS = "typos"
    FRENCH = "french"
    ENGLISH = "english"
    NONE = "none"


class Record(BaseModel):
    """Base of what is read from the evaluation's files: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Passage(Record):
    """A passage that answers a question: its words, or for facts in our own words what it says."""

    document: str
    quote: str | None
    row: str | None = None
    fact: str | None = None


class Question(Record):
    """A question with the passages that answer it."""

    id: str
    question: str
    slice: Slice
    audience: Audience
    all: bool = False
    """Every passage is needed; otherwise any one is enough."""
    gold: tuple[Passage, ...] = ()
    reason: Reason | None = None

    @model_validator(mode="after")
    def _gold_or_reason(self) -> Self:
        if (self.slice is Slice.NONE) == bool(self.gold):
            message = f"{self.id}: a question has passages, or slice none and a reason"
            raise ValueError(message)
        return self

    @property
    def answerable(self) -> bool:
        """Whether a document answers it."""
        return self.slice is not Slice.NONE


class Wording(Record):
    """The words of a passage and the documents in which a provision says just that."""

    text: str
    documents: tuple[str, ...]


class Alike(Record):
    """Passages that say the same thing, so that one of them is as good as another."""

    why: str
    passages: tuple[Wording, ...] = Field(min_length=1)


class Also(Record):
    """A passage that answers a question though the question does not name it."""

    question: str
    document: str
    quote: str


class Equivalents(Record):
    """What was declared equally good, before the first run."""

    alike: tuple[Alike, ...]
    also: tuple[Also, ...]


Gold = Mapping[str, tuple[tuple[str, ...], ...]]
"""Per question, per passage: the ids of the provisions that hold it."""


def load_questions(path: Path = FOLDER / "questions.yaml") -> tuple[Question, ...]:
    """The questions.

    Raises:
        pydantic.ValidationError: a question does not fit the schema.
    """
    return TypeAdapter(tuple[Question, ...]).validate_python(_read(path))


def load_gold(path: Path = FOLDER / "gold.yaml") -> Gold:
    """The resolved provisions of every question."""
    return TypeAdapter(dict[str, tuple[tuple[str, ...], ...]]).validate_python(_read(path))


def load_equivalents(path: Path = FOLDER / "equivalents.yaml") -> Equivalents:
    """Which passages were declared equally good."""
    return Equivalents.model_validate(_read(path))


def _read(path: Path) -> object:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
