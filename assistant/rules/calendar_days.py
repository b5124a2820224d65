"""Adding months, years and working days to a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

MONTHS_PER_YEAR = 12


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last day of the month where that day does not exist."""
    years, month = divmod(day.month - 1 + months, MONTHS_PER_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 28 February where needed."""
    return add_months(day, years * MONTHS_PER_YEAR)


def add_working_days(day: date, count: int, days_a_week: int) -> date:
    """So many working days on, in a week that starts on Monday; public holidays are not known."""
    while count:
        day += timedelta(days=1)
        if day.isoweekday() <= days_a_week:
            count -= 1
    return day


def parts(day: date) -> Mapping[str, Decimal]:
    """A day as numbers, for the rows of a calculation."""
    return {"jaar": Decimal(day.year), "maand": Decimal(day.month), "dag": Decimal(day.day)}
