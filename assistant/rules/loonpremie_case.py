"""What is asked of the loonpremie: its input, the quarters it covers and the percentage of each.

Source: the table of the article of 30 May 2023 (the start packages); another source ends the second phase
a quarter earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assistant.models import Amount, Unit
from assistant.rules import checks
from assistant.rules.errors import Bound, InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.limits import MAX_AMOUNT
from assistant.rules.money import percent
from assistant.rules.need import Need, need_or_implied
from assistant.rules.quarters import Phase, check_quarter, phase_at, phases, span
from assistant.rules.sheet import SpanInputs, unique
from assistant.rules.texts import say

NAME = "loonpremie"
TABLE = f"{NAME}.percentage"


class Package(StrEnum):
    """The start packages; `afgetopt` is for maatwerkbedrijven only."""

    GEWOON = "gewoon"
    VERHOOGD = "verhoogd"
    AFGETOPT = "afgetopt"


class LoonpremieInputs(SpanInputs):
    """Without wage cost the percentage is the answer; without quarter a stretch, or the whole term, is."""

    need_years: int | None = Field(
        None, description="Duur van de behoefte die VDAB vaststelde, in jaren; niet nodig bij elk pakket"
    )
    package: Package | None = Field(
        None, description="Pakket: gewoon, verhoogd of afgetopt; gewoon als u niets kiest"
    )
    percentage: Amount | None = Field(None, description="Percentage dat VDAB zelf vaststelde")
    quarters: int | None = Field(None, description="Aantal toegekende kwartalen, als de termijn korter is")
    wage_cost: Amount | None = Field(
        None, description="Loonkost per kwartaal: bruto plus werkgeversbijdragen min verminderingen"
    )
    gross_wage: Amount | None = Field(None, description="Brutoloon, als alleen dat gekend is")
    fraction: Amount | None = Field(None, description="Tewerkstellingsbreuk: 1 is voltijds")
    ggmmi: Amount | None = Field(None, description="GGMMI per maand, als u het bedrag kent")


@dataclass(frozen=True, slots=True)
class Rate:
    """The percentage of one quarter and where it stands."""

    percentage: Decimal
    sources: tuple[str, ...]


def check(inputs: LoonpremieInputs) -> None:
    """Refuse amounts that cannot be.

    Raises:
        InvalidCase: outside their range.
    """
    for what in ("wage_cost", "gross_wage"):
        value = getattr(inputs, what)
        if value is not None:
            checks.amount(what, value)
    if inputs.fraction is not None:
        checks.fraction(inputs.fraction)
    if inputs.ggmmi is not None:
        checks.positive("ggmmi", inputs.ggmmi, MAX_AMOUNT)


def need_for(inputs: LoonpremieInputs, figures: Figures) -> Need | None:
    """The need; None where a percentage set by VDAB makes it needless.

    Raises:
        MissingFact: nothing says or implies it.
        InvalidCase: no such need.
    """
    if inputs.need_years is None and inputs.percentage is not None:
        return None
    return need_or_implied(inputs.need_years, TABLE, inputs.package, figures)


def quarters_for(inputs: LoonpremieInputs, need: Need | None) -> Sequence[int]:
    """The quarters asked for. A percentage set by VDAB holds for a quarter; how long, no source says.

    Raises:
        InvalidCase: outside the tables.
    """
    if inputs.quarter is not None:
        return (
            check_quarter(inputs.quarter, need) if need else checks.at_least_one("quarter", inputs.quarter),
        )
    if inputs.percentage is not None or need is None:
        return (1,)
    return span(inputs.quarter_from, inputs.quarter_to, need, inputs.quarters)


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked, with the figures of the day."""

    inputs: LoonpremieInputs
    need: Need | None
    numbers: Sequence[int]
    figures: Figures

    def rates(self, package: Package | None, *, other: bool = False) -> tuple[Rate, ...]:
        """The percentage of each quarter; `other` follows the source that ends a phase elsewhere.

        Raises:
            InvalidCase: the package does not exist for this need, or the percentage is impossible.
        """
        if self.inputs.percentage is not None:
            return tuple(_set_by_vdab(self.inputs.percentage, self.figures) for _ in self.numbers)
        assert self.need is not None  # noqa: S101 - only a percentage makes the need needless
        columns = _columns(package or Package.GEWOON, self.need, self.figures, other=other)
        return _from_table(columns, self.numbers)


def _from_table(columns: Sequence[Phase], numbers: Sequence[int]) -> tuple[Rate, ...]:
    cells = (phase_at(columns, number) for number in numbers)
    return tuple(Rate(cell.figure.value, unique((*cell.figure.sources, *cell.end.sources))) for cell in cells)


def _columns(package: Package, need: Need, figures: Figures, *, other: bool = False) -> tuple[Phase, ...]:
    known = figures.parameters.children(f"{TABLE}.{need.key}")
    if package not in known:
        raise InvalidCase(
            say("common.errors.package", given=say(f"{NAME}.packages.{package}"), years=need.years),
            say("common.errors.choose", allowed=", ".join(known)),
            need.bounds,
        )
    ends = f"loonpremie.einde_fase.{need.key}"
    others = {}
    if other:
        node = f"loonpremie.einde_fase_andere_bron.{need.key}"
        others = {key: figures[f"{node}.{key}"] for key in figures.parameters.children(node)}
    return phases(figures, ends, f"{TABLE}.{need.key}.{package}", others)


def _set_by_vdab(given: Decimal, figures: Figures) -> Rate:
    low, high = figures["loonpremie.door_vdab.minimum"], figures["loonpremie.door_vdab.maximum"]
    step = figures["loonpremie.door_vdab.stap"]
    if not (given.is_finite() and low.value <= given <= high.value and given % step.value == 0):
        raise InvalidCase(
            say("common.errors.percentage", given=str(given)),
            say(
                "common.errors.percentage_allowed",
                low=percent(low.value),
                high=percent(high.value),
                step=percent(step.value),
            ),
            tuple(
                Bound(say(f"common.bounds.{key}"), known.value, Unit.PERCENT, known.sources)
                for key, known in (("lowest", low), ("highest", high), ("step", step))
            ),
        )
    return Rate(given, unique((*low.sources, *high.sources, *step.sources)))
