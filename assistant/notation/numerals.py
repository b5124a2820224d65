"""Numbers written in digits or in words, without their unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.notation.lexicon import lexicon

_HUNDRED, _THOUSAND = 100, 1000
_VIGESIMAL = frozenset({60, 80})
"""French counts on from these: soixante-dix, quatre-vingt-onze."""

_GLUE = frozenset({"and", "et"})
"""Words inside a number: "one hundred and five". Dutch "en" only joins inside one word."""
_SUFFIXES = ("jarige", "jarig")
_DIGITS = re.compile(
    r"(?<![\d.,])(?P<sign>(?:(?<=^)|(?<=[\s(€]))[-−](?=\d))?"
    r"(?P<body>\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?"
    r"|(?:(?<=€)|(?<=€\s))\d{1,3}(?:\s\d{3})+(?!\d)(?:,\d+)?"
    r"|\d{1,3}(?:\s\d{3})+(?:,\d+)?(?=\s*(?:€|euro|eur\b|EUR\b))"
    r"|\d+(?:[.,]\d+)*)"
    r"(?P<ordinal>(?:ste|de|ème|ième|ère|er|re|st|nd|rd|th|e)\b)?"
    r"(?P<thousands>k\b)?"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at its place, before its unit is known."""

    value: Decimal
    start: int
    end: int
    ordinal: bool = False
    language: str | None = None
    """Only for a word that is a number in this language and something else in another."""
    is_word: bool = False
    year_like: bool = False
    comma_thousand: Decimal | None = None
    """The value when this is money: "1,930" is 1930 euro but 1.93 of anything else."""
    unit_word: str = ""
    """A unit glued to the number word: "jarige" in "vijfjarige"."""


def parse_digits(body: str) -> Decimal:
    """The value of a number in digits, in Belgian, French or English notation.

    With both separators the last is the decimal one. A lone point before exactly three digits groups
    thousands, a lone comma is a decimal comma.
    """
    plain = "".join(body.split())
    point, comma = plain.rfind("."), plain.rfind(",")
    if point >= 0 and comma >= 0:
        group, mark = (".", ",") if comma > point else (",", ".")
        return Decimal(plain.replace(group, "").replace(mark, "."))
    mark = "." if point >= 0 else ","
    parts = plain.split(mark)
    grouped = all(len(part) == 3 for part in parts[1:]) and not parts[0].startswith("0")
    if len(parts) > 2 or (mark == "." and len(parts) == 2 and grouped and len(parts[0]) <= 3):
        return Decimal("".join(parts))
    return Decimal(plain.replace(",", "."))


def digit_numerals(text: str) -> Iterator[Numeral]:
    """Every number in digits."""
    for match in _DIGITS.finditer(text):
        body = match["body"]
        value = parse_digits(body)
        if match["thousands"]:
            value *= _THOUSAND
        if match["sign"]:
            value = -value
        english = re.fullmatch(r"[1-9]\d{0,2},\d{3}", body)
        yield Numeral(
            value,
            match.start(),
            match.end(),
            ordinal=match["ordinal"] is not None,
            year_like=_YEAR.fullmatch(body) is not None and match["ordinal"] is None,
            comma_thousand=Decimal(body.replace(",", "")) if english else None,
        )


