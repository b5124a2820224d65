"""Find every figure in a text, with its kind, unit and value. No number is passed over in silence.

Named numbers (references, dates, times) are taken out first. What is left are numbers in digits or words:
they get their unit from the words around them or from the number they are joined with: "2 of 5 jaar".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from assistant.models import Unit
from assistant.notation.context import SERIES_UNITS, Found, in_context, per_behind, unit_words
from assistant.notation.lexicon import alternatives, lexicon
from assistant.notation.model import Figure, FigureKind, PartialDate
from assistant.notation.named import dates, references, times
from assistant.notation.numerals import digit_numerals, word_numerals
from assistant.notation.spelled import fractions, multiples

_TAKEN = "\x1f"
_PLAIN = str.maketrans({"*": " ", "|": _TAKEN, "\u017f": "s", "\u212a": "K", "\u0130": "I", "\u0131": "i"})
"""Emphasis is no part of a figure, a cell ends one, and letters that only look like s, k or i are those."""
_ARTICLE = r"(?:het|de|le|la|les|the|een)?\s*"


@lru_cache(maxsize=2048)
def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a text, in reading order, in Belgian, French and English notation."""
    rest = _idioms().sub(lambda match: _TAKEN * len(match[0]), text.translate(_PLAIN))
    found: list[Figure] = []
    for finder in (references, dates, times, fractions, multiples):
        rest, more = _take(rest, finder)
        found += more
    found = [*_dates_with_year(text, found), *_numbers(rest)]
    return tuple(sorted((_in(text, figure) for figure in found), key=lambda figure: figure.start))


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(lexicon().idioms)}(?!\w)", re.IGNORECASE)


def _in(text: str, figure: Figure) -> Figure:
    return replace(figure, words=text[figure.start : figure.end])


def _take(text: str, finder: Callable[[str], Iterable[Figure]]) -> tuple[str, list[Figure]]:
    """The figures of one finder, the longest first where they overlap, and the text without them."""
    chosen: list[Figure] = []
    for figure in sorted(finder(text), key=lambda f: (f.start - f.end, f.start)):
        if all(figure.end <= other.start or other.end <= figure.start for other in chosen):
            chosen.append(figure)
    for figure in chosen:
        text = text[: figure.start] + _TAKEN * (figure.end - figure.start) + text[figure.end :]
    return text, chosen


def _dates_with_year(text: str, found: list[Figure]) -> list[Figure]:
    """Give the first of "1 juli en 31 december 2023" the year of the second."""
    ordered = sorted(found, key=lambda figure: figure.start)
    for index in range(len(ordered) - 1, 0, -1):
        first, second = ordered[index - 1].value, ordered[index].value
        if not isinstance(first, PartialDate) or not isinstance(second, PartialDate) or first.year:
            continue
        if second.year and are_joined(text, ordered[index - 1], ordered[index]):
            ordered[index - 1] = replace(ordered[index - 1], value=replace(first, year=second.year))
    return ordered


def _numbers(text: str) -> list[Figure]:
    numerals = sorted((*digit_numerals(text), *word_numerals(text)), key=lambda numeral: numeral.start)
    found = [in_context(text, numeral) for numeral in numerals]
    for index in range(1, len(found)):
        found[index] = _joined_to_previous(text, found[index - 1], found[index], "range")
    for index in range(len(found) - 2, -1, -1):
        found[index] = _joined_to_next(text, found[index], found[index + 1])
    for index in range(1, len(found)):
        found[index] = _joined_to_previous(text, found[index - 1], found[index], "any")
    _link_series(text, found)
    return [_figure(item) for item in found if _is_figure(item)]


def are_joined(text: str, first: Figure, second: Figure) -> bool:
    """Whether nothing but a word such as "en", "of" or "tot" stands between two figures."""
    return bool(_connector().fullmatch(text[first.end : second.start]))


