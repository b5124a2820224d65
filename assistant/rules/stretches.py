"""Totals over a stretch of quarters: the step that adds them up, and how they are told."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.models import Unit
from assistant.rules.money import euro
from assistant.rules.quarters import by_year
from assistant.rules.sheet import Sheet, SpanInputs
from assistant.rules.texts import listed, say

Runs = Sequence[tuple[int, int, Decimal]]
"""Stretches with the same amount per quarter: (first quarter, last quarter, amount)."""


def total_step(amounts: Runs, sheet: Sheet, suffix: str = "") -> Decimal:
    """Add a stretch of quarters up on the sheet, each amount as often as it comes.

    Args:
        amounts: the amount per quarter of each stretch.
        sheet: where the step is written.
        suffix: `_at_least` when the total is only a lower bound.
    """
    first, last = amounts[0][0], amounts[-1][1]
    total = sum((amount * (end - start + 1) for start, end, amount in amounts), Decimal(0))
    expression = " + ".join(_times(*part) for part in amounts)
    key = "total" if first == 1 else "total_from"
    return sheet.under("common").step(
        f"{key}{suffix}", expression, total, Unit.EUR, (), count=last - first + 1, first=first, last=last
    )


def made_of(amounts: Runs) -> str:
    """`5 × 1.930,00 euro (kwartaal 1 tot en met 5) en 3 × 1.030,00 euro (kwartaal 6 tot en met 8)`."""
    return listed([f"{_times(*part)} ({quarters(part[0], part[1])})" for part in amounts])


def tell_years(numbers: Sequence[int], amounts: Sequence[Decimal], sheet: Sheet) -> None:
    """The amount of each year, when that is what was asked: before anything else."""
    if not isinstance(sheet.inputs, SpanInputs) or not sheet.inputs.per_year:
        return
    years = by_year(numbers, amounts)
    parts = [f"{euro(total)} ({quarters(first, last)})" for first, last, total in years]
    sheet.sentences.insert(0, say("common.says.years", parts=listed(parts)))


def stretch(numbers: Sequence[int]) -> str:
    """A stretch from the start by its length (`8 kwartalen`), another by its ends."""
    if numbers[0] == 1:
        return say("common.count_quarters", count=len(numbers))
    return quarters(numbers[0], numbers[-1])


def quarters(first: int, last: int) -> str:
    """`kwartaal 3`, or `kwartaal 1 tot en met 5`."""
    return (
        say("common.quarter", quarter=first) if first == last else say("common.span", first=first, last=last)
    )


def _times(first: int, last: int, amount: Decimal) -> str:
    return euro(amount) if first == last else f"{last - first + 1} × {euro(amount)}"
