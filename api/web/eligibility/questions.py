"""What the wizard can ask: one question per fact of the rules, with the values it takes.

Which question comes when is not decided here but by the rules (see `path`). The words stand in the texts,
under `eligibility.questions`; the names of other measures are those of the corpus.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from api.web.forms import Bound, Field, Kind
from assistant.rules.decisions.cumul import listed_measures, unlisted_measures
from assistant.rules.decisions.facts import (
    ContractTerm,
    Employed,
    Employer,
    Establishment,
    Premium,
    Residence,
    VdabFinding,
    WorkStatus,
)
from assistant.rules.figures import Figures
from assistant.rules.need import needs

UNSURE = "weet_niet"
"""The answer that is always possible: the fact stays unknown, and is not asked again."""
YES, NO = "ja", "nee"
NONE, OTHER, UNNAMED = "geen", "andere", "onbekend"
MEASURE, OTHER_MEASURE = "measure", "other_measure"
LENGTH = "contract_hours"

UNITS: Mapping[str, timedelta] = {
    "uur": timedelta(hours=1),
    "dag": timedelta(days=1),
    "week": timedelta(weeks=1),
    "maand": timedelta(weeks=4),
}
"""How the length of a contract may be told. A month is taken as the shortest one: it lasts no less."""


class Part(StrEnum):
    """Whom or what a question is about."""

    EMPLOYER = "werkgever"
    WORKER = "werknemer"
    VDAB = "vdab"
    OTHER = "andere_steun"


@dataclass(frozen=True)
class Question:
    """One question. `field` takes the answer; without choices it can be left unsure by a button."""

    field: Field
    part: Part

    @property
    def name(self) -> str:
        """The fact it asks for."""
        return self.field.name

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen, the unsure answer left out."""
        return tuple(choice for choice in self.field.choices if choice != UNSURE)


@dataclass(frozen=True)
class Answered:
    """A question with its answer; `value` is what the rules take, None when unsure."""

    question: Question
    text: str
    value: object = None


def questions(figures: Figures) -> Mapping[str, Question]:
    """Every question by the fact it asks for; lengths of need are those of the figures."""
    years = tuple(str(need.years) for need in needs(figures))
    found = (
        _choice(Part.EMPLOYER, "employer", Employer),
        _choice(Part.EMPLOYER, "establishment", Establishment),
        _truth(Part.EMPLOYER, "in_difficulty"),
        _truth(Part.EMPLOYER, "registered"),
        _choice(Part.EMPLOYER, "premium", Premium),
        _choice(Part.WORKER, "work_status", WorkStatus),
        _choice(Part.WORKER, "residence", Residence),
        _truth(Part.WORKER, "works_in_flanders"),
        _truth(Part.WORKER, "returns_weekly"),
        _choice(Part.WORKER, "contract_term", ContractTerm),
        Question(Field(LENGTH, Kind.COUNT, required=True), Part.WORKER),
        _choice(Part.WORKER, "employed", Employed),
        _day(Part.WORKER, "hired_on"),
        _day(Part.WORKER, "disability_since"),
        _truth(Part.WORKER, "was_doelgroepwerknemer"),
        _truth(Part.WORKER, "other_function"),
        _choice(Part.VDAB, "vdab_finding", VdabFinding),
        _day(Part.VDAB, "vdab_end"),
        _day(Part.VDAB, "vdab_date"),
        _choice(Part.VDAB, "need_years", years),
        _choice(Part.VDAB, "vdab_need", ("loonpremie", "beide")),
        _choice(Part.OTHER, MEASURE, (NONE, *listed_measures(), OTHER)),
        _choice(Part.OTHER, OTHER_MEASURE, (*unlisted_measures(), UNNAMED)),
    )
    return {question.name: question for question in found}


def answered(question: Question, bound: Bound) -> Answered:
    """An answer without errors, as the rules take it."""
    if bound.text == UNSURE:
        return Answered(question, UNSURE)
    if question.field.choices == (YES, NO, UNSURE):
        return Answered(question, bound.text, bound.text == YES)
    return Answered(question, bound.text, bound.value)


def choice_label(question: Question, value: str, words: Mapping[str, Any]) -> str:
    """How a choice reads: the words of the interface, or the name of a measure in the corpus."""
    if value == UNSURE:
        return str(words["unsure"])
    if question.field.choices == (YES, NO, UNSURE):
        return str(words[value])
    own = words["questions"][question.name]
    if value in own.get("choices", {}):
        return str(own["choices"][value])
    if "choice" in own:
        return str(own["choice"]).format(value=value)
    listed = listed_measures().get(value)
    name = listed.name if listed else unlisted_measures()[value].name
    return name[0].upper() + name[1:]


def _choice(part: Part, name: str, values: Any) -> Question:
    return Question(Field(name, Kind.CHOICE, (*map(str, values), UNSURE), required=True), part)


def _truth(part: Part, name: str) -> Question:
    return _choice(part, name, (YES, NO))


def _day(part: Part, name: str) -> Question:
    return Question(Field(name, Kind.DATE, required=True), part)
