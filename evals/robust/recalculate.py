"""Does a calculation in an answer equal the rule called directly with that calculation's own inputs?"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import get_args, get_origin

from pydantic.fields import FieldInfo

from assistant.models import Calculation
from assistant.rules.errors import InvalidCase
from assistant.rules.registry import REGISTRY, calculate
from corpus.parameters import Parameters


def differences(calculation: Calculation, parameters: Parameters) -> list[str]:
    """What the rule makes of the same inputs and the answer does not, or the other way round."""
    if calculation.name not in REGISTRY:
        return [f"there is no calculator {calculation.name}"]
    if not repeatable(calculation):
        return []
    try:
        again = calculate(calculation.name, _given(calculation), parameters)
    except InvalidCase as refused:
        if calculation.outcome.value is None:  # it only shows limits, or the outcomes side by side
            return []
        return [f"{calculation.name} refuses its own inputs: {refused}"]
    pairs = {
        "outcome": (calculation.outcome, again.outcome),
        "alternatives": (calculation.alternatives, again.alternatives),
        "caveats": (calculation.caveats, again.caveats),
        "inputs": (dict(calculation.inputs), dict(again.inputs)),
        "steps": (_steps(calculation), _steps(again)),
    }
    return [f"{calculation.name}: other {part}" for part, (shown, right) in pairs.items() if shown != right]


def other_inputs(calculation: Calculation, facts: Mapping[str, str]) -> list[str]:
    """The facts of a question that went into a calculation with another value."""
    return [
        f"{calculation.name}.{field}: asked with {facts[field]}, worked out with {used}"
        for field, used in calculation.inputs.items()
        if field in facts and used is not None and not same_value(used, facts[field])
    ]


def unused_facts(calculation: Calculation, facts: Mapping[str, str]) -> list[str]:
    """The facts of a question that the calculation has a place for and that did not get there."""
    return [
        f"{calculation.name}.{field}: asked with {facts[field]}, left open"
        for field, used in calculation.inputs.items()
        if field in facts and used is None
    ]


def same_value(used: object, wanted: str) -> bool:
    """Whether an input is what a question states: numbers by value, the rest by its words."""
    try:
        return Decimal(str(used)) == Decimal(wanted)
    except InvalidOperation:
        return str(used) == wanted


def repeatable(calculation: Calculation) -> bool:
    """Whether the inputs are shown in full; of a list of contracts only the number is."""
    fields = REGISTRY[calculation.name].inputs.model_fields
    return all(
        isinstance(value, str) or value is None
        for name, value in calculation.inputs.items()
        if _is_list(fields[name])
    )


def _given(calculation: Calculation) -> dict[str, object]:
    fields = REGISTRY[calculation.name].inputs.model_fields
    given: dict[str, object] = {}
    for name, value in calculation.inputs.items():
        if value is None:
            continue
        if _is_list(fields[name]):
            given[name] = [item for item in str(value).split(", ") if item]
        else:
            given[name] = value
    return given


def _is_list(field: FieldInfo) -> bool:
    kinds = (field.annotation, *get_args(field.annotation))
    return any(get_origin(kind) is tuple for kind in kinds)


def _steps(calculation: Calculation) -> list[tuple[object, ...]]:
    """The steps without the numbers of their citations, which belong to one answer."""
    return [(s.label, s.expression, s.value, s.unit, s.sources) for s in calculation.steps]
