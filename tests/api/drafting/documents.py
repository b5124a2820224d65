"""The text of a made document, and of the source, as lines that can be compared."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

SOFFICE = shutil.which("soffice")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKUP = re.compile(r"\*\*|^#+ |^- ", re.MULTILINE)


def source_lines(markdown: str) -> list[str]:
    """The source without its Markdown, one paragraph per line."""
    return [line for line in _MARKUP.sub("", markdown).splitlines() if line.strip()]


def docx_lines(content: bytes) -> list[str]:
    """The paragraphs of a DOCX as its own XML has them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        root = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 - we made it
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{_WORD}t")) for p in root.iter(f"{_WORD}p"))
    return [text for text in paragraphs if text.strip()]


def struck(content: bytes) -> list[str]:
    """The pieces of a DOCX that are struck through."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 - we made it
    runs = (r for r in root.iter(f"{_WORD}r") if r.find(f"{_WORD}rPr/{_WORD}strike") is not None)
    return ["".join(t.text or "" for t in run.iter(f"{_WORD}t")) for run in runs]


def highlighted(content: bytes) -> list[str]:
    """The pieces of a DOCX that stand out in colour."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 - we made it
    runs = (r for r in root.iter(f"{_WORD}r") if r.find(f"{_WORD}rPr/{_WORD}highlight") is not None)
    return ["".join(t.text or "" for t in run.iter(f"{_WORD}t")) for run in runs]


def office_lines(content: bytes, suffix: str, folder: Path) -> list[str]:
    """The lines of a document as LibreOffice reads them; bullets are taken away."""
    if SOFFICE is None:
        pytest.skip("no LibreOffice here: sudo apt-get install libreoffice-writer-nogui")
    given = folder / f"document.{suffix}"
    given.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        SOFFICE,
        "--headless",
        profile,
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        folder,
        given,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (folder / "document.txt").read_text("utf-8-sig")
    return [re.sub(r"^\s*•\s*", "", line).replace("\t", " ") for line in text.splitlines() if line.strip()]
