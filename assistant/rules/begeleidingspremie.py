"""The begeleidingspremie: a fixed and a variable part per quarter.

Source: the tables of the article of 30 May 2023 give the totals; the fixed part stands in the council text,
the variable part on a page outside the documents, and both together fit every cell. The fixed part never
depends on hours. The variable part does, by a formula that no source gives: in proportion is our estimate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assistant.models import Amount, Calculation, CalculationRow, Unit
from assistant.rules import checks
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.money import cents, euro, number
from assistant.rules.need import Need, need_of
from assistant.rules.quarters import by_year, check_quarter, phase_at, phases, term_length
from assistant.rules.sheet import RuleInputs, Sheet, quarter_row, unique
from assistant.rules.texts import say
from corpus.parameters import Parameters

NAME = "begeleidingspremie"


class Level(StrEnum):
    """How much guidance VDAB finds necessary; `hoog` exists for a need of five years only."""

    GEMIDDELD = "gemiddeld"
    HOOG = "hoog"


class BegeleidingspremieInputs(RuleInputs):
    """Without a quarter the whole term is worked out."""

    need_years: int = Field(description="Duur van de behoefte die VDAB vaststelde, in jaren")
    level: Level = Field(Level.GEMIDDELD, description="Begeleidingsnood: gemiddeld of hoog")
    quarter: int | None = Field(None, description="Kwartaal van de premie (1 is het eerste)")
    quarters: int | None = Field(None, description="Aantal toegekende kwartalen, als de termijn korter is")
    hours_share: Amount | None = Field(
        None, description="Deel van de volle uren dat gewerkt is: 1 is alle uren"
    )


@dataclass(frozen=True, slots=True)
class Part:
    """The premium of one quarter."""

    quarter: int
    fixed: Decimal
    variable: Decimal
    full_variable: Decimal
    """The variable part at full hours."""
    fixed_sources: tuple[str, ...]
    variable_sources: tuple[str, ...]
    total_sources: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """Fixed and variable part together."""
        return self.fixed + self.variable

    def same_as(self, other: Part) -> bool:
        """Whether two quarters bring the same amounts."""
        return (self.fixed, self.variable) == (other.fixed, other.variable)


def begeleidingspremie(inputs: BegeleidingspremieInputs, parameters: Parameters) -> Calculation:
    """Fixed part, variable part and total, of one quarter or of the whole term.

    Raises:
        InvalidCase: impossible input, or a day before the measure started.
    """
    figures = Figures(parameters, inputs.on)
    sheet = Sheet(NAME, inputs)
    need = need_of(inputs.need_years, figures)
    numbers = _numbers(inputs, need)
    parts = premium_parts(need, inputs.level, inputs.hours_share, numbers, figures)
    value: Decimal
    rows: tuple[CalculationRow, ...] = ()
    if inputs.quarter is not None:
        value = _one_quarter(parts[0], inputs, sheet)
    else:
        value, rows = _term(parts, sheet)
    hours_caveat(inputs.hours_share, sheet)
    sheet.common_caveat("not_indexed")
    for quarter in disputed_quarters(need, numbers, figures):
        sheet.common_caveat("boundary", quarter=quarter)
    if inputs.quarter is None:
        sheet.common_caveat("maximum_term")
    sheet.common_caveat("who_decides")
    return sheet.finish(value, Unit.EUR, rows)


def premium_parts(
    need: Need, level: Level, hours_share: Decimal | None, numbers: Sequence[int], figures: Figures
) -> tuple[Part, ...]:
    """The premium of each quarter asked for.

    Raises:
        InvalidCase: the level does not exist for this need, or the share of hours is impossible.
    """
    share = Decimal(1) if hours_share is None else checks.share_of_hours(hours_share)
    known = figures.parameters.children(f"{NAME}.totaal.{need.key}")
    if level not in known:
        raise InvalidCase(
            say("common.errors.level", given=level.value, years=need.years),
            say("common.errors.choose", allowed=", ".join(known)),
        )
    ends = f"{NAME}.einde_fase.{need.key}"
    totals = phases(figures, ends, f"{NAME}.totaal.{need.key}.{level}")
    variables = phases(figures, ends, f"{NAME}.variabel.{need.key}.{level}")
    early, later = figures[f"{NAME}.vast.eerste_fase"], figures[f"{NAME}.vast.volgende"]
    early_quarters = figures.whole(f"{NAME}.vast.eerste_fase_kwartalen")
    found = []
    for quarter in numbers:
        fixed = early if quarter <= early_quarters else later
        variable = phase_at(variables, quarter).figure
        found.append(
            Part(
                quarter=quarter,
                fixed=fixed.value,
                variable=cents(variable.value * share),
                full_variable=variable.value,
                fixed_sources=fixed.sources,
                variable_sources=variable.sources,
                total_sources=phase_at(totals, quarter).figure.sources,
            )
        )
    return tuple(found)


def hours_caveat(hours_share: Decimal | None, sheet: Sheet) -> None:
    """How the variable part was taken."""
    if hours_share is None:
        sheet.common_caveat("full_hours")
    elif hours_share != 1:
        sheet.common_caveat("estimate", share=number(hours_share))


def disputed_quarters(need: Need, numbers: Sequence[int], figures: Figures) -> tuple[int, ...]:
    """Quarters that the tables put in one phase for this premium and in another for the loonpremie."""
    nodes = (f"{NAME}.einde_fase.{need.key}", f"loonpremie.einde_fase.{need.key}")
    keys = figures.parameters.children(nodes[0])
    spans = [sorted(figures.whole(f"{node}.{key}") for node in nodes) for key in keys]
    return tuple(n for n in numbers if any(low < n <= high for low, high in spans))


def _numbers(inputs: BegeleidingspremieInputs, need: Need) -> tuple[int, ...]:
    if inputs.quarter is not None:
        return (check_quarter(inputs.quarter, need),)
    return tuple(range(1, term_length(inputs.quarters, need) + 1))


def _one_quarter(part: Part, inputs: BegeleidingspremieInputs, sheet: Sheet) -> Decimal:
    sheet.step(
        "fixed", sheet.say("per_quarter"), part.fixed, Unit.EUR, part.fixed_sources, quarter=part.quarter
    )
    _variable_step(part, inputs, sheet)
    expression = f"{euro(part.fixed)} + {euro(part.variable)}"
    return sheet.step("total", expression, part.total, Unit.EUR, part.total_sources, quarter=part.quarter)


def _variable_step(part: Part, inputs: BegeleidingspremieInputs, sheet: Sheet) -> None:
    if inputs.hours_share is None:
        expression = sheet.say("at_full_hours")
    else:
        expression = f"{euro(part.full_variable)} × {number(inputs.hours_share)}"
    sheet.step("variable", expression, part.variable, Unit.EUR, part.variable_sources, quarter=part.quarter)


def _term(parts: Sequence[Part], sheet: Sheet) -> tuple[Decimal, tuple[CalculationRow, ...]]:
    for first, last, part in _runs(parts):
        sources = unique((*part.total_sources, *part.fixed_sources, *part.variable_sources))
        expression = f"{euro(part.fixed)} + {euro(part.variable)}"
        sheet.step("phase", expression, part.total, Unit.EUR, sources, first=first, last=last)
    amounts = [part.total for part in parts]
    for first, last, total in by_year(amounts):
        sheet.step("year", say("common.sum"), total, Unit.EUR, (), first=first, last=last)
    total = sheet.step("term", say("common.sum"), sum(amounts, Decimal(0)), Unit.EUR, (), count=len(parts))
    rows = tuple(
        quarter_row(p.quarter, {"vast": p.fixed, "variabel": p.variable, "totaal": p.total}) for p in parts
    )
    return total, rows


def _runs(parts: Sequence[Part]) -> list[tuple[int, int, Part]]:
    """Stretches of quarters with the same amounts: (first, last, one of them)."""
    runs: list[tuple[int, int, Part]] = []
    for part in parts:
        if runs and runs[-1][-1].same_as(part):
            runs[-1] = (runs[-1][0], part.quarter, part)
        else:
            runs.append((part.quarter, part.quarter, part))
    return runs
