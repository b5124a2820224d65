"""Bounds on input that no rule gives: beyond them a number is a slip of the keyboard, not a case."""

from __future__ import annotations

from decimal import Decimal

MAX_AMOUNT = Decimal(1_000_000)
"""Euro, per quarter or per month."""
MAX_COEFFICIENT = Decimal(10)
"""An index coefficient; 108,24 instead of 1,0824 is caught here."""
MAX_HOURS = Decimal(10_000)
"""Hours of extra package in one calculation."""
MAX_QUARTERS = 200
"""Length of a series of quarters."""
MAX_HEADS = 100_000
"""Persons in one enterprise."""
FIRST_YEAR = 1900
LAST_YEAR = 2200
"""Years between which a date can be meant."""
MAX_DIGITS = 12
"""Order of magnitude up to which a number is shown in Belgian notation in a message."""
