"""All combinations of the facts a rule looks at: none flips, each open one can be closed or says why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from assistant.models import DecisionKind, Gap, Outcome
from assistant.rules import InvalidCase
from assistant.rules.decisions import (
    begeleid_werken,
    eligibility,
    pakket,
    registry,
    rollen,
    transition,
    uitzend,
)
from assistant.rules.decisions.engine import DecisionFacts, Rule
from assistant.rules.figures import Figures
from corpus.parameters import Parameters
from tests.assistant.rules.decisions.domains import TODAY, combinations, optional, values

RULES: Mapping[DecisionKind, tuple[Rule[Any], ...]] = {
    DecisionKind.ELIGIBILITY: eligibility.RULES,
    DecisionKind.TRANSITION: transition.RULES,
    DecisionKind.PAKKET: pakket.RULES,
    DecisionKind.ROLLEN: rollen.RULES,
    DecisionKind.UITZEND: uitzend.RULES,
    DecisionKind.BEGELEID_WERKEN: begeleid_werken.RULES,
}
_NAMED = [(kind, rule) for kind, rules in RULES.items() for rule in rules]
EVERY_RULE = [pytest.param(kind, rule, id=f"{kind}: {rule.id}") for kind, rule in _NAMED]
WEIGHING = [pytest.param(kind, rule, id=f"{kind}: {rule.id}") for kind, rule in _NAMED if not rule.note]
Key = tuple[tuple[str, Any], ...]


class Watched:
    """Facts that refuse to be looked at beyond what a rule says it reads."""

    def __init__(self, facts: DecisionFacts, allowed: tuple[str, ...]) -> None:
        self._facts, self._allowed = facts, allowed

    def __getattr__(self, name: str) -> Any:
        assert name in self._allowed, f"{name} is read but not declared"
        return getattr(self._facts, name)


def _required(kind: DecisionKind) -> dict[str, Any]:
    model = _model(kind)
    return {n: values(model, n)[0] for n, field in model.model_fields.items() if field.is_required()}


def _model(kind: DecisionKind) -> type[DecisionFacts]:
    model = registry.REGISTRY[kind].facts
    assert issubclass(model, DecisionFacts)
    return model


def _table(kind: DecisionKind, rule: Rule[Any], parameters: Parameters) -> dict[Key, Any]:
    """The verdict for every possible combination; impossible ones (InvalidCase) are left out."""
    found: dict[Key, Any] = {}
    for chosen in combinations(_model(kind), rule.reads):
        facts = _model(kind).model_validate({**_required(kind), "on": TODAY, **chosen})
        try:
            registry.REGISTRY[kind].run(facts, parameters)
        except InvalidCase:
            continue
        found[tuple(chosen.items())] = rule.judge(Watched(facts, rule.reads), Figures(parameters, facts.on))
    assert found
    return found


@pytest.mark.parametrize(("kind", "rule"), EVERY_RULE)
def test_every_combination(kind: DecisionKind, rule: Rule[Any], parameters: Parameters) -> None:
    table = _table(kind, rule, parameters)
    for key, verdict in table.items():
        if verdict is None:
            continue
        if rule.note:
            assert verdict.outcome is Outcome.YES
        assert verdict.text
        assert verdict.sources
        if verdict.outcome is Outcome.UNKNOWN:
            _can_be_closed(kind, table, key, verdict)
        else:
            assert not verdict.missing
            assert verdict.gap is None
        _never_flips(kind, table, key, verdict)


def _can_be_closed(kind: DecisionKind, table: Mapping[Key, Any], key: Key, verdict: Any) -> None:
    """Either no fact can settle it and it says why, or every fact it names helps to settle it."""
    if verdict.gap is not None:
        assert verdict.gap in set(Gap)
        assert not verdict.missing
        return
    assert verdict.missing
    chosen = dict(key)
    assert set(verdict.missing) <= set(chosen)
    answers = [
        (answer, table.get(tuple({**chosen, **answer}.items())))
        for answer in combinations(_model(kind), verdict.missing)
    ]
    assert any(_settles(found) for _, found in answers), f"{verdict.missing} never settle {chosen}"
    for fact in verdict.missing:
        outcomes: dict[Key, set[Outcome | None]] = defaultdict(set)
        for answer, found in answers:
            others = tuple((n, v) for n, v in answer.items() if n != fact)
            outcomes[others].add(found.outcome if found else None)
        assert any(len(different) > 1 for different in outcomes.values()), f"{fact} changes nothing"


def _settles(verdict: Any) -> bool:
    return verdict is not None and verdict.outcome is not Outcome.UNKNOWN


def _never_flips(kind: DecisionKind, table: Mapping[Key, Any], key: Key, verdict: Any) -> None:
    """A fact added never turns a yes into a no, a no into a yes, or either into unknown."""
    if verdict.outcome is Outcome.UNKNOWN:
        return
    chosen = dict(key)
    for fact, value in key:
        if value is not None or not optional(_model(kind), fact):
            continue
        for added in values(_model(kind), fact):
            other = table.get(tuple({**chosen, fact: added}.items()))
            if other is not None:
                assert other.outcome is verdict.outcome, (chosen, fact, added)


@pytest.mark.parametrize(("kind", "rule"), WEIGHING)
def test_each_criterion_can_decide_some_case(
    kind: DecisionKind, rule: Rule[Any], parameters: Parameters
) -> None:
    """With everything else in order, there is a case that this criterion alone keeps from being a yes."""
    others = BASES[kind]
    outcomes = set()
    for base in others:
        for chosen in combinations(_model(kind), rule.reads):
            facts = {**base, **{n: v for n, v in chosen.items() if n not in base or n in FREE[kind]}}
            try:
                (decision,) = registry.REGISTRY[kind].run(_model(kind).model_validate(facts), parameters)
            except InvalidCase:
                continue
            rest = [c for c in decision.criteria if not c.note and c.id != rule.id]
            if all(c.outcome is Outcome.YES for c in rest):
                outcomes.add(decision.outcome)
        if Outcome.NO in outcomes:
            break
    assert outcomes - {Outcome.YES}, "it never decides"


_ORDERLY = {
    "on": TODAY,
    "in_difficulty": False,
    "work_status": "werknemer",
    "contract_term": "onbepaald",
    "residence": "vlaanderen",
    "vdab_finding": "vastgesteld",
    "vdab_end": TODAY,
    "employed": "ja",
    "hired_on": TODAY,
    "registered": True,
    "vdab_need": "beide",
}
BASES: Mapping[DecisionKind, list[dict[str, Any]]] = {
    DecisionKind.ELIGIBILITY: [
        {**_ORDERLY, "employer": kind, "premium": premium}
        for kind in ("privaat", "uitzendkantoor", "lokaal_bestuur", "maatwerkbedrijf")
        for premium in ("volgens_vdab", "beide")
    ],
    DecisionKind.TRANSITION: [{"on": TODAY, "measure": "vop"}],
    DecisionKind.PAKKET: [{"on": TODAY, "task": "ergonomie"}],
    DecisionKind.ROLLEN: [
        {"on": TODAY, "asked": asked, "signer": "college", "follows_model": True, "model_approved": True}
        for asked in ("taak", "collega_coach", "coach_zijn", "start", "plan", "tekenen_stad")
    ],
    DecisionKind.UITZEND: [
        {
            "on": TODAY, "asked": asked, "matching": True, "fitting_job": True, "transparent": True,
            "organised": True, "supports_user": True, "decided_on": TODAY,
            "never_idle": True, "withdrawn": False,
        }
        for asked in ("nodig", "voorwaarden", "geldig")
    ],
    DecisionKind.BEGELEID_WERKEN: [
        {
            "on": TODAY, "asked": asked, "allowance": "reeel", "workplace_agrees": True,
            "accidents_insured": True, "liability_insured": True, "insurer_told": True,
        }
        for asked in ("documenten", "premie", "vergoeding", "verzekering")
    ],
}  # fmt: skip
_FIXED = {"asked", "employer", "premium"}
FREE: Mapping[DecisionKind, set[str]] = {
    kind: {n for rule in rules for n in rule.reads}
    - (_FIXED if kind is not DecisionKind.TRANSITION else set())
    | ({"employer", "premium"} if kind is DecisionKind.ELIGIBILITY else set())
    for kind, rules in RULES.items()
}
