"""From a DOCX to Markdown: headings, paragraphs, lists and tables, as a reader sees them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree  # type: ignore[import-untyped]

from corpus.ingest.models import Converted, IngestError, LeftOut
from corpus.parse.marks import read_item

LARGEST_UNPACKED = 200_000_000
"""Bytes; a DOCX that unpacks to more is no text."""
_HEADING = re.compile(r"(?:heading|kop|titre)\s*([1-6])", re.I)
_TITLE = re.compile(r"(?:title|titel|titre)", re.I)
_LIST = re.compile(r"(?:list|lijst|opsomming)", re.I)
_WRAPPERS = ("w:sdt", "w:smartTag", "w:customXml")
_REVISIONS = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
_SMALLEST = Pt(1)
_WHITE = "FFFFFF"


def from_docx(content: bytes, found: Converted) -> None:
    """Write the text of a DOCX into `found`, in Markdown.

    Raises:
        IngestError: the file is damaged, too large, or has changes that were not accepted yet.
    """
    document = _open(content)
    body = document.element.body
    if next(body.iter(*map(qn, _REVISIONS)), None) is not None:
        raise IngestError(
            "Dit document heeft bijgehouden wijzigingen. Aanvaard of weiger ze eerst in uw tekstverwerker, "
            "zodat vaststaat welke tekst geldt."
        )
    _unwrap(body)
    found.left_out[LeftOut.IMAGE] += sum(1 for _ in body.iter(qn("w:drawing"), qn("w:pict")))
    found.left_out[LeftOut.NOTE] += sum(
        1 for _ in body.iter(qn("w:footnoteReference"), qn("w:endnoteReference"), qn("w:txbxContent"))
    )
    found.text = "\n".join(_lines(document, found))


def _open(content: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(item.file_size for item in packed.infolist()) > LARGEST_UNPACKED:
                raise IngestError("Dit DOCX-bestand is uitgepakt te groot om er een tekst in te lezen.")
        return Document(io.BytesIO(content))
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, etree.XMLSyntaxError, EOFError, OSError):
        raise IngestError(
            "Dit DOCX-bestand is beschadigd. Open het in uw tekstverwerker en bewaar het opnieuw."
        ) from None


def _unwrap(body: Any) -> None:
    """Text in content controls and the like stands one level deeper than a reader of paragraphs looks."""
    for wrapper in list(body.iter(*map(qn, _WRAPPERS))):
        inside = wrapper.find(qn("w:sdtContent")) if wrapper.tag == qn("w:sdt") else wrapper
        parent = wrapper.getparent()
        if parent is None:
            continue
        for child in list(inside) if inside is not None else ():
            wrapper.addprevious(child)
        parent.remove(wrapper)


def _lines(document: Any, found: Converted) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _table(block, found)
            yield ""
            continue
        text = _text(block, found)
        if not text.strip():
            continue
        mark = _mark(block, text, found)
        if not mark.strip().startswith(("-", "*")):
            yield ""
        yield mark + text


def _mark(paragraph: Paragraph, text: str, found: Converted) -> str:
    style = paragraph.style.name if paragraph.style and paragraph.style.name else ""
    if heading := _HEADING.fullmatch(style):
        return "#" * int(heading[1]) + " "
    if _TITLE.fullmatch(style):
        return "# "
    properties: Any = paragraph._p.pPr
    numbered = properties.numPr if properties is not None else None
    if (numbered is None and not _LIST.match(style)) or read_item(text.strip()):
        return ""
    level = numbered.ilvl.val if numbered is not None and numbered.ilvl is not None else 0
    found.renumbered.append(" ".join(text.split()))
    return "  " * min(int(level), 8) + "- "


def _text(paragraph: Paragraph, found: Converted) -> str:
    parts: list[str] = []
    for piece in paragraph.iter_inner_content():
        if isinstance(piece, Hyperlink):
            found.left_out[LeftOut.LINK] += bool(piece.address)
        for run in piece.runs if isinstance(piece, Hyperlink) else (piece,):
            if _is_hidden(run):
                found.hide(run.text)
            else:
                parts.append(run.text)
    return " ".join("".join(parts).split("\n"))


def _is_hidden(run: Run) -> bool:
    font = run.font
    styled = run.style.font if run.style is not None else None
    size = font.size
    colour = font.color.rgb if font.color is not None else None
    return bool(
        font.hidden
        or (styled is not None and styled.hidden)
        or (size is not None and size <= _SMALLEST)
        or (colour is not None and str(colour) == _WHITE)
    )


def _table(table: Table, found: Converted) -> Iterator[str]:
    for number, row in enumerate(table.rows):
        cells = []
        seen: set[Any] = set()
        for cell in row.cells:  # a merged cell is given once for each column it covers
            if cell._tc not in seen:
                seen.add(cell._tc)
                words = " ".join(_text(p, found) for p in cell.paragraphs)
                cells.append(" ".join(words.split(" ")).strip().replace("|", "\\|"))
        yield f"| {' | '.join(cells)} |"
        if number == 0 and len(table.rows) > 1:
            yield f"|{' --- |' * len(cells)}"