@lru_cache(maxsize=4096)
def _fold(word: str) -> str:
    """Lower case without diaeresis, so that "tweeëntwintig" splits like "vijfentwintig"."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).replace("\u0308", ""))


@lru_cache(maxsize=4096)
def dutch_number(word: str) -> int | None:
    """The value of a Dutch number word or compound ("negentienhonderddertig"); None if it is none."""
    words = lexicon().words["nl"]
    if word in words:
        return words[word]
    for mark, scale in (("duizend", _THOUSAND), ("honderd", _HUNDRED)):
        left, found, right = word.partition(mark)
        if found:
            head = 1 if not left else dutch_number(left)
            tail = 0 if not right else dutch_number(right) or dutch_number(right.removeprefix("en"))
            return None if head is None or tail is None else head * scale + tail
    return _units_and_tens(word, words)


def _units_and_tens(word: str, words: Mapping[str, int]) -> int | None:
    for unit, value in words.items():
        if 0 < value < 10 and word.startswith(f"{unit}en"):
            ten = words.get(word.removeprefix(f"{unit}en"), 0)
            if 20 <= ten < _HUNDRED:
                return value + ten
    return None


@lru_cache(maxsize=4096)
def _atoms(word: str) -> tuple[int, ...] | None:
    """The values of the hyphened parts of one word, or None when a part is no number."""
    found = []
    for part in _fold(word).split("-"):
        value = dutch_number(part)
        if value is None:
            value = next((words[part] for words in lexicon().words.values() if part in words), None)
        if value is not None:
            found.append(value)
        elif part not in _GLUE:
            return None
    return tuple(found) or None


def _scaled(total: int, scale: int) -> int | None:
    if scale == _HUNDRED:
        low = total % _HUNDRED
        return total - low + low * _HUNDRED if low and total % _THOUSAND == low else None
    return total * scale if total < scale else None


def _joined(total: int, value: int) -> int | None:
    """The number so far with the next value added, or None when that starts a number of its own."""
    if value in (_HUNDRED, _THOUSAND, _THOUSAND**2):
        return _scaled(total, value)
    low = total % _HUNDRED
    if low == 4 and value == 20:  # quatre-vingt
        return total - low + 80
    if low == 0 and total >= _HUNDRED:
        room = _HUNDRED if total % _THOUSAND else _THOUSAND
    elif low == 10:
        room = 10  # dix-sept
    else:
        room = (20 if low in _VIGESIMAL else 10) if low >= 20 and low % 10 == 0 else 0
    return total + value if 0 < value < room else None


def _combined(values: tuple[int, ...]) -> int | None:
    total = values[0]
    for value in values[1:]:
        joined = _joined(total, value)
        if joined is None:
            return None
        total = joined
    return total


def _unit_suffix(word: str) -> tuple[int, str] | None:
    """Number and unit of a compound such as "vijfjarige"."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix):
            value = dutch_number(word.removesuffix(suffix))
            return None if value is None else (value, suffix)
    return None


def word_numerals(text: str) -> Iterator[Numeral]:
    """Every number in words, the longest reading of neighbouring words."""
    words = list(_WORD.finditer(text))
    index = 0
    while index < len(words):
        numeral, used = _word_numeral(text, words[index:])
        if numeral is not None:
            yield numeral
        index += used


def _word_numeral(text: str, words: Sequence[re.Match[str]]) -> tuple[Numeral | None, int]:
    """The numeral that starts at the first word, and how many words it takes."""
    first = words[0]
    word = _fold(first[0])
    known = lexicon()
    if word in known.ordinals:
        return _at(first, first, known.ordinals[word], ordinal=True), 1
    compound = _unit_suffix(word)
    if compound is not None:
        return _at(first, first, compound[0], unit_word=compound[1]), 1
    values = _atoms(word)
    total = None if values is None else _combined(values)
    if total is None:
        return None, 1
    last, used = first, 1
    for position, following in enumerate(words[1:], start=1):
        gap = text[last.end() : following.start()]
        if _fold(following[0]) in _GLUE and not gap.strip():
            continue
        more = _atoms(_fold(following[0]))
        joined = None if more is None or not _close(text, last, following) else _combined((total or 0, *more))
        if joined is None:
            break
        total, last, used = joined, following, position + 1
    language = known.ambiguous.get(word) if used == 1 else None
    return _at(first, last, total, language=language), used


def _close(text: str, last: re.Match[str], following: re.Match[str]) -> bool:
    """Whether only spaces and a word such as "and" stand between two number words."""
    return _fold(text[last.end() : following.start()]).strip() in {"", *_GLUE}


def _at(
    first: re.Match[str],
    last: re.Match[str],
    value: int,
    *,
    ordinal: bool = False,
    language: str | None = None,
    unit_word: str = "",
) -> Numeral:
    return Numeral(
        Decimal(value), first.start(), last.end(), ordinal, language, is_word=True, unit_word=unit_word
    )
