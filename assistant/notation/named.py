"""Numbers that are not amounts: references, dates and times of the day.

These are found first and taken out of the text, so that "artikel 5" is never five of something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from assistant.notation.lexicon import alternatives, lexicon
from assistant.notation.model import Figure, FigureKind, PartialDate

_CENTURY = 2000
_MONTHS, _DAYS = 12, 31

_DIGIT = re.compile(r"\d")
_NAMED_PLACES = (
    re.compile(r"https?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+"),
    re.compile(r"\b[a-z]+(?:-[a-z0-9]+)*-\d[a-z0-9-]*#[a-z0-9-]+"),  # a provision id
    re.compile(r"\b[a-z]{2,}(?:-[a-z]+)*-\d{4}-\d[\d-]*(?:-[a-z]+)*\b"),  # a document id
    re.compile(r"\b\d{4}\\?_[A-Z]+\\?_\d+\b"),  # a council file
    re.compile(r"\b(?:BE\s?)?[01]\d{3}[.\s]\d{3}[.\s]\d{3}\b|\bBE\s?[01]\d{9}\b"),  # a KBO number
    re.compile(r"\b(?:EU|EG|UE)\s*(?:nr\.?\s*)?\d+/\d+|\b\d+/\d+/(?:EU|EG|UE)\b"),
    re.compile(r"\b[A-Z]{1,3}\d+\b(?<![QK]\d)(?<![QK]\d\d)"),  # N3, A4; Q3 is a quarter
    re.compile(r"\b\d{1,2}(?:ste|de) (?:hoofdstuk|bijlage)\b"),
)
_MARK = re.compile(r"\[(\d{1,3})\]")
_DEGREE = re.compile(r"\b(\d{1,3})°(?!\s*C\b)")
_PARENTHESIS = re.compile(r"(?m)(?:(?<=, )|(?<=° )|^[ \t]*)(\d{1,2})\)")
_BULLET = re.compile(r"(?m)^\s*(?:[-*]\s+)?(\d{1,2})[.)]\s+(?=\S)")
_NUMBER = re.compile(r"\d+(?:[./]\d+)*(?:bis|ter|quater)?")


@cache
def _reference_pattern() -> re.Pattern[str]:
    """A word such as "artikel" with its numbers; a listed number with a unit of its own is no reference."""
    known = lexicon()
    number = r"\d+(?:[./]\d+)*(?:bis|ter|quater)?"
    other = alternatives([*known.units, *known.months, "°", "§"])
    joint = alternatives([*known.range_connectors, *known.list_connectors])
    more = rf"(?:\s*{joint}\s*{number}(?![\w.,]*\d|\w|\s*{other}(?![^\W\d_])))*"
    return re.compile(
        rf"(?<!\w)(?P<word>{alternatives(known.references)})\.?\s*(?:nr\.?\s*)?(?P<numbers>{number}{more})",
        re.IGNORECASE,
    )


@cache
def _ordinal_reference() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<ordinal>{alternatives(lexicon().ordinals)}|\d+(?:ste|de|e))\s+(?P<word>lid|alinéa)\b", re.I
    )


def references(text: str) -> Iterator[Figure]:
    """Everything that names a place or a thing by number."""
    for match in _ordinal_reference().finditer(text):
        ordinal = match["ordinal"].lower()
        number = lexicon().ordinals.get(ordinal) or int(re.sub(r"\D", "", ordinal))
        yield _reference(match.start(), match.end(), match[0], f"lid-{number}")
    if not _DIGIT.search(text):
        return
    for pattern in _NAMED_PLACES:
        for match in pattern.finditer(text):
            yield _reference(
                match.start(), match.end(), match[0], "id-" + re.sub(r"[\s.\\]", "", match[0]).lower()
            )
    for match in _MARK.finditer(text):
        yield _reference(match.start(), match.end(), match[0], f"mark-{int(match[1])}")
    for match in _reference_pattern().finditer(text):
        yield from _listed(match)
    for pattern in (_DEGREE, _PARENTHESIS, _BULLET):
        for match in pattern.finditer(text):
            yield _reference(
                match.start(1), match.end(), text[match.start(1) : match.end()], f"punt-{int(match[1])}"
            )


def _listed(match: re.Match[str]) -> Iterator[Figure]:
    """One reference per number of "artikelen 2, 4 en 6"; the first carries the word."""
    segment = lexicon().references[match["word"].lower()]
    for index, number in enumerate(_NUMBER.finditer(match["numbers"])):
        start = match.start() if index == 0 else match.start("numbers") + number.start()
        end = match.start("numbers") + number.end()
        yield _reference(start, end, match.string[start:end], f"{segment}-{number[0].lower()}")


def _reference(start: int, end: int, words: str, value: str) -> Figure:
    return Figure(FigureKind.REFERENCE, value, start, end, words)


_NUMERIC_DATES = (
    re.compile(r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])"),
    re.compile(
        r"(?<![\d/.,-])(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>(?:19|20)?\d\d)(?![\d/%-])"
    ),
    re.compile(r"(?<![\d/.,-])(?P<d>\d\d)/(?P<m>\d\d)(?![\d/%]|,\d)"),
)


@cache
def _written_dates() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{alternatives(lexicon().months)})\.?"
    day = r"(?<![\d.,/])(?P<d>\d{1,2})(?:ste|de|er|st|nd|rd|th)?"
    year = r"(?P<y>(?:19|20)\d\d)(?![\d.,]*\d)"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{day}\s+(?:of\s+)?{month}(?:\s+(?:van\s+)?{year})?(?!\w)",
            rf"(?<!\w){month}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{year}",
            rf"(?<!\w){month}\s+(?:van\s+)?{year}",
        )
    )


def dates(text: str) -> Iterator[Figure]:
    """Every date with at least a month; a year alone is left to the numbers."""
    if not _DIGIT.search(text):
        return
    for pattern in (*_NUMERIC_DATES, *_written_dates()):
        for match in pattern.finditer(text):
            value = _date_value(match.groupdict())
            if value is not None:
                yield Figure(FigureKind.DATE, value, match.start(), match.end(), match[0])


def _date_value(parts: dict[str, str | None]) -> PartialDate | None:
    named = parts.get("month")
    month = lexicon().months[named.lower()] if named else int(parts.get("m") or 0)
    day, year = _int(parts.get("d")), _int(parts.get("y"))
    if year is not None and year < 100:
        year += _CENTURY
    if not 1 <= month <= _MONTHS or (day is not None and not 1 <= day <= _DAYS):
        return None
    if year is None and not named and not _plausible_day_month(parts):
        return None
    return PartialDate(year, month, day)


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _plausible_day_month(parts: dict[str, str | None]) -> bool:
    """Whether this is a day, as "01/07", and not a fraction, as "10/12" of a full-time job."""
    day, month = parts["d"] or "", parts["m"] or ""
    return day.startswith("0") or month.startswith("0") or int(day) > int(month)


_HOUR = r"(?:uur|u|h|heures?|hours?)"
_TO = r"\s*(?:tot|en|-|–|à|to|and|et)\s*"
_TIMES = (
    re.compile(
        rf"(?<![\d.,])(?P<a>\d{{1,2}})(?:\s*{_HOUR})?{_TO}(?P<b>\d{{1,2}})\s*{_HOUR}\b(?!\s*(?:per|/|par|werk))",
        re.I,
    ),
    re.compile(r"(?<![\d.,:])(?P<a>\d{1,2})(?::|[uh](?=\d\d))(?P<am>\d\d)(?:\s*uur)?(?![\d:])", re.I),
    re.compile(
        r"(?:\b(?:om|vanaf|vóór|voor|à|at)\s+)(?P<a>\d{1,2})\s*(?:uur|u|h)\b(?!\s*(?:per|/|par|werk))",
        re.I,
    ),
)
_LAST_HOUR = 24


def times(text: str) -> Iterator[Figure]:
    """Times of the day: "9 uur tot 17 uur", "9u30", "09:00". Both ends of a range are figures."""
    if not _DIGIT.search(text):
        return
    for pattern in _TIMES:
        for match in pattern.finditer(text):
            ends = [name for name in ("a", "b") if match.groupdict().get(name)]
            if any(int(match[name]) > _LAST_HOUR for name in ends):
                continue
            minutes = Decimal(match.groupdict().get("am") or 0) / 60
            for name in ends:
                last = name == ends[-1]
                start, end = match.start(name), match.end() if last else match.end(name)
                yield Figure(FigureKind.TIME, Decimal(match[name]) + minutes, start, end, text[start:end])
