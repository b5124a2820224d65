"""Whole decisions: facts told one by one, in any order, never turn an answer round."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.models import Decision, DecisionKind, Outcome
from assistant.rules import InvalidCase
from assistant.rules.decisions import REGISTRY, missing_facts
from assistant.rules.decisions.engine import DecisionFacts
from corpus.parameters import Parameters, load_parameters
from tests.assistant.rules.decisions.domains import SPECIAL, TODAY, optional, values

PARAMETERS: Parameters = load_parameters()
KINDS = sorted(k for k, d in REGISTRY.items() if d.facts in SPECIAL)


@st.composite
def _told(draw: st.DrawFn) -> tuple[DecisionKind, dict[str, Any], list[tuple[str, Any]]]:
    """A decision, the facts it must have, and other facts in the order in which they are told."""
    kind = draw(st.sampled_from(KINDS))
    model = REGISTRY[kind].facts
    assert issubclass(model, DecisionFacts)
    fixed: dict[str, Any] = {}
    told: list[tuple[str, Any]] = []
    for name in model.model_fields:
        known = [v for v in values(model, name) if v is not None]
        if optional(model, name):
            told.append((name, draw(st.sampled_from(known))))
        else:
            fixed[name] = draw(st.sampled_from(known))
    return kind, fixed, draw(st.permutations(told))


def _decide(kind: DecisionKind, facts: dict[str, Any]) -> Decision:
    (decision,) = REGISTRY[kind].run(REGISTRY[kind].facts.model_validate(facts), PARAMETERS)
    return decision


@settings(max_examples=600, deadline=None)
@given(_told())
def test_a_fact_added_never_turns_an_answer_round(
    told: tuple[DecisionKind, dict[str, Any], list[tuple[str, Any]]],
) -> None:
    kind, fixed, rest = told
    try:
        _decide(kind, {**fixed, **dict(rest)})
    except InvalidCase:
        assume(False)
    facts, before = dict(fixed), Outcome.UNKNOWN
    for name, value in rest:
        facts[name] = value
        after = _decide(kind, facts).outcome
        assert before is Outcome.UNKNOWN or after is before, (kind, facts, name)
        before = after


@settings(max_examples=300, deadline=None)
@given(_told())
def test_what_is_missing_is_asked_and_only_while_open(
    told: tuple[DecisionKind, dict[str, Any], list[tuple[str, Any]]],
) -> None:
    kind, fixed, rest = told
    facts = {**fixed, **dict(rest[: len(rest) // 2])}
    try:
        decision = _decide(kind, facts)
    except InvalidCase:
        assume(False)
    conditions = [c for c in decision.criteria if not c.note]
    if decision.outcome is Outcome.UNKNOWN:
        gaps = [c for c in conditions if c.outcome is Outcome.UNKNOWN and c.gap]
        assert decision.missing or gaps
    else:
        assert not decision.missing
    asked = missing_facts(decision)
    assert [m.fact for m in asked] == list(decision.missing)
    assert all(m.question for m in asked)
    assert any(c.id == "wie_beslist" and c.note for c in decision.criteria)


def test_the_same_facts_give_the_same_decision() -> None:
    facts = {"on": TODAY, "employer": "school", "residence": "brussel"}
    assert _decide(DecisionKind.ELIGIBILITY, facts) == _decide(DecisionKind.ELIGIBILITY, facts)
    assert _decide(DecisionKind.ELIGIBILITY, facts).id != _decide(DecisionKind.ELIGIBILITY, {"on": TODAY}).id
