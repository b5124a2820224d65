"""Facts that are set by hand take the type of the rules, or are refused with what is allowed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.edit import LONGEST, by_hand, check_bounds, settable
from assistant.models import Fact, FactSource, FactValue, Unit
from assistant.rules.errors import InvalidCase
from corpus.parameters import load_parameters

TODAY = date(2026, 11, 22)
FIGURES = load_parameters()


@pytest.mark.parametrize(
    ("name", "given", "value", "unit"),
    [
        ("need_years", 2, 2, Unit.YEAR),
        ("need_years", "5", 5, Unit.YEAR),
        ("premium_quarter", 7, 7, Unit.QUARTER),
        ("fraction", "0.8", Decimal("0.8"), None),
        ("gross_wage_month", "2500.50", Decimal("2500.50"), Unit.EUR),
        ("percentage", 40, Decimal(40), Unit.PERCENT),
        ("hours_share", "1", Decimal(1), None),
        ("hired_on", "2026-03-01", date(2026, 3, 1), None),
        ("employer", "school", "school", None),
        ("vdab_need", "beide", "beide", None),
        ("registered", "ja", True, None),
        ("registered", False, False, None),
        ("certificates", "bachelor sociaal werk", "bachelor sociaal werk", None),
    ],
)
def test_a_value_takes_its_type(
    name: str, given: bool | int | str, value: FactValue, unit: Unit | None
) -> None:
    fact = by_hand(name, given)
    assert (fact.value, type(fact.value), fact.unit) == (value, type(value), unit)
    assert fact.source is FactSource.SAID
    assert fact.words == str(given)


@pytest.mark.parametrize(
    ("name", "given", "allowed"),
    [
        ("need_years", "veel", "geheel getal"),
        ("need_years", True, "geheel getal"),
        ("need_years", "2.5", "geheel getal"),
        ("need_years", 10**12, "geheel getal"),
        ("contract_hours", -1, "geheel getal"),
        ("fraction", "NaN", "0.8"),
        ("fraction", "1e30", "0.8"),
        ("hired_on", "31/02/2026", "JJJJ-MM-DD"),
        ("employer", "circus", "lokaal_bestuur"),
        ("vdab_need", "niets", "loonpremie, beide"),
        ("registered", "misschien", "ja of nee"),
        ("certificates", "x" * (LONGEST + 1), str(LONGEST)),
        ("certificates", " ", str(LONGEST)),
        ("onbekend", 1, "need_years"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(name: str, given: bool | int | str, allowed: str) -> None:
    with pytest.raises(InvalidCase) as refused:
        by_hand(name, given)
    assert allowed in refused.value.allowed


def test_the_unit_that_is_held_stays() -> None:
    held = Fact(value=1, unit=Unit.COUNT, source=FactSource.SAID, words="een")
    assert by_hand("need_years", 2, held).unit is Unit.COUNT


def test_personal_data_in_a_fact_is_masked() -> None:
    fact = by_hand("certificates", "bachelor van jan@voorbeeld.be")
    assert "jan@" not in fact.model_dump_json()


def test_every_fact_that_can_be_set_says_what_it_is() -> None:
    kinds = {kind.name: kind for kind in settable()}
    assert kinds["need_years"].type == "int"
    assert kinds["fraction"].type == "decimal"
    assert kinds["hired_on"].type == "date"
    assert kinds["registered"].type == "bool"
    assert "school" in kinds["employer"].options
    assert all(kind.description for kind in kinds.values())
    for kind in kinds.values():
        for option in kind.options:
            assert by_hand(kind.name, option).value == option


@pytest.mark.parametrize("name", ["wage_cost_quarter", "gross_wage_quarter", "ggmmi"])
def test_an_amount_is_in_euro_whatever_time_it_is_for(name: str) -> None:
    assert by_hand(name, "9000").unit is Unit.EUR


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quarter", 20),
        ("agreement_quarter", 21),
        ("need_years", 2),
        ("quarters", 8),
        ("fraction", Decimal(1)),
        ("hours_share", Decimal(0)),
        ("percentage", Decimal(40)),
        ("wage_cost_year", Decimal(0)),
        ("extra_hours", Decimal("2.5")),
        ("index_coefficient", Decimal("1.0824")),
        ("hired_on", date(2019, 1, 1)),
        ("premium_start", date(2025, 1, 1)),
        ("employer", "school"),
        ("registered", True),
    ],
)
def test_what_a_case_can_have_is_within_bounds(name: str, value: FactValue) -> None:
    check_bounds(name, value, FIGURES, TODAY)


@pytest.mark.parametrize(
    ("name", "value", "range_of"),
    [
        ("quarter", 21, "1 tot en met 20"),
        ("premium_quarter", -1, "1 tot en met 20"),
        ("agreement_quarter", 0, "1 tot en met"),
        ("need_years", 3, "2 of 5"),
        ("fraction", Decimal("1.5"), "100 %"),
        ("fraction", Decimal(0), "100 %"),
        ("hours_share", Decimal("1.1"), "0 tot en met 1"),
        ("percentage", Decimal("42.5"), "stappen van 5 %"),
        ("wage_cost_month", Decimal(-1), "0,00 euro"),
        ("gross_wage", Decimal(10**7), "1.000.000,00 euro"),
        ("ggmmi", Decimal(0), "meer dan 0"),
        ("extra_hours", Decimal(-1), "0 tot en met"),
        ("index_coefficient", Decimal(108), "hoogstens 10"),
        ("notice", date(20, 6, 1), "1900 tot en met 2200"),
    ],
)
def test_what_no_case_can_have_is_refused_with_its_range(name: str, value: FactValue, range_of: str) -> None:
    with pytest.raises(InvalidCase) as refused:
        check_bounds(name, value, FIGURES, TODAY)
    assert range_of in refused.value.allowed


def test_no_fact_is_out_of_bounds_for_want_of_another() -> None:
    for kind in settable():
        if kind.type in {"int", "decimal"} and kind.name != "percentage":
            value = by_hand(kind.name, 2 if kind.type == "int" else "1").value
            check_bounds(kind.name, value, FIGURES, TODAY)
