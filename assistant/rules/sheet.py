"""The working sheet on which a calculator writes its steps before it hands in a frozen `Calculation`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from assistant.models import (
    Alternative,
    Calculation,
    CalculationOutcome,
    CalculationRow,
    CalculationStep,
    FactValue,
    Model,
    Unit,
)
from assistant.rules import checks
from assistant.rules.money import cents, plain
from assistant.rules.texts import say
from corpus.parameters import ParameterValue

ID_LENGTH = 8


class RuleInputs(Model):
    """What every calculator needs: the day whose figures apply."""

    on: date = Field(description="Dag waarop de cijfers gelden")

    @model_validator(mode="after")
    def _dates_can_be_meant(self) -> Self:
        """Refuse the year 202 or 20260: a slip, and beyond what a calendar can count with."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, date):
                    checks.meant(item)
        return self


@dataclass(slots=True)
class Sheet:
    """Collects steps, alternatives and caveats under the name of one calculator."""

    name: str
    inputs: RuleInputs
    steps: list[CalculationStep] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)
    caveats: list[str] = field(default_factory=list)

    def say(self, key: str, **values: str | int) -> str:
        """A text of this calculator."""
        return say(f"{self.name}.{key}", **values)

    def step(
        self,
        key: str,
        expression: str,
        value: Decimal,
        unit: Unit,
        sources: Iterable[str],
        **words: str | int,
    ) -> Decimal:
        """Write down one step and hand back its value."""
        value = exact(value, unit)
        label = self.say(f"steps.{key}", **words)
        self.steps.append(
            CalculationStep(
                label=label, expression=expression, value=value, unit=unit, sources=unique(sources)
            )
        )
        return value

    def quote(self, key: str, figure: ParameterValue, **words: str | int) -> Decimal:
        """Write down a figure as the source gives it."""
        unit = Unit(figure.unit)
        return self.step(key, figure.reference, figure.value, unit, figure.sources, **words)

    def alternative(
        self,
        key: str,
        value: Decimal,
        unit: Unit,
        sources: Iterable[str],
        rows: Iterable[CalculationRow] = (),
        **words: str | int,
    ) -> None:
        """Another outcome beside the main one."""
        label = self.say(f"alternatives.{key}", **words)
        self.alternatives.append(
            Alternative(
                label=label, value=exact(value, unit), unit=unit, rows=tuple(rows), sources=unique(sources)
            )
        )

    def caveat(self, key: str, **words: str | int) -> None:
        """A caveat of this calculator; a second time it is not repeated."""
        self._add(self.say(f"caveats.{key}", **words))

    def common_caveat(self, key: str, **words: str | int) -> None:
        """A caveat that several calculators share."""
        self._add(say(f"common.caveats.{key}", **words))

    def _add(self, text: str) -> None:
        if text not in self.caveats:
            self.caveats.append(text)

    def finish(self, value: Decimal | None, unit: Unit, rows: Iterable[CalculationRow] = ()) -> Calculation:
        """The frozen result."""
        return Calculation(
            id=f"{self.name}-{_digest(self.inputs)}",
            name=self.name,
            title=self.say("title"),
            inputs=_echo(self.inputs),
            steps=tuple(self.steps),
            outcome=CalculationOutcome(
                value=None if value is None else exact(value, unit), unit=unit, rows=tuple(rows)
            ),
            alternatives=tuple(self.alternatives),
            caveats=tuple(self.caveats),
        )


def row(
    label: str, values: Mapping[str, Decimal], unit: Unit = Unit.EUR, quarter: int | None = None
) -> CalculationRow:
    """One line of a series."""
    amounts = {name: exact(value, unit) for name, value in values.items()}
    return CalculationRow(label=label, quarter=quarter, values=amounts, unit=unit)


def quarter_row(quarter: int, values: Mapping[str, Decimal]) -> CalculationRow:
    """One quarter of a series, in euro."""
    return row(say("common.quarter", quarter=quarter), values, quarter=quarter)


def exact(value: Decimal, unit: Unit) -> Decimal:
    """Euro and FTE to two decimals; other figures without trailing zeros."""
    return cents(value) if unit in (Unit.EUR, Unit.FTE) else plain(value)


def unique(sources: Iterable[str]) -> tuple[str, ...]:
    """Sources in order, each once."""
    return tuple(dict.fromkeys(sources))


def _digest(inputs: RuleInputs) -> str:
    return hashlib.sha256(inputs.model_dump_json().encode()).hexdigest()[:ID_LENGTH]


def _echo(inputs: RuleInputs) -> dict[str, FactValue | None]:
    echoed: dict[str, FactValue | None] = {}
    for name in type(inputs).model_fields:
        value = getattr(inputs, name)
        if isinstance(value, tuple):
            simple = all(isinstance(item, date | Decimal) for item in value)
            echoed[name] = ", ".join(map(str, value)) if simple else len(value)
        elif isinstance(value, StrEnum):
            echoed[name] = value.value
        else:
            echoed[name] = value.isoformat() if isinstance(value, date) else value
    return echoed
