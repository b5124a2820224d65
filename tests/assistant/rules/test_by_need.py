"""A premium for every need and kind it can be, when the length of the need is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.models import Calculation
from assistant.rules.begeleidingspremie import BegeleidingspremieInputs
from assistant.rules.by_need import by_need
from assistant.rules.loonpremie_case import LoonpremieInputs
from assistant.rules.saldo import SaldoInputs
from assistant.rules.sheet import SpanInputs
from corpus.parameters import Parameters

DAY = date(2026, 6, 1)


def compared(name: str, inputs: SpanInputs, parameters: Parameters) -> Calculation:
    found = by_need(name, inputs, parameters)
    assert found is not None
    return found


def values(calculation: Calculation) -> list[Decimal]:
    return [value for row in calculation.outcome.rows for value in row.values.values()]


@pytest.mark.parametrize(
    ("name", "inputs", "expected"),
    [
        ("begeleidingspremie", BegeleidingspremieInputs(on=DAY, quarter=7), ["1030", "1330", "1880"]),
        ("loonpremie", LoonpremieInputs(on=DAY, quarter=7), ["20", "30", "50"]),
        ("saldo", SaldoInputs(on=DAY, quarter=7), ["430", "730", "1280"]),
    ],
)
def test_every_need_with_its_kinds(
    name: str, inputs: SpanInputs, expected: list[str], parameters: Parameters
) -> None:
    found = compared(name, inputs, parameters)
    assert values(found) == [Decimal(value) for value in expected]
    assert found.outcome.value is None
    assert all(step.sources for step in found.steps)


def test_the_same_amount_is_said_once(parameters: Parameters) -> None:
    found = compared("begeleidingspremie", BegeleidingspremieInputs(on=DAY, quarter=3), parameters)
    assert found.summary[0].count("1.930,00 euro") == 1
    assert "behoefte van 2 of 5 jaar" in found.summary[0]


def test_a_need_that_has_ended_by_then_is_named(parameters: Parameters) -> None:
    found = compared("loonpremie", LoonpremieInputs(on=DAY, quarter=12), parameters)
    assert values(found) == [Decimal(20), Decimal(40)]
    assert found.summary[1] == "Bij een behoefte van 2 jaar is er in kwartaal 12 geen premie meer."


def test_the_capped_premium_is_only_for_who_names_it(parameters: Parameters) -> None:
    found = compared("loonpremie", LoonpremieInputs(on=DAY, quarter=1), parameters)
    assert Decimal(45) not in values(found)


def test_nothing_to_compare_without_one_outcome(parameters: Parameters) -> None:
    assert by_need("loonpremie", LoonpremieInputs(on=DAY), parameters) is None
