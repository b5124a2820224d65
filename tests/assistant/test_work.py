from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.models import Fact, FactSource, FactValue, Outcome
from assistant.work import Worked, work_out
from corpus.parameters import Parameters
from tests.conftest import TODAY


def facts(**values: FactValue) -> dict[str, Fact]:
    return {name: Fact(value=v, source=FactSource.SAID, words=str(v)) for name, v in values.items()}


def test_without_a_rule_nothing_is_worked_out(parameters: Parameters) -> None:
    assert work_out(None, facts(quarter=7), parameters, TODAY) == Worked()


def test_a_calculation_runs_when_its_facts_are_there(parameters: Parameters) -> None:
    worked = work_out("begeleidingspremie", facts(need_years=5, quarter=7), parameters, TODAY)
    assert worked.calculations[0].outcome.value == Decimal("1330.00")


@pytest.mark.parametrize("known", [{}, {"need_years": 5}, {"level": "gemiddeld"}])
def test_it_does_not_run_on_half_the_facts(parameters: Parameters, known: dict[str, FactValue]) -> None:
    assert not work_out("begeleidingspremie", facts(**known), parameters, TODAY).settled


def test_a_fact_that_does_not_fit_is_left_out_of_account(parameters: Parameters) -> None:
    assert not work_out("begeleidingspremie", facts(need_years="lang", quarter=7), parameters, TODAY).settled


def test_a_quarter_alone_gives_the_outcome_of_every_need_and_asks_which(parameters: Parameters) -> None:
    worked = work_out("begeleidingspremie", facts(quarter=7), parameters, TODAY)
    assert len(worked.calculations[0].outcome.rows) == 3
    assert worked.missing == "need_years"
    assert worked.open


def test_a_level_that_exists_for_one_need_settles_it(parameters: Parameters) -> None:
    worked = work_out("begeleidingspremie", facts(level="hoog", quarter=15), parameters, TODAY)
    assert worked.calculations[0].inputs["need_years"] == 5
    assert not worked.open


def test_a_stretch_of_quarters_is_worked_out(parameters: Parameters) -> None:
    worked = work_out("tarief_gent", facts(quarter_from=1, quarter_to=4), parameters, TODAY)
    assert worked.calculations[0].outcome.value == Decimal("4800.00")


def test_the_ggmmi_needs_no_fact(parameters: Parameters) -> None:
    assert work_out("ggmmi", {}, parameters, TODAY).calculations


@pytest.mark.parametrize("known", [{"quarter": 21}, {"quarter": 0}, {"need_years": 3}])
def test_what_is_impossible_is_refused_on_half_the_facts(
    parameters: Parameters, known: dict[str, FactValue]
) -> None:
    worked = work_out("begeleidingspremie", facts(**known), parameters, TODAY)
    assert worked.invalid is not None
    assert worked.invalid.calculation.steps


def test_an_impossible_case_says_what_is_possible(parameters: Parameters) -> None:
    worked = work_out("loonpremie", facts(need_years=5, quarter=21), parameters, TODAY)
    assert worked.invalid is not None
    assert "20" in worked.invalid.allowed


def test_a_decision_runs_on_the_measure_named(parameters: Parameters) -> None:
    worked = work_out("cumul", facts(measure="gesco"), parameters, TODAY)
    assert worked.decisions[0].outcome is Outcome.NO
    assert not worked.open
