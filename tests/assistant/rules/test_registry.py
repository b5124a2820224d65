"""The calculators under their fixed names, and what they refuse."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from typing import Any

import pytest

from assistant.models import Calculation, Unit
from assistant.rules import REGISTRY, InvalidCase, calculate
from assistant.rules.texts import texts
from corpus.parameters import Parameters, ParameterUnit
from tests.assistant.rules.test_cases import ALL, run_case

NAMES = {
    "loonpremie", "begeleidingspremie", "tarief_gent", "saldo", "ggmmi", "tijdlijn", "overeenkomst",
    "vte_collectief", "aandeel_doelgroep", "refertebedrag_collectief",
}  # fmt: skip
SMALLEST: dict[str, dict[str, Any]] = {
    "loonpremie": {"need_years": 5, "wage_cost": "9000"},
    "begeleidingspremie": {"need_years": 5},
    "tarief_gent": {"need_years": 5},
    "saldo": {"need_years": 5},
    "tijdlijn": {"need_years": 5, "decision": "2026-05-01"},
    "ggmmi": {},
    "overeenkomst": {},
    "vte_collectief": {"year": 2025, "contracts": [{"fraction": "1", "start": "2020-01-01"}] * 30},
    "aandeel_doelgroep": {"target_group": 30, "staff": 40},
    "refertebedrag_collectief": {},
}


def test_the_names_are_fixed() -> None:
    assert set(REGISTRY) == NAMES
    assert set(SMALLEST) == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_input_says_in_dutch_what_it_is(name: str) -> None:
    calculator = REGISTRY[name]
    assert calculator.title
    for field, info in calculator.inputs.model_fields.items():
        assert info.description, field


@pytest.mark.parametrize("name", sorted(NAMES))
def test_same_input_same_result(name: str, parameters: Parameters) -> None:
    one, two = (calculate(name, {"on": "2026-06-01", **SMALLEST[name]}, parameters) for _ in range(2))
    assert one == two
    assert one.id.startswith(f"{name}-")
    assert one.inputs["on"] == "2026-06-01"


@pytest.mark.parametrize("name", sorted(NAMES))
def test_other_input_other_id(name: str, parameters: Parameters) -> None:
    one = calculate(name, {"on": "2026-06-01", **SMALLEST[name]}, parameters)
    two = calculate(name, {"on": "2026-06-02", **SMALLEST[name]}, parameters)
    assert one.id != two.id


@pytest.mark.parametrize("name", sorted(NAMES))
def test_takes_milliseconds_at_most(name: str, parameters: Parameters) -> None:
    inputs = REGISTRY[name].inputs.model_validate({"on": "2026-06-01", **SMALLEST[name]})

    def once() -> float:
        begun = time.perf_counter()
        REGISTRY[name].run(inputs, parameters)
        return time.perf_counter() - begun

    assert min(once() for _ in range(20)) <= 0.01


@pytest.mark.parametrize("name", sorted(NAMES))
@pytest.mark.parametrize(
    "given", [{"onzin": 1}, {"on": None}, {"on": "32 mei"}, {"on": "2026-06-01", "quarter": [1]}, {"on": {}}]
)
def test_malformed_input_is_refused_with_words(
    name: str, given: dict[str, Any], parameters: Parameters
) -> None:
    with pytest.raises(InvalidCase) as refusal:
        calculate(name, given, parameters)
    assert refusal.value.message_nl.endswith(".")
    assert refusal.value.allowed.endswith(".")


def test_amounts_are_in_cents_everywhere(parameters: Parameters) -> None:
    for _, case in ALL:
        try:
            calculation = run_case(case, parameters)
        except InvalidCase:
            continue
        for amount in _euros(calculation):
            assert amount == amount.quantize(Decimal("0.01"))
            assert amount.as_tuple().exponent == -2


def _euros(calculation: Calculation) -> list[Decimal]:
    found = [step.value for step in calculation.steps if step.unit is Unit.EUR]
    found += [other.value for other in calculation.alternatives if other.unit is Unit.EUR]
    found += [v for row in calculation.outcome.rows if row.unit is Unit.EUR for v in row.values.values()]
    if calculation.outcome.value is not None and calculation.outcome.unit is Unit.EUR:
        found.append(calculation.outcome.value)
    return found


def test_units_of_parameters_are_units_of_calculations() -> None:
    assert {unit.value for unit in ParameterUnit} <= {unit.value for unit in Unit}


def test_every_caveat_is_said_in_some_case(parameters: Parameters) -> None:
    told: set[str] = set()
    for _, case in ALL:
        try:
            told.update(run_case(case, parameters).caveats)
        except InvalidCase:
            continue
    patterns = {key: re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(text))) for key, text in texts().items()}
    # A site of its own (test_site_values.py), and a need that is not known (test_by_need.py).
    elsewhere = {"common.caveats.amount_of_site", "common.caveats.by_need"}
    caveats = {k: p for k, p in patterns.items() if ".caveats." in k and k not in elsewhere}
    assert caveats
    assert [key for key, pattern in caveats.items() if not any(map(pattern.fullmatch, told))] == []
