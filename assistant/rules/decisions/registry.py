"""All decisions by their fixed names, and the one door through which loose input goes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError

from assistant.models import Decision, DecisionKind, Missing, Model
from assistant.rules.decisions.begeleid_werken import begeleid_werken
from assistant.rules.decisions.cumul import CumulFacts, cumul_named
from assistant.rules.decisions.eligibility import eligibility
from assistant.rules.decisions.facts import (
    BegeleidWerkenFacts,
    EligibilityFacts,
    PakketFacts,
    RollenFacts,
    TransitionFacts,
    UitzendFacts,
)
from assistant.rules.decisions.pakket import pakket
from assistant.rules.decisions.qualification import QualificationFacts, qualification
from assistant.rules.decisions.rollen import rollen
from assistant.rules.decisions.texts import say
from assistant.rules.decisions.transition import transition
from assistant.rules.decisions.uitzend import uitzend
from assistant.rules.errors import InvalidCase
from corpus.data import read_words
from corpus.parameters import Parameters

Run = Callable[[Any, Parameters], tuple[Decision, ...]]


@dataclass(frozen=True, slots=True)
class Decider:
    """A decision with its facts model. `run` gives one decision, or one per certificate or measure."""

    kind: DecisionKind
    facts: type[Model]
    run: Run


def _one(decide_one: Callable[[Any, Parameters], Decision]) -> Run:
    return lambda facts, parameters: (decide_one(facts, parameters),)


REGISTRY: Mapping[DecisionKind, Decider] = {
    decider.kind: decider
    for decider in (
        Decider(DecisionKind.ELIGIBILITY, EligibilityFacts, _one(eligibility)),
        Decider(DecisionKind.CUMUL, CumulFacts, lambda facts, _: cumul_named(facts)),
        Decider(DecisionKind.TRANSITION, TransitionFacts, _one(transition)),
        Decider(DecisionKind.QUALIFICATION, QualificationFacts, qualification),
        Decider(DecisionKind.PAKKET, PakketFacts, _one(pakket)),
        Decider(DecisionKind.ROLLEN, RollenFacts, _one(rollen)),
        Decider(DecisionKind.UITZEND, UitzendFacts, _one(uitzend)),
        Decider(DecisionKind.BEGELEID_WERKEN, BegeleidWerkenFacts, _one(begeleid_werken)),
    )
}


def decide(name: str, given: Mapping[str, object], parameters: Parameters) -> tuple[Decision, ...]:
    """Decide on loose input, as it comes from JSON, a form or a command line.

    Raises:
        InvalidCase: no such decision, an unknown, missing or malformed fact, facts that cannot go together.
    """
    try:
        decider = REGISTRY[DecisionKind(name)]
    except (ValueError, KeyError) as error:
        allowed = say("common.errors.decision_allowed", allowed=", ".join(REGISTRY))
        raise InvalidCase(say("common.errors.decision", given=name), allowed) from error
    try:
        facts = decider.facts.model_validate(dict(given))
    except ValidationError as error:
        raise _explain(decider.facts, error) from error
    return decider.run(facts, parameters)


def missing_facts(decision: Decision) -> tuple[Missing, ...]:
    """What would settle a decision, as questions with their choices, most decisive first."""
    asked = questions()
    return tuple(
        Missing(
            fact=fact,
            question=asked[fact]["question"],
            options=tuple(asked[fact].get("choices", {}).values()),
        )
        for fact in decision.missing
    )


@cache
def questions() -> Mapping[str, Any]:
    """How each fact is asked for, with what its choices are called."""
    found: Mapping[str, Any] = read_words(Path(__file__).with_name("questions.nl.yaml"))
    return found


def choices_of(annotation: object) -> tuple[str, ...]:
    """The closed choices of a fact; none for a date, a number or free text."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return tuple(annotation)
    if get_origin(annotation) is Literal:
        return tuple(str(choice) for choice in get_args(annotation))
    if get_origin(annotation) in {Union, UnionType, tuple}:
        return tuple(choice for part in get_args(annotation) for choice in choices_of(part))
    return ()


def _explain(facts: type[Model], error: ValidationError) -> InvalidCase:
    first = error.errors(include_url=False)[0]
    path = ".".join(str(part) for part in first["loc"])
    fields = facts.model_fields
    if first["type"] == "extra_forbidden":
        allowed = say("common.errors.field_allowed", allowed=", ".join(fields))
        return InvalidCase(say("common.errors.field_unknown", field=path), allowed)
    field = fields.get(str(first["loc"][0])) if first["loc"] else None
    meaning = field.description if field and field.description else path
    key = "field_missing" if first["type"] == "missing" else "field_wrong"
    choices = choices_of(field.annotation) if field else ()
    if choices:
        allowed = say("common.errors.field_choices", meaning=meaning, allowed=", ".join(choices))
    else:
        allowed = say("common.errors.field_meaning", meaning=meaning)
    return InvalidCase(say(f"common.errors.{key}", field=path), allowed)
