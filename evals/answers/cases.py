"""The cases of the answer evaluation: questions in people's own words, and what a right answer must hold."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, TypeAdapter

from assistant.models import Audience, Language, Reason, Status
from evals.figures import Unit
from evals.retrieval.questions import Record

FOLDER = Path(__file__).parent

Polarity = Literal["yes", "no", "depends"]


class Part(StrEnum):
    """The half that is worked with, and the one that is not read while the assistant is made."""

    DEVELOPMENT = "development"
    SEALED = "sealed"


class Slice(StrEnum):
    """What sort of case it is."""

    FORMAL = "formal"
    LAY = "lay"
    TYPOS = "typos"
    TERSE = "terse"
    EMAIL = "email"
    MULTI_TURN = "multi_turn"
    FALSE_PREMISE = "false_premise"
    UNANSWERABLE = "unanswerable"
    MULTI_QUESTION = "multi_question"
    AS_OF = "as_of"


class WantedFigure(Record):
    """A figure as a case states it."""

    value: str
    unit: Unit


class Source(Record):
    """A place that a right answer may cite: the words of a document, or, without a quote, the document."""

    document: str
    quote: str | None = None


class Expectation(Record):
    """What the answer to the last turn must be."""

    status: Status
    also_ok: tuple[Status, ...] = ()
    reason: Reason | None = None
    polarity: Polarity | None = None
    figures: tuple[WantedFigure, ...] = ()
    forbidden_figures: tuple[WantedFigure, ...] = ()
    claims: tuple[tuple[str, ...], ...] = ()
    """Groups; the answer must hold at least one wording of each."""
    forbidden_claims: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    """Any one of them must be cited."""


class Case(Record):
    """One conversation with what is right."""

    id: str
    audience: Audience
    language: Language
    slices: tuple[Slice, ...]
    turns: tuple[str, ...] = Field(min_length=1)
    as_of: date | None = None
    expect: Expectation
    why: str


class CaseError(Exception):
    """A file of cases that cannot be used: which, and what is wrong."""


def load_cases(part: Part, folder: Path = FOLDER) -> tuple[Case, ...]:
    """Every case of a half, from all its files.

    Raises:
        CaseError: there are none, a file does not fit the schema, or an id occurs twice.
    """
    files = sorted((folder / part.value).glob("*.yaml"))
    if not files:
        raise CaseError(f"There are no cases in {folder / part.value}. Put YAML files with cases there.")
    cases = tuple(case for file in files for case in _load(file))
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise CaseError(
                f"Case {case.id} occurs twice in {folder / part.value}. Give every case an id of its own."
            )
        seen.add(case.id)
    return cases


def _load(file: Path) -> tuple[Case, ...]:
    try:
        return TypeAdapter(tuple[Case, ...]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise CaseError(f"{file.name} is not YAML: {_place(error)}. Mend it and run again.") from error
    except ValueError as error:
        # The details would quote the case; a sealed case must not be shown.
        fields = {".".join(str(p) for p in e["loc"][:4]) for e in getattr(error, "errors", list)()}
        raise CaseError(f"{file.name} does not fit the schema at: {', '.join(sorted(fields)[:8])}.") from None


def _place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}" if mark else "unreadable"
