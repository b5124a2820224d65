"""All calculators by their fixed names, and the one door through which loose input goes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from assistant.models import Calculation
from assistant.rules.begeleidingspremie import BegeleidingspremieInputs, begeleidingspremie
from assistant.rules.collectief import (
    AandeelInputs,
    RefertebedragInputs,
    VteInputs,
    aandeel_doelgroep,
    refertebedrag_collectief,
    vte_collectief,
)
from assistant.rules.errors import InvalidCase
from assistant.rules.ggmmi import GgmmiInputs, ggmmi
from assistant.rules.loonpremie import LoonpremieInputs, loonpremie
from assistant.rules.overeenkomst import OvereenkomstInputs, overeenkomst
from assistant.rules.saldo import SaldoInputs, saldo
from assistant.rules.sheet import RuleInputs
from assistant.rules.tarief_gent import TariefGentInputs, tarief_gent
from assistant.rules.texts import say
from assistant.rules.tijdlijn import TijdlijnInputs, tijdlijn
from corpus.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Calculator:
    """A calculator with its inputs model; `run` takes an instance of that model."""

    name: str
    inputs: type[RuleInputs]
    run: Callable[[Any, Parameters], Calculation]

    @property
    def title(self) -> str:
        """How the calculator is called in Dutch."""
        return say(f"{self.name}.title")


REGISTRY: Mapping[str, Calculator] = {
    calculator.name: calculator
    for calculator in (
        Calculator("loonpremie", LoonpremieInputs, loonpremie),
        Calculator("begeleidingspremie", BegeleidingspremieInputs, begeleidingspremie),
        Calculator("tarief_gent", TariefGentInputs, tarief_gent),
        Calculator("saldo", SaldoInputs, saldo),
        Calculator("ggmmi", GgmmiInputs, ggmmi),
        Calculator("tijdlijn", TijdlijnInputs, tijdlijn),
        Calculator("overeenkomst", OvereenkomstInputs, overeenkomst),
        Calculator("vte_collectief", VteInputs, vte_collectief),
        Calculator("aandeel_doelgroep", AandeelInputs, aandeel_doelgroep),
        Calculator("refertebedrag_collectief", RefertebedragInputs, refertebedrag_collectief),
    )
}


def calculate(name: str, given: Mapping[str, object], parameters: Parameters) -> Calculation:
    """Run a calculator on loose input, as it comes from JSON, a form or a command line.

    Raises:
        InvalidCase: no such calculator, an unknown, missing or malformed field, an impossible case.
    """
    calculator = REGISTRY.get(name)
    if calculator is None:
        allowed = say("common.errors.calculator_allowed", allowed=", ".join(REGISTRY))
        raise InvalidCase(say("common.errors.calculator", given=name), allowed)
    try:
        inputs = calculator.inputs.model_validate(dict(given))
    except ValidationError as error:
        raise _explain(calculator, error) from error
    return calculator.run(inputs, parameters)


def _explain(calculator: Calculator, error: ValidationError) -> InvalidCase:
    first = error.errors(include_url=False)[0]
    path = ".".join(str(part) for part in first["loc"])
    fields = calculator.inputs.model_fields
    if first["type"] == "extra_forbidden":
        allowed = say("common.errors.field_allowed", allowed=", ".join(fields))
        return InvalidCase(say("common.errors.field_unknown", field=path), allowed)
    field = fields.get(str(first["loc"][0])) if first["loc"] else None
    meaning = field.description if field and field.description else path
    key = "field_missing" if first["type"] == "missing" else "field_wrong"
    return InvalidCase(
        say(f"common.errors.{key}", field=path), say("common.errors.field_meaning", meaning=meaning)
    )
