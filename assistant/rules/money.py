"""Rounding and Belgian notation of amounts. No source holds a rounding rule: half-up per quarter is ours."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
CENT = Decimal(1) / HUNDRED
_SWAP = str.maketrans(",.", ".,")


def cents(amount: Decimal) -> Decimal:
    """An amount rounded half-up to the cent."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def share(percent: Decimal) -> Decimal:
    """A percentage as a factor."""
    return percent / HUNDRED


def as_percent(share_of: Decimal) -> Decimal:
    """A factor as a percentage."""
    return share_of * HUNDRED


def euro(amount: Decimal) -> str:
    """`1.930,00 euro`."""
    return f"{format(cents(amount), ',.2f').translate(_SWAP)} euro"


def number(value: Decimal) -> str:
    """A number as a Belgian reader writes it, without needless zeros: `0,8`, `1.200`."""
    return format(plain(value), ",f").translate(_SWAP)


def percent(value: Decimal) -> str:
    """`40 %`."""
    return f"{number(value)} %"


def plain(value: Decimal) -> Decimal:
    """The same value without trailing zeros or exponent."""
    stripped = value.normalize()
    return stripped.quantize(Decimal(1)) if stripped == stripped.to_integral_value() else stripped
