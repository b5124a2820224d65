"""Reading a file that a user has: what it is, and its text, converted and cleaned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.ingest.clean import clean
from corpus.ingest.models import Converted, Format, IngestError, LeftOut

LARGEST_FILE = 20_000_000
"""Bytes."""
LONGEST_TEXT = 2_000_000
"""Characters; the whole of Belgian labour law is shorter."""

_SUFFIXES = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".docx": Format.DOCX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
}
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.I)
_KNOWN = "Ik lees Markdown (.md), gewone tekst (.txt), Word (.docx) en webpagina's (.html)."
_PDF = (
    "Een PDF lees ik niet: de volgorde en de regels van de tekst staan er niet betrouwbaar in. Vraag de "
    "tekst als Word-bestand of webpagina, of zet hem om (bijvoorbeeld met LibreOffice, of met ‘pdftotext "
    "-layout’), lees het resultaat na tegen de PDF, en voeg dat toe."
)


@dataclass(frozen=True)
class Cleaned:
    """The text of a file as it can be stored, and what was left out of it."""

    text: str
    format: Format
    left_out: Mapping[LeftOut, int]
    hidden: tuple[str, ...]
    renumbered: tuple[str, ...]


def read_document(path: Path) -> Cleaned:
    """The text of a file.

    Raises:
        IngestError: the file cannot be read, is of a kind that is not read, is too large, or holds no text.
    """
    content = _content(path)
    found = Converted(_format(path, content))
    if found.format is Format.DOCX:
        from corpus.ingest.word import from_docx

        from_docx(content, found)
    elif found.format is Format.HTML:
        from corpus.ingest.page import from_html

        from_html(content, found)
    else:
        found.text = _decoded(path, content)
    if len(found.text) > LONGEST_TEXT:
        raise IngestError(
            f"{path.name} heeft {len(found.text)} tekens; hoogstens {LONGEST_TEXT} kan. Splits het document."
        )
    clean(found)
    if not re.search(r"\w", found.text):
        raise IngestError(f"In {path.name} staat geen tekst. Kijk na of het het juiste bestand is.")
    counts = {kind: found.left_out[kind] for kind in LeftOut if found.left_out[kind]}
    return Cleaned(
        found.text, found.format, counts, tuple(filter(None, found.hidden)), tuple(found.renumbered)
    )


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise IngestError(
                f"{path.name} is groter dan {LARGEST_FILE // 1_000_000} MB; een tekst is dat nooit. Neem "
                "alleen de tekst."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise IngestError(f"Het bestand {path} is er niet. Kijk de naam na.") from None
    except IsADirectoryError:
        raise IngestError(f"{path} is een map. Noem één bestand.") from None
    except OSError as error:
        raise IngestError(f"{path} kan niet gelezen worden: {error.strerror}.") from None


def _format(path: Path, content: bytes) -> Format:
    """By the content where it tells, by the name where it does not."""
    if content.startswith(b"%PDF") or path.suffix.lower() == ".pdf":
        raise IngestError(_PDF)
    if content.startswith(b"PK\x03\x04"):
        if path.suffix.lower() == ".docx":
            return Format.DOCX
        raise IngestError(f"{path.name} is een ingepakt bestand dat ik niet lees. {_KNOWN} Bewaar het zo.")
    if _PAGE.match(content.removeprefix(b"\xef\xbb\xbf")[:1000]):
        return Format.HTML
    known = _SUFFIXES.get(path.suffix.lower())
    if known is None or known is Format.DOCX:
        raise IngestError(f"{path.name} is niet van een soort die ik lees. {_KNOWN} Bewaar het zo.")
    return known


def _decoded(path: Path, content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise IngestError(
            f"{path.name} is geen UTF-8-tekst (byte {error.start}). Bewaar het bestand als tekst in UTF-8."
        ) from None
