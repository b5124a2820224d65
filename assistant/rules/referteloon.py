"""The referteloon: the wage cost of a quarter, limited to a multiple of the GGMMI times the fraction worked.

Which GGMMI applies is a matter of date. Where no source gives the amount of that date, the last one that is
known is a lower bound, because the GGMMI has only ever risen: below its ceiling the limit does not bite,
above it the premium is "at least".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.models import Unit
from assistant.rules.figures import Figures
from assistant.rules.grounds import grounds
from assistant.rules.money import as_percent, cents, euro, number, percent
from assistant.rules.quarters import MONTHS_PER_QUARTER, CalendarQuarter
from assistant.rules.sheet import Sheet, unique
from assistant.rules.texts import day
from corpus.parameters import NoValue, ParameterValue

GGMMI = "ggmmi"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The limit of the reference wage for one quarter."""

    amount: Decimal
    """Euro, not rounded."""
    exact: bool
    """False when the GGMMI of the date is not known and the amount is a lower bound."""
    others: tuple[Decimal, ...]
    """The limit with the GGMMI of the other months of a quarter in which it changed."""
    monthly: Decimal
    """The GGMMI it follows from."""
    since: date | None
    """Since when that GGMMI holds; None for one that the user gave."""
    worked: str
    """The part of a full-time job, as a reader writes it."""

    def base(self, wage_cost: Decimal) -> Decimal:
        """The limited reference wage."""
        return min(wage_cost, self.amount)

    def bites_unknown(self, wage_cost: Decimal) -> bool:
        """Whether the outcome is only a lower bound."""
        return not self.exact and wage_cost > self.amount


def ceiling(figures: Figures, fraction: Decimal, given: Decimal | None, sheet: Sheet) -> Ceiling:
    """Work out the ceiling and write its steps down.

    Raises:
        InvalidCase: the day lies before the measure.
    """
    multiple = figures["loonpremie.referteloon.veelvoud_ggmmi"]
    factor = MONTHS_PER_QUARTER * multiple.value * fraction
    others: tuple[Decimal, ...] = ()
    sources: tuple[str, ...] = ()
    since: date | None = None
    exact = True
    worked = cents(as_percent(fraction))
    if fraction < 1:
        sheet.step("fraction", number(fraction), worked, Unit.PERCENT, ())
    if given is not None:
        monthly = given
        sheet.step("ggmmi_user", sheet.say("by_user"), given, Unit.EUR, ())
        sheet.caveat("ggmmi_user")
    else:
        known, exact = _known(figures, sheet)
        monthly, sources, since = known.value, known.sources, known.valid_from
        others = tuple(other * factor for other in _other_months(figures, monthly, sheet))
    amount = factor * monthly
    expression = f"{MONTHS_PER_QUARTER} × {number(multiple.value)} × {euro(monthly)} × {number(fraction)}"
    key = "ceiling" if exact else "ceiling_at_least"
    origin = unique((*multiple.sources, *sources, *grounds("referteloon.grens")))
    sheet.step(key, expression, amount, Unit.EUR, origin)
    return Ceiling(amount, exact, others, monthly, since, percent(worked))


def _known(figures: Figures, sheet: Sheet) -> tuple[ParameterValue, bool]:
    """The GGMMI of the day, or the last one that is known, and whether it is that of the day."""
    try:
        now = figures.parameters.get(GGMMI, figures.on)
    except NoValue:
        last = figures.parameters.last_known(GGMMI, figures.on)
        sheet.quote("ggmmi_last", last, start=day(last.valid_from))
        return last, False
    sheet.quote("ggmmi", now, start=day(now.valid_from))
    return now, True


def _other_months(figures: Figures, used: Decimal, sheet: Sheet) -> tuple[Decimal, ...]:
    """GGMMI amounts of the other months of the quarter, where it changed within the quarter."""
    quarter = CalendarQuarter.of(figures.on)
    history = figures.parameters.changes(GGMMI)
    if not any(quarter.first_day < start <= quarter.last_day for start in history):
        return ()
    sheet.caveat("index_jump")
    amounts = []
    for month in quarter.months:
        try:
            amounts.append(figures.parameters.get(GGMMI, month).value)
        except NoValue:
            continue
    return tuple(dict.fromkeys(amount for amount in amounts if amount != used))
