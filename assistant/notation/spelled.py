"""Fractions and multiples: "4/5", "de helft", "het dubbele", "anderhalf jaar"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from assistant.models import Unit
from assistant.notation.lexicon import alternatives, folded, lexicon
from assistant.notation.model import Figure, FigureKind

_FRACTION = re.compile(r"(?<![\d/.,])(\d{1,3})\s?/\s?(\d{1,3})(?![\d/]|[.,]\d|\s*%)")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = lexicon()

    def words(group: Mapping[str, Decimal], rest: str = "") -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)({alternatives(group)}){rest}(?!\w)", re.IGNORECASE)

    unit = rf"\s*({alternatives(known.units)})"
    return words(known.fractions), words(known.coefficients), words(known.halves, unit)


def fractions(text: str) -> Iterator[Figure]:
    """Parts of a whole, in digits or words."""
    for match in _FRACTION.finditer(text):
        if int(match[2]):
            yield _quantity(match, Decimal(match[1]) / Decimal(match[2]), Unit.FRACTION)
    for match in _patterns()[0].finditer(text):
        yield _quantity(match, lexicon().fractions[folded(match[1])], Unit.FRACTION)


def multiples(text: str) -> Iterator[Figure]:
    """So many times, and halves of a unit."""
    _, coefficients, halves = _patterns()
    for match in coefficients.finditer(text):
        yield _quantity(match, lexicon().coefficients[folded(match[1])], Unit.COEFFICIENT)
    for match in halves.finditer(text):
        unit = lexicon().units[folded(match[2])].unit
        yield _quantity(match, lexicon().halves[folded(match[1])], unit)


def _quantity(match: re.Match[str], value: Decimal, unit: Unit) -> Figure:
    return Figure(FigureKind.QUANTITY, value, match.start(), match.end(), match[0], unit)
