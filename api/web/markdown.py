"""Markdown to HTML, with HTML in the text shown as text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from corpus.models import Document


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


def document_html(document: Document) -> Markup:
    """A whole document, with an anchor at the start of every provision."""
    tokens = _markdown().parse(document.text)
    waiting = _anchors_by_line(document)
    for token in tokens:
        if token.type == "inline" and token.map:
            due = [line for line in waiting if line < token.map[1]]
            names = [name for line in due for name in waiting.pop(line)]
            token.children = [*_anchors(names), *(token.children or [])]
        elif token.type == "heading_open" or token.type == "heading_close":
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    return Markup(_markdown().renderer.render(tokens, _markdown().options, {}))  # noqa: S704 - see above


def _cells(line: str) -> str | None:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if all(set(cell) <= set("-: ") for cell in cells):
        return None
    return " · ".join(cell for cell in cells if cell) + "  "


def _anchors_by_line(document: Document) -> dict[int, list[str]]:
    """The locators that begin on each line, in reading order."""
    anchors: dict[int, list[str]] = {}
    line, position = 0, 0
    for provision in sorted(document.provisions, key=lambda p: p.start):
        line += document.text.count("\n", position, provision.start)
        position = provision.start
        anchors.setdefault(line, []).append(provision.locator)
    return anchors


def _anchors(names: Sequence[str]) -> list[Token]:
    return [_html(f'<span class="anchor" id="{name}"></span>') for name in names]


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)
