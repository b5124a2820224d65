"""The loonpremie: a percentage of the limited reference wage, per quarter.

Source: the table of the article of 30 May 2023 (the start packages); another source ends the second phase
a quarter earlier. The reference wage is wage cost, so no premium is ever worked out from gross pay.
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
from assistant.rules.grounds import grounds
from assistant.rules.limits import MAX_AMOUNT
from assistant.rules.money import cents, euro, percent, share
from assistant.rules.need import Need, need_of
from assistant.rules.quarters import Phase, by_year, check_quarter, phase_at, phases, term_length
from assistant.rules.referteloon import Ceiling, ceiling
from assistant.rules.sheet import RuleInputs, Sheet, quarter_row, row, unique
from assistant.rules.texts import day, say
from corpus.parameters import Parameters

NAME = "loonpremie"


class Package(StrEnum):
    """The start packages; `afgetopt` is for maatwerkbedrijven only."""

    GEWOON = "gewoon"
    VERHOOGD = "verhoogd"
    AFGETOPT = "afgetopt"


class LoonpremieInputs(RuleInputs):
    """Without wage cost the percentage is the answer; without quarter the whole term is."""

    need_years: int | None = Field(None, description="Duur van de behoefte die VDAB vaststelde, in jaren")
    package: Package = Field(Package.GEWOON, description="Pakket: gewoon, verhoogd of afgetopt")
    percentage: Amount | None = Field(None, description="Percentage dat VDAB zelf vaststelde")
    quarter: int | None = Field(None, description="Kwartaal van de premie (1 is het eerste)")
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


def loonpremie(inputs: LoonpremieInputs, parameters: Parameters) -> Calculation:
    """The premium of one quarter or of the whole term; without wage cost, the percentages and the ceiling.

    Raises:
        InvalidCase: impossible input, or a day before the measure started.
    """
    figures = Figures(parameters, inputs.on)
    sheet = Sheet(NAME, inputs)
    _check(inputs)
    need = need_of(inputs.need_years, figures) if inputs.need_years is not None else None
    numbers = _quarters(inputs, need)
    rates = _rates(inputs, need, numbers, figures)
    _write_rates(rates, numbers, inputs, sheet)
    limit = ceiling(figures, inputs.fraction or Decimal(1), inputs.ggmmi, sheet)
    if inputs.wage_cost is None:
        value, unit, rows = _percentages(rates, numbers, inputs, sheet)
    else:
        unit = Unit.EUR
        value, rows = _premiums(rates, numbers, limit, inputs, sheet)
    _other_source(inputs, need, numbers, rates, limit, figures, sheet)
    _ceiling_caveat(limit, inputs, figures, sheet)
    _caveats(inputs, sheet)
    return sheet.finish(value, unit, rows)


def _check(inputs: LoonpremieInputs) -> None:
    for what in ("wage_cost", "gross_wage"):
        value = getattr(inputs, what)
        if value is not None:
            checks.amount(what, value)
    if inputs.fraction is not None:
        checks.fraction("fraction", inputs.fraction)
    if inputs.ggmmi is not None:
        checks.positive("ggmmi", inputs.ggmmi, MAX_AMOUNT)
    if inputs.need_years is None and inputs.percentage is None:
        raise InvalidCase(say("common.errors.need_missing"), say("common.errors.need_missing_allowed"))


def _quarters(inputs: LoonpremieInputs, need: Need | None) -> tuple[int, ...]:
    """The quarters asked for. A percentage set by VDAB holds for a quarter; how long, no source says."""
    if inputs.quarter is not None:
        return (
            check_quarter(inputs.quarter, need) if need else checks.at_least_one("quarter", inputs.quarter),
        )
    if inputs.percentage is not None or need is None:
        return (1,)
    return tuple(range(1, term_length(inputs.quarters, need) + 1))


def _rates(
    inputs: LoonpremieInputs, need: Need | None, numbers: Sequence[int], figures: Figures
) -> tuple[Rate, ...]:
    if inputs.percentage is not None:
        rate = _set_by_vdab(inputs.percentage, figures)
        return tuple(rate for _ in numbers)
    assert need is not None  # noqa: S101 - _check refuses a case with neither
    return _from_table(_columns(inputs.package, need, figures), numbers)


def _from_table(columns: Sequence[Phase], numbers: Sequence[int]) -> tuple[Rate, ...]:
    cells = (phase_at(columns, number) for number in numbers)
    return tuple(Rate(cell.figure.value, unique((*cell.figure.sources, *cell.end.sources))) for cell in cells)


def _columns(package: Package, need: Need, figures: Figures, *, other: bool = False) -> tuple[Phase, ...]:
    known = figures.parameters.children(f"loonpremie.percentage.{need.key}")
    if package not in known:
        raise InvalidCase(
            say("common.errors.package", given=package.value, years=need.years),
            say("common.errors.choose", allowed=", ".join(known)),
        )
    ends = f"loonpremie.einde_fase.{need.key}"
    others = {}
    if other:
        node = f"loonpremie.einde_fase_andere_bron.{need.key}"
        others = {key: figures[f"{node}.{key}"] for key in figures.parameters.children(node)}
    return phases(figures, ends, f"loonpremie.percentage.{need.key}.{package}", others)


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
        )
    return Rate(given, unique((*low.sources, *high.sources, *step.sources)))


def _write_rates(
    rates: Sequence[Rate], numbers: Sequence[int], inputs: LoonpremieInputs, sheet: Sheet
) -> None:
    if inputs.percentage is not None:
        sheet.step(
            "percentage_vdab", sheet.say("by_user"), rates[0].percentage, Unit.PERCENT, rates[0].sources
        )
        sheet.caveat("percentage_vdab")
        return
    for first, last, rate in _runs(rates, numbers):
        if first == last:
            sheet.step(
                "percentage", sheet.say("table"), rate.percentage, Unit.PERCENT, rate.sources, quarter=first
            )
        else:
            sheet.step(
                "percentage_phase",
                sheet.say("table"),
                rate.percentage,
                Unit.PERCENT,
                rate.sources,
                first=first,
                last=last,
            )


def _runs(rates: Sequence[Rate], numbers: Sequence[int]) -> list[tuple[int, int, Rate]]:
    """Stretches of quarters with the same rate: (first, last, rate)."""
    runs: list[tuple[int, int, Rate]] = []
    for number, rate in zip(numbers, rates, strict=True):
        if runs and runs[-1][-1] == rate:
            runs[-1] = (runs[-1][0], number, rate)
        else:
            runs.append((number, number, rate))
    return runs


def _percentages(
    rates: Sequence[Rate], numbers: Sequence[int], inputs: LoonpremieInputs, sheet: Sheet
) -> tuple[Decimal | None, Unit, tuple[CalculationRow, ...]]:
    sheet.caveat("gross_only" if inputs.gross_wage is not None else "wage_cost_missing")
    if len(numbers) == 1:
        return rates[0].percentage, Unit.PERCENT, ()
    rows = tuple(
        row(say("common.quarter", quarter=n), {"percentage": r.percentage}, Unit.PERCENT, n)
        for n, r in zip(numbers, rates, strict=True)
    )
    return None, Unit.PERCENT, rows


def _premiums(
    rates: Sequence[Rate], numbers: Sequence[int], limit: Ceiling, inputs: LoonpremieInputs, sheet: Sheet
) -> tuple[Decimal, tuple[CalculationRow, ...]]:
    assert inputs.wage_cost is not None  # noqa: S101 - the caller looked
    base = limit.base(inputs.wage_cost)
    at_least = limit.bites_unknown(inputs.wage_cost)
    expression = sheet.say("lowest", wage=euro(inputs.wage_cost), ceiling=euro(limit.amount))
    sheet.step("base", expression, base, Unit.EUR, grounds("referteloon.begrip"))
    amounts = [cents(base * share(rate.percentage)) for rate in rates]
    suffix = "_at_least" if at_least else ""
    if len(numbers) == 1:
        expression = f"{percent(rates[0].percentage)} × {euro(base)}"
        key = "premium" if inputs.percentage is None else "premium_vdab"
        sheet.step(f"{key}{suffix}", expression, amounts[0], Unit.EUR, rates[0].sources, quarter=numbers[0])
        _index_jump(rates[0], limit, inputs.wage_cost, amounts[0], sheet)
        return amounts[0], ()
    for first, last, total in by_year(amounts):
        sheet.step("year", say("common.sum"), total, Unit.EUR, (), first=first, last=last)
    total = sum(amounts, Decimal(0))
    sheet.step(f"total{suffix}", say("common.sum"), total, Unit.EUR, (), count=len(numbers))
    return total, tuple(quarter_row(n, {NAME: a}) for n, a in zip(numbers, amounts, strict=True))


def _index_jump(rate: Rate, limit: Ceiling, wage_cost: Decimal, used: Decimal, sheet: Sheet) -> None:
    """Another month of the quarter may count: show what it gives, where that differs."""
    for other in limit.others:
        amount = cents(min(wage_cost, other) * share(rate.percentage))
        if amount != used:
            sheet.alternative(
                "other_month", amount, Unit.EUR, grounds("referteloon.maand"), ceiling=euro(other)
            )


def _other_source(
    inputs: LoonpremieInputs,
    need: Need | None,
    numbers: Sequence[int],
    rates: Sequence[Rate],
    limit: Ceiling,
    figures: Figures,
    sheet: Sheet,
) -> None:
    """The outcome by the source that ends the second phase earlier, where it differs."""
    if need is None or inputs.percentage is not None or not _disputed(need, figures):
        return
    others = _from_table(_columns(inputs.package, need, figures, other=True), numbers)
    disputed = [
        n
        for n, mine, theirs in zip(numbers, rates, others, strict=True)
        if mine.percentage != theirs.percentage
    ]
    if not disputed:
        return
    sources = grounds("loonpremie.andere_bron")
    quarters = ", ".join(map(str, disputed))
    sheet.caveat("disputed", quarters=quarters)
    if inputs.wage_cost is None:
        for number, rate in zip(numbers, others, strict=True):
            if number in disputed:
                sheet.alternative("other_source", rate.percentage, Unit.PERCENT, sources, quarter=number)
        return
    amounts = [cents(limit.base(inputs.wage_cost) * share(rate.percentage)) for rate in others]
    if len(numbers) == 1:
        sheet.alternative("other_source", amounts[0], Unit.EUR, sources, quarter=numbers[0])
    else:
        rows = tuple(quarter_row(n, {NAME: a}) for n, a in zip(numbers, amounts, strict=True))
        sheet.alternative("other_source_term", sum(amounts, Decimal(0)), Unit.EUR, sources, rows)


def _disputed(need: Need, figures: Figures) -> bool:
    return need.key in figures.parameters.children("loonpremie.einde_fase_andere_bron")


def _ceiling_caveat(limit: Ceiling, inputs: LoonpremieInputs, figures: Figures, sheet: Sheet) -> None:
    if limit.exact:
        return
    if inputs.wage_cost is not None and not limit.bites_unknown(inputs.wage_cost):
        sheet.caveat("below_ceiling")
        return
    sheet.caveat("ggmmi_unknown", on=day(figures.on))
    if inputs.wage_cost is not None:
        sheet.caveat("at_least")


def _caveats(inputs: LoonpremieInputs, sheet: Sheet) -> None:
    if inputs.fraction is None:
        sheet.caveat("full_time_assumed")
    if inputs.percentage is None:
        sheet.caveat("start_packages")
        if inputs.quarter is None:
            sheet.common_caveat("maximum_term")
    if inputs.package is Package.AFGETOPT:
        sheet.caveat("maatwerkbedrijf_only")
    sheet.caveat("dienstencheques")
    if inputs.wage_cost is not None:
        sheet.common_caveat("rounding")
    sheet.common_caveat("who_decides")
