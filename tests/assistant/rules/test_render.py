"""Calculations as text and as Markdown: every value shown, in Belgian notation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from markdown_it import MarkdownIt

from assistant.models import Unit
from assistant.rules import calculate
from assistant.rules.render import as_markdown, as_text, figure
from corpus.parameters import Parameters
from tests.assistant.rules.test_registry import SMALLEST


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("1930", Unit.EUR, "1.930,00 euro"),
        ("-600", Unit.EUR, "-600,00 euro"),
        ("0.5", Unit.EUR, "0,50 euro"),
        ("1234567.891", Unit.EUR, "1.234.567,89 euro"),
        ("40", Unit.PERCENT, "40 %"),
        ("33.33", Unit.PERCENT, "33,33 %"),
        ("1", Unit.QUARTER, "1 kwartaal"),
        ("20", Unit.QUARTER, "20 kwartalen"),
        ("2", Unit.MONTH, "2 maanden"),
        ("1", Unit.WEEK, "1 week"),
        ("-31", Unit.DAY, "-31 dagen"),
        ("1.20", Unit.FTE, "1,2 VTE"),
        ("1.0824", Unit.COEFFICIENT, "1,0824"),
        ("100", Unit.COUNT, "100"),
    ],
)
def test_figure(value: str, unit: Unit, shown: str) -> None:
    assert figure(Decimal(value), unit) == shown


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_can_be_shown(unit: Unit) -> None:
    assert figure(Decimal(2), unit).startswith("2")


@pytest.mark.parametrize("name", sorted(SMALLEST))
def test_every_step_alternative_and_caveat_is_shown(name: str, parameters: Parameters) -> None:
    calculation = calculate(name, {"on": "2026-06-01", **SMALLEST[name]}, parameters)
    for shown in (as_text(calculation), as_markdown(calculation)):
        assert calculation.title in shown
        for step in calculation.steps:
            assert step.label in shown
            assert figure(step.value, step.unit) in shown
        for other in calculation.alternatives:
            assert f"{other.label}: {figure(other.value, other.unit)}" in shown
        for caveat in calculation.caveats:
            assert caveat in shown
        for row in calculation.outcome.rows:
            assert row.label in shown


@pytest.mark.parametrize("name", sorted(SMALLEST))
def test_markdown_tables_have_a_row_for_each_step_and_quarter(name: str, parameters: Parameters) -> None:
    calculation = calculate(name, {"on": "2026-06-01", **SMALLEST[name]}, parameters)
    tokens = MarkdownIt().enable("table").parse(as_markdown(calculation))
    rows = sum(token.type == "tr_open" for token in tokens)
    heads = sum(token.type == "thead_open" for token in tokens)
    assert rows - heads == len(calculation.steps) + len(calculation.outcome.rows)