@cache
def _connector(kind: str = "any") -> re.Pattern[str]:
    known = lexicon()
    words = {
        "range": known.range_connectors,
        "any": (*known.range_connectors, *known.list_connectors),
    }[kind]
    return re.compile(rf"\s*{alternatives(words)}\s*{_ARTICLE}", re.IGNORECASE)


def _joined_to_next(text: str, item: Found, following: Found) -> Found:
    """Give the first number of "2 of 5 jaar" the unit of the second."""
    if item.unit is not None or following.unit is None or item.numeral.language:
        return item
    if item.numeral.year_like and following.unit is not Unit.EUR:
        return item
    if item.ordinal != following.ordinal and not item.ordinal:
        return item
    if not _connector().fullmatch(text[item.end : following.start]):
        return item
    return replace(
        item,
        unit=following.unit,
        per=following.per,
        ordinal=following.ordinal,
        working=following.working,
        noun=following.noun,
    )


def _joined_to_previous(text: str, previous: Found, item: Found, joint: str) -> Found:
    """Make the second number of "kwartaal 6 tot en met 8" a quarter too."""
    placed = previous.ordinal and previous.unit is not None and not previous.numeral.ordinal
    if (
        item.unit is not None
        or not placed
        or item.numeral.language
        or item.numeral.year_like
        or item.noun in _nouns()
    ):
        return item
    if joint == "any" and per_behind(text, item.numeral.end):  # "kw 3, 11.500 per kwartaal": an amount
        return item
    if not _connector(joint).fullmatch(text[previous.end : item.start]):
        return item
    return replace(item, unit=previous.unit, ordinal=True, noun="")


@cache
def _nouns() -> frozenset[str]:
    return frozenset(lexicon().units)


def _link_series(text: str, found: list[Found]) -> None:
    """Note for places and years which series they bound."""
    for index, item in enumerate(found):
        if item.first and item.unit in SERIES_UNITS:
            found[index] = replace(item, ordinal=True, series=(Decimal(1), item.numeral.value))
        if index + 1 == len(found):
            return
        following = found[index + 1]
        between = text[item.numeral.end : following.numeral.start]
        if _in_one_series(item, following) and _connector("range").fullmatch(_without_unit(between)):
            series = (item.numeral.value, following.numeral.value)
            found[index] = replace(item, series=series)
            found[index + 1] = replace(following, series=series)


def _in_one_series(item: Found, following: Found) -> bool:
    """Whether two numbers are places of the same kind, or two years."""
    if item.unit is None:
        return following.unit is None and item.numeral.year_like and following.numeral.year_like
    return item.ordinal and following.ordinal and item.unit is following.unit


def _without_unit(between: str) -> str:
    """The words between two ordinals without a repeated unit: "kwartaal 6 tot kwartaal 8"."""
    return _unit_word().sub("", between)


@cache
def _unit_word() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_]){unit_words()}(?![^\W\d_])", re.IGNORECASE)


def _is_figure(item: Found) -> bool:
    """An ambiguous word counts only with a unit; "eerste" without a unit is a turn of phrase."""
    if item.unit is not None:
        return True
    if item.numeral.language is not None:
        return False
    return not (item.numeral.is_word and item.numeral.ordinal and item.numeral.value == 1)


def _figure(item: Found) -> Figure:
    numeral, value = item.numeral, item.numeral.value
    if item.unit is Unit.EUR and numeral.comma_thousand is not None:
        value = numeral.comma_thousand
    if item.unit is None and numeral.year_like:
        return Figure(
            FigureKind.DATE, PartialDate(int(value)), item.start, numeral.end, "", series=item.series
        )
    kind = FigureKind.ORDINAL if item.ordinal else FigureKind.QUANTITY
    unit = item.unit if item.unit is not None or item.ordinal else Unit.COUNT
    return Figure(
        kind,
        value,
        item.start,
        max(item.end, numeral.end),
        "",
        unit,
        item.per,
        item.noun,
        item.working,
        item.bound,
        item.series,
    )
