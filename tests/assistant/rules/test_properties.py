"""What must hold for every case, not only for those we thought of."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models import Calculation, CalculationRow
from assistant.rules import InvalidCase, calculate
from corpus.parameters import load_parameters

PARAMETERS = load_parameters()
DAY = "2026-06-01"
KNOWN_GGMMI = "2025-06-01"

wages = st.decimals(min_value=0, max_value=40000, places=2)
fractions = st.decimals(min_value="0.01", max_value=1, places=2)
shares = st.decimals(min_value=0, max_value=1, places=3)
terms = st.sampled_from([(2, "gewoon"), (5, "gewoon"), (5, "verhoogd"), (5, "afgetopt")])
levels = st.sampled_from([(2, "gemiddeld"), (5, "gemiddeld"), (5, "hoog")])
starts = st.integers(min_value=1, max_value=20)


def run(name: str, day: str = DAY, **given_: Any) -> Calculation:
    return calculate(name, {"on": day, **given_}, PARAMETERS)


def value(calculation: Calculation) -> Decimal:
    assert calculation.outcome.value is not None
    return calculation.outcome.value


def total(rows: tuple[CalculationRow, ...], column: str) -> Decimal:
    return sum((row.values[column] for row in rows), Decimal(0))


@given(terms, wages, fractions)
def test_loonpremie_total_is_the_sum_of_its_quarters(
    term: tuple[int, str], wage: Decimal, fraction: Decimal
) -> None:
    years, package = term
    whole = run("loonpremie", need_years=years, package=package, wage_cost=wage, fraction=fraction)
    assert value(whole) == total(whole.outcome.rows, "loonpremie")
    for row in whole.outcome.rows:
        quarter = run(
            "loonpremie",
            need_years=years,
            package=package,
            wage_cost=wage,
            fraction=fraction,
            quarter=row.quarter,
        )
        assert value(quarter) == row.values["loonpremie"] >= 0
    for other in whole.alternatives:
        assert other.value == total(other.rows, "loonpremie")


@given(terms, wages, wages, fractions)
def test_loonpremie_rises_with_the_wage_up_to_the_ceiling(
    term: tuple[int, str], one: Decimal, two: Decimal, fraction: Decimal
) -> None:
    years, package = term
    low, high = (
        value(run("loonpremie", KNOWN_GGMMI, need_years=years, package=package, quarter=1, wage_cost=w,
                  fraction=fraction))
        for w in sorted((one, two))
    )  # fmt: skip
    assert low <= high


@given(terms, wages, fractions, fractions)
def test_loonpremie_rises_with_the_employment_fraction(
    term: tuple[int, str], wage: Decimal, one: Decimal, two: Decimal
) -> None:
    years, package = term
    low, high = (
        value(run("loonpremie", KNOWN_GGMMI, need_years=years, package=package, quarter=1, wage_cost=wage,
                  fraction=f))
        for f in sorted((one, two))
    )  # fmt: skip
    assert low <= high


@given(terms, wages, fractions)
def test_an_unknown_ggmmi_never_gives_more_than_a_higher_one_would(
    term: tuple[int, str], wage: Decimal, fraction: Decimal
) -> None:
    years, package = term
    case = {"need_years": years, "package": package, "quarter": 1, "wage_cost": wage, "fraction": fraction}
    unknown = run("loonpremie", **case)
    raised = run("loonpremie", ggmmi="2500", **case)
    assert value(unknown) <= value(raised)
    if value(unknown) < value(raised):
        assert any("minstens" in step.label for step in unknown.steps)


@given(levels, shares, st.integers(min_value=1, max_value=8))
def test_fixed_part_does_not_depend_on_hours(level: tuple[int, str], share: Decimal, quarter: int) -> None:
    years, name = level
    full = run("begeleidingspremie", need_years=years, level=name, quarter=quarter)
    less = run("begeleidingspremie", need_years=years, level=name, quarter=quarter, hours_share=share)
    fixed = [s.value for c in (full, less) for s in c.steps if s.label.startswith("Vast deel")]
    assert fixed[0] == fixed[1]
    assert fixed[0] <= value(less) <= value(full)


@given(levels, shares)
def test_begeleidingspremie_total_is_the_sum_of_its_quarters(level: tuple[int, str], share: Decimal) -> None:
    years, name = level
    whole = run("begeleidingspremie", need_years=years, level=name, hours_share=share)
    assert value(whole) == total(whole.outcome.rows, "totaal") >= 0
    for row in whole.outcome.rows:
        assert row.values["vast"] + row.values["variabel"] == row.values["totaal"]
        quarter = run(
            "begeleidingspremie", need_years=years, level=name, hours_share=share, quarter=row.quarter
        )
        assert value(quarter) == row.values["totaal"]


@given(st.integers(min_value=1, max_value=60), starts, st.decimals(min_value=0, max_value=100, places=2))
def test_fee_total_is_the_sum_of_its_quarters(length: int, start: int, hours: Decimal) -> None:
    whole = run("tarief_gent", quarters=length, agreement_start_quarter=start, extra_hours=hours)
    extra = value(run("tarief_gent", extra_hours=hours)) if hours else Decimal(0)
    assert value(whole) == total(whole.outcome.rows, "basis") + extra >= 0
    for other in whole.alternatives:
        assert other.value == total(other.rows, "basis") + extra
        assert other.value < value(whole)
    if start == 1:
        assert whole.alternatives == ()


@given(starts, starts)
def test_both_readings_of_the_fee_are_symmetric(agreement: int, waited: int) -> None:
    premium = agreement + waited - 1
    calculation = run("tarief_gent", quarter=agreement, premium_quarter=premium)
    by_premium = value(run("tarief_gent", quarter=premium, premium_quarter=premium))
    readings = {value(calculation), *(a.value for a in calculation.alternatives)}
    assert readings == {value(calculation), by_premium}


@given(levels, st.integers(min_value=1, max_value=8), st.integers(min_value=1, max_value=30), shares)
@settings(max_examples=50)
def test_saldo_is_premium_less_fee(level: tuple[int, str], start: int, length: int, share: Decimal) -> None:
    years, name = level
    given_ = {"need_years": years, "level": name, "hours_share": share}
    whole = run("saldo", agreement_start_quarter=start, agreement_quarters=length, **given_)
    premium = run("begeleidingspremie", **given_)
    fee = run("tarief_gent", quarters=length)
    rows = whole.outcome.rows
    assert total(rows, "premie") == value(premium)
    assert total(rows, "tarief") == value(fee)
    assert value(whole) == value(premium) - value(fee) == total(rows, "saldo")
    for other in whole.alternatives:
        assert other.value == total(other.rows, "saldo") >= value(whole)


@given(st.dates(), st.sampled_from([2, 5]))
def test_every_premium_quarter_follows_the_one_before(decision: Any, years: int) -> None:
    try:
        calculation = run("tijdlijn", need_years=years, decision=decision)
    except InvalidCase:
        return
    spans = [row.values["jaar"] * 4 + row.values["kwartaal"] for row in calculation.outcome.rows]
    assert len(spans) == value(calculation)
    assert spans == [spans[0] + n for n in range(len(spans))]
    assert spans[0] == decision.year * 4 + (decision.month - 1) // 3 + 1


hiring = st.dates(min_value=date(2023, 6, 1), max_value=date(2025, 3, 1))
stays = st.integers(min_value=0, max_value=500).map(timedelta)


@given(st.lists(st.tuples(fractions, hiring, stays), max_size=8))
@settings(max_examples=50)
def test_average_fte_lies_between_nothing_and_everyone(people: list[tuple[Decimal, date, timedelta]]) -> None:
    contracts = [{"fraction": f, "start": start, "end": start + stay} for f, start, stay in people]
    average = value(run("vte_collectief", year=2024, contracts=contracts))
    assert 0 <= average <= sum((f for f, _, _ in people), Decimal(0)) + Decimal("0.01")


@given(terms, wages)
def test_a_calculation_survives_json(term: tuple[int, str], wage: Decimal) -> None:
    years, package = term
    calculation = run("loonpremie", need_years=years, package=package, wage_cost=wage)
    written = calculation.model_dump_json()
    read = Calculation.model_validate_json(written)
    assert (read.outcome, read.steps) == (calculation.outcome, calculation.steps)
