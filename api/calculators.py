"""The calculators as the API and the command line show them."""

from __future__ import annotations

from pydantic.fields import FieldInfo

from api.views import CalculatorInputView, CalculatorsView, CalculatorView
from assistant.rules.registry import REGISTRY, Calculator


def calculators_view() -> CalculatorsView:
    """Every calculator with what it takes."""
    return CalculatorsView(calculators=tuple(_calculator(c) for c in REGISTRY.values()))


def _calculator(calculator: Calculator) -> CalculatorView:
    fields = calculator.inputs.model_fields
    return CalculatorView(
        name=calculator.name,
        title=calculator.title,
        inputs=tuple(_input(name, field) for name, field in fields.items()),
    )


def _input(name: str, field: FieldInfo) -> CalculatorInputView:
    """One input; the day is never required, as today stands in for it."""
    default = None if field.is_required() or field.default is None else str(field.default)
    return CalculatorInputView(
        name=name,
        description=field.description or name,
        required=field.is_required() and name != "on",
        default=default,
    )
