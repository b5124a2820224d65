"""Word documents (DOCX) from blocks."""

from __future__ import annotations

import io

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from api.drafting.blocks import Block, BlockKind, Piece

_LANGUAGE = "nl-BE"
_FONT = "Calibri"
_INK = RGBColor(0, 0, 0)


class Word:
    """A document while it is written."""

    def __init__(self) -> None:
        self._document = Document()
        self._document.core_properties.author = ""
        self._document.core_properties.comments = ""
        self._document.core_properties.language = _LANGUAGE
        normal = self._document.styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(11)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), _LANGUAGE)
        normal.element.get_or_add_rPr().append(language)
        for level in range(1, 4):
            style = self._document.styles[f"Heading {level}"]
            style.font.name, style.font.color.rgb = _FONT, _INK
            style.font.size = Pt(17 - 2 * level)

    def add(self, block: Block) -> None:
        """Write a block; of a numbered item the number is part of the text."""
        paragraph = self._paragraph(block)
        for piece in block.pieces:
            self._run(paragraph, piece)

    def saved(self) -> bytes:
        """The file, its text not compressed."""
        from api.drafting.files import open_text

        packed = io.BytesIO()
        self._document.save(packed)
        return open_text(packed.getvalue())

    def _paragraph(self, block: Block) -> Paragraph:
        if block.kind is BlockKind.HEADING:
            heading: Paragraph = self._document.add_heading(level=min(block.level, 3))
            return heading
        if block.kind is BlockKind.ITEM and block.number is None:
            return self._document.add_paragraph(style="List Bullet")
        if block.kind is BlockKind.ITEM:
            paragraph = self._document.add_paragraph(f"{block.number}.\t")
            paragraph.paragraph_format.left_indent = Cm(1)
            paragraph.paragraph_format.first_line_indent = Cm(-1)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1))
            return paragraph
        return self._document.add_paragraph(style="Quote" if block.kind is BlockKind.QUOTE else None)

    def _run(self, paragraph: Paragraph, piece: Piece) -> None:
        run = paragraph.add_run(piece.text)
        run.bold = piece.bold or None
        run.font.strike = piece.struck or None
        if piece.remark:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            self._document.add_comment(run, text=piece.remark, author="IMW-assistent", initials="IMW")
