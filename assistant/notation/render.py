"""Figures as answers write them: Belgian notation, `1.930,00 euro`, `40 %`, `1 juli 2023`."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from assistant.models import Unit

_LOCALE = "nl_BE"
_CENT = Decimal("0.01")
_NAMES: dict[Unit, tuple[str, str]] = {
    Unit.QUARTER: ("kwartaal", "kwartalen"),
    Unit.YEAR: ("jaar", "jaar"),
    Unit.MONTH: ("maand", "maanden"),
    Unit.WEEK: ("week", "weken"),
    Unit.DAY: ("dag", "dagen"),
    Unit.HOUR: ("uur", "uur"),
    Unit.FTE: ("VTE", "VTE"),
}


def money(value: Decimal) -> str:
    """An amount in euro, rounded half-up to the cent: `1.930,00 euro`."""
    cents = value.quantize(_CENT, rounding=ROUND_HALF_UP)
    return f"{format_decimal(cents, format='#,##0.00', locale=_LOCALE)} euro"


def number(value: Decimal) -> str:
    """A plain number without trailing zeros: `2.500`, `12,5`."""
    return format_decimal(value, format="#,##0.##########", locale=_LOCALE)


def percent(value: Decimal) -> str:
    """A percentage given as a number of hundredths: `40 %`."""
    return f"{number(value)} %"


def day(value: date) -> str:
    """A date in words: `1 juli 2023`."""
    return format_date(value, format="d MMMM y", locale=_LOCALE)


def quantity(value: Decimal, unit: Unit) -> str:
    """A value with its unit in Dutch: `5 jaar`, `1 kwartaal`, `90,00 euro`."""
    if unit is Unit.EUR:
        return money(value)
    if unit is Unit.PERCENT:
        return percent(value)
    if unit not in _NAMES:
        return number(value)
    singular, plural = _NAMES[unit]
    return f"{number(value)} {singular if value == 1 else plural}"
