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
from assistant.rules.begeleidingspremie import Level, Part, disputed_quarters, hours_caveat, premium_parts
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.limits import MAX_HOURS
from assistant.rules.money import cents, euro, number
from assistant.rules.need import Need, need_of
from assistant.rules.quarters import CalendarQuarter, by_year, term_length
from assistant.rules.sheet import RuleInputs, Sheet, quarter_row, unique
from assistant.rules.tarief_gent import Rates, fee_rates
from assistant.rules.texts import say
from corpus.parameters import Parameters

NAME = "saldo"


class SaldoInputs(RuleInputs):
    """Without a quarter the whole period is worked out; without starts, both begin in the same quarter."""

    need_years: int = Field(description="Duur van de behoefte die VDAB vaststelde, in jaren")
    level: Level = Field(Level.GEMIDDELD, description="Begeleidingsnood: gemiddeld of hoog")
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
    """Premium, fee and what is left, of one quarter or of the whole period.

    Raises:
        InvalidCase: impossible input, or a day for which there is no premium or tariff.
    """
    figures = Figures(parameters, inputs.on)
    sheet = Sheet(NAME, inputs)
    checks.non_negative("extra_hours", inputs.extra_hours, MAX_HOURS)
    need = need_of(inputs.need_years, figures)
    rates = fee_rates(figures)
    clocks = _clocks(inputs, need)
    if inputs.quarter is not None:
        numbers: Sequence[int] = (checks.at_least_one("quarter", inputs.quarter),)
    else:
        numbers = range(1, max(clocks.premium_last, clocks.end) + 1)
    granted = [n for n in numbers if n <= clocks.premium_last]
    parts = {
        part.quarter: part for part in premium_parts(need, inputs.level, inputs.hours_share, granted, figures)
    }
    lines = [_line(n, parts.get(n), clocks, rates) for n in numbers]
    extra = cents(inputs.extra_hours * rates.hourly)
    rows: tuple[CalculationRow, ...] = ()
    if inputs.quarter is not None:
        value = _one_quarter(lines[0], parts.get(inputs.quarter), clocks, rates, extra, sheet)
    else:
        value, rows = _period(lines, parts, rates, extra, sheet)
    _other_reading(lines, value, rates, sheet)
    _caveats(inputs, need, clocks, lines, rates, figures, sheet)
    return sheet.finish(value, Unit.EUR, rows)


def _clocks(inputs: SaldoInputs, need: Need) -> Clocks:
    last = term_length(inputs.quarters, need)
    start = _start(inputs)
    if inputs.agreement_quarters is not None:
        length = checks.at_least_one("agreement_quarters", inputs.agreement_quarters)
        return Clocks(last, start, start + length - 1)
    return Clocks(last, start, max(last, start, inputs.quarter or 1))


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
    for key, series in (("year_premium", premiums), ("year_fee", fees), ("year_left", left)):
        for first, last, total in by_year(series):
            sheet.step(key, say("common.sum"), total, Unit.EUR, (), first=first, last=last)
    premium_sources = unique(s for p in parts.values() for s in (*p.total_sources, *p.fixed_sources))
    premium = sheet.step(
        "total_premium", say("common.sum"), sum(premiums, Decimal(0)), Unit.EUR, premium_sources
    )
    fee = sheet.step("total_fee", say("common.sum"), sum(fees, Decimal(0)), Unit.EUR, rates.sources)
    terms = [premium, fee]
    if extra:
        terms.append(_extra(extra, rates, sheet))
    total = sheet.step("total_left", " − ".join(map(euro, terms)), premium - fee - extra, Unit.EUR, ())
    rows = tuple(
        quarter_row(line.quarter, {"premie": line.premium, "tarief": line.fee, "saldo": line.left})
        for line in lines
    )
    return total, rows


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
    if clocks.end > clocks.premium_last or inputs.agreement_quarters is None:
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
    else:
        sheet.caveat("both_not_indexed")
    sheet.caveat("own_cost")
    sheet.common_caveat("who_decides")
