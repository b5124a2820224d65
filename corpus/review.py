"""When a fiche or a figure has to be looked at again; the periods stand in `review.yaml`."""

from __future__ import annotations

import calendar
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.data import read_yaml

_FILE = Path(__file__).with_name("review.yaml")


class ReviewPeriods(BaseModel):
    """How long a review holds, in months."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fiche_months: int = Field(ge=1)
    parameter_months: int = Field(ge=1)


@cache
def periods() -> ReviewPeriods:
    """The periods of this corpus."""
    return ReviewPeriods.model_validate(read_yaml(_FILE))


def due_on(reviewed_on: date, months: int) -> date:
    """The day from which a review is too old; at the end of a month when the day itself does not exist."""
    year, month = divmod(reviewed_on.month - 1 + months, 12)
    year, month = reviewed_on.year + year, month + 1
    return date(year, month, min(reviewed_on.day, calendar.monthrange(year, month)[1]))


def is_past(reviewed_on: date, months: int, today: date) -> bool:
    """Whether a review is too old on a day."""
    return due_on(reviewed_on, months) <= today
