"""Quarters: of the calendar, of a term, and the phases a table divides a term into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.need import Need
from assistant.rules.texts import say
from corpus.parameters import ParameterValue

MONTHS_PER_QUARTER = 3
QUARTERS_PER_YEAR = 4
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class CalendarQuarter:
    """A quarter of the calendar; `number` runs from 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> CalendarQuarter:
        """The quarter a day falls in."""
        return cls(day.year, (day.month - 1) // MONTHS_PER_QUARTER + 1)

    def later(self, count: int) -> CalendarQuarter:
        """The quarter so many quarters on; negative counts go back."""
        years, number = divmod(self.number - 1 + count, QUARTERS_PER_YEAR)
        return CalendarQuarter(self.year + years, number + 1)

    def until(self, other: CalendarQuarter) -> int:
        """How many quarters later the other one is; negative when it is earlier."""
        return (other.year - self.year) * QUARTERS_PER_YEAR + other.number - self.number

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each of its months."""
        first = (self.number - 1) * MONTHS_PER_QUARTER + 1
        return tuple(date(self.year, month, 1) for month in range(first, first + MONTHS_PER_QUARTER))

    @property
    def first_day(self) -> date:
        """Its first day."""
        return self.months[0]

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.later(1).first_day - _ONE_DAY

    @property
    def label(self) -> str:
        """How it is written in Dutch: `3de kwartaal 2026`."""
        return say("common.calendar_quarter", number=say(f"common.ordinals.{self.number}"), year=self.year)


@dataclass(frozen=True, slots=True)
class Phase:
    """One column of a premium table: the last quarter it covers, and its figure."""

    last: int
    end: ParameterValue
    figure: ParameterValue


def phases(
    figures: Figures, ends: str, values: str, other_ends: Mapping[str, ParameterValue] | None = None
) -> tuple[Phase, ...]:
    """The columns of a table in order; `other_ends` replaces the end of a phase by that of another source.

    Raises:
        InvalidCase: no figures on that day.
    """
    found = []
    for key in figures.parameters.children(values):
        end = (other_ends or {}).get(key) or figures[f"{ends}.{key}"]
        found.append(Phase(int(end.value), end, figures[f"{values}.{key}"]))
    return tuple(found)


def phase_at(columns: Sequence[Phase], quarter: int) -> Phase:
    """The column a quarter falls in; the quarter has been checked against the need."""
    return next(column for column in columns if quarter <= column.last)


def check_quarter(quarter: int, need: Need) -> int:
    """A quarter of the premium, within the tables.

    Raises:
        InvalidCase: before the first quarter, or after the last one of the table.
    """
    if 1 <= quarter <= need.quarters:
        return quarter
    key = "quarter_low" if quarter < 1 else f"after_{need.key}"
    raise InvalidCase(
        say(f"common.errors.{key}", given=quarter, last=need.quarters),
        say("common.errors.quarter_allowed", last=need.quarters, years=need.years),
        need.bounds,
    )


def span(first: int | None, last: int | None, need: Need, term: int | None = None) -> range:
    """The quarters from one up to and including another; an end that is open is that of the term.

    Args:
        first: the first quarter, 1 when open.
        last: the last quarter, the end of the term when open.
        need: the need, which limits both.
        term: how many quarters were granted, when fewer than the need allows.

    Raises:
        InvalidCase: a quarter outside the tables, or the last before the first.
    """
    length = term_length(term, need)
    start = check_quarter(1 if first is None else first, need)
    return in_order(start, length if last is None else check_quarter(last, need))


def in_order(first: int, last: int) -> range:
    """The quarters between two, both included.

    Raises:
        InvalidCase: the last one comes before the first.
    """
    if last < first:
        raise InvalidCase(
            say("common.errors.span", first=first, last=last), say("common.errors.span_allowed")
        )
    return range(first, last + 1)


def term_length(quarters: int | None, need: Need) -> int:
    """The number of quarters of a term: the whole table, or the shorter term that was granted.

    Raises:
        InvalidCase: no quarter at all, or more than the need allows.
    """
    return need.quarters if quarters is None else check_quarter(quarters, need)


def by_year(numbers: Sequence[int], amounts: Sequence[Decimal]) -> tuple[tuple[int, int, Decimal], ...]:
    """Yearly sums of a stretch of quarters: (first quarter, last quarter, sum).

    The first and the last year may be short. Years count from the first quarter of the premium.
    """
    years: dict[int, list[tuple[int, Decimal]]] = {}
    for number, amount in zip(numbers, amounts, strict=True):
        years.setdefault((number - 1) // QUARTERS_PER_YEAR, []).append((number, amount))
    return tuple(
        (part[0][0], part[-1][0], sum((amount for _, amount in part), Decimal(0))) for part in years.values()
    )


T = TypeVar("T")


def runs(numbers: Sequence[int], items: Sequence[T]) -> tuple[tuple[int, int, T], ...]:
    """Stretches of quarters with the same item: (first quarter, last quarter, the item)."""
    found: list[tuple[int, int, T]] = []
    for number, item in zip(numbers, items, strict=True):
        if found and found[-1][-1] == item:
            found[-1] = (found[-1][0], number, item)
        else:
            found.append((number, number, item))
    return tuple(found)
