"""Step 5, work out: what the rules can decide or calculate with the facts at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from assistant.judge import Action, Judgement
from assistant.knowledge import Knowledge
from assistant.lexicon import lexicon
from assistant.models import Calculation, Decision, DecisionKind, Fact, FactSource, Model
from assistant.rules import registry as calculators
from assistant.rules.by_need import KINDS, by_need
from assistant.rules.decisions import registry as decisions
from assistant.rules.decisions.matching import names_subject
from assistant.rules.decisions.qualification import split
from assistant.rules.errors import InvalidCase, MissingFact
from assistant.rules.ggmmi import NAME as GGMMI
from assistant.rules.possible import check_possible, shown
from assistant.rules.sheet import RuleInputs, SpanInputs
from assistant.understand import Understood, facts_for
from assistant.understand.slots.certificates import asks_whether_it_counts
from assistant.understand.slots.quarter import CLOCKS
from assistant.understand.topics import topics as find_topics
from corpus.fiches import FicheKind, Intent
from corpus.parameters import Parameters

_FEW_WORDS = 7
"""Words a message may have that only names a premium and its quarter."""
GGMMI_PERIOD = "ggmmi_period"
_OUTRIGHT = ("saldo", GGMMI)
"""Rules whose words leave no doubt: another amount never answers as well."""
_CERTIFICATES, _QUALIFICATION = "certificates", "qualification"
_PREMIUMS = ("loonpremie", "begeleidingspremie")
_AMOUNTS = frozenset({"loonpremie", "begeleidingspremie", "tarief_gent", "saldo", "ggmmi"})
"""Rules that give an amount or a percentage, and whose fiches are near to one another."""
_SENTENCE = re.compile(r"[^.?!\n]*(?:\.(?!\s)[^.?!\n]*)*[.?!\n]?")

NEED = "need_years"
_ANY = Fact(value=0, source=FactSource.DEFAULT, words="")
"""Stands for a fact that is not known, to see whether it is the last one wanted."""
MEASURE = "measure"
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

    @property
    def settled(self) -> bool:
        """Whether the rules say something, so that the search only has to show the grounds."""
        return bool(self.calculations or self.decisions or self.invalid)

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
    if rule not in KINDS or not isinstance(inputs, SpanInputs) or not _lacks_need_only(rule, used):
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


def either_premium(rule: str | None, understood: Understood) -> tuple[str | None, ...]:
    """Both premiums where an amount is asked and neither is named: "hoeveel krijg ik in kwartaal 7?"."""
    named = not frozenset(_PREMIUMS).isdisjoint(_asked(understood))
    if rule not in _PREMIUMS or named or not _asks_amount(understood):
        return (rule,)
    return _PREMIUMS


def rule_for(judgement: Judgement, understood: Understood, knowledge: Knowledge) -> str | None:
    """The rule that answers: that of the fiche that is meant, unless the question itself names another.

    A fiche on one amount is easily taken for one on another. What a question asks in so many words wins: what
    is left after the fee, the GGMMI of a day, or one of the premiums.
    """
    topics = [topic for topic in _asked(understood) if topic in lexicon("rule_inputs")]
    if judgement.action is not Action.ANSWER or not judgement.fiches:
        amounts = [topic for topic in topics if topic in _AMOUNTS and _runs(topic, understood)]
        only = topics if len(topics) == 1 else amounts
        return only[0] if len(only) == 1 else _outright(topics, understood)
    fiche = knowledge.fiches.fiches[judgement.fiches[0][0]]
    if fiche.kind is not FicheKind.GAP and _asks_of_certificate(understood):
        return _QUALIFICATION
    outright = _outright(topics, understood)
    if outright and (fiche.rule is None or fiche.rule in _AMOUNTS):
        return outright
    amounts = [topic for topic in topics if topic in _AMOUNTS]
    on_amount = fiche.rule in _AMOUNTS or (
        fiche.rule is None and (fiche.intent is Intent.AMOUNT or _asks_amount(understood))
    )
    if on_amount and len(amounts) == 1 and _runs(amounts[0], understood):
        return amounts[0]
    return fiche.rule


def _asks_of_certificate(understood: Understood) -> bool:
    """Whether it is asked what a certificate that the question names is worth."""
    said = understood.facts.get(_CERTIFICATES) if _CERTIFICATES in understood.said else None
    if said is None or not any(names_subject(one) for one in split(str(said.value))):
        return False
    return asks_whether_it_counts((understood.own or understood).text.lower())


def _outright(topics: Sequence[str], understood: Understood) -> str | None:
    """The topic that no other amount answers as well, when enough is known to work it out."""
    return next((rule for rule in _OUTRIGHT if rule in topics and _runs(rule, understood)), None)


def _asks_amount(understood: Understood) -> bool:
    """Whether the amount of a quarter is asked, or only a premium and its quarter are named."""
    if not understood.said & frozenset(CLOCKS):
        return False
    if Intent.AMOUNT in understood.intents[:1]:
        return True
    return len(understood.query.split()) <= _FEW_WORDS and set(understood.intents) <= {Intent.YES_NO}


def _runs(rule: str, understood: Understood) -> bool:
    used = used_facts(rule, case_of(understood))
    return enough(rule, used) or (rule in KINDS and _lacks_need_only(rule, used))


def _lacks_need_only(rule: str, used: Mapping[str, Fact]) -> bool:
    return NEED not in used and enough(rule, {**used, NEED: _ANY})


def _asked(understood: Understood) -> Sequence[str]:
    """The topics of what is asked: of the question's own words first, then of what it leans on.

    Sentences that only tell something count where no question has a topic.
    """
    own = understood.own or understood
    texts = (own.query, understood.query)
    found = next((topics for topics in map(_of_questions, texts) if topics), None) or (
        own.topics if own.topics & _known() else understood.topics
    )
    dated = GGMMI_PERIOD in understood.said and GGMMI in understood.query.lower()
    return sorted(found | {GGMMI} if dated else found)


def _of_questions(text: str) -> frozenset[str]:
    """The topics of the sentences that end in a question mark."""
    told = [sentence for sentence in _SENTENCE.findall(text) if sentence.endswith("?")]
    return find_topics(" ".join(told).lower()) & _known()


def _known() -> frozenset[str]:
    return frozenset(lexicon("rule_inputs"))


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


def enough(rule: str, used: Mapping[str, Fact]) -> bool:
    """Whether a rule says more than its fiche does: of each group of the table a field is known.

    A rule outside the table needs a fact; one with an empty entry needs none.
    """
    table = lexicon("rule_minimum")
    if rule not in table:
        return bool(used)
    return all(any(field in used for field in group) for group in table[rule])
