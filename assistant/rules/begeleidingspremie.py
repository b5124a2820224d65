"""The begeleidingspremie: a fixed and a variable part per quarter.

Source: the tables of the article of 30 May 2023 give the totals; the fixed part stands in the council text,
the variable part on a page outside the documents, and both together fit every cell. The fixed part never
depends on hours. The variable part does, by a formula that no source gives: in proportion is our estimate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assistant.models import Amount, Calculation, CalculationRow, Unit
from assistant.rules import checks
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.money import as_percent, cents, euro, number, percent
from assistant.rules.need import Need, need_or_implied
from assistant.rules.quarters import by_year, check_quarter, phase_at, phases, runs, span
from assistant.rules.sheet import Sheet, SpanInputs, quarter_row, unique
from assistant.rules.stretches import made_of, stretch, tell_years, total_step
from assistant.rules.texts import say
from corpus.parameters import Parameters

NAME = "begeleidingspremie"
TOTALS = f"{NAME}.totaal"


class Level(StrEnum):
    """How much guidance VDAB finds necessary; `hoog` exists for a need of five years only."""

    GEMIDDELD = "gemiddeld"
    HOOG = "hoog"


class BegeleidingspremieInputs(SpanInputs):
    """Without a quarter a stretch of quarters is worked out: the whole term where nothing bounds it."""

    need_years: int | None = Field(
        None, description="Duur van de behoefte die VDAB vaststelde, in jaren; niet nodig bij hoge nood"
    )
    level: Level | None = Field(
        None, description="Begeleidingsnood: gemiddeld of hoog; gemiddeld als u niets kiest"
    )
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

    @property
    def amounts(self) -> tuple[Decimal, Decimal]:
        """Fixed and variable part."""
        return self.fixed, self.variable

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the amounts stand."""
        return unique((*self.total_sources, *self.fixed_sources, *self.variable_sources))


def begeleidingspremie(inputs: BegeleidingspremieInputs, parameters: Parameters) -> Calculation:
    """Fixed part, variable part and total, of one quarter or of a stretch of quarters.

    Raises:
        InvalidCase: impossible input, or a day before the measure started.
        MissingFact: the length of the need is not known, and the level exists for several.
    """
    figures = Figures(parameters, inputs.on)
    need = need_or_implied(inputs.need_years, TOTALS, inputs.level, figures)
    implied = inputs.need_years is None
    inputs = inputs.model_copy(update={"need_years": need.years})
    sheet = Sheet(NAME, inputs)
    if implied:
        sheet.need(need.years, need.sources)
    numbers = _numbers(inputs, need)
    level = inputs.level or Level.GEMIDDELD
    write_hours(inputs.hours_share, sheet)
    parts = premium_parts(need, level, inputs.hours_share, numbers, figures)
    value: Decimal
    rows: tuple[CalculationRow, ...] = ()
    if inputs.quarter is not None:
        value = _one_quarter(parts[0], inputs, sheet)
    else:
        value, rows = _term(parts, inputs, sheet)
    if inputs.level is None:
        for other, others in other_levels(need, inputs.hours_share, numbers, figures):
            sources = unique(s for part in others for s in part.sources)
            sheet.alternative(f"level_{other}", sum((p.total for p in others), Decimal(0)), Unit.EUR, sources)
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
    known = figures.parameters.children(f"{TOTALS}.{need.key}")
    if level not in known:
        raise InvalidCase(
            say("common.errors.level", given=say(f"{NAME}.levels.{level}"), years=need.years),
            say("common.errors.choose", allowed=", ".join(known)),
            need.bounds,
        )
    ends = f"{NAME}.einde_fase.{need.key}"
    totals = phases(figures, ends, f"{TOTALS}.{need.key}.{level}")
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


def write_hours(share: Decimal | None, sheet: Sheet) -> None:
    """The part of the hours that was worked, as a step, when it is given."""
    if share is not None:
        checks.share_of_hours(share)
        sheet.under("common").step("hours", number(share), as_percent(share), Unit.PERCENT, ())


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


def _numbers(inputs: BegeleidingspremieInputs, need: Need) -> Sequence[int]:
    if inputs.quarter is not None:
        return (check_quarter(inputs.quarter, need),)
    return span(inputs.quarter_from, inputs.quarter_to, need, inputs.quarters)


def _one_quarter(part: Part, inputs: BegeleidingspremieInputs, sheet: Sheet) -> Decimal:
    sheet.step(
        "fixed", sheet.say("per_quarter"), part.fixed, Unit.EUR, part.fixed_sources, quarter=part.quarter
    )
    _variable_step(part, inputs, sheet)
    expression = f"{euro(part.fixed)} + {euro(part.variable)}"
    total = sheet.step("total", expression, part.total, Unit.EUR, part.total_sources, quarter=part.quarter)
    sheet.tell("quarter", quarter=part.quarter, value=euro(total), **_of(inputs))
    sheet.tell(
        "parts", fixed=euro(part.fixed), variable=euro(part.variable), hours=hours_words(inputs.hours_share)
    )
    return total


def _variable_step(part: Part, inputs: BegeleidingspremieInputs, sheet: Sheet) -> None:
    if inputs.hours_share is None:
        expression = sheet.say("at_full_hours")
    else:
        expression = f"{euro(part.full_variable)} × {number(inputs.hours_share)}"
    sheet.step("variable", expression, part.variable, Unit.EUR, part.variable_sources, quarter=part.quarter)


def _term(
    parts: Sequence[Part], inputs: BegeleidingspremieInputs, sheet: Sheet
) -> tuple[Decimal, tuple[CalculationRow, ...]]:
    numbers, amounts = [part.quarter for part in parts], [part.total for part in parts]
    same = runs(numbers, [part.amounts for part in parts])
    for first, last, (fixed, variable) in same:
        sources = parts[first - numbers[0]].sources
        expression = f"{euro(fixed)} + {euro(variable)}"
        sheet.step("phase", expression, fixed + variable, Unit.EUR, sources, first=first, last=last)
    for first, last, total in by_year(numbers, amounts):
        sheet.step("year", say("common.sum"), total, Unit.EUR, (), first=first, last=last)
    totals = tuple((first, last, sum(both, Decimal(0))) for first, last, both in same)
    total = total_step(totals, sheet)
    sheet.tell("term", value=euro(total), term=stretch(numbers), **_of(inputs))
    tell_years(numbers, amounts, sheet)
    sheet.tell("made_of", parts=made_of(totals), hours=hours_words(inputs.hours_share))
    rows = tuple(
        quarter_row(p.quarter, {"vast": p.fixed, "variabel": p.variable, "totaal": p.total}) for p in parts
    )
    return total, rows


def other_levels(
    need: Need, hours_share: Decimal | None, numbers: Sequence[int], figures: Figures
) -> Iterator[tuple[Level, tuple[Part, ...]]]:
    """The premium of each quarter at the levels of this need that are not taken when none is named."""
    for level in map(Level, figures.parameters.children(f"{TOTALS}.{need.key}")):
        if level is not Level.GEMIDDELD:
            yield level, premium_parts(need, level, hours_share, numbers, figures)


def hours_words(share: Decimal | None) -> str:
    """The hours it is worked out for, as a reader says it."""
    if share is None:
        return say(f"{NAME}.at_full_hours")
    return say(f"{NAME}.at_share", share=percent(as_percent(share)))


def _of(inputs: BegeleidingspremieInputs) -> dict[str, str | int]:
    """The case, in the words of the first sentence."""
    level = say(f"{NAME}.levels.{inputs.level or Level.GEMIDDELD}")
    return {"level": level, "years": inputs.need_years or 0}
