"""A small figure reader of the evaluations' own: what amounts, shares, durations and dates does a text state?

It shares no code with the assistant, so that a mistake there is not repeated here. Belgian, French and
English notation; number words up to twelve; a range ("2 tot 5 jaar") gives both ends the unit. Places
("artikel 5", "bijlage 3, punt 12") and citation marks ("[1]") are not figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import yaml


class Unit(StrEnum):
    """What a figure counts."""

    EUR = "EUR"
    PERCENT = "percent"
    QUARTER = "quarter"
    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"
    COUNT = "count"
    DATE = "date"


@dataclass(frozen=True)
class Figure:
    """A value with its unit; a date is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""

    value: str
    unit: Unit

    def __str__(self) -> str:
        return f"{self.value} {self.unit.value}"


_LISTS = yaml.safe_load((Path(__file__).parent / "figure_words.yaml").read_text(encoding="utf-8"))
_VALUES = {
    word: Decimal(value)
    for kind in ("numbers", "ordinals")
    for value, listed in _LISTS[kind].items()
    for word in listed
}
_AMBIGUOUS = frozenset(_LISTS["ambiguous"])
_MONTHS = {name: int(number) for number, names in _LISTS["months"].items() for name in names}

_UNITS = {
    Unit.EUR: r"euro|euros|eur|€",
    Unit.PERCENT: r"%|procent|percent|pct|pour\s?cent",
    Unit.QUARTER: r"kwartaal|kwartalen|trimestres?|quarters?",
    Unit.YEAR: r"jaar|jaren|ans?|années?|années|years?",
    Unit.MONTH: r"maanden|maand|mois|months?",
    Unit.WEEK: r"weken|week|semaines?|weeks?",
    Unit.DAY: r"werkdagen|werkdag|kalenderdagen|dagen|dag|jours?|days?",
    Unit.HOUR: r"uren|uur|u(?![\w-])|heures?|hours?",
}
_NUMBER = r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_QUANTITY = rf"(?:(?<![\w.,/])(?:{_NUMBER})(?:ste|de|e|ème|th|nd|rd|st)?|\b(?:{_WORD})\b)"
_UNIT = "|".join(f"(?P<{unit.name}>{words})" for unit, words in _UNITS.items())
_JOIN = r"\s*(?:tot en met|t\.e\.m\.|t/m|tot|en|of|à|et|ou|to|and|or|through|-|–)\s*(?:het\s+)?"
_BEFORE_EURO = re.compile(rf"(?:€|EUR)\s*({_NUMBER})", re.IGNORECASE)
_MEASURED = re.compile(
    rf"(?P<list>{_QUANTITY}(?:(?:{_JOIN}|,\s*){_QUANTITY})*)[\s\u00a0]*(?:(?:volle|opeenvolgende|volgende|consecutive)\s+)?"
    rf"(?:{_UNIT})(?![\w])",
    re.IGNORECASE,
)
_NAMED_FIRST = re.compile(
    # A number behind it that is a year is not its number: "het 3de kwartaal 2027".
    rf"(?:kwartaal|kwartalen|trimestre|quarter)s?\s+(?P<list>(?!(?:19|20)\d\d\b)\d+(?:(?:{_JOIN}|,\s*)\d+)*)"
    r"(?![\w.,]*\s*(?:%|euro|procent))",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORDED_DATE = re.compile(
    rf"(?:(?<!\d)(\d{{1,2}})(?:er|ste|st|nd|rd|th)?\s+)?({'|'.join(_MONTHS)})\s+(\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w.,/-])((?:19|20)\d{2})(?![\w/]|[.,]\d|\s*(?:euro|€|%))")
_PLACES = "|".join(re.escape(name) for name in sorted(_LISTS["places"], key=len, reverse=True))
_PLACE = re.compile(
    rf"\[\d+\]|(?<!\w)(?:{_PLACES})\.?\s*(?:nr\.?\s*)?\d+[\w./°-]*"
    r"(?:\s*,?\s*(?:en|tot en met|,)\s*\d+[\w°]*)*|\b\d+°|\b\d{4}_GR_\d+\b",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w.,/-])(?:{_NUMBER})(?![\w/]|[.,]\d)")


