"""The working sheet on which a calculator writes its steps before it hands in a frozen `Calculation`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
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


class SpanInputs(RuleInputs):
    """One quarter, or a stretch of quarters for a total; an end that is left open is that of the term."""

    quarter: int | None = Field(None, description="Kwartaal van de premie (1 is het eerste)")
    quarter_from: int | None = Field(None, description="Eerste kwartaal van een reeks, voor een totaal")
    quarter_to: int | None = Field(None, description="Laatste kwartaal van een reeks, voor een totaal")
    per_year: bool | None = Field(None, description="Of het bedrag per jaar vooraan moet staan")


@dataclass(slots=True)
class Sheet:
    """Collects steps, alternatives and caveats under the name of one calculator."""

    name: str
    inputs: RuleInputs
    steps: list[CalculationStep] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)
    caveats: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    def under(self, name: str) -> Sheet:
        """The same sheet, written on with the words of another calculator."""
        return replace(self, name=name)

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
        return self.plain_step(self.say(f"steps.{key}", **words), expression, value, unit, sources)

    def plain_step(
        self, label: str, expression: str, value: Decimal, unit: Unit, sources: Iterable[str]
    ) -> Decimal:
        """Write down one step under a label that is said already."""
        value = exact(value, unit)
        self.steps.append(
            CalculationStep(
                label=label, expression=expression, value=value, unit=unit, sources=unique(sources)
            )
        )
        return value

    def need(self, years: int, sources: Iterable[str]) -> None:
        """Write down the length of the need that follows from the package or the level."""
        self.under("common").step("need", say("common.need_implied"), Decimal(years), Unit.YEAR, sources)

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

    def tell(self, key: str, **words: str | int) -> None:
        """A sentence of the outcome; the first one is the answer."""
        self.add_sentence(self.say(f"says.{key}", **words))

    def add_sentence(self, text: str) -> None:
        """A sentence of the outcome that is said already."""
        self.sentences.append(text)

    def caveat(self, key: str, **words: str | int) -> None:
        """A caveat of this calculator; a second time it is not repeated."""
        self.add_caveat(self.say(f"caveats.{key}", **words))

    def common_caveat(self, key: str, **words: str | int) -> None:
        """A caveat that several calculators share."""
        self.add_caveat(say(f"common.caveats.{key}", **words))

    def add_caveat(self, text: str) -> None:
        """A caveat that is said already; a second time it is not repeated."""
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
            summary=tuple(self.sentences),
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
