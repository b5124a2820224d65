"""Whether a calculation bears out what a question takes for granted: "in kwartaal 7 is dat toch 40 %?"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.judge.stance import asks_yes_no, asserts, names_another
from assistant.models import Calculation, Fact, Unit
from assistant.notation import Figure, FigureKind, figures
from assistant.understand import Understood
from assistant.work import used_facts
from corpus.phrases import Stance

_CLAIMED = frozenset({Unit.EUR, Unit.PERCENT})


def confirmed(understood: Understood, question: str, calculation: Calculation) -> Stance:
    """YES or NO where the question states an amount or a percentage that the calculation has; NONE otherwise.

    Figures of the case itself, such as the wage, are no claim. Figures that agree are no yes where the
    question names a task or a case that the outcome says nothing of.
    """
    if not (asserts(understood) or asks_yes_no(understood)):
        return Stance.NONE
    known = list(_known(calculation))
    claims = [f for f in figures(question) if f.kind is FigureKind.QUANTITY and f.unit in _CLAIMED]
    judged = [
        any(claim.number == value for unit, value in known if unit is claim.unit)
        for claim in claims
        if not _is_input(claim, calculation) and any(unit is claim.unit for unit, _ in known)
    ]
    if not judged:
        return Stance.NONE
    if not all(judged):
        return Stance.NO
    used = (fact.words for fact in _used(understood, calculation))
    told = " ".join((calculation.title, *calculation.summary, *used))
    several = calculation.outcome.value is None  # one of several outcomes agrees: that is no plain yes
    return Stance.NONE if several or names_another(understood, told) else Stance.YES


def _used(understood: Understood, calculation: Calculation) -> list[Fact]:
    """The facts that the calculation was made with."""
    used = used_facts(calculation.name, understood.known)
    return [fact for fact in used.values() if fact.words]


def _known(calculation: Calculation) -> Iterator[tuple[Unit, Decimal]]:
    outcome = calculation.outcome
    if outcome.value is not None:
        yield outcome.unit, outcome.value
    for step in calculation.steps:
        yield step.unit, step.value
    for row in outcome.rows:
        yield from ((row.unit, value) for value in row.values.values())


def _is_input(claim: Figure, calculation: Calculation) -> bool:
    given = [value for value in calculation.inputs.values() if isinstance(value, int | Decimal)]
    shares = (claim.number, claim.number / 100) if claim.unit is Unit.PERCENT else (claim.number,)
    return any(Decimal(value) in shares for value in given)
