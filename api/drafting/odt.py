"""OpenDocument texts (ODT) from blocks."""

from __future__ import annotations

import io
from collections.abc import Iterable

from odfdo import Document, Element, Header, LineBreak, List, ListItem, Paragraph, Span, Style

from api.drafting.blocks import Block, BlockKind
from api.drafting.files import item_mark, open_text

_BOLD = "vet"


def odt(blocks: Iterable[Block]) -> bytes:
    """The blocks as a file, its text not compressed."""
    document = Document("text")
    document.insert_style(Style("text", name=_BOLD, bold=True), automatic=True)
    document.set_language("nl-BE")
    outline = document.styles.get_element("//text:outline-style")
    if outline is not None:
        outline.delete()  # it would number the headings
    body = document.body
    body.clear()
    bullets: List | None = None
    for block in blocks:
        if block.kind is BlockKind.ITEM and block.number is None:
            if bullets is None:
                bullets = List()
                body.append(bullets)
            item = ListItem()
            item.append(_filled(Paragraph(), block))
            bullets.append(item)
            continue
        bullets = None
        element = Header(block.level) if block.kind is BlockKind.HEADING else Paragraph(item_mark(block))
        body.append(_filled(element, block))
    packed = io.BytesIO()
    document.save(packed)
    return open_text(packed.getvalue())


def _filled(element: Paragraph | Header, block: Block) -> Element:
    for piece in block.pieces:
        for number, line in enumerate(piece.text.split("\n")):
            if number:
                element.append(LineBreak())
            if line and piece.bold:
                element.append(Span(line, style=_BOLD))
            elif line:
                element.append_plain_text(line)
    return element
