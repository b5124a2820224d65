"""Find every figure in a text, with its kind, unit and value. No number is passed over in silence.

Named numbers (references, dates, times) are taken out first; what is left are numbers in digits or words, which
get their unit from the words around them, or from the number they are joined with: "2 of 5 jaar".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from assistant.models import Unit
from assistant.notation.lexicon import alternatives, lexicon
from assistant.notation.model import Figure, FigureKind, PartialDate
from assistant.notation.named import dates, references, times
from assistant.notation.numerals import Numeral, digit_numerals, word_numerals

_TAKEN = "\x1f"
_EMPHASIS = str.maketrans({"*": " ", "|": _TAKEN})
_ARTICLE = r"(?:het|de|le|la|les|the|een)?\s*"
_NOUN = re.compile(r"\s*([^\W\d_][\w'’-]*)")
_SERIES_UNITS = frozenset({Unit.QUARTER, Unit.YEAR, Unit.MONTH, Unit.WEEK, Unit.DAY})


@lru_cache(maxsize=2048)
def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a text, in reading order, in Belgian, French and English notation."""
    rest = _idioms().sub(lambda match: _TAKEN * len(match[0]), text.translate(_EMPHASIS))
    found: list[Figure] = []
    for finder in (references, dates, times, _fractions, _multiples):
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
        first, second = ordered[index - 1], ordered[index]
        both = isinstance(first.value, PartialDate) and isinstance(second.value, PartialDate)
        if not both or not _connector().fullmatch(text[first.end : second.start]):
            continue
        if first.value.year is None and second.value.year is not None:  # type: ignore[union-attr]
            ordered[index - 1] = replace(first, value=replace(first.value, year=second.value.year))  # type: ignore[type-var,union-attr]
    return ordered


_FRACTION = re.compile(r"(?<![\d/.,])(\d{1,3})\s?/\s?(\d{1,3})(?![\d/]|[.,]\d|\s*%)")


def _fractions(text: str) -> Iterator[Figure]:
    for match in _FRACTION.finditer(text):
        if int(match[2]):
            yield _quantity(match, Decimal(match[1]) / Decimal(match[2]), Unit.FRACTION)
    for match in re.finditer(rf"(?<!\w){alternatives(lexicon().fractions)}(?!\w)", text, re.IGNORECASE):
        yield _quantity(match, lexicon().fractions[_key(match)], Unit.FRACTION)


def _multiples(text: str) -> Iterator[Figure]:
    """ "het dubbele", and "anderhalf jaar"."""
    for match in re.finditer(rf"(?<!\w){alternatives(lexicon().coefficients)}(?!\w)", text, re.IGNORECASE):
        yield _quantity(match, lexicon().coefficients[_key(match)], Unit.COEFFICIENT)
    halves = alternatives(lexicon().halves)
    for match in re.finditer(rf"(?<!\w)({halves})\s*({_unit_words()})(?!\w)", text, re.IGNORECASE):
        yield _quantity(match, lexicon().halves[re.sub(r"\s+", " ", match[1].lower())], _unit_of(match[2]))


def _key(match: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", match[0].lower())


def _quantity(match: re.Match[str], value: Decimal, unit: Unit) -> Figure:
    return Figure(FigureKind.QUANTITY, value, match.start(), match.end(), match[0], unit)


@dataclass(frozen=True)
class _Found:
    """A number with what the words around it say about it."""

    numeral: Numeral
    start: int
    end: int
    unit: Unit | None = None
    per: Unit | None = None
    ordinal: bool = False
    first: bool = False
    """Said to be the first of a series: "de eerste 5 kwartalen"."""
    working: bool = False
    noun: str = ""
    series: tuple[Decimal, Decimal] | None = None


def _numbers(text: str) -> list[Figure]:
    numerals = sorted((*digit_numerals(text), *word_numerals(text)), key=lambda numeral: numeral.start)
    found = [_with_unit(text, numeral) for numeral in numerals]
    for index in range(len(found) - 2, -1, -1):
        found[index] = _joined_to_next(text, found[index], found[index + 1])
    for index in range(1, len(found)):
        found[index] = _joined_to_previous(text, found[index - 1], found[index])
    _link_series(text, found)
    return [_figure(item) for item in found if _is_figure(item)]


@cache
def _unit_words() -> str:
    return alternatives(lexicon().units)


@cache
def _unit_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?:,-{{1,2}})?\s*[-‑]?\s*(?:[^\W\d_]+en?\s+)??(?P<unit>{_unit_words()})(?![^\W\d_])", re.IGNORECASE
    )


