"""Input checks shared by the calculators; each says what is wrong and what is allowed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from assistant.models import Unit
from assistant.rules.errors import Bound, InvalidCase
from assistant.rules.grounds import grounds
from assistant.rules.limits import FIRST_YEAR, LAST_YEAR, MAX_AMOUNT, MAX_DIGITS, MAX_QUARTERS
from assistant.rules.money import as_percent, euro, number, percent
from assistant.rules.texts import say


def whole(what: str, value: int, low: int, high: int) -> int:
    """A count between two bounds, both inclusive.

    Raises:
        InvalidCase: outside the bounds.
    """
    if low <= value <= high:
        return value
    raise _refuse(what, str(value), str(low), str(high))


def at_least_one(what: str, value: int) -> int:
    """A number counted from 1, without a known end.

    Raises:
        InvalidCase: below 1, or too large to be meant.
    """
    return whole(what, value, 1, MAX_QUARTERS)


def amount(what: str, value: Decimal) -> Decimal:
    """An amount in euro, zero included.

    Raises:
        InvalidCase: negative, or too large to be meant.
    """
    if value.is_finite() and Decimal(0) <= value <= MAX_AMOUNT:
        return value
    shown = euro(value) if value.is_finite() and abs(value) <= MAX_AMOUNT else str(value)
    raise _refuse(what, shown, euro(Decimal(0)), euro(MAX_AMOUNT))


def fraction(value: Decimal) -> Decimal:
    """A share of full time: above 0, at most 1.

    Raises:
        InvalidCase: outside that range; 80 for 80 % is told apart by the message.
    """
    if value.is_finite() and Decimal(0) < value <= Decimal(1):
        return value
    given = percent(as_percent(value)) if value.is_finite() and value <= MAX_AMOUNT else str(value)
    none, full = percent(Decimal(0)), percent(as_percent(Decimal(1)))
    sources = grounds("tewerkstellingsbreuk")
    raise InvalidCase(
        say("common.errors.fraction", given=given),
        say("common.errors.fraction_allowed", none=none, full=full),
        (
            Bound(say("common.bounds.lowest"), Decimal(0), Unit.PERCENT, ()),
            Bound(say("common.bounds.full_time"), as_percent(Decimal(1)), Unit.PERCENT, sources),
            Bound(say("common.bounds.as_fraction"), Decimal(1), Unit.FRACTION, sources),
        ),
    )


def share_of_hours(value: Decimal) -> Decimal:
    """The part of the full hours that was worked, from 0 up to 1.

    Raises:
        InvalidCase: outside that range.
    """
    return non_negative("hours_share", value, Decimal(1))


def positive(what: str, value: Decimal, high: Decimal) -> Decimal:
    """A number above 0 and up to a bound.

    Raises:
        InvalidCase: outside that range.
    """
    if value.is_finite() and Decimal(0) < value <= high:
        return value
    raise InvalidCase(
        say("common.errors.positive", what=say(f"common.what.{what}"), given=_shown(value)),
        say("common.errors.positive_allowed", high=number(high)),
    )


def non_negative(what: str, value: Decimal, high: Decimal) -> Decimal:
    """A number from 0 up to a bound.

    Raises:
        InvalidCase: outside that range.
    """
    if value.is_finite() and Decimal(0) <= value <= high:
        return value
    raise _refuse(what, _shown(value), number(Decimal(0)), number(high))


def _refuse(what: str, given: str, low: str, high: str) -> InvalidCase:
    return InvalidCase(
        say("common.errors.range", what=say(f"common.what.{what}"), given=given),
        say("common.errors.range_allowed", low=low, high=high),
    )


def _shown(value: Decimal) -> str:
    """A number as typed; odd ones (NaN, 1e400) unformatted."""
    ordinary = value.is_finite() and abs(value.adjusted()) <= MAX_DIGITS
    return number(value) if ordinary else str(value)


def agreement_running(quarter: int) -> int:
    """The quarter of the agreement, which must have begun.

    Raises:
        InvalidCase: the agreement starts later than the quarter asked about.
    """
    if quarter >= 1:
        return quarter
    raise InvalidCase(say("common.errors.not_started"), say("common.errors.not_started_allowed"))


def not_before_premium(agreement: int, premium: int) -> None:
    """The agreement starts after the premium is granted (model agreement, article 1).

    Raises:
        InvalidCase: the agreement would be older than the premium.
    """
    if agreement > premium:
        raise InvalidCase(
            say("common.errors.before_premium", agreement=agreement, premium=premium),
            say("common.errors.before_premium_allowed"),
        )


def meant(day: date) -> date:
    """A day in a year that can be meant.

    Raises:
        InvalidCase: far in the past or the future.
    """
    whole("year", day.year, FIRST_YEAR, LAST_YEAR)
    return day
