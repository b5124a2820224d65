"""Where the answers lead: the outcome with its grounds, what is still open, and whom to turn to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.web import view
from api.web.eligibility.path import Path
from api.web.eligibility.questions import LENGTH, MEASURE, UNITS, UNSURE, Answered, choice_label
from api.web.marks import Marks
from api.web.texts import texts
from assistant.models import Criterion, Language, Outcome
from assistant.rules.decisions.engine import all_of
from assistant.rules.decisions.facts import Residence, VdabFinding, WorkStatus
from corpus.contacts import Contact, contacts
from corpus.models import Corpus

_APPLY = "aanvraag"
"""The remark of the rules on where to apply."""
_VDAB, _WEWIS = "vdab", "wewis"
_DOORS: Mapping[tuple[str, object], str] = {
    ("residence", Residence.BRUSSEL): "brussel-actiris",
    ("residence", Residence.WALLONIE): "wallonie-forem",
    ("work_status", WorkStatus.ZELFSTANDIGE): "vlaio",
    ("work_status", WorkStatus.BEGELEID_WERKER): "dienst-begeleid-werken",
}
_WEIGHT = {Outcome.NO: 0, Outcome.UNKNOWN: 1, Outcome.YES: 2}


@dataclass(frozen=True)
class Ground:
    """One criterion or remark, with the numbers of its sources."""

    text: str
    outcome: Outcome
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Said:
    """An answer as it was given."""

    name: str
    text: str
    dutch: bool = False
    """Whether the text is a name from the corpus, which stays Dutch."""


@dataclass(frozen=True)
class Door:
    """Whom to turn to, with where we have it from."""

    contact: Contact
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Result:
    """Everything the last screen shows."""

    outcome: Outcome
    grounds: tuple[Ground, ...]
    """The deciding ones first."""
    remarks: tuple[Ground, ...]
    apply: Ground | None
    missing: tuple[str, ...]
    """The facts that are still open, most decisive first."""
    doors: tuple[Door, ...]
    sources: tuple[view.Source, ...]


@dataclass(frozen=True)
class Why:
    """Why a question is asked, in the words of the rule, with its sources."""

    text: str
    marks: tuple[int, ...]
    sources: tuple[view.Source, ...]


def why_of(path: Path, corpus: Corpus, language: Language) -> Why | None:
    """The criterion that waits for the question; None when the rules assume an answer without asking."""
    name = path.question.name if path.question else ""
    for criterion in path.decision.criteria:
        if name in criterion.missing:
            marks = Marks(corpus)
            numbers = marks.numbers(criterion.sources)
            return Why(criterion.text, numbers, view.sources(marks.citations, corpus, language))
    return None


def result_of(path: Path, corpus: Corpus, language: Language) -> Result:
    """Put the decisions in the order in which people read them."""
    decisions = [path.decision, *([path.cumul] if path.cumul else [])]
    criteria = {c.id: c for decision in decisions for c in decision.criteria}
    marks = Marks(corpus)
    outcome = all_of([*(decision.outcome for decision in decisions), *_measure_unsure(path)])
    grounds = tuple(_ground(criterion, marks) for criterion in _weighing(criteria.values(), outcome))
    remarks = tuple(_ground(c, marks) for c in criteria.values() if c.note and c.id != _APPLY)
    apply = _ground(criteria[_APPLY], marks) if outcome is not Outcome.NO and _APPLY in criteria else None
    doors = tuple(_door(contact, marks) for contact in _contacts(path))
    missing = () if outcome is Outcome.NO else (*path.decision.missing, *_unsure_measures(path))
    return Result(
        outcome, grounds, remarks, apply, missing, doors, view.sources(marks.citations, corpus, language)
    )


def said(path: Path, language: Language) -> tuple[Said, ...]:
    """The answers that counted, in the order in which they were asked."""
    return tuple(_said(answer, texts(language)["eligibility"], language) for answer in path.answers)


def _weighing(criteria: Iterable[Criterion], outcome: Outcome) -> list[Criterion]:
    """The deciding criteria first. Once the outcome is no, what was not asked any more says nothing."""
    shown = [
        c for c in criteria if not c.note and (outcome is not Outcome.NO or c.outcome is not Outcome.UNKNOWN)
    ]
    return sorted(shown, key=lambda c: _WEIGHT[c.outcome])


def _ground(criterion: Criterion, marks: Marks) -> Ground:
    return Ground(criterion.text, criterion.outcome, marks.numbers(criterion.sources))


def _unsure_measures(path: Path) -> tuple[str, ...]:
    return tuple(name for name in path.unsure if name.endswith(MEASURE))


def _measure_unsure(path: Path) -> Iterable[Outcome]:
    return [Outcome.UNKNOWN for _ in _unsure_measures(path)]


def _contacts(path: Path) -> tuple[Contact, ...]:
    known = {contact.id: contact for contact in contacts()}
    found = [door for (name, value), door in _DOORS.items() if path.value(name) == value]
    if path.value("vdab_finding") != VdabFinding.VASTGESTELD or _at_vdab(path):
        found.append(_VDAB)
    return tuple(known[door] for door in (*found, _WEWIS))


def _at_vdab(path: Path) -> bool:
    """Whether a fact is open that stands in the finding of VDAB."""
    return bool({"vdab_end", "vdab_date", "need_years", "vdab_need"} & set(path.decision.missing))


def _door(contact: Contact, marks: Marks) -> Door:
    source = contact.source or ""
    try:
        return Door(contact, marks.numbers([source]) if "#" in source else ())
    except KeyError:  # a page outside the corpus
        return Door(contact, ())


def _said(answer: Answered, words: Mapping[str, Any], language: Language) -> Said:
    name, text = answer.question.name, answer.text
    if text == UNSURE:
        return Said(name, words["unsure"])
    if isinstance(answer.value, date):
        return Said(name, view.day(answer.value, language))
    if name == LENGTH:
        return Said(name, _length(int(text), words))
    return Said(name, choice_label(answer.question, text, words), dutch=name.endswith(MEASURE))


def _length(hours: int, words: Mapping[str, Any]) -> str:
    """A length in the largest unit that holds it whole; a month is not one of them."""
    for unit in ("week", "dag"):
        size = UNITS[unit] // UNITS["uur"]
        if hours and hours % size == 0:
            return str(words["lengths"][unit]).format(count=hours // size)
    return str(words["lengths"]["uur"]).format(count=hours)
