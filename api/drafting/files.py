"""A letter as a file: DOCX, ODT, Markdown or plain text.

Names are placeholders such as `[naam]`. The browser puts the names in after the file was made, so that they
never come here: in DOCX and ODT the text is not compressed, and a placeholder is never split.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from api.drafting.blocks import Block, BlockKind, blocks_of, printable


class Format(StrEnum):
    """The formats of a letter."""

    DOCX = "docx"
    ODT = "odt"
    MARKDOWN = "md"
    TEXT = "txt"


@dataclass(frozen=True)
class File:
    """A file to download."""

    name: str
    media_type: str
    content: bytes

    @property
    def headers(self) -> dict[str, str]:
        """What tells the browser to keep it."""
        return {"content-disposition": f'attachment; filename="{self.name}"'}


MEDIA_TYPES: Mapping[Format, str] = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.ODT: "application/vnd.oasis.opendocument.text",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.TEXT: "text/plain; charset=utf-8",
}


def letter_file(markdown: str, wanted: Format, name: str = "antwoord") -> File:
    """An edited letter as a file.

    Args:
        markdown: the letter.
        wanted: the format.
        name: the name of the file, without extension.
    """
    return File(f"{name}.{wanted}", MEDIA_TYPES[wanted], _MAKERS[wanted](markdown))


def open_text(content: bytes) -> bytes:
    """The same archive with its text not compressed: a script can fill in names without a library."""
    repacked = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(repacked, "w") as to:
        for item in given.infolist():
            how = zipfile.ZIP_STORED if item.filename in _TEXT_PARTS else zipfile.ZIP_DEFLATED
            to.writestr(zipfile.ZipInfo(item.filename, _FIRST_DAY), given.read(item), how)
    return repacked.getvalue()


_TEXT_PARTS = frozenset({"mimetype", "word/document.xml", "content.xml"})
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The day of every part: the same letter gives the same file."""


def _docx(markdown: str) -> bytes:
    from api.drafting.word import Word

    word = Word()
    for block in blocks_of(markdown):
        word.add(block)
    return word.saved()


def _odt(markdown: str) -> bytes:
    from api.drafting.odt import odt

    return odt(blocks_of(markdown))


def _markdown(markdown: str) -> bytes:
    return f"{printable(markdown).strip()}\n".encode()


def _text(markdown: str) -> bytes:
    said = ""
    before: Block | None = None
    for block in blocks_of(markdown):
        close = before is not None and before.kind is BlockKind.ITEM is block.kind
        said += ("\n" if close else "\n\n") if before else ""
        said += f"{item_mark(block)}{block.text}"
        before = block
    return f"{said}\n".encode()


def item_mark(block: Block) -> str:
    """What stands before an item of a list in a format without lists of its own."""
    if block.kind is not BlockKind.ITEM:
        return ""
    return "- " if block.number is None else f"{block.number}. "


_MAKERS: Mapping[Format, Callable[[str], bytes]] = {
    Format.DOCX: _docx,
    Format.ODT: _odt,
    Format.MARKDOWN: _markdown,
    Format.TEXT: _text,
}
