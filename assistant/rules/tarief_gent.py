"""What Stad Gent charges an employer as external begeleider.

Legal source: the model agreement laid before the council of 21 April 2026, article 5 (basic package per
quarter, extra package per hour), and the motivation of that proposal, which calls the amounts not indexed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pydantic import Field

from assistant.models import Amount, Calculation, CalculationRow, Unit
from assistant.rules import checks
from assistant.rules.figures import Figures
from assistant.rules.limits import MAX_COEFFICIENT, MAX_HOURS, MAX_QUARTERS
from assistant.rules.money import cents, euro, number
from assistant.rules.need import need_of
from assistant.rules.sheet import RuleInputs, Sheet, quarter_row, row, unique
from corpus.parameters import Parameters

NAME = "tarief_gent"
FIGURES = (
    "tarief_gent.basis.eerste_fase",
    "tarief_gent.basis.volgende",
    "tarief_gent.extra.uurtarief",
    "tarief_gent.basis.eerste_fase_kwartalen",
)


class TariefGentInputs(RuleInputs):
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
    index_coefficient: Amount | None = Field(None, description="Indexcoëfficiënt, door u opgegeven")
    basic_first: Amount | None = Field(
        None, description="Bedrag van de eerste kwartalen dat Stad Gent nu aanrekent"
    )
    basic_next: Amount | None = Field(
        None, description="Bedrag van de kwartalen daarna dat Stad Gent nu aanrekent"
    )
    hourly: Amount | None = Field(
        None, description="Uurtarief van het extra pakket dat Stad Gent nu aanrekent"
    )


@dataclass(frozen=True, slots=True)
class Rates:
    """The amounts used, after a coefficient or an amount given by the user."""

    first: Decimal
    following: Decimal
    hourly: Decimal
    first_quarters: int
    sources: tuple[str, ...]
    hourly_sources: tuple[str, ...]
    of_site: bool
    """Whether a site put its own amounts over those of the agreement."""

    def basic(self, quarter: int) -> Decimal:
        """The basic package of one quarter, counted from 1."""
        return self.first if quarter <= self.first_quarters else self.following


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
    rates = _rates_used(inputs, figures, sheet)
    length = inputs.quarters or (need.quarters if need else None)
    position = _position(inputs)
    value: Decimal | None
    rows: tuple[CalculationRow, ...] = ()
    if position.agreement is not None or position.premium is not None:
        value = _one_quarter(position, inputs, rates, sheet)
        if need and (position.premium or position.agreement or 0) > need.quarters:
            sheet.caveat("after_premium")
    elif length is not None:
        value, rows = _term(length, inputs, rates, sheet)
    elif inputs.extra_hours:
        value = _extra(inputs, rates, sheet)
    else:
        value, rows = None, _tariff(rates, sheet)
    _caveats(sheet)
    return sheet.finish(value, Unit.EUR, rows)


def fee_rates(figures: Figures) -> Rates:
    """The amounts of the agreement as printed, not indexed, or those of the site.

    Raises:
        InvalidCase: no tariff on that day.
    """
    first, following, hourly, count = (figures[name] for name in FIGURES)
    return Rates(
        first=first.value,
        following=following.value,
        hourly=hourly.value,
        first_quarters=int(count.value),
        sources=unique((*first.sources, *following.sources)),
        hourly_sources=hourly.sources,
        of_site=any(figure.site for figure in (first, following, hourly)),
    )


def _rates_used(inputs: TariefGentInputs, figures: Figures, sheet: Sheet) -> Rates:
    """The amounts to count with, each written down: as printed, indexed, or as the user gives them."""
    printed = fee_rates(figures)
    given = (inputs.basic_first, inputs.basic_next, inputs.hourly)
    used: dict[str, Decimal] = {}
    for key, name, override in zip(("first", "following", "hourly"), FIGURES, given, strict=False):
        figure = figures[name]
        if override is not None:
            used[key] = sheet.step(f"given_{key}", sheet.say("by_user"), cents(override), Unit.EUR, ())
            sheet.caveat("amount_by_user")
        elif figure.site:  # what a site charges today is not indexed once more
            used[key] = sheet.quote(f"site_{key}", figure)
            sheet.common_caveat("amount_of_site")
        elif inputs.index_coefficient is not None:
            expression = f"{euro(figure.value)} × {number(inputs.index_coefficient)}"
            indexed = cents(figure.value * inputs.index_coefficient)
            used[key] = sheet.step(f"indexed_{key}", expression, indexed, Unit.EUR, figure.sources)
            sheet.caveat("indexed_by_user", coefficient=number(inputs.index_coefficient))
        else:
            used[key] = sheet.quote(f"rate_{key}", figure)
            sheet.caveat("not_indexed")
    sheet.quote("first_quarters", figures[FIGURES[-1]])
    return replace(printed, first=used["first"], following=used["following"], hourly=used["hourly"])


def fee_rows(rates: Rates, numbers: Sequence[int]) -> list[Decimal]:
    """The basic package for each quarter number given."""
    return [rates.basic(n) for n in numbers]


def _check(inputs: TariefGentInputs) -> None:
    for what in ("quarter", "premium_quarter", "agreement_start_quarter", "quarters"):
        value = getattr(inputs, what)
        if value is not None:
            checks.whole(what, value, 1, MAX_QUARTERS)
    checks.non_negative("extra_hours", inputs.extra_hours, MAX_HOURS)
    if inputs.index_coefficient is not None:
        checks.positive("index_coefficient", inputs.index_coefficient, MAX_COEFFICIENT)
    for what in ("basic_first", "basic_next", "hourly"):
        value = getattr(inputs, what)
        if value is not None:
            checks.amount(what, value)


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
    length: int, inputs: TariefGentInputs, rates: Rates, sheet: Sheet
) -> tuple[Decimal, tuple[CalculationRow, ...]]:
    numbers = range(1, length + 1)
    amounts = fee_rows(rates, numbers)
    rows = tuple(quarter_row(n, {"basis": a}) for n, a in zip(numbers, amounts, strict=True))
    basic = _sum_phases(amounts, rates, sheet)
    extra = _extra(inputs, rates, sheet)
    total = sheet.step(
        "total_term", sheet.say("sum", count=length), basic + extra, Unit.EUR, (), count=length
    )
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


def _sum_phases(amounts: Sequence[Decimal], rates: Rates, sheet: Sheet) -> Decimal:
    early = len(amounts[: rates.first_quarters])
    late = len(amounts) - early
    sums = Decimal(0)
    for key, count, rate in (("phase_first", early, rates.first), ("phase_next", late, rates.following)):
        if count:
            part = sheet.step(key, f"{count} × {euro(rate)}", count * rate, Unit.EUR, rates.sources)
            sums += part
    return sums


def _extra(inputs: TariefGentInputs, rates: Rates, sheet: Sheet) -> Decimal:
    if not inputs.extra_hours:
        return Decimal(0)
    amount = cents(inputs.extra_hours * rates.hourly)
    expression = f"{number(inputs.extra_hours)} uur × {euro(rates.hourly)}"
    return sheet.step("extra", expression, amount, Unit.EUR, rates.hourly_sources)


def _tariff(rates: Rates, sheet: Sheet) -> tuple[CalculationRow, ...]:
    limit = rates.first_quarters
    sheet.caveat("whose_quarters", first=limit)
    return (
        row(sheet.say("rows.first", first=1, last=limit), {"basis": rates.first}),
        row(sheet.say("rows.next", first=limit + 1), {"basis": rates.following}),
        row(sheet.say("rows.hour"), {"extra": rates.hourly}),
    )


def _caveats(sheet: Sheet) -> None:
    for key in ("index_rules", "model", "no_travel", "invoice", "silent"):
        sheet.caveat(key)
