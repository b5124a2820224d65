"""Finds figures in an answer that nothing it cites supports, with no code of the assistant's own check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.models import Answer, Calculation, Citation, Fact, Statement
from evals.figures import Figure, Unit, figures, holds, normalised

_MARKED_UNITS = {
    "EUR": " euro",
    "percent": " %",
    "quarter": " kwartalen",
    "year": " jaar",
    "month": " maanden",
    "week": " weken",
    "day": " dagen",
    "hour": " uur",
}


def ungrounded(answer: Answer) -> list[str]:
    """A sentence for every figure that is not in what its own statement cites, calculates or decides."""
    shared = list(_of_facts(answer.facts.values()))
    problems = []
    for statement in answer.statements:
        evidence = [*shared, *_evidence(statement, answer)]
        problems += [
            f"{figure} in: {statement.text}"
            for figure in figures(statement.text)
            if not _held(figure, evidence)
        ]
    by_id = {c.id: c for c in answer.citations}
    for notice in answer.notices:
        evidence = [*shared, *_of_texts(_cited(by_id[i]) for i in notice.citations if i in by_id)]
        problems += [
            f"{figure} in: {notice.text}" for figure in figures(notice.text) if not _held(figure, evidence)
        ]
    return problems


def _held(figure: Figure, evidence: Iterable[Figure]) -> bool:
    """A bare number is held by the same number with any unit; everything else by value and unit."""
    among = list(evidence)
    if figure.unit is Unit.COUNT:
        return any(f.value == figure.value for f in among)
    return holds(figure, among)


def _evidence(statement: Statement, answer: Answer) -> Iterator[Figure]:
    citations = {c.id: c for c in answer.citations}
    numbers = list(statement.citations)
    for calculation in (c for c in answer.calculations if c.id in statement.calculations):
        yield from _of_calculation(calculation)
        numbers += [i for step in calculation.steps for i in step.citations]
    for decision in (d for d in answer.decisions if d.id in statement.decisions):
        # A criterion's own words are statements of ours; what it cites is the evidence.
        numbers += [i for criterion in decision.criteria for i in criterion.citations]
    yield from _of_texts(_cited(citations[i]) for i in numbers if i in citations)


def _cited(citation: Citation) -> str:
    parts = (citation.title, citation.quote, citation.in_force_from, citation.in_force_to)
    return "\n".join(str(part) for part in parts if part)


def _of_calculation(calculation: Calculation) -> Iterator[Figure]:
    outcomes = [(s.value, s.unit) for s in calculation.steps] + [
        (a.value, a.unit) for a in calculation.alternatives
    ]
    outcomes += (
        [(calculation.outcome.value, calculation.outcome.unit)]
        if calculation.outcome.value is not None
        else []
    )
    rows = [*calculation.outcome.rows, *(row for a in calculation.alternatives for row in a.rows)]
    outcomes += [(value, row.unit) for row in rows for value in row.values.values()]
    for value, unit in outcomes:
        yield from figures(f"{value}{_MARKED_UNITS.get(unit.value, '')}")
    for row in rows:
        yield from figures(row.label)
        if row.quarter is not None:
            yield Figure(str(row.quarter), Unit.QUARTER)
    yield from _of_texts(step.expression + "\n" + step.label for step in calculation.steps)
    yield from _of_texts(str(value) for value in calculation.inputs.values() if value is not None)


def _of_facts(facts: Iterable[Fact]) -> Iterator[Figure]:
    for fact in facts:
        yield from figures(fact.words)
        unit = fact.unit.value if fact.unit else None
        if unit in _MARKED_UNITS and not isinstance(fact.value, bool):
            yield normalised(str(fact.value), unit)
        else:
            yield from figures(str(fact.value))


def _of_texts(texts: Iterable[str]) -> Iterator[Figure]:
    for text in texts:
        yield from figures(text)
