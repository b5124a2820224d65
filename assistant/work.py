"""Step 5, work out: what the rules can decide or calculate with the facts at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from assistant.judge import Action, Judgement
from assistant.knowledge import Knowledge
from assistant.lexicon import lexicon
from assistant.models import Calculation, Decision, DecisionKind, Fact, FactSource, Model
from assistant.rules import registry as calculators
from assistant.rules.decisions import registry as decisions
from assistant.rules.errors import InvalidCase
from assistant.understand import Understood, facts_for
from corpus.parameters import Parameters

MEASURE = "measure"
DAY = "on"
"""The field of a rule that holds the day whose figures apply."""


@dataclass(frozen=True)
class Invalid:
    """A case that cannot exist, and what would be possible."""

    message: str
    allowed: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True)
class Worked:
    """What a rule made of a question; empty when the facts do not call for it."""

    calculations: tuple[Calculation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    invalid: Invalid | None = None

    @property
    def settled(self) -> bool:
        """Whether the rules say something, so that the search only has to show the grounds."""
        return bool(self.calculations or self.decisions or self.invalid)

    @property
    def open(self) -> bool:
        """Whether a decision still waits for facts."""
        return any(decision.missing for decision in self.decisions)


def work_out(rule: str | None, facts: Mapping[str, Fact], parameters: Parameters, on: date) -> Worked:
    """Run one rule, when the facts fill what it cannot do without and at least one field besides.

    Args:
        rule: the name of a calculator or of a kind of decision; None does nothing.
        facts: everything that is known of the case.
        parameters: the figures.
        on: the day whose figures apply.
    """
    if rule is None:
        return Worked()
    used = used_facts(rule, facts)
    if not _enough(rule, used):
        return Worked()
    given: dict[str, object] = {field: fact.value for field, fact in used.items()}
    model, run = _rule(rule)
    if DAY in model.model_fields:
        given[DAY] = on
    try:
        inputs = model.model_validate(given)
    except ValidationError:  # a fact that this rule cannot use says nothing about the case
        return Worked()
    try:
        outcome = run(inputs, parameters)
    except InvalidCase as impossible:
        return Worked(invalid=Invalid(impossible.message_nl, impossible.allowed, used))
    if isinstance(outcome, Calculation):
        return Worked(calculations=(outcome,))
    return Worked(decisions=tuple(outcome))


def rule_for(judgement: Judgement, understood: Understood, knowledge: Knowledge) -> str | None:
    """The rule of the fiche that is meant; without one, the one rule the question is about."""
    if judgement.action is Action.ANSWER and judgement.fiches:
        return knowledge.fiches.fiches[judgement.fiches[0][0]].rule
    known = [topic for topic in understood.topics if topic in lexicon("rule_inputs")]
    return known[0] if len(known) == 1 else None


def _rule(name: str) -> tuple[type[Model], Callable[[Any, Parameters], Calculation | Iterable[Decision]]]:
    if name in calculators.REGISTRY:
        calculator = calculators.REGISTRY[name]
        return calculator.inputs, calculator.run
    decider = decisions.REGISTRY[DecisionKind(name)]
    return decider.facts, decider.run


def used_facts(rule: str, facts: Mapping[str, Fact]) -> Mapping[str, Fact]:
    """The facts by the rule's own field names; a rule without a table takes facts of the same name."""
    if rule in lexicon("rule_inputs"):
        return facts_for(rule, facts)
    model, _ = _rule(rule)
    return {name: fact for name, fact in facts.items() if name in model.model_fields}


def case_of(understood: Understood) -> Mapping[str, Fact]:
    """All facts of the case, with the other measure that the question names as one of them."""
    if not understood.measures:
        return understood.known
    measure = understood.measures[0]
    return {MEASURE: Fact(value=measure, source=FactSource.SAID, words=measure), **understood.known}


def _enough(rule: str, used: Mapping[str, Fact]) -> bool:
    groups = lexicon("rule_minimum").get(rule, [])
    return bool(used) and all(any(field in used for field in group) for group in groups)
