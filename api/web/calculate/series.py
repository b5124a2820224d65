"""Series of quarters: in the calendar, and summed per year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.models import CalculationRow, Unit
from assistant.rules.quarters import QUARTERS_PER_YEAR, CalendarQuarter


@dataclass(frozen=True)
class Quarter:
    """One quarter of a series; `values` in the order of the names of the series."""

    number: int
    calendar: CalendarQuarter | None
    values: tuple[Decimal, ...]
    disputed: bool = False
    """Whether another source, or another reading, gives other values."""


@dataclass(frozen=True)
class Year:
    """A sum over the quarters of one year. `year` is None for a year of the term."""

    first: int
    last: int
    year: int | None
    values: tuple[Decimal, ...]


@dataclass(frozen=True)
class Series:
    """The quarters of a calculation."""

    names: tuple[str, ...]
    unit: Unit
    quarters: tuple[Quarter, ...]

    @property
    def years(self) -> tuple[Year, ...]:
        """Sums per year of the term; percentages are not summed."""
        starts = range(0, len(self.quarters), QUARTERS_PER_YEAR)
        return self._summed([self.quarters[start : start + QUARTERS_PER_YEAR] for start in starts])

    @property
    def calendar_years(self) -> tuple[Year, ...]:
        """Sums per calendar year, when it is known when the term starts."""
        groups: dict[int, list[Quarter]] = {}
        for quarter in self.quarters:
            if quarter.calendar:
                groups.setdefault(quarter.calendar.year, []).append(quarter)
        return self._summed(list(groups.values()), calendar=True)

    def _summed(self, groups: Sequence[Sequence[Quarter]], *, calendar: bool = False) -> tuple[Year, ...]:
        if self.unit is not Unit.EUR:
            return ()
        return tuple(
            Year(
                first=group[0].number,
                last=group[-1].number,
                year=group[0].calendar.year if calendar and group[0].calendar else None,
                values=tuple(
                    sum(column, Decimal(0)) for column in zip(*(q.values for q in group), strict=True)
                ),
            )
            for group in groups
        )


def series_of(
    rows: Iterable[CalculationRow], start: CalendarQuarter | None, others: Sequence[Sequence[CalculationRow]]
) -> Series | None:
    """The rows of a calculation as a series; None when they are not quarters.

    Args:
        rows: the rows of the outcome.
        start: the first quarter in the calendar, when known.
        others: the rows of each other outcome.
    """
    numbered = [row for row in rows if row.quarter is not None]
    if not numbered:
        return None
    names = tuple(numbered[0].values)
    elsewhere = [{row.quarter: row.values for row in other} for other in others]
    return Series(
        names,
        numbered[0].unit,
        tuple(
            Quarter(
                number=row.quarter,
                calendar=start.later(row.quarter - 1) if start else None,
                values=tuple(row.values[name] for name in names),
                disputed=any(
                    row.quarter in o and dict(o[row.quarter]) != dict(row.values) for o in elsewhere
                ),
            )
            for row in numbered
            if row.quarter is not None
        ),
    )
