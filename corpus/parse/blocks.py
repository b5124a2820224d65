"""The text of a document as a row of blocks: headings, lines, items, rows, notes, with exact spans.

Lines end at LF only; other line separators of Unicode are blanks within a line. Spans are code points, end
exclusive, and never begin or end with a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from corpus.parse.marks import (
    HeadingMark,
    ItemMark,
    UnitType,
    read_bare_heading,
    read_heading,
    read_item,
    read_paragraph,
)


class BlockKind(StrEnum):
    """What a line (or a part of it) is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LINE = "line"
    ITEM = "item"
    HEADER = "header"
    ROW = "row"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `level` is the number of # of a heading, 0 when the heading is known by its words alone."""

    kind: BlockKind
    start: int
    end: int
    indent: int = 0
    level: int = 0
    heading: HeadingMark | None = None
    item: ItemMark | None = None
    number: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    indent: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_SECTION = re.compile(r"^#{2,6}\s+\S", re.MULTILINE)
_NOTE = re.compile(r"-{4,}$|\(\d+\)\s*<")
_CONTENTS = re.compile(r"Inhouds(tafel|opgave)\b", re.IGNORECASE)
_TEXT_STARTS = re.compile(r"Tekst\s*:?$", re.IGNORECASE)
_TABLE_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$")
_PIPE = re.compile(r"(?<!\\)\|")


def read_blocks(text: str, *, law: bool) -> list[Block]:
    """The blocks of a text, in order.

    Headings known by their words alone count in laws, and in any text without Markdown sections: elsewhere a
    line such as "Bijlage 1: Analyse" is content.
    """
    lines = list(_lines(text))
    bare_headings = law or not _SECTION.search(text)
    contents = _table_of_contents(lines)
    blocks: list[Block] = []
    for i, line in enumerate(lines):
        if line.text.startswith("|"):
            blocks.extend(_table_line(lines, i))
        else:
            blocks.extend(_line_blocks(line, bare_headings and i not in contents, first=not blocks))
    return blocks


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            indent = len(line) - len(line.lstrip())
            yield _Line(start + indent, indent, stripped)
        start += len(line) + 1


def _table_of_contents(lines: list[_Line]) -> range:
    """The lines of a Staatsblad table of contents, up to the word `Tekst`: like headings, but none."""
    first = next((i for i, line in enumerate(lines) if _CONTENTS.match(line.text)), len(lines))
    last = next((i for i in range(first, len(lines)) if _TEXT_STARTS.match(lines[i].text)), first)
    return range(first, last)


def _line_blocks(line: _Line, bare_headings: bool, *, first: bool) -> Iterator[Block]:
    marked = _MARKDOWN_HEADING.match(line.text)
    if marked:
        level, words = len(marked[1]), line.text[marked.end() :]
        kind = BlockKind.TITLE if level == 1 and first else BlockKind.HEADING
        yield Block(kind, line.start + marked.end(), line.end, level=level, heading=read_heading(words))
        return
    bare = read_bare_heading(line.text) if bare_headings else None
    if bare:
        yield from _bare_heading(line, bare)
    elif first and bare_headings and read_item(line.text) is None:
        yield Block(
            BlockKind.TITLE, line.start, line.end, heading=HeadingMark(UnitType.SECTIE, "", line.text)
        )
    elif _NOTE.match(line.text):
        yield Block(BlockKind.NOTE, line.start, line.end)
    else:
        yield _content(line)


def _bare_heading(line: _Line, mark: HeadingMark) -> Iterator[Block]:
    if mark.body is None:
        yield Block(BlockKind.HEADING, line.start, line.end, heading=mark)
        return
    label = line.text[: mark.body].rstrip()
    yield Block(BlockKind.HEADING, line.start, line.start + len(label), heading=mark)
    yield _content(_Line(line.start + mark.body, line.indent, line.text[mark.body :]))


def _content(line: _Line) -> Block:
    number = read_paragraph(line.text)
    if number:
        return Block(BlockKind.PARAGRAPH, line.start, line.end, line.indent, number=number)
    item = read_item(line.text)
    if item:
        return Block(BlockKind.ITEM, line.start + item.length, line.end, line.indent, item=item)
    return Block(BlockKind.LINE, line.start, line.end, line.indent)


def _table_line(lines: list[_Line], i: int) -> Iterator[Block]:
    """A row runs from the first cell's text to the last cell's; a rule or a row without words is mark-up."""
    line = lines[i]
    edges = [m.start() for m in _PIPE.finditer(line.text)]
    if edges[-1] < len(line.text) - 1:
        edges.append(len(line.text))
    cells = [(a + 1, line.text[a + 1 : b]) for a, b in pairwise(edges)]
    filled = [(at, words) for at, words in cells if words.strip()]
    if _TABLE_RULE.match(line.text) or not filled:
        return
    ruled = i + 1 < len(lines) and _TABLE_RULE.match(lines[i + 1].text)
    (first_at, first), (last_at, last) = filled[0], filled[-1]
    yield Block(
        BlockKind.HEADER if ruled else BlockKind.ROW,
        line.start + first_at + len(first) - len(first.lstrip()),
        line.start + last_at + len(last.rstrip()),
        cells=tuple(words.strip() for _, words in cells),
    )
