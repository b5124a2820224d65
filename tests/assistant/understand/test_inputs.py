"""The table that ties facts to rules fits the rules, and the word lists fit the values of the rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import cast, get_args

import pytest
from pydantic import BaseModel

from assistant.models import DecisionKind
from assistant.rules.begeleidingspremie import Level
from assistant.rules.decisions.facts import (
    BegeleidWerkenFacts,
    EligibilityFacts,
    RollenFacts,
    TransitionFacts,
    UitzendFacts,
)
from assistant.rules.decisions.registry import REGISTRY as DECISIONS
from assistant.rules.loonpremie import Package
from assistant.rules.registry import REGISTRY as CALCULATORS
from assistant.rules.registry import calculate
from assistant.understand import values_for
from assistant.understand.inputs import table
from assistant.understand.slots.cases import listed_aspects, listed_values
from corpus.parameters import load_parameters
from tests.assistant.understand.reading import read


def model(rule: str) -> type[BaseModel]:
    calculator = CALCULATORS.get(rule)
    return calculator.inputs if calculator else DECISIONS[DecisionKind(rule)].facts


@pytest.mark.parametrize("rule", list(table()))
def test_every_field_in_the_table_exists(rule: str) -> None:
    assert set(table()[rule]) <= set(model(rule).model_fields)


def test_every_closed_fact_is_used_by_a_rule() -> None:
    used = {name for fields in table().values() for names in fields.values() for name in names}
    assert set(listed_values()) <= used


@pytest.mark.parametrize("fact", sorted(set(listed_values()) & set(EligibilityFacts.model_fields)))
def test_the_values_of_the_word_lists_are_values_of_the_rule(fact: str) -> None:
    for value in listed_values()[fact]:
        for given in (value.value, value.denied):
            if given is not None:
                EligibilityFacts.model_validate({"on": date(2026, 1, 1), fact: given})


@pytest.mark.parametrize(("fact", "closed"), [("package", Package), ("level", Level)])
def test_every_value_can_be_said(fact: str, closed: type[StrEnum]) -> None:
    assert {value.value for value in listed_values()[fact]} == {item.value for item in closed}


def test_every_value_of_the_employer_and_the_worker_can_be_said() -> None:
    for fact in ("employer", "work_status", "contract_term", "residence", "vdab_finding", "employed"):
        (closed, *_) = get_args(EligibilityFacts.model_fields[fact].annotation)
        assert {value.value for value in listed_values()[fact]} == {item.value for item in closed}, fact


def test_what_is_asked_of_an_old_measure_fits_the_rule() -> None:
    for measure in listed_aspects()["transition"]["old_measure"]:
        for asked in listed_aspects()["transition"]["old_right"]:
            given = {"on": date(2026, 1, 1), "measure": measure.value, "asked": asked.value}
            TransitionFacts.model_validate(given)


@pytest.mark.parametrize(
    ("rule", "facts"),
    [("rollen", RollenFacts), ("uitzend", UitzendFacts), ("begeleid_werken", BegeleidWerkenFacts)],
)
def test_every_question_of_a_decision_can_be_asked(rule: str, facts: type[BaseModel]) -> None:
    closed = cast("type[StrEnum]", facts.model_fields["asked"].annotation)
    asked = listed_aspects()[rule][f"{rule}_asked"]
    assert {value.value for value in asked} == {item.value for item in closed}


@pytest.mark.parametrize("fact", ["role", "signer"])
def test_roles_and_signers_are_those_of_the_rule(fact: str) -> None:
    for value in listed_aspects()["rollen"][fact]:
        RollenFacts.model_validate({"on": date(2026, 1, 1), "asked": "taak", fact: value.value})


def test_a_wage_cost_per_month_is_brought_to_the_quarter() -> None:
    facts = read("loonpremie voor vijf jaar, kwartaal 3, loonkost 3.000 euro per maand, halftijds").facts
    given = values_for("loonpremie", facts)
    assert given == {"need_years": 5, "quarter": 3, "wage_cost": Decimal(9000), "fraction": Decimal("0.5")}
    assert calculate("loonpremie", {"on": date(2026, 1, 1), **given}, load_parameters()).outcome.value


def test_a_wage_cost_without_its_time_is_not_used() -> None:
    facts = read("loonpremie voor vijf jaar met een loonkost van 3.000 euro").facts
    assert "wage_cost" in facts
    assert "wage_cost" not in values_for("loonpremie", facts)


def test_each_rule_gets_the_quarter_of_its_own_clock() -> None:
    premium = read("wat kost dat in kwartaal 7 van de premie").facts
    agreement = read("wat kost dat in kwartaal 3 van de overeenkomst").facts
    assert values_for("loonpremie", premium) == {"quarter": 7}
    assert values_for("tarief_gent", premium) == {"premium_quarter": 7}
    assert values_for("loonpremie", agreement) == {}
    assert values_for("tarief_gent", agreement) == {"quarter": 3}


def test_the_task_a_question_names_is_handed_to_the_rule() -> None:
    known = read("Zit bemiddelen bij een conflict in het basispakket?").known
    assert values_for("pakket", known)["task"]
    assert "task" not in read("Wat zit er in het basispakket?").known
