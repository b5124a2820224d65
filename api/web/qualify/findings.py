"""What was found for each certificate, as a table and as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from api.web import view
from api.web.marks import Marks
from api.web.qualify.intake import Entry
from assistant.models import Criterion, Decision, Language, Outcome
from assistant.rules.decisions.matching import Grade, Match
from assistant.rules.decisions.qualification import QualificationFacts, check_certificates, qualification
from corpus.models import Corpus
from corpus.parameters import Parameters

_VERDICT, _STATUS, _DECIDES = "getuigschrift", "lijst_hoort_bij", "wie_beslist"
_ROUTES = ("andere_wegen", "intern")
_COMMON = {_VERDICT, _STATUS, _DECIDES, *_ROUTES}


class State(StrEnum):
    """What a certificate is worth; the words stand in the texts, under `qualify.states`."""

    LISTED = "listed"
    SPELLING = "spelling"
    UNCLEAR = "unclear"
    UNFINISHED = "unfinished"
    NEAR = "near"
    NOT_LISTED = "not_listed"


_STATES: Mapping[Grade, State] = {
    Grade.EXACT: State.LISTED,
    Grade.EQUIVALENT: State.SPELLING,
    Grade.UNCLEAR: State.UNCLEAR,
    Grade.NEAR_MISS: State.NEAR,
    Grade.NOT_LISTED: State.NOT_LISTED,
}


@dataclass(frozen=True)
class Place:
    """An item of a list: its number and name there, and the address of the place in the document."""

    number: int
    name: str
    list_name: str
    href: str


@dataclass(frozen=True)
class Remark:
    """A sentence with the numbers of its sources."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Finding:
    """One certificate. For a near miss the places are what it is not."""

    line: int
    given: str
    state: State
    places: tuple[Place, ...]
    verdict: Remark
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Findings:
    """All certificates, and what goes for all of them."""

    rows: tuple[Finding, ...]
    status: tuple[Remark, ...]
    """What the lists are worth, and who decides."""
    routes: tuple[Remark, ...]
    """The other ways, for who is not on a list."""
    sources: tuple[view.Source, ...]

    @property
    def listed(self) -> int:
        """How many are on a list."""
        return sum(row.state in {State.LISTED, State.SPELLING} for row in self.rows)


def findings_of(
    entries: Sequence[Entry], corpus: Corpus, parameters: Parameters, on: date, language: Language
) -> Findings:
    """Hold each certificate against the lists."""
    checked = [
        (entry.line, match, decision)
        for entry in entries
        if any(letter.isalpha() for letter in entry.text)
        for match, decision in _checked(entry.text, parameters, on)
    ]
    notes = {criterion.id: criterion for _, _, decision in checked for criterion in decision.criteria}
    marks = Marks(corpus)
    status = _remarks(notes, (_STATUS, _DECIDES), marks)
    rows = tuple(_finding(line, match, decision, marks) for line, match, decision in checked)
    routes = _remarks(notes, _ROUTES, marks)
    return Findings(rows, status, routes, view.sources(marks.citations, corpus, language))


def _checked(text: str, parameters: Parameters, on: date) -> Iterator[tuple[Match, Decision]]:
    """The certificates of one line; usually one, but "x en y" are two."""
    decisions = qualification(QualificationFacts(on=on, certificates=text), parameters)
    yield from zip(check_certificates(text), decisions, strict=True)


HEADS = ("line", "given", "state", "number", "name", "list", "verdict", "remarks", "sources")


def table(findings: Findings, words: Mapping[str, Any]) -> list[tuple[str | int, ...]]:
    """The findings as rows of a file, under `HEADS`, and below them what goes for all."""
    titles = {source.citation.id: source.citation.title for source in findings.sources}
    rows: list[tuple[str | int, ...]] = [
        (
            row.line,
            row.given,
            words["states"][row.state.value],
            ", ".join(str(place.number) for place in row.places),
            "; ".join(place.name for place in row.places),
            "; ".join(dict.fromkeys(place.list_name for place in row.places)),
            row.verdict.text,
            " ".join(row.remarks),
            "; ".join(titles[mark] for mark in row.verdict.marks),
        )
        for row in findings.rows
    ]
    remarks = (*findings.status, *findings.routes)
    notes = [("", "", words["note"], "", "", "", r.text, "", _titles(r, titles)) for r in remarks]
    return [*rows, *notes]


def _titles(remark: Remark, titles: Mapping[int, str]) -> str:
    return "; ".join(titles[mark] for mark in remark.marks)


def _finding(line: int, match: Match, decision: Decision, marks: Marks) -> Finding:
    verdict = next(c for c in decision.criteria if c.id == _VERDICT)
    others = tuple(c.text for c in decision.criteria if c.id not in _COMMON)
    return Finding(
        line,
        match.given,
        _state(match, decision),
        tuple(_place(item.number, item.text, item.list_name, item.provision) for item in match.items),
        Remark(verdict.text, marks.numbers(verdict.sources)),
        others,
    )


def _state(match: Match, decision: Decision) -> State:
    state = _STATES[match.grade]
    if state in {State.LISTED, State.SPELLING} and decision.outcome is not Outcome.YES:
        return State.UNFINISHED if match.unfinished else State.UNCLEAR
    return state


def _place(number: int, name: str, list_name: str, provision: str) -> Place:
    document, _, locator = provision.partition("#")
    return Place(number, name, list_name, f"/bronnen/{document}#{locator}")


def _remarks(notes: Mapping[str, Criterion], names: Sequence[str], marks: Marks) -> tuple[Remark, ...]:
    return tuple(
        Remark(notes[name].text, marks.numbers(notes[name].sources)) for name in names if name in notes
    )
