"""Which fact fills which field of which rule, from `lexicon/rule_inputs.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from assistant.lexicon import lexicon
from assistant.models import Fact, FactValue
from assistant.rules.quarters import MONTHS_PER_QUARTER, QUARTERS_PER_YEAR

_TIMES: Mapping[str, Decimal] = {
    "wage_cost_month": Decimal(MONTHS_PER_QUARTER),
    "wage_cost_year": 1 / Decimal(QUARTERS_PER_YEAR),
}
"""How an amount for another time becomes one for a quarter."""


def table() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """For every rule and every field: the facts that can fill it, the best first."""
    return cast("Mapping[str, Mapping[str, tuple[str, ...]]]", lexicon("rule_inputs"))


def facts_for(rule: str, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts a rule can use, by the name of its field.

    Args:
        rule: the name of a calculator or of a kind of decision.
        facts: everything that is known.

    Raises:
        KeyError: there is no such rule in the table.
    """
    fields = table()[rule]
    chosen = {field: next((n for n in names if n in facts), None) for field, names in fields.items()}
    return {field: _converted(name, facts[name]) for field, name in chosen.items() if name is not None}


def values_for(rule: str, facts: Mapping[str, Fact]) -> dict[str, FactValue]:
    """The values a rule can use, by the name of its field, ready for its inputs model."""
    return {field: fact.value for field, fact in facts_for(rule, facts).items()}


def _converted(name: str, fact: Fact) -> Fact:
    times = _TIMES.get(name)
    if times is None or not isinstance(fact.value, Decimal):
        return fact
    return fact.model_copy(update={"value": fact.value * times})
