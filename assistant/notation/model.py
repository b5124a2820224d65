"""What a figure in a text is: its kind, unit and value, and the place where it stands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.models import Unit


class FigureKind(StrEnum):
    """What a figure says; each kind is compared in its own way."""

    QUANTITY = "quantity"
    """So many of a unit: 1.930 euro, 40 %, 5 jaar, 20 VTE."""
    ORDINAL = "ordinal"
    """A place in a series: 5de kwartaal, kwartaal 7, tweede jaar."""
    DATE = "date"
    TIME = "time"
    """A time of the day, in hours."""
    REFERENCE = "reference"
    """A number that names something: artikel 5, § 2, bijlage 3, a KBO number, a citation mark."""


class Bound(StrEnum):
    """Whether a figure is said to be the least or the most."""

    LEAST = "least"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as the text gives it: "juli 2023" has no day, "3 juli" no year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> datetime.date | None:
        """The calendar day, when all three parts are given and exist."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return datetime.date(self.year, self.month, self.day)
        except ValueError:
            return None

    @classmethod
    def of(cls, day: datetime.date) -> PartialDate:
        """The full date of a calendar day."""
        return cls(day.year, day.month, day.day)

    def implied_by(self, other: PartialDate) -> bool:
        """Whether every part given here is the same in `other`: "juli 2023" follows from "1 juli 2023"."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or mine == theirs for mine, theirs in pairs)


FigureValue = Decimal | PartialDate | str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure at its place in a text: `text[start:end] == words`, in code points, end exclusive.

    The value is a `PartialDate` for a date, a string such as "art-5" or "mark-1" for a reference, and a
    number for the rest.
    """

    kind: FigureKind
    value: FigureValue
    start: int
    end: int
    words: str
    unit: Unit | None = None
    per: Unit | None = None
    """The unit it is counted by: hour in "90 euro per uur"."""
    noun: str = ""
    """The word that follows, lower case: "voorwaarden", "werkdagen"."""
    working: bool = False
    """Working days, which never equal calendar days."""
    bound: Bound | None = None
    series: tuple[Decimal, Decimal] | None = None
    """First and last of the series this figure bounds: (6, 8) for both ends of "kwartaal 6 tot en met 8"."""

    @property
    def number(self) -> Decimal:
        """The value of a figure that is a number.

        Raises:
            TypeError: it is a date or a reference.
        """
        if not isinstance(self.value, Decimal):
            raise TypeError(f"{self.words!r} is a {self.kind}, not a number")
        return self.value

    @property
    def day(self) -> datetime.date | None:
        """The calendar day of a full date that exists."""
        return self.value.date if isinstance(self.value, PartialDate) else None
