"""The one door for loose input: errors for people, never a traceback."""

from __future__ import annotations

import pytest

from assistant.models import Outcome
from assistant.rules import InvalidCase
from assistant.rules.decisions import REGISTRY, decide, missing_facts
from assistant.rules.decisions.cumul import cumul
from assistant.rules.decisions.facts import TransitionFacts
from assistant.rules.decisions.registry import choices_of, questions
from corpus.parameters import Parameters
from tests.assistant.rules.decisions.domains import TODAY


@pytest.mark.parametrize(
    ("name", "given", "message", "allowed"),
    [
        ("toverij", {}, "toverij", "eligibility"),
        ("eligibility", {}, "on ontbreekt", "Dag waarvoor"),
        ("eligibility", {"on": TODAY, "werkgever": "school"}, "werkgever hoort niet", "employer"),
        ("eligibility", {"on": TODAY, "employer": "bakker"}, "employer", "lokaal_bestuur"),
        ("eligibility", {"on": TODAY, "contract_hours": -1}, "contract_hours", "van begin tot einde"),
        ("eligibility", {"on": "gisteren"}, "on", "Dag waarvoor"),
        ("uitzend", {"on": TODAY, "asked": "betaald"}, "asked", "voorwaarden"),
        (
            "begeleid_werken",
            {"on": TODAY, "asked": "vergoeding", "allowance": "loon"},
            "allowance",
            "forfait",
        ),
        ("cumul", {}, "measure ontbreekt", "maatregel"),
    ],
)
def test_bad_input(
    name: str, given: dict[str, object], message: str, allowed: str, parameters: Parameters
) -> None:
    with pytest.raises(InvalidCase, match=message) as refused:
        decide(name, given, parameters)
    assert allowed in refused.value.allowed


def test_json_input_is_understood(parameters: Parameters) -> None:
    facts = {"on": "2026-11-22", "employer": "school", "vdab_date": "2025-01-01", "in_difficulty": "false"}
    (decision,) = decide("eligibility", facts, parameters)
    assert decision.outcome is Outcome.UNKNOWN
    assert decision.model_validate_json(decision.model_dump_json()) == decision


def test_what_is_missing_becomes_a_question_with_choices(parameters: Parameters) -> None:
    (decision,) = decide("eligibility", {"on": TODAY}, parameters)
    first = missing_facts(decision)[0]
    assert first.fact == "employer"
    assert "een school" in first.options
    (role,) = decide("rollen", {"on": TODAY, "asked": "plan"}, parameters)
    assert "de collega-coach" in missing_facts(role)[0].options


def test_every_fact_has_a_question_and_every_closed_choice_a_name() -> None:
    for decider in REGISTRY.values():
        for fact, field in decider.facts.model_fields.items():
            if fact in {"on"} or (fact == "asked" and decider.facts is not TransitionFacts):
                continue
            asked = questions()[fact]
            assert asked["question"].endswith("?"), fact
            closed = set(choices_of(field.annotation))
            # A measure is asked openly: what can be meant differs from decision to decision.
            assert fact == "measure" or not closed or set(asked["choices"]) == closed, fact


def test_cumul_by_id() -> None:
    assert cumul("vop").outcome is Outcome.NO
    assert cumul("vop", same_worker=False).outcome is Outcome.YES
    assert cumul("ibo").outcome is Outcome.UNKNOWN
    with pytest.raises(KeyError):
        cumul("toverij")
