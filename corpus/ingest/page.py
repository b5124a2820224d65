"""From a web page to Markdown: headings, paragraphs, lists and tables, and nothing for a machine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html  # type: ignore[import-untyped]

from corpus.ingest.clean import MACHINE_ELEMENTS, is_hiding
from corpus.ingest.models import Converted, IngestError, LeftOut

_AROUND = frozenset({"nav", "footer", "aside", "form", "button", "select", "dialog", "menu"})
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "header", "html", "legend", "main", "ol", "p", "pre", "section"}
    | {"summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 200
"""Elements nested deeper than this are no text that somebody wrote."""


def from_html(content: bytes, found: Converted) -> None:
    """Write the text of a page into `found`, in Markdown.

    Raises:
        IngestError: there is no page in it, or it is nested beyond reason.
    """
    try:
        content.decode("utf-8-sig")
        parser = html.HTMLParser(encoding="utf-8")
    except UnicodeDecodeError:
        parser = html.HTMLParser()
    try:
        root = html.document_fromstring(content.removeprefix(b"\xef\xbb\xbf"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise IngestError("In deze webpagina staat geen tekst. Bewaar de pagina opnieuw.") from None
    _hidden_elements(root, found)
    main = root.findall(".//main")
    writer = _Writer(found)
    writer.element(main[0] if len(main) == 1 else root, 0)
    writer.end_line()
    found.text = "\n\n".join(writer.lines).replace("\n\n- ", "\n- ").replace("|\n\n|", "|\n|")


def _hidden_elements(root: html.HtmlElement, found: Converted) -> None:
    """Take out what a reader of the page does not see; the text behind an element stays."""
    for node in list(root.iter()):
        if not isinstance(node.tag, str):
            found.left_out[LeftOut.COMMENT] += 1
            found.hidden.append(" ".join((node.text or "").split()))
            _drop(node)
        elif node.tag in MACHINE_ELEMENTS:
            found.left_out[LeftOut.SCRIPT] += node.tag != "head"
            _drop(node)
        elif node.tag in _AROUND:
            found.left_out[LeftOut.PAGE_PART] += 1
            _drop(node)
        elif "hidden" in node.attrib or is_hiding(node.get("style", "")):
            found.hide("".join(node.itertext()))
            _drop(node)


def _drop(node: html.HtmlElement) -> None:
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)


class _Writer:
    """Collects lines; inline elements add to the line that is open, blocks end it."""

    def __init__(self, found: Converted) -> None:
        self.lines: list[str] = []
        self._found = found
        self._open = ""
        self._start = ""

    def end_line(self) -> None:
        words = _SPACE.sub(" ", self._open).strip(" ")
        if words:
            self.lines.append(self._start + words)
        self._open, self._start = "", ""

    def element(self, node: html.HtmlElement, depth: int) -> None:
        if depth > _DEEPEST:
            raise IngestError(
                "Deze webpagina is te diep genest om er tekst in te lezen. Bewaar ze als gewone tekst."
            )
        tag = node.tag
        if tag == "img":
            self._found.left_out[LeftOut.IMAGE] += 1
        elif tag == "br":
            self.end_line()
        elif tag == "tr":
            self._row(node)
        elif tag in _HEADINGS:
            self._block(node, depth, "#" * _HEADINGS[tag] + " ")
        elif tag == "li":
            self._block(node, depth, _item_mark(node))
        elif tag in _BLOCKS:
            self._block(node, depth, self._start if not self._open.strip() else "")
        else:
            if tag == "a" and node.get("href"):
                self._found.left_out[LeftOut.LINK] += 1
            self._inside(node, depth)

    def _block(self, node: html.HtmlElement, depth: int, start: str) -> None:
        self.end_line()
        self._start = start
        self._inside(node, depth)
        self.end_line()

    def _inside(self, node: html.HtmlElement, depth: int) -> None:
        self._open += node.text or ""
        for child in node:
            self.element(child, depth + 1)
            self._open += child.tail or ""

    def _row(self, node: html.HtmlElement) -> None:
        self.end_line()
        cells = [child for child in node if child.tag in ("td", "th")]
        words = [_SPACE.sub(" ", "".join(cell.itertext())).strip().replace("|", "\\|") for cell in cells]
        if not any(words):
            return
        self.lines.append(f"| {' | '.join(words)} |")
        if all(cell.tag == "th" for cell in cells):
            self.lines.append(f"|{' --- |' * len(cells)}")


def _item_mark(node: html.HtmlElement) -> str:
    """What stands before a list item; the number of a numbered list counts from its start."""
    parent = node.getparent()
    lists = [a for a in node.iterancestors() if a.tag in ("ul", "ol")]
    indent = "  " * max(0, len(lists) - 1)
    if parent is None or parent.tag != "ol":
        return f"{indent}- "
    first = parent.get("start", "1")
    number = (int(first) if first.isdecimal() else 1) + sum(1 for _ in _items_before(node))
    if parent.get("type") in ("a", "A") and number <= 26:
        return f"{indent}{chr(ord('a') + number - 1)}) "
    return f"{indent}{number}. "


def _items_before(node: html.HtmlElement) -> Iterator[html.HtmlElement]:
    return (sibling for sibling in node.itersiblings(preceding=True) if sibling.tag == "li")