@cache
def _per_after() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:/|per|par|elk|chaque|a|each|pro)\s*(?:[^\W\d_]+\s+)?(?P<unit>{_unit_words()})(?![^\W\d_])", re.IGNORECASE
    )


_CURRENCY_BEFORE = re.compile(r"(?:€|\bEUR)\s*[-−]?$")
_FIRST_AFTER = re.compile(r"\s*(?:premiers|premières|eerste|first)\s+", re.IGNORECASE)


@cache
def _first_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(lexicon().first)}\s+$", re.IGNORECASE)


@cache
def _series_before() -> re.Pattern[str]:
    words = alternatives(word for word, unit in lexicon().units.items() if unit.unit in _SERIES_UNITS)
    return re.compile(rf"(?P<per>\b(?:per|par|/|elk|a)\s*)?(?<![^\W\d_])(?P<unit>{words}|[QK])\s*$", re.IGNORECASE)


def _unit_of(word: str) -> Unit:
    return lexicon().units[re.sub(r"\s+", " ", word.lower())].unit


def _with_unit(text: str, numeral: Numeral) -> _Found:
    """The unit that stands right before or after a number."""
    before, after = text[max(0, numeral.start - 24) : numeral.start], text[numeral.end : numeral.end + 60]
    first = bool(_first_before().search(before))
    skipped = 0
    postponed = _FIRST_AFTER.match(after)
    if postponed:
        first, skipped = True, postponed.end()
    end = numeral.end + skipped
    if numeral.unit_word:
        return _Found(numeral, numeral.start, numeral.end, _unit_of(numeral.unit_word))
    currency = _CURRENCY_BEFORE.search(before)
    if currency:
        start = numeral.start - len(currency[0])
        return _Found(numeral, start, numeral.end, Unit.EUR, _per(text, numeral.end)[0])
    match = _unit_after().match(after[skipped:])
    if match and _same_language(numeral, match["unit"]) and not _is_pronoun(match, after):
        return _found_after(text, numeral, match, end, first)
    series = _series_before().search(before)
    if series and not series["per"] and not numeral.ordinal and not numeral.language:
        unit = Unit.QUARTER if series["unit"] in "QK" else _unit_of(series["unit"])
        start = numeral.start - len(before) + series.start("unit")
        return _Found(numeral, start, numeral.end, unit, ordinal=True)
    noun = _NOUN.match(after)
    return _Found(numeral, numeral.start, numeral.end, noun=noun[1].lower() if noun else "", ordinal=numeral.ordinal)


def _is_pronoun(match: re.Match[str], after: str) -> bool:
    """Whether "u" after a number is the pronoun: only glued, or before a stop, it is an hour."""
    return match["unit"].lower() == "u" and match[0][:1].isspace() and bool(re.match(r"\s+[^\W\d_]", after[match.end() :]))


def _found_after(text: str, numeral: Numeral, match: re.Match[str], end: int, first: bool) -> _Found:
    word = re.sub(r"\s+", " ", match["unit"].lower())
    known = lexicon().units[word]
    stop = end + match.end()
    per = None
    if known.unit is Unit.EUR:
        per, stop = _per(text, stop)
    return _Found(numeral, numeral.start, stop, known.unit, per, numeral.ordinal, first, known.working, word)


def _per(text: str, end: int) -> tuple[Unit | None, int]:
    match = _per_after().match(text[end : end + 60]) or _per_after().match(re.sub(r"^\s*(?:euro|eur)\b", "", text[end : end + 60]))
    if match is None:
        return None, end
    return _unit_of(match["unit"]), end


