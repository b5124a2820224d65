"""A calculation as plain text and as Markdown tables; its JSON is the model itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.models import Alternative, Calculation, CalculationRow, Unit
from assistant.rules.money import euro, number, percent
from assistant.rules.texts import say


def figure(value: Decimal, unit: Unit) -> str:
    """A value with its unit in Belgian notation: `1.930,00 euro`, `40 %`, `20 kwartalen`."""
    if unit is Unit.EUR:
        return euro(value)
    if unit is Unit.PERCENT:
        return percent(value)
    form = "one" if value == 1 else "many"
    return f"{number(value)} {say(f'common.units.{unit.value}.{form}')}".strip()


def as_text(calculation: Calculation) -> str:
    """Title, outcome, steps, series, other outcomes and caveats, one a line."""
    lines = [calculation.title, *_outcome(calculation)]
    lines += [f"- {s.label}: {s.expression} = {figure(s.value, s.unit)}" for s in calculation.steps]
    lines += [f"- {row.label}: {_values(row)}" for row in calculation.outcome.rows]
    lines += [f"- {_alternative(other)}" for other in calculation.alternatives]
    lines += [f"* {caveat}" for caveat in calculation.caveats]
    return "\n".join(lines)


def as_markdown(calculation: Calculation) -> str:
    """The same with tables for the steps and for the series."""
    parts = [f"### {calculation.title}", *_outcome(calculation)]
    heads = [say("common.table.step"), say("common.table.how"), say("common.table.value")]
    parts.append(_table(heads, ([s.label, s.expression, figure(s.value, s.unit)] for s in calculation.steps)))
    rows = calculation.outcome.rows
    if rows:
        names = list(dict.fromkeys(name for row in rows for name in row.values))
        parts.append(_table([say("common.table.period"), *names], (_cells(row, names) for row in rows)))
    parts.append("\n".join(f"- {_alternative(other)}" for other in calculation.alternatives))
    parts.append("\n".join(f"- {caveat}" for caveat in calculation.caveats))
    return "\n\n".join(part for part in parts if part)


def _outcome(calculation: Calculation) -> Iterator[str]:
    outcome = calculation.outcome
    if outcome.value is not None:
        yield say("common.outcome", value=figure(outcome.value, outcome.unit))


def _alternative(other: Alternative) -> str:
    return f"{other.label}: {figure(other.value, other.unit)}"


def _values(row: CalculationRow) -> str:
    return ", ".join(f"{name} {_cell(value, row.unit)}" for name, value in row.values.items())


def _cells(row: CalculationRow, names: Sequence[str]) -> list[str]:
    return [row.label, *(_cell(row.values[name], row.unit) if name in row.values else "" for name in names)]


def _cell(value: Decimal, unit: Unit) -> str:
    """A value in a series; a plain count (a year, a day of the month) takes no thousands separator."""
    return str(value) if unit is Unit.COUNT else figure(value, unit)


def _table(heads: Sequence[str], rows: Iterator[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
