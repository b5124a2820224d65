"""Markdown as a row of blocks with plain and bold text: what every format of a letter is made from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"


@dataclass(frozen=True)
class Piece:
    """A run of text, which may hold line breaks."""

    text: str
    bold: bool = False
    struck: bool = False
    remark: str = ""
    """Said beside it, in a format that can: it is still to be filled in."""


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph or an item of a list."""

    kind: BlockKind
    pieces: tuple[Piece, ...]
    level: int = 1
    """Of a heading."""
    number: int | None = None
    """Of an item of a numbered list: written out, since marks in the text refer to it."""

    @property
    def text(self) -> str:
        """Its text without bold."""
        return "".join(piece.text for piece in self.pieces)


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text. HTML is text like any other."""
    return tuple(_blocks(_parser().parse(printable(markdown))))


def printable(text: str) -> str:
    """The text without characters that a document cannot hold."""
    kept = (
        c for c in text.replace("\r\n", "\n") if c in "\n\t" or unicodedata.category(c) not in _UNPRINTABLE
    )
    return "".join(kept)


_UNPRINTABLE = frozenset({"Cc", "Cs", "Cn", "Co"})


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    lists: list[int | None] = []
    in_quote = 0
    level = 0
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(int(token.attrGet("start") or 1) - 1 if token.type.startswith("ordered") else None)
        elif token.type.endswith("_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and lists[-1] is not None:
            lists[-1] += 1
        elif token.type in ("blockquote_open", "blockquote_close"):
            in_quote += 1 if token.type == "blockquote_open" else -1
        elif token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1:]) if token.type == "heading_open" else 0
        elif token.type in ("inline", "fence", "code_block"):
            pieces = tuple(_pieces(token))
            if level:
                yield Block(BlockKind.HEADING, pieces, level)
            elif lists:
                yield Block(BlockKind.ITEM, pieces, number=lists[-1])
            else:
                yield Block(BlockKind.QUOTE if in_quote else BlockKind.PARAGRAPH, pieces)


def _pieces(token: Token) -> Iterator[Piece]:
    if token.children is None:
        yield Piece(token.content.rstrip("\n"))
        return
    bold = 0
    for child in token.children:
        if child.type in ("strong_open", "strong_close"):
            bold += 1 if child.type == "strong_open" else -1
        elif child.type in ("softbreak", "hardbreak"):
            yield Piece("\n" if child.type == "hardbreak" else " ")
        elif child.content:
            yield Piece(child.content, bold > 0)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "reference", "entity"])
