"""Markdown to HTML, with HTML in the text shown as text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup


@cache
def _markdown() -> MarkdownIt:
    # Links are off: a text in the corpus or an answer never decides where a click leads.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["link", "image", "autolink"])


def to_html(text: str) -> Markup:
    """Blocks of Markdown."""
    return Markup(_markdown().render(text))  # noqa: S704 - the renderer escapes, html is off


def inline_html(text: str) -> Markup:
    """One line of Markdown, without a paragraph around it."""
    return Markup(_markdown().renderInline(text))  # noqa: S704 - the renderer escapes, html is off


def quote_html(quote: str) -> Markup:
    """A quote as it reads in its document: a table row taken out of its table is shown as cells in a row."""
    lines = [_cells(line) if line.lstrip().startswith("|") else line for line in quote.splitlines()]
    return to_html("\n".join(line for line in lines if line is not None))


def parse(text: str) -> list[Token]:
    """A text as tokens, for who puts something between them."""
    return _markdown().parse(text)


def render(tokens: Sequence[Token]) -> Markup:
    """Tokens as HTML."""
    return Markup(_markdown().renderer.render(tokens, _markdown().options, {}))  # noqa: S704 - see above


def _cells(line: str) -> str | None:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if all(set(cell) <= set("-: ") for cell in cells):
        return None
    return " · ".join(cell for cell in cells if cell) + "  "
