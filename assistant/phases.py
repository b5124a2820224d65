"""What comes after a quarter: the rest of the term, worked out with the facts of the turn before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from pydantic import ValidationError

from assistant.models import Calculation, CalculationRow, Fact, Unit
from assistant.rules import registry as calculators
from assistant.rules.errors import InvalidCase
from assistant.understand import facts_for
from corpus.parameters import Parameters

_QUARTER = "quarter"


@dataclass(frozen=True)
class Phase:
    """Quarters in a row with the same outcome."""

    first: int
    last: int
    value: Decimal
    unit: Unit


@dataclass(frozen=True)
class Term:
    """The whole term of a calculation, and the quarter that was asked about before."""

    calculation: Calculation
    quarter: int


def term_behind(rule: str | None, facts: Mapping[str, Fact], parameters: Parameters, on: date) -> Term | None:
    """The rule that was asked about one quarter, worked out for all; None when it was about no quarter.

    Args:
        rule: the name of a calculator.
        facts: everything that is known of the case.
        parameters: the figures.
        on: the day whose figures apply.
    """
    if rule is None or rule not in calculators.REGISTRY:
        return None
    used = facts_for(rule, facts)
    quarter = used.pop(_QUARTER, None)
    if quarter is None or not isinstance(quarter.value, int):
        return None
    calculator = calculators.REGISTRY[rule]
    given: dict[str, Any] = {name: fact.value for name, fact in used.items()}
    if "on" in calculator.inputs.model_fields:
        given["on"] = on
    try:
        outcome = calculator.run(calculator.inputs.model_validate(given), parameters)
    except (ValidationError, InvalidCase):
        return None
    return Term(outcome, quarter.value)


def phases_after(term: Term) -> tuple[Phase, ...]:
    """The phases after the quarter of before; the one it lies in itself is left out."""
    rows = [row for row in term.calculation.outcome.rows if row.quarter is not None]
    phases = [_phase(list(group)) for _, group in groupby(rows, key=_headline)]
    return tuple(phase for phase in phases if phase.first > term.quarter)


def _phase(rows: list[CalculationRow]) -> Phase:
    quarters = [row.quarter for row in rows if row.quarter is not None]
    unit = Unit.PERCENT if tuple(rows[0].values) == ("percentage",) else rows[0].unit
    return Phase(quarters[0], quarters[-1], _headline(rows[0]), unit)


def _headline(row: CalculationRow) -> Decimal:
    """The outcome of a row: the last of its values, behind those it is made of."""
    return list(row.values.values())[-1]
