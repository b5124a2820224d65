"""What Stad Gent charges an employer as external begeleider.

Legal source: the model agreement laid before the council of 21 April 2026, article 5 (basic package per
quarter, extra package per hour), and the motivation of that proposal, which calls the amounts not indexed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field

from assistant.models import Amount, Calculation, CalculationRow, Unit
from assistant.rules import checks
from assistant.rules.figures import Figures
from assistant.rules.limits import MAX_HOURS
from assistant.rules.money import cents, euro, number
from assistant.rules.need import Need, need_of, needs
from assistant.rules.quarters import by_year, in_order, runs
from assistant.rules.sheet import Sheet, quarter_row, row
from assistant.rules.stretches import Runs, made_of, stretch, tell_years
from assistant.rules.tarief_gent_rates import NAME, FeeInputs, Rates, fee_rows, rates_used
from assistant.rules.texts import say
from corpus.parameters import Parameters

__all__ = ["NAME", "TariefGentInputs", "tarief_gent"]


class TariefGentInputs(FeeInputs):
    """Everything is optional: with nothing given, the tariff itself is the answer."""

    quarter: int | None = Field(
        None, description="Kwartaal van de overeenkomst met Stad Gent (1 is het eerste)"
    )
    premium_quarter: int | None = Field(None, description="Kwartaal van de premie op hetzelfde moment")
    agreement_start_quarter: int | None = Field(
        None, description="Kwartaal van de premie waarin de overeenkomst met Stad Gent begint"
    )
    quarters: int | None = Field(
        None, description="Aantal kwartalen dat de overeenkomst loopt, voor een totaal"
    )
    need_years: int | None = Field(None, description="Duur van de behoefte in jaren, voor een totaal")
    extra_hours: Amount = Field(Decimal(0), description="Uren extra pakket")


@dataclass(frozen=True, slots=True)
class Position:
    """Where we are on both clocks; None when not known."""

    agreement: int | None
    premium: int | None


def tarief_gent(inputs: TariefGentInputs, parameters: Parameters) -> Calculation:
    """The fee of one quarter, of a whole term, or the tariff as such.

    Raises:
        InvalidCase: impossible input, or a day for which the sources give no tariff.
    """
    figures = Figures(parameters, inputs.on)
    sheet = Sheet(NAME, inputs)
    _check(inputs)
    need = need_of(inputs.need_years, figures) if inputs.need_years is not None else None
    rates = rates_used(inputs, figures, sheet)
    numbers = _numbers(inputs, need, figures)
    position = _position(inputs)
    value: Decimal | None
    rows: tuple[CalculationRow, ...] = ()
    if position.agreement is not None or position.premium is not None:
        value = _one_quarter(position, inputs, rates, sheet)
        if need and (position.premium or position.agreement or 0) > need.quarters:
            sheet.caveat("after_premium")
    elif numbers:
        value, rows = _term(numbers, inputs, rates, sheet)
    elif inputs.extra_hours:
        value = _extra(inputs, rates, sheet)
        sheet.tell("extra", value=euro(value), hours=number(inputs.extra_hours), hourly=euro(rates.hourly))
    else:
        value, rows = None, _tariff(rates, sheet)
    _caveats(sheet)
    return sheet.finish(value, Unit.EUR, rows)


def _check(inputs: TariefGentInputs) -> None:
    for what in ("quarter", "premium_quarter", "agreement_start_quarter", "quarters"):
        value = getattr(inputs, what)
        if value is not None:
            checks.at_least_one(what, value)
    checks.non_negative("extra_hours", inputs.extra_hours, MAX_HOURS)


def _numbers(inputs: TariefGentInputs, need: Need | None, figures: Figures) -> Sequence[int]:
    """The quarters of the agreement asked for; none where nothing bounds them."""
    if need is None and inputs.per_year:
        need = needs(figures)[-1]
    last = inputs.quarter_to or inputs.quarters or (need.quarters if need else None)
    if last is None:
        return ()
    first = checks.at_least_one("quarter_from", inputs.quarter_from or 1)
    return in_order(first, checks.at_least_one("quarter_to", last))


def _position(inputs: TariefGentInputs) -> Position:
    agreement, premium, start = inputs.quarter, inputs.premium_quarter, inputs.agreement_start_quarter
    if start is not None and agreement is not None and premium is None:
        premium = start + agreement - 1
    elif start is not None and premium is not None and agreement is None:
        agreement = checks.agreement_running(premium - start + 1)
    if agreement is not None and premium is not None:
        checks.not_before_premium(agreement, premium)
    return Position(agreement, premium)


def _one_quarter(position: Position, inputs: TariefGentInputs, rates: Rates, sheet: Sheet) -> Decimal:
    counted = position.agreement if position.agreement is not None else position.premium
    assert counted is not None  # noqa: S101 - the caller gives at least one clock
    basic = rates.basic(counted)
    key = "basic_agreement" if position.agreement is not None else "basic_premium"
    sheet.step(
        key, sheet.say("phase", last=rates.first_quarters), basic, Unit.EUR, rates.sources, quarter=counted
    )
    extra = _extra(inputs, rates, sheet)
    total = basic + extra
    if extra:
        sheet.step("total", f"{euro(basic)} + {euro(extra)}", total, Unit.EUR, ())
    clock = sheet.say(f"clocks.{'agreement' if position.agreement is not None else 'premium'}")
    key = "quarter_with_extra" if extra else "quarter"
    sheet.tell(key, quarter=counted, clock=clock, value=euro(total), **_extra_words(basic, extra, inputs))
    other = _other_reading(position, rates)
    if other is not None:
        reading = "premium_clock" if position.agreement is not None else "agreement_clock"
        sheet.alternative(reading, other + extra, Unit.EUR, rates.sources)
        sheet.caveat("whose_quarters", first=rates.first_quarters)
    return total


def _other_reading(position: Position, rates: Rates) -> Decimal | None:
    """The basic package if the quarters are counted on the other clock; None when both readings agree.

    The agreement never starts before the premium, so its quarter number is at most that of the premium. With
    one clock unknown, the other reading is open only where that leaves both phases possible.
    """
    agreement, premium, limit = position.agreement, position.premium, rates.first_quarters
    if agreement is not None and premium is not None:
        other = rates.basic(premium)
        return other if other != rates.basic(agreement) else None
    if agreement is not None:
        return rates.following if agreement <= limit else None
    return rates.first if premium is not None and premium > limit else None


def _term(
    numbers: Sequence[int], inputs: TariefGentInputs, rates: Rates, sheet: Sheet
) -> tuple[Decimal, tuple[CalculationRow, ...]]:
    amounts = fee_rows(rates, numbers)
    rows = tuple(quarter_row(n, {"basis": a}) for n, a in zip(numbers, amounts, strict=True))
    same = runs(numbers, amounts)
    basic = _sum_phases(same, rates, sheet)
    extra = _extra(inputs, rates, sheet)
    if inputs.per_year:
        for first, last, year in by_year(numbers, amounts):
            sheet.step("year", say("common.sum"), year, Unit.EUR, (), first=first, last=last)
    total = _total(numbers, basic, extra, sheet)
    key = "term_with_extra" if extra else "term"
    sheet.tell(key, value=euro(total), term=stretch(numbers), **_extra_words(basic, extra, inputs))
    sheet.tell("made_of", parts=made_of(same))
    tell_years(numbers, amounts, sheet)
    start = inputs.agreement_start_quarter
    if start is not None:
        shifted = fee_rows(rates, [n + start - 1 for n in numbers])
        if shifted != amounts:
            other = tuple(quarter_row(n, {"basis": a}) for n, a in zip(numbers, shifted, strict=True))
            sheet.alternative("premium_clock", sum(shifted, extra), Unit.EUR, rates.sources, other)
            sheet.caveat("whose_quarters", first=rates.first_quarters)
    else:
        sheet.caveat("same_start", first=rates.first_quarters)
    return total, rows


def _sum_phases(same: Runs, rates: Rates, sheet: Sheet) -> Decimal:
    sums = Decimal(0)
    for first, last, rate in same:
        key, count = "phase_first" if first <= rates.first_quarters else "phase_next", last - first + 1
        sums += sheet.step(key, f"{count} × {euro(rate)}", count * rate, Unit.EUR, rates.sources)
    return sums


def _total(numbers: Sequence[int], basic: Decimal, extra: Decimal, sheet: Sheet) -> Decimal:
    expression = f"{euro(basic)} + {euro(extra)}" if extra else sheet.say("sum", count=len(numbers))
    first, last = numbers[0], numbers[-1]
    key = "total" if first == 1 else "total_from"
    return sheet.under("common").step(
        key, expression, basic + extra, Unit.EUR, (), count=len(numbers), first=first, last=last
    )


def _extra_words(basic: Decimal, extra: Decimal, inputs: TariefGentInputs) -> dict[str, str | int]:
    return {"basic": euro(basic), "extra": euro(extra), "hours": number(inputs.extra_hours)}


def _extra(inputs: TariefGentInputs, rates: Rates, sheet: Sheet) -> Decimal:
    if not inputs.extra_hours:
        return Decimal(0)
    amount = cents(inputs.extra_hours * rates.hourly)
    expression = f"{number(inputs.extra_hours)} uur × {euro(rates.hourly)}"
    return sheet.step("extra", expression, amount, Unit.EUR, rates.hourly_sources)


def _tariff(rates: Rates, sheet: Sheet) -> tuple[CalculationRow, ...]:
    limit = rates.first_quarters
    sheet.caveat("whose_quarters", first=limit)
    early, later = sheet.say("rows.first", first=1, last=limit), sheet.say("rows.next", first=limit + 1)
    first, following = euro(rates.first), euro(rates.following)
    sheet.tell("tariff", first=first, first_label=early, following=following, following_label=later)
    sheet.tell("hourly", hourly=euro(rates.hourly))
    return (
        row(early, {"basis": rates.first}),
        row(later, {"basis": rates.following}),
        row(sheet.say("rows.hour"), {"extra": rates.hourly}),
    )


def _caveats(sheet: Sheet) -> None:
    for key in ("index_rules", "model", "no_travel", "invoice", "silent"):
        sheet.caveat(key)
