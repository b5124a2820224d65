"""A document as HTML: its structure, an anchor per place, the passage that was cited, and remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from markdown_it.token import Token
from markupsafe import Markup

from api.web.markdown import parse, render
from corpus.models import Document, Provision, ProvisionKind

CONTENTS = frozenset(
    {
        ProvisionKind.ARTICLE,
        ProvisionKind.HEADING,
        ProvisionKind.CHAPTER,
        ProvisionKind.ANNEX,
        ProvisionKind.SECTION,
    }
)
"""The larger parts: they stand in the table of contents, where there is room, and link to themselves."""
_BLOCK_ENDS = frozenset({"paragraph_close", "heading_close", "table_close"})
_MARKED = frozenset({"text", "code_inline"})
_LOWEST = 6
_MOST_CONTENTS = 60
_ANCHOR = Markup('<i id="{0}"></i>')
_HERE = Markup('<a class="here" id="{0}" href="#{0}" aria-label="{1}">#</a> ')


@dataclass(frozen=True)
class Passage:
    """A part of the stored text, in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Heading:
    """A line of the table of contents."""

    locator: str
    text: str
    depth: int


@dataclass(frozen=True)
class Additions:
    """What is put into the text of a document for its reader."""

    passage: Passage | None = None
    remarks: Mapping[str, Sequence[Markup]] = field(default_factory=dict)
    """HTML to show behind the block in which a place begins, by locator."""
    here: str = ""
    """The name of the link that a larger part has to itself, with `{place}` in it."""


def document_html(document: Document, additions: Additions | None = None) -> Markup:
    """A whole document, with an anchor at the start of every provision."""
    return _Page(document, additions or Additions()).html()


def contents(document: Document) -> tuple[Heading, ...]:
    """The larger parts, with how deep they lie; of a long list, the upper levels."""
    parts = [p for p in document.provisions if p.kind in CONTENTS and p.breadcrumb]
    depths: dict[str, int] = {}
    for part in parts:
        depths[part.locator] = depths.get(part.parent or "", -1) + 1
    found = [Heading(p.locator, p.breadcrumb[-1], depths[p.locator]) for p in parts]
    deepest = max((heading.depth for heading in found), default=0)
    while len(found) > _MOST_CONTENTS and deepest:
        deepest -= 1
        found = [heading for heading in found if heading.depth <= deepest]
    return tuple(found)


class _Page:
    """One rendering. Tokens come in the order of the text, so a cursor finds the place of each in it."""

    def __init__(self, document: Document, additions: Additions) -> None:
        self._text = document.text
        self._added = additions
        self._waiting = _by_line(document)
        self._linked = {part.locator for part in contents(document)} if additions.here else set()
        self._lines = [0, *accumulate(len(line) + 1 for line in document.text.split("\n"))]
        self._cursor = 0
        self._pending: list[Markup] = []
        self._marked = False

    def html(self) -> Markup:
        """The rendering."""
        done: list[Token] = []
        for token in parse(self._text):
            done.append(token)
            if token.type == "inline" and token.map:
                self._inline(token, token.map[0], token.map[1])
            elif token.type in {"heading_open", "heading_close"}:
                token.tag = f"h{min(int(token.tag[1]) + 1, _LOWEST)}"
            elif token.type == "table_open":
                token.attrSet("tabindex", "0")  # on a narrow screen it scrolls: by keyboard too
            if token.type in _BLOCK_ENDS:
                done += self._remarks()
        return render([*done, *self._remarks()])

    def _inline(self, token: Token, first: int, last: int) -> None:
        self._cursor = max(self._cursor, self._lines[first])
        due = [line for line in self._waiting if line < last]
        places = [place for line in due for place in self._waiting.pop(line)]
        for place in places:
            self._pending += self._added.remarks.get(place.locator, ())
        words = [piece for child in token.children or [] for piece in self._pieces(child, self._lines[last])]
        own = next((p for p in places if p.locator in self._linked), None)
        anchors = [_html(_ANCHOR.format(p.locator)) for p in places if p is not own]
        token.children = [*anchors, *self._link(own), *words]

    def _pieces(self, child: Token, limit: int) -> Iterator[Token]:
        """A piece of text, cut where the passage begins and ends."""
        at = self._text.find(child.content, self._cursor, limit) if child.content else -1
        if child.type not in _MARKED or at < 0:
            yield child
            return
        self._cursor = end = at + len(child.content)
        passage = self._added.passage
        if passage is None or end <= passage.start or passage.end <= at:
            yield child
            return
        start, stop = max(passage.start, at), min(passage.end, end)
        yield from _text(child, self._text[at:start])
        yield _html(Markup("<mark>") if self._marked else Markup('<mark id="passage">'))
        yield from _text(child, self._text[start:stop])
        yield _html(Markup("</mark>"))
        yield from _text(child, self._text[stop:end])
        self._marked = True

    def _link(self, own: Provision | None) -> list[Token]:
        """The anchor of a larger part, which is a link to itself."""
        if own is None:
            return []
        label = self._added.here.format(place=own.breadcrumb[-1] if own.breadcrumb else own.label)
        return [_html(_HERE.format(own.locator, label))]

    def _remarks(self) -> list[Token]:
        found, self._pending = self._pending, []
        return [Token("html_block", "", 0, content=str(remark)) for remark in dict.fromkeys(found)]


def _text(child: Token, content: str) -> Iterator[Token]:
    if content:
        yield child.copy(content=content)


def _by_line(document: Document) -> dict[int, list[Provision]]:
    """The provisions that begin on each line, in reading order."""
    found: dict[int, list[Provision]] = {}
    line, position = 0, 0
    for provision in sorted(document.provisions, key=lambda p: p.start):
        line += document.text.count("\n", position, provision.start)
        position = provision.start
        found.setdefault(line, []).append(provision)
    return found


def _html(content: Markup) -> Token:
    return Token("html_inline", "", 0, content=str(content))
