"""Labels at the start of a line: headings of Belgian legislative texts, paragraphs, list items.

Works on one line without its indentation. A Codex line often carries `[1` in front of a label: the mark of an
amendment. It is skipped when looking for the label, and stays part of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class UnitType(StrEnum):
    """Parts of a legal text that have a heading; `SECTIE` is any other heading."""

    BIJLAGE = "bijlage"
    DEEL = "deel"
    BOEK = "boek"
    TITEL = "titel"
    HOOFDSTUK = "hoofdstuk"
    AFDELING = "afdeling"
    ONDERAFDELING = "onderafdeling"
    ARTIKEL = "artikel"
    SECTIE = "sectie"


LEGAL_ORDER = tuple(u for u in UnitType if u is not UnitType.SECTIE)
"""From the outermost unit to the innermost."""


class ItemStyle(StrEnum):
    """How a list item is numbered."""

    DEGREE = "1°"
    PARENTHESIS = "1)"
    LETTER = "a)"
    DOT = "1."
    BULLET = "-"


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading. `body` is where text begins that shares the line with the label (`Art. 2. § 1. ...`)."""

    unit: UnitType
    number: str
    title: str
    body: int | None = None


@dataclass(frozen=True, slots=True)
class ItemMark:
    """A list item. `number` is empty for bullets; `length` is the mark-up a bullet takes."""

    style: ItemStyle
    number: str
    length: int = 0

    @property
    def order(self) -> int | None:
        """The place in its list where the label tells: 12 for `12°`, 2 for `b)`."""
        digits = re.match(r"\d+", self.number)
        if digits:
            return int(digits.group())
        return ord(self.number) - ord("a") + 1 if len(self.number) == 1 else None


_SUFFIX = r"(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)"
_AMENDED = r"(?:\[\d+\s*)*"
_NUMBER = rf"\d+(?:/\d+)*(?:\s?{_SUFFIX})?"
_ROMAN_OR_NUMBER = rf"(?:{_NUMBER}|[IVXLC]+(?:{_SUFFIX})?)"
_END = r"(?:\s*[.:]|\s+[–—_-](?=\s)|\s*$)"


@dataclass(frozen=True, slots=True)
class _Headings:
    """The patterns of legal headings, given what must follow the number."""

    article: re.Pattern[str]
    annex: re.Pattern[str]
    division: re.Pattern[str]


def _patterns(end: str) -> _Headings:
    return _Headings(
        re.compile(
            rf"{_AMENDED}Art(?:ikel|\.)?\s*(?P<number>(?:[IVXLC]+\.)?{_NUMBER})(?:er|ste|e)?(?P<end>{end})\s*",
            re.IGNORECASE,
        ),
        re.compile(
            rf"{_AMENDED}(?:Art\.?\s*N\s*(?P<n>\d*)\s*(?:\.|$)"
            rf"|Bijlage(?:\s+(?P<number>{_ROMAN_OR_NUMBER})(?:{end})|{_END}))\s*",
            re.IGNORECASE,
        ),
        re.compile(
            rf"{_AMENDED}(?P<unit>Deel|Boek|Titel|Hoofdstuk|Afdeling|Onderafdeling)\s+(?P<number>{_ROMAN_OR_NUMBER})"
            rf"(?:{end})[\s–—_-]*",
            re.IGNORECASE,
        ),
    )


_MARKED = _patterns(rf"(?:{_END}|\b)")
"""For lines marked as heading: the number alone is enough."""
_BARE = _patterns(_END)
"""For bare lines: punctuation must follow the number, or "Artikel 2 van het ..." would be a heading."""
_ANNEXES = re.compile(rf"{_AMENDED}Bijlagen?\s*[.:]?$", re.IGNORECASE)
"""The heading above the annexes, no annex itself."""
_VALIDITY = re.compile(r"\(\d{1,2}/\d{1,2}/\d{4}\s*[–-].*\)$")
_PARAGRAPH = re.compile(rf"{_AMENDED}§\s*(?P<number>{_NUMBER})(?:er)?\s*\.", re.IGNORECASE)
_ITEMS = (
    (ItemStyle.DEGREE, re.compile(rf"{_AMENDED}(\d+\s?[°º](?:\s?{_SUFFIX}\b)?(?:/\d+)?)")),
    (ItemStyle.PARENTHESIS, re.compile(rf"{_AMENDED}(\d{{1,3}})\)\s")),
    (ItemStyle.LETTER, re.compile(rf"{_AMENDED}([a-z]{{1,2}})\)\s")),
    (ItemStyle.DOT, re.compile(rf"{_AMENDED}(\d{{1,2}})\.\s")),
    (ItemStyle.BULLET, re.compile(r"[-–•*·]\s+()")),
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def read_heading(line: str) -> HeadingMark:
    """What kind of heading a line is that is marked as one."""
    return _legal_heading(line, _MARKED) or HeadingMark(UnitType.SECTIE, "", line)


def read_bare_heading(line: str) -> HeadingMark | None:
    """A heading known by its words alone, as in a text pasted from the Staatsblad or the Codex; or None."""
    return _legal_heading(line, _BARE)


def _legal_heading(line: str, patterns: _Headings) -> HeadingMark | None:
    if found := patterns.article.match(line):
        return _article(line, found)
    if _ANNEXES.match(line):
        return HeadingMark(UnitType.SECTIE, "", "Bijlagen")
    if found := patterns.annex.match(line):
        return HeadingMark(
            UnitType.BIJLAGE, _arabic(found["n"] or found["number"] or "1"), line[found.end() :]
        )
    if found := patterns.division.match(line):
        return HeadingMark(UnitType(found["unit"].lower()), _arabic(found["number"]), line[found.end() :])
    return None


def _article(line: str, found: re.Match[str]) -> HeadingMark:
    rest = line[found.end() :]
    has_title = found["end"].strip() in {"–", "—", "-", "_"} or _VALIDITY.match(rest)
    body = None if has_title or not rest else found.end()
    return HeadingMark(UnitType.ARTIKEL, _clean_number(found["number"]), rest, body)


def read_paragraph(line: str) -> str | None:
    """The number of a paragraph (`§ 1.`), or None."""
    found = _PARAGRAPH.match(line)
    return _clean_number(found["number"]) if found else None


def read_item(line: str) -> ItemMark | None:
    """The label of a list item, or None."""
    for style, pattern in _ITEMS:
        if found := pattern.match(line):
            length = found.end() if style is ItemStyle.BULLET else 0
            return ItemMark(style, _clean_number(re.sub(r"[°º]", "", found[1])), length)
    return None


def _clean_number(number: str) -> str:
    """`12/1` -> `12.1`: a slash cannot stand in an address, and a hyphen would read as a segment."""
    return re.sub(r"\s+", "", number).lower().replace("/", ".")


def _arabic(number: str) -> str:
    """`IV` -> `4`; other numbers as they are."""
    number = _clean_number(number)
    if set(number) - set(_ROMAN):
        return number
    values = [_ROMAN[c] for c in number]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-v if v < following else v for v, following in pairs))
