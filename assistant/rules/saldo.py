"""What the begeleidingspremie leaves an employer after the fee of Stad Gent.

Two clocks run: that of the premium and that of the agreement, which starts later or at the same time and
outlives the premium unless someone ends it. Amounts on both sides are not indexed. What is left can be
negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import Field

from assistant.models import Amount, Calculation, CalculationRow, Unit
from assistant.rules import checks
from assistant.rules.begeleidingspremie import (
    TOTALS,
    Level,
    Part,
    disputed_quarters,
    hours_caveat,
    hours_words,
    other_levels,
    premium_parts,
    write_hours,
)
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.limits import MAX_HOURS
from assistant.rules.money import cents, euro, number
from assistant.rules.need import Need, need_or_implied
from assistant.rules.quarters import CalendarQuarter, by_year, in_order, term_length
from assistant.rules.sheet import Sheet, quarter_row, unique
from assistant.rules.stretches import stretch, tell_years
from assistant.rules.tarief_gent_rates import FeeInputs, Rates, fee_rates, rates_used
from assistant.rules.texts import say
from corpus.parameters import Parameters

NAME = "saldo"


class SaldoInputs(FeeInputs):
    """Without a quarter the whole period is worked out; without starts, both begin in the same quarter."""

    need_years: int | None = Field(
        None, description="Duur van de behoefte die VDAB vaststelde, in jaren; niet nodig bij hoge nood"
    )
    level: Level | None = Field(
        None, description="Begeleidingsnood: gemiddeld of hoog; gemiddeld als u niets kiest"
    )
    hours_share: Amount | None = Field(
        None, description="Deel van de volle uren dat gewerkt is: 1 is alle uren"
    )
    quarter: int | None = Field(None, description="Kwartaal van de premie waarvoor u het saldo wilt")
    quarters: int | None = Field(
        None, description="Aantal toegekende kwartalen premie, als de termijn korter is"
    )
    agreement_start_quarter: int | None = Field(
        None, description="Kwartaal van de premie waarin de overeenkomst met Stad Gent begint"
    )
    premium_start: date | None = Field(None, description="Een dag in het eerste kwartaal van de premie")
    agreement_start: date | None = Field(None, description="Eerste dag van de overeenkomst met Stad Gent")
    agreement_quarters: int | None = Field(None, description="Aantal kwartalen dat de overeenkomst loopt")
    extra_hours: Amount = Field(Decimal(0), description="Uren extra pakket")


@dataclass(frozen=True, slots=True)
class Line:
    """One quarter, counted on the clock of the premium."""

    quarter: int
    premium: Decimal
    fee: Decimal
    """Counting the quarters of the agreement."""
    fee_other: Decimal
    """Counting the quarters of the premium."""

    @property
    def left(self) -> Decimal:
        """Premium less fee."""
        return self.premium - self.fee


@dataclass(frozen=True, slots=True)
class Clocks:
    """When both run, in quarters of the premium."""

    premium_last: int
    start: int
    end: int

    def agreement_quarter(self, quarter: int) -> int | None:
        """The number of a quarter on the clock of the agreement; None when it does not run."""
        return quarter - self.start + 1 if self.start <= quarter <= self.end else None


def saldo(inputs: SaldoInputs, parameters: Parameters) -> Calculation:
    """Premium, fee and what is left, of one quarter, a stretch of quarters or the whole period.

    Raises:
        InvalidCase: impossible input, or a day for which there is no premium or tariff.
        MissingFact: the length of the need is not known, and the level exists for several.
    """
    figures = Figures(parameters, inputs.on)
    checks.non_negative("extra_hours", inputs.extra_hours, MAX_HOURS)
    need = need_or_implied(inputs.need_years, TOTALS, inputs.level, figures)
    implied = inputs.need_years is None
    inputs = inputs.model_copy(update={"need_years": need.years})
    sheet = Sheet(NAME, inputs)
    if implied:
        sheet.need(need.years, need.sources)
    rates = _rates(inputs, figures, sheet)
    clocks = _clocks(inputs, need)
    numbers = _numbers(inputs, clocks)
    granted = [n for n in numbers if n <= clocks.premium_last]
    level = inputs.level or Level.GEMIDDELD
    write_hours(inputs.hours_share, sheet)
    premiums = premium_parts(need, level, inputs.hours_share, granted, figures)
    parts = {part.quarter: part for part in premiums}
    lines = [_line(n, parts.get(n), clocks, rates) for n in numbers]
    extra = cents(inputs.extra_hours * rates.hourly)
    rows: tuple[CalculationRow, ...] = ()
    if inputs.quarter is not None:
        value = _one_quarter(lines[0], parts.get(inputs.quarter), clocks, rates, extra, sheet)
    else:
        value, rows = _period(lines, parts, rates, extra, sheet)
    _tell(value, lines, extra, inputs, sheet)
    tell_years([line.quarter for line in lines], [line.left for line in lines], sheet)
    _other_reading(lines, value, rates, sheet)
    _other_levels(value, premiums, need, inputs, figures, sheet)
    _caveats(inputs, need, clocks, lines, rates, figures, sheet)
    return sheet.finish(value, Unit.EUR, rows)


def _rates(inputs: SaldoInputs, figures: Figures, sheet: Sheet) -> Rates:
    """The fee as printed; where the user knows better, each amount that is used instead is written down."""
    known = (inputs.index_coefficient, inputs.basic_first, inputs.basic_next, inputs.hourly)
    if all(value is None for value in known):
        return fee_rates(figures)
    return rates_used(inputs, figures, sheet)


def _numbers(inputs: SaldoInputs, clocks: Clocks) -> Sequence[int]:
    if inputs.quarter is not None:
        return (checks.at_least_one("quarter", inputs.quarter),)
    first = 1 if inputs.quarter_from is None else checks.at_least_one("quarter_from", inputs.quarter_from)
    if inputs.quarter_to is None:
        return in_order(first, max(clocks.premium_last, clocks.end))
    return in_order(first, checks.at_least_one("quarter_to", inputs.quarter_to))


def _clocks(inputs: SaldoInputs, need: Need) -> Clocks:
    last = term_length(inputs.quarters, need)
    start = _start(inputs)
    if inputs.agreement_quarters is not None:
        length = checks.at_least_one("agreement_quarters", inputs.agreement_quarters)
        return Clocks(last, start, start + length - 1)
    return Clocks(last, start, max(last, start, inputs.quarter or inputs.quarter_to or 1))


def _start(inputs: SaldoInputs) -> int:
    if inputs.agreement_start_quarter is not None:
        return checks.at_least_one("agreement_start_quarter", inputs.agreement_start_quarter)
    if inputs.premium_start is None or inputs.agreement_start is None:
        return 1
    waited = CalendarQuarter.of(inputs.premium_start).until(CalendarQuarter.of(inputs.agreement_start))
    if waited < 0:
        raise InvalidCase(
            say("common.errors.before_premium_dates"), say("common.errors.before_premium_dates_allowed")
        )
    return checks.at_least_one("agreement_start_quarter", waited + 1)


def _line(quarter: int, part: Part | None, clocks: Clocks, rates: Rates) -> Line:
    running = clocks.agreement_quarter(quarter)
    return Line(
        quarter=quarter,
        premium=part.total if part else Decimal(0),
        fee=rates.basic(running) if running else Decimal(0),
        fee_other=rates.basic(quarter) if running else Decimal(0),
    )


def _one_quarter(
    line: Line, part: Part | None, clocks: Clocks, rates: Rates, extra: Decimal, sheet: Sheet
) -> Decimal:
    sources = unique((*part.total_sources, *part.fixed_sources, *part.variable_sources)) if part else ()
    expression = f"{euro(part.fixed)} + {euro(part.variable)}" if part else say("saldo.no_premium")
    sheet.step("premium", expression, line.premium, Unit.EUR, sources, quarter=line.quarter)
    running = clocks.agreement_quarter(line.quarter)
    if running:
        sheet.step("fee", say("common.per_quarter"), line.fee, Unit.EUR, rates.sources, quarter=running)
    else:
        sheet.step("no_fee", say("common.none"), line.fee, Unit.EUR, ())
    terms = [line.premium, line.fee]
    if extra:
        terms.append(_extra(extra, rates, sheet))
    return sheet.step("left", " − ".join(map(euro, terms)), line.left - extra, Unit.EUR, ())


def _extra(extra: Decimal, rates: Rates, sheet: Sheet) -> Decimal:
    expression = f"{number(extra / rates.hourly)} uur × {euro(rates.hourly)}"
    return sheet.step("extra", expression, extra, Unit.EUR, rates.hourly_sources)


def _period(
    lines: Sequence[Line], parts: dict[int, Part], rates: Rates, extra: Decimal, sheet: Sheet
) -> tuple[Decimal, tuple[CalculationRow, ...]]:
    premiums, fees, left = ([getattr(line, name) for line in lines] for name in ("premium", "fee", "left"))
    numbers = [line.quarter for line in lines]
    for key, series in (("year_premium", premiums), ("year_fee", fees), ("year_left", left)):
        for first, last, total in by_year(numbers, series):
            sheet.step(key, say("common.sum"), total, Unit.EUR, (), first=first, last=last)
    premium_sources = unique(s for p in parts.values() for s in (*p.total_sources, *p.fixed_sources))
    premium = sheet.step(
        "total_premium", say("common.sum"), sum(premiums, Decimal(0)), Unit.EUR, premium_sources
    )
    fee = sheet.step("total_fee", say("common.sum"), sum(fees, Decimal(0)), Unit.EUR, rates.sources)
    terms = [premium, fee]
    if extra:
        terms.append(_extra(extra, rates, sheet))
    left_over = premium - fee - extra
    total = sheet.step(
        "total_left", " − ".join(map(euro, terms)), left_over, Unit.EUR, (), term=stretch(numbers)
    )
    rows = tuple(
        quarter_row(line.quarter, {"premie": line.premium, "tarief": line.fee, "saldo": line.left})
        for line in lines
    )
    return total, rows


def _tell(value: Decimal, lines: Sequence[Line], extra: Decimal, inputs: SaldoInputs, sheet: Sheet) -> None:
    short = "_short" if value < 0 else ""
    if short:
        sheet.step("short", sheet.say("short"), abs(value), Unit.EUR, ())
    if inputs.quarter is not None:
        sheet.tell(f"quarter{short}", quarter=inputs.quarter, left=euro(abs(value)))
    else:
        sheet.tell(f"term{short}", term=stretch([line.quarter for line in lines]), left=euro(abs(value)))
    sheet.tell(
        "made_of_with_extra" if extra else "made_of",
        premium=euro(sum((line.premium for line in lines), Decimal(0))),
        fee=euro(sum((line.fee for line in lines), Decimal(0))),
        extra=euro(extra),
        hours=hours_words(inputs.hours_share),
        level=say(f"begeleidingspremie.levels.{inputs.level or Level.GEMIDDELD}"),
        years=inputs.need_years or 0,
    )


def _other_levels(
    value: Decimal, used: Sequence[Part], need: Need, inputs: SaldoInputs, figures: Figures, sheet: Sheet
) -> None:
    """The same with the other levels of this need, when the user did not name one."""
    if inputs.level is not None or not used:
        return
    for level, parts in other_levels(need, inputs.hours_share, [p.quarter for p in used], figures):
        more = sum((part.total for part in parts), Decimal(0)) - sum((p.total for p in used), Decimal(0))
        sources = unique(s for part in parts for s in part.sources)
        sheet.alternative(f"level_{level}", value + more, Unit.EUR, sources)


def _other_reading(lines: Sequence[Line], value: Decimal, rates: Rates, sheet: Sheet) -> None:
    difference = sum((line.fee - line.fee_other for line in lines), Decimal(0))
    if all(line.fee == line.fee_other for line in lines):
        return
    rows = tuple(
        quarter_row(
            line.quarter,
            {"premie": line.premium, "tarief": line.fee_other, "saldo": line.premium - line.fee_other},
        )
        for line in lines
    )
    sheet.alternative("premium_clock", value + difference, Unit.EUR, rates.sources, rows)
    sheet.caveat("whose_quarters")


def _caveats(
    inputs: SaldoInputs,
    need: Need,
    clocks: Clocks,
    lines: Sequence[Line],
    rates: Rates,
    figures: Figures,
    sheet: Sheet,
) -> None:
    if inputs.agreement_start_quarter is None and (
        inputs.premium_start is None or inputs.agreement_start is None
    ):
        sheet.caveat("same_start")
    if clocks.end > clocks.premium_last or (inputs.agreement_quarters is None and inputs.quarter is None):
        sheet.caveat("outlives")
    if any(line.left < 0 for line in lines):
        sheet.caveat("negative")
    hours_caveat(inputs.hours_share, sheet)
    granted = [line.quarter for line in lines if line.quarter <= clocks.premium_last]
    for quarter in disputed_quarters(need, granted, figures):
        sheet.common_caveat("boundary", quarter=quarter)
    if len(granted) < len(lines):
        sheet.caveat(f"after_{need.key}")
    if rates.of_site:
        sheet.common_caveat("amount_of_site")
    sheet.caveat(
        "both_not_indexed" if rates == fee_rates(figures) and not rates.of_site else "premium_not_indexed"
    )
    sheet.caveat("own_cost")
    sheet.common_caveat("who_decides")
