"""From what was pasted or uploaded to certificates. Only the column of certificates is kept.

In a file of a team the other columns (names, dates of birth, addresses) are dropped here, before anything
is looked at, shown or exported. What identifies a person in a certificate itself is masked.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from assistant.privacy import mask
from assistant.rules.decisions.matching import Grade, place

MOST_LINES = 200
LONGEST = 300
_SEPARATORS = ";\t,"
_FILE = Path(__file__).with_name("heads.yaml")
_WORD = re.compile(r"[^\W\d_]+(?:'s)?")
_RECOGNISED = frozenset(Grade) - {Grade.NOT_LISTED}


class Refusal(StrEnum):
    """Why something cannot be read; the words stand in the texts, under `qualify.refusals`."""

    NOTHING = "nothing"
    TOO_MANY = "too_many"
    NOT_TEXT = "not_text"
    NO_COLUMN = "no_column"


class Unreadable(Exception):  # noqa: N818 - it describes what came in
    """What came in cannot be read."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class Entry:
    """A line with a certificate, numbered as in the file or the text, so that people find it back."""

    line: int
    text: str


def from_text(text: str) -> tuple[Entry, ...]:
    """Certificates that were pasted, one per line. What is pasted from a spreadsheet is read as a table.

    Raises:
        Unreadable: there is nothing, too much, or no column with certificates.
    """
    lines = _lines(text)
    first = next((line for line in lines if line.strip()), "")
    table = any("\t" in line for line in lines) or _head_column(first.split(";")) is not None
    return _from_table(lines) if table and _separator(lines) else _entries(enumerate(lines, 1))


def from_file(content: bytes) -> tuple[Entry, ...]:
    """Certificates of a CSV file, in UTF-8 or Latin-1, with semicolons, commas or tabs.

    Raises:
        Unreadable: not a text file, nothing in it, too much, or no column with certificates.
    """
    lines = _lines(_decoded(content))
    return _from_table(lines) if _separator(lines) else _entries(enumerate(lines, 1), head=True)


def _decoded(content: bytes) -> str:
    if b"\0" in content or content.startswith((b"PK\x03\x04", b"%PDF")):
        raise Unreadable(Refusal.NOT_TEXT)
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError  # latin-1 reads every byte


def _lines(text: str) -> list[str]:
    kept = "".join(c for c in text if c in "\n\r\t" or unicodedata.category(c) not in {"Cc", "Cf"})
    return kept.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _separator(lines: Sequence[str]) -> str | None:
    """What parts the columns: of the separators on the first line, the one that comes first in our list."""
    first = next((line for line in lines if line.strip()), "")
    return next((mark for mark in _SEPARATORS if mark in first), None)


def _from_table(lines: list[str]) -> tuple[Entry, ...]:
    if len(lines) > MOST_LINES * 2:
        raise Unreadable(Refusal.TOO_MANY)
    reader = csv.reader(lines, delimiter=_separator(lines) or ";")
    rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    if not rows:
        raise Unreadable(Refusal.NOTHING)
    column = _head_column(rows[0][1])
    body = rows if column is None else rows[1:]
    chosen = _likely_column([row for _, row in body]) if column is None else column
    return _entries((line, row[chosen] if chosen < len(row) else "") for line, row in body)


def _head_column(cells: Sequence[str]) -> int | None:
    """The column whose head says that it holds certificates."""
    return next((at for at, cell in enumerate(cells) if _is_head(cell)), None)


def _is_head(cell: str) -> bool:
    words = set(_WORD.findall(_plain(cell)))
    heads, beside = _head_words()
    return bool(words & heads) and words <= heads | beside


@cache
def _head_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words of a head: those that say it holds certificates, and those that may stand beside them."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return frozenset(data["heads"]), frozenset(data["beside"])


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _likely_column(rows: Sequence[Sequence[str]]) -> int:
    """Without heads: the column in which the lists recognise the most."""
    width = max(len(row) for row in rows)
    known = [sum(_recognised(row[at]) for row in rows if at < len(row)) for at in range(width)]
    if not any(known):
        raise Unreadable(Refusal.NO_COLUMN)
    return known.index(max(known))


def _recognised(cell: str) -> bool:
    return bool(cell.strip()) and place(cell[:LONGEST]).grade in _RECOGNISED


def _entries(lines: Iterable[tuple[int, str]], *, head: bool = False) -> tuple[Entry, ...]:
    found = [
        Entry(number, mask(" ".join(text.split())[:LONGEST]).text) for number, text in lines if text.strip()
    ]
    if head and found and _is_head(found[0].text):
        found = found[1:]
    if not any(letter.isalpha() for entry in found for letter in entry.text):
        raise Unreadable(Refusal.NOTHING)
    if len(found) > MOST_LINES:
        raise Unreadable(Refusal.TOO_MANY)
    return tuple(found)
