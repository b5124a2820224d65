"""What the words around a number say about it: its unit, its place in a series, what it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from assistant.models import Unit
from assistant.notation.lexicon import alternatives, folded, lexicon
from assistant.notation.model import Bound
from assistant.notation.numerals import Numeral, word_numerals

SERIES_UNITS = frozenset({Unit.QUARTER, Unit.YEAR, Unit.MONTH, Unit.WEEK, Unit.DAY})
"""Units of which a text names the first, the second and so on."""

_LETTERS = ("Q", "K")
"""Before a number these mean a quarter: Q3, K3."""
_ARTICLE = r"(?:een|de|het)?\s*"
_NOUN = re.compile(r"\s*([^\W\d_][\w'’-]*)")


@dataclass(frozen=True)
class Found:
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
    bound: Bound | None = None
    series: tuple[Decimal, Decimal] | None = None


@cache
def unit_words() -> str:
    """A pattern for any unit word."""
    return alternatives(lexicon().units)


@cache
def _unit_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?:,-{{1,2}})?\s*[-‑]?\s*(?:(?P<between>[^\W\d_]+en?)\s+)??(?P<unit>{unit_words()})(?![^\W\d_])",
        re.IGNORECASE,
    )


@cache
def _per_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\s*(?:euro|eur)\b)?\s*(?:/|per|par|elk|chaque|a|each|pro)\s*(?:[^\W\d_]+\s+)?(?P<unit>{unit_words()})(?![^\W\d_])",
        re.IGNORECASE,
    )


_CURRENCY_BEFORE = re.compile(r"(?:€|\bEUR)\s*[-−]?$")
_FIRST_AFTER = re.compile(r"\s*(?:premiers|premières|eerste|first)\s+", re.IGNORECASE)


@cache
def _first_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(lexicon().first)}\s+$", re.IGNORECASE)


@cache
def _series_before() -> re.Pattern[str]:
    words = alternatives(word for word, unit in lexicon().units.items() if unit.unit in SERIES_UNITS)
    return re.compile(
        rf"(?P<per>\b(?:per|par|/|elk|a)\s*)?(?<![^\W\d_])(?P<unit>{words}|[QK])\s*$", re.IGNORECASE
    )


def _unit_of(word: str) -> Unit:
    return lexicon().units[folded(word)].unit


@cache
def _bound_before() -> re.Pattern[str]:
    known = lexicon().bounds
    return re.compile(rf"(?<!\w)(?P<bound>{alternatives(known)})[\s:]*(?:{_ARTICLE}|€\s*)$", re.IGNORECASE)


def in_context(text: str, numeral: Numeral) -> Found:
    """A number with what the words right before and after it say."""
    found = _with_unit(text, numeral)
    bound = _bound_before().search(text[max(0, found.start - 24) : found.start])
    return replace(found, bound=lexicon().bounds[folded(bound["bound"])]) if bound else found


def _with_unit(text: str, numeral: Numeral) -> Found:
    """The unit that stands right before or after a number."""
    before, after = text[max(0, numeral.start - 24) : numeral.start], text[numeral.end : numeral.end + 60]
    first = bool(_first_before().search(before))
    skipped = 0
    postponed = _FIRST_AFTER.match(after)
    if postponed:
        first, skipped = True, postponed.end()
    end = numeral.end + skipped
    if numeral.unit_word:
        return Found(numeral, numeral.start, numeral.end, _unit_of(numeral.unit_word))
    currency = _CURRENCY_BEFORE.search(before)
    if currency:
        start = numeral.start - len(currency[0])
        return Found(numeral, start, numeral.end, Unit.EUR, per_behind(text, numeral.end))
    match = _unit_after().match(after[skipped:])
    if match and _belongs(numeral, match, after):
        return _found_after(text, numeral, match, end, first)
    series = _series_before().search(before)
    if series and not series["per"] and not numeral.ordinal and not numeral.language:
        unit = Unit.QUARTER if series["unit"].upper() in _LETTERS else _unit_of(series["unit"])
        start = numeral.start - len(before) + series.start("unit")
        return Found(numeral, start, numeral.end, unit, ordinal=True)
    noun = _NOUN.match(after)
    return Found(
        numeral, numeral.start, numeral.end, noun=noun[1].lower() if noun else "", ordinal=numeral.ordinal
    )


def _belongs(numeral: Numeral, match: re.Match[str], after: str) -> bool:
    """Whether a unit is that of the number: not in "first five quarters", nor where the word is no unit."""
    between = match["between"]
    if between and any(word_numerals(between)):
        return False
    return _same_language(numeral, match["unit"]) and not _is_pronoun(match, after)


def _is_pronoun(match: re.Match[str], after: str) -> bool:
    """Whether "u" after a number is the pronoun: only glued, or before a stop, it is an hour."""
    return (
        match["unit"].lower() == "u"
        and match[0][:1].isspace()
        and bool(re.match(r"\s+[^\W\d_]", after[match.end() :]))
    )


def _found_after(text: str, numeral: Numeral, match: re.Match[str], end: int, first: bool) -> Found:
    word = folded(match["unit"])
    known = lexicon().units[word]
    stop = end + match.end()
    per = per_behind(text, stop) if known.unit is Unit.EUR else None
    return Found(numeral, numeral.start, stop, known.unit, per, numeral.ordinal, first, known.working, word)


def per_behind(text: str, end: int) -> Unit | None:
    """The unit an amount is counted by."""
    match = _per_after().match(text, end)
    return _unit_of(match["unit"]) if match else None


def _same_language(numeral: Numeral, word: str) -> bool:
    """Whether an ambiguous word stands before a unit of its language; "een kwartaal" is any quarter."""
    if numeral.language is None:
        return True
    known = lexicon().units[folded(word)]
    if numeral.language not in known.languages:
        return False
    return numeral.value != 1 or known.unit in lexicon().article_units