def _same_language(numeral: Numeral, word: str) -> bool:
    """Whether an ambiguous number word stands before a unit of its own language; "een kwartaal" is any quarter."""
    if numeral.language is None:
        return True
    known = lexicon().units[re.sub(r"\s+", " ", word.lower())]
    if numeral.language not in known.languages:
        return False
    return numeral.value != 1 or known.unit in lexicon().article_units


@cache
def _connector(kind: str = "any") -> re.Pattern[str]:
    known = lexicon()
    words = {
        "range": known.range_connectors,
        "any": (*known.range_connectors, *known.list_connectors),
    }[kind]
    return re.compile(rf"\s*{alternatives(words)}\s*{_ARTICLE}", re.IGNORECASE)


def _joined_to_next(text: str, item: _Found, following: _Found) -> _Found:
    """ "2 of 5 jaar": the first number has the unit of the second."""
    if item.unit is not None or following.unit is None or item.numeral.language:
        return item
    if item.numeral.year_like and following.unit is not Unit.EUR:
        return item
    if item.ordinal != following.ordinal and not item.ordinal:
        return item
    if not _connector().fullmatch(text[item.end : following.start]):
        return item
    return replace(
        item, unit=following.unit, per=following.per, ordinal=following.ordinal, working=following.working, noun=following.noun
    )


def _joined_to_previous(text: str, previous: _Found, item: _Found) -> _Found:
    """ "kwartaal 6 tot en met 8": the second number is a quarter too."""
    placed = previous.ordinal and previous.unit is not None and not previous.numeral.ordinal
    if item.unit is not None or not placed or item.numeral.language or item.numeral.year_like or item.noun in _nouns():
        return item
    if not _connector().fullmatch(text[previous.end : item.start]):
        return item
    return replace(item, unit=previous.unit, ordinal=True, noun="")


@cache
def _nouns() -> frozenset[str]:
    return frozenset(lexicon().units)


def _link_series(text: str, found: list[_Found]) -> None:
    """Note for ordinals which series they bound."""
    for index, item in enumerate(found):
        if item.first and item.unit in _SERIES_UNITS:
            found[index] = replace(item, ordinal=True, series=(Decimal(1), item.numeral.value))
        if index + 1 == len(found):
            return
        following = found[index + 1]
        joined = item.ordinal and following.ordinal and item.unit is not None and item.unit is following.unit
        between = text[item.numeral.end : following.numeral.start]
        if joined and _connector("range").fullmatch(_without_unit(between)):
            series = (item.numeral.value, following.numeral.value)
            found[index] = replace(item, series=series)
            found[index + 1] = replace(following, series=series)


def _without_unit(between: str) -> str:
    """The words between two ordinals without a repeated unit: "kwartaal 6 tot kwartaal 8"."""
    return re.sub(rf"(?<![^\W\d_]){_unit_words()}(?![^\W\d_])", "", between, flags=re.IGNORECASE)


def _is_figure(item: _Found) -> bool:
    """An ambiguous word counts only with a unit; "eerste" without a unit is a turn of phrase."""
    if item.unit is not None:
        return True
    if item.numeral.language is not None:
        return False
    return not (item.numeral.is_word and item.numeral.ordinal and item.numeral.value == 1)


def _figure(item: _Found) -> Figure:
    numeral, value = item.numeral, item.numeral.value
    if item.unit is Unit.EUR and numeral.comma_thousand is not None:
        value = numeral.comma_thousand
    if item.unit is None and numeral.year_like:
        return Figure(FigureKind.DATE, PartialDate(int(value)), item.start, numeral.end, "")
    kind = FigureKind.ORDINAL if item.ordinal else FigureKind.QUANTITY
    unit = item.unit if item.unit is not None or item.ordinal else Unit.COUNT
    return Figure(
        kind, value, item.start, max(item.end, numeral.end), "", unit, item.per, item.noun, item.working, item.series
    )