def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of the text, in no particular order, each once."""
    left = _blanked(text, [m.span() for m in _PLACE.finditer(text)])
    found: list[Figure] = []
    for read in (_dates, _euros_first, _measured, _quarters_first, _years, _counts):
        got, spans = read(left)
        found += got
        left = _blanked(left, spans)
    return tuple(dict.fromkeys(found))


def normalised(value: str, unit: str) -> Figure:
    """A figure as a person writes it in a case, to compare with what `figures` reads.

    Raises:
        ValueError: the unit or the value is unknown.
    """
    known = Unit(unit)
    if known is Unit.DATE:
        read = [f for f in figures(value) if f.unit is Unit.DATE]
        return read[0] if read else Figure(value.strip(), known)
    number = _decimal(value.strip().replace(" ", ""))
    if number is None:
        message = f"not a number: {value!r}"
        raise ValueError(message)
    return Figure(_plain(number), known)


def holds(wanted: Figure, among: Iterable[Figure]) -> bool:
    """Whether a figure is among others; a date is held by a more precise one ("2023" by "1 juli 2023")."""
    if wanted.unit is Unit.DATE:
        return any(f.unit is Unit.DATE and f.value.startswith(wanted.value) for f in among)
    return wanted in set(among)


_Read = tuple[list[Figure], list[tuple[int, int]]]


def _dates(text: str) -> _Read:
    found: list[Figure] = []
    spans: list[tuple[int, int]] = []
    for pattern, order in ((_ISO_DATE, (1, 2, 3)), (_NUMERIC_DATE, (3, 2, 1))):
        for m in pattern.finditer(text):
            year, month, day = (int(m[i]) for i in order)
            found.append(Figure(f"{year:04}-{month:02}-{day:02}", Unit.DATE))
            spans.append(m.span())
    for m in _WORDED_DATE.finditer(text):
        day_part = f"-{int(m[1]):02}" if m[1] else ""
        found.append(Figure(f"{m[3]}-{_MONTHS[m[2].lower()]:02}{day_part}", Unit.DATE))
        spans.append(m.span())
    return found, spans


def _euros_first(text: str) -> _Read:
    matches = list(_BEFORE_EURO.finditer(text))
    return [Figure(_plain(v), Unit.EUR) for m in matches if (v := _decimal(m[1])) is not None], [
        m.span() for m in matches
    ]


def _measured(text: str) -> _Read:
    found: list[Figure] = []
    spans: list[tuple[int, int]] = []
    for m in _MEASURED.finditer(text):
        unit = next(unit for unit in _UNITS if m[unit.name])
        values = list(_quantities(m["list"]))
        if unit is Unit.YEAR and all(len(v) == 4 and v.isdigit() for v in values):
            continue
        for value in values:  # "kwartaal 2026 tot en met het 4de kwartaal": the first is a year
            year = unit is Unit.QUARTER and _YEAR.fullmatch(value)
            found.append(Figure(value, Unit.DATE if year else unit))
        spans.append(m.span())
    return found, spans


def _quarters_first(text: str) -> _Read:
    matches = list(_NAMED_FIRST.finditer(text))
    return [Figure(v, Unit.QUARTER) for m in matches for v in _quantities(m["list"])], [
        m.span() for m in matches
    ]


def _years(text: str) -> _Read:
    matches = list(_YEAR.finditer(text))
    return [Figure(m[1], Unit.DATE) for m in matches], [m.span() for m in matches]


def _counts(text: str) -> _Read:
    bare = [_plain(v) for m in _BARE.finditer(text) if (v := _decimal(m[0])) is not None]
    words = re.findall(rf"\b(?:{_WORD})\b", text, re.IGNORECASE)
    worded = [_plain(_VALUES[w.lower()]) for w in words if w.lower() not in _AMBIGUOUS]
    return [Figure(value, Unit.COUNT) for value in (*bare, *worded)], []


def _quantities(text: str) -> Iterator[str]:
    for m in re.finditer(rf"{_NUMBER}|\b(?:{_WORD})\b", text, re.IGNORECASE):
        value = _VALUES.get(m[0].lower()) or _decimal(m[0])
        if value is not None:
            yield _plain(value)


def _decimal(text: str) -> Decimal | None:
    """A written number: a dot or space before three digits groups thousands, else it is a decimal mark."""
    digits = re.sub(r"[.\u00a0\u202f ](?=\d{3}(?:\D|$))", "", text).replace(",", ".")
    return Decimal(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = "\u2063" * (end - start)
    return "".join(letters)
