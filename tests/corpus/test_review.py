"""When a review is too old."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.review import due_on, is_past, periods


@pytest.mark.parametrize(
    ("reviewed", "months", "due"),
    [
        (date(2026, 11, 22), 1, date(2026, 12, 22)),
        (date(2026, 11, 22), 2, date(2027, 1, 22)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_a_review_holds_for_some_months(reviewed: date, months: int, due: date) -> None:
    assert due_on(reviewed, months) == due
    assert is_past(reviewed, months, due)
    assert not is_past(reviewed, months, date.fromordinal(due.toordinal() - 1))


def test_the_periods_are_data() -> None:
    assert periods().fiche_months >= 1
    assert periods().parameter_months >= 1
