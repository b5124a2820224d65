"""Step 5, work out: what the rules can decide or calculate with the facts at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from assistant.lexicon import lexicon
from assistant.models import Calculation, Decision, DecisionKind, Fact, FactSource, Model, Outcome
from assistant.rules import registry as calculators
from assistant.rules.by_need import KINDS, by_need
from assistant.rules.decisions import registry as decisions
from assistant.rules.decisions.tasks import find_task
from assistant.rules.errors import InvalidCase, MissingFact
from assistant.rules.possible import check_possible, shown
from assistant.rules.sheet import RuleInputs, SpanInputs
from assistant.understand import Understood, facts_for
from assistant.understand.cues import any_found
from assistant.understand.slots.cases import listed_aspects
from corpus.parameters import Parameters

_ANY = Fact(value=0, source=FactSource.DEFAULT, words="")
"""Stands for a fact that is not known, to see whether it is the last one wanted."""
NEED = "need_years"
MEASURE, TASK = "measure", "task"
_ASKED = {DecisionKind.PAKKET: "pakket_asked", DecisionKind.ROLLEN: "rollen_asked"}
"""Rules that answer one of several questions, with the fact that tells which."""
DAY = "on"
"""The field of a rule that holds the day whose figures apply."""


@dataclass(frozen=True)
class Invalid:
    """A case that cannot exist, and what would be possible."""

    message: str
    allowed: str
    facts: Mapping[str, Fact]
    calculation: Calculation
    """The limits that it breaks, with their sources, and both sentences."""


@dataclass(frozen=True)
class Worked:
    """What a rule made of a question; empty when the facts do not call for it."""

    calculations: tuple[Calculation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    invalid: Invalid | None = None
    missing: str | None = None
    """The fact that would tell which of several outcomes holds."""
    yes_no: bool = True
    """Whether the question wants a yes or a no, so that what was decided opens with it."""
    denied: bool = False
    """Whether the question denies something: a plain yes to "telt dat niet?" would say the reverse."""
    explained: bool = False
    """Whether what is not decided yet is told as well: what it still hangs on, and what is settled."""

    @property
    def settled(self) -> bool:
        """Whether the rules say something, so that the search only has to show the grounds."""
        return bool(self.calculations or self.decisions or self.invalid)

    @property
    def tells(self) -> bool:
        """Whether there is something to say: a decision that only waits for a fact says nothing."""
        decided = (d for d in self.decisions if d.outcome is not Outcome.UNKNOWN or not d.missing)
        return bool(self.calculations or self.invalid or self.explained or any(decided))

    @property
    def open(self) -> bool:
        """Whether a fact is still waited for."""
        return self.missing is not None or any(decision.missing for decision in self.decisions)


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
    given: dict[str, object] = {field: fact.value for field, fact in used.items()}
    model, run = _rule(rule)
    if DAY in model.model_fields:
        given[DAY] = on
    try:
        inputs = model.model_validate(given)
    except ValidationError:  # a fact that this rule cannot use says nothing about the case
        return Worked()
    try:
        if used and isinstance(inputs, RuleInputs):
            check_possible(inputs, parameters)
        if not enough(rule, used):
            return _compared(rule, used, inputs, parameters)
        outcome = run(inputs, parameters)
    except MissingFact:
        return _compared(rule, used, inputs, parameters)
    except InvalidCase as impossible:
        assert isinstance(inputs, RuleInputs)  # noqa: S101 - decisions refuse no case
        wrong = shown(rule, inputs, impossible)
        return Worked(invalid=Invalid(impossible.message_nl, impossible.allowed, used, wrong))
    if isinstance(outcome, Calculation):
        return Worked(calculations=(outcome,))
    return Worked(decisions=tuple(outcome))


def _compared(rule: str, used: Mapping[str, Fact], inputs: Model, parameters: Parameters) -> Worked:
    """The outcome for each need there is, when that is the one thing that is not known."""
    if rule not in KINDS or not isinstance(inputs, SpanInputs) or not lacks_need_only(rule, used):
        return Worked()
    compared = by_need(rule, inputs, parameters)
    return Worked(calculations=(compared,), missing=NEED) if compared else Worked()


def work_out_all(
    rules: Sequence[str | None], facts: Mapping[str, Fact], parameters: Parameters, on: date
) -> Worked:
    """Run several rules for one question, each as `work_out` does; an impossible case ends it."""
    done = [work_out(rule, facts, parameters, on) for rule in rules]
    impossible = next((worked for worked in done if worked.invalid), None)
    return impossible or Worked(
        calculations=tuple(c for worked in done for c in worked.calculations),
        decisions=tuple(d for worked in done for d in worked.decisions),
        missing=next((worked.missing for worked in done if worked.missing), None),
    )


def lacks_need_only(rule: str, used: Mapping[str, Fact]) -> bool:
    """Whether the length of the need is the one thing that a rule still waits for."""
    return NEED not in used and enough(rule, {**used, NEED: _ANY})


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
    """All facts of the case, with the other measure and the task that the question names among them."""
    named: dict[str, Fact] = {}
    task = find_task(understood.text)
    if understood.measures:
        measure = understood.measures[0]
        named[MEASURE] = Fact(value=measure, source=FactSource.SAID, words=measure)
    if task:
        named[TASK] = Fact(value=task.name, source=FactSource.SAID, words=task.name)
    return {**named, **_asked_of_rules(understood), **understood.known}


def _asked_of_rules(understood: Understood) -> Mapping[str, Fact]:
    """What is asked of these rules, whatever subject the words of the question were taken for."""
    lower = understood.text.lower()
    found: dict[str, Fact] = {}
    for rule, name in _ASKED.items():
        values = listed_aspects()[rule][name]
        asked = next((value for value in values if any_found(value.phrases, lower)), None)
        if asked:
            found[name] = Fact(value=asked.value, source=FactSource.SAID, words="")
    return found


def enough(rule: str, used: Mapping[str, Fact]) -> bool:
    """Whether a rule says more than its fiche does: of each group of the table a field is known.

    A rule outside the table needs a fact; one with an empty entry needs none.
    """
    table = lexicon("rule_minimum")
    if rule not in table:
        return bool(used)
    return all(any(field in used for field in group) for group in table[rule])
