"""A letter in four formats: the same words in each, and placeholders that a script can find."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from api.drafting.blocks import BlockKind, blocks_of
from api.drafting.files import Format, letter_file
from tests.api.drafting.documents import docx_lines, office_lines

LETTER = """Geachte [naam],

Dank u. **Wat kost het?** Dat is <b>1 &amp; 2</b> [1][2].
Nog een zin  
op een nieuwe regel.

- eerste
- tweede

> een citaat

**Bronnen**

1. Een bron: https://voorbeeld.be/a_b_c
2. Een tweede

[uw naam]
"""
LINES = [
    "Geachte [naam],",
    "Dank u. Wat kost het? Dat is <b>1 &amp; 2</b> [1][2]. Nog een zin",
    "op een nieuwe regel.",
    "eerste",
    "tweede",
    "een citaat",
    "Bronnen",
    "1. Een bron: https://voorbeeld.be/a_b_c",
    "2. Een tweede",
    "[uw naam]",
]


@pytest.mark.parametrize("wanted", [Format.DOCX, Format.ODT])
def test_libreoffice_reads_every_word(wanted: Format, tmp_path: Path) -> None:
    assert office_lines(letter_file(LETTER, wanted).content, wanted, tmp_path) == LINES


def test_plain_text_has_no_markup() -> None:
    text = letter_file(LETTER, Format.TEXT).content.decode()
    lines = [line.removeprefix("- ") for line in text.splitlines() if line]
    assert lines == LINES
    assert "- eerste\n- tweede\n\n" in text


def test_markdown_stays_as_it_was_edited() -> None:
    assert letter_file(LETTER, Format.MARKDOWN).content.decode() == LETTER


@pytest.mark.parametrize(
    ("wanted", "part"), [(Format.DOCX, "word/document.xml"), (Format.ODT, "content.xml")]
)
def test_placeholders_are_whole_in_a_part_that_is_not_compressed(wanted: Format, part: str) -> None:
    file = letter_file(LETTER, wanted)
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert archive.testzip() is None
        assert archive.getinfo(part).compress_type == zipfile.ZIP_STORED
        text = archive.read(part).decode()
    assert text.count("[naam]") == text.count("[uw naam]") == 1
    assert file.content == letter_file(LETTER, wanted).content, "the same letter gives the same file"
    assert b"python-docx" not in file.content


@pytest.mark.parametrize("wanted", list(Format))
@pytest.mark.parametrize(
    "text", ["", "\x00\x0b\ud800\ufffe gek", "***", "[", "<script>x</script>", "| a | b |\n|--|--|"]
)
def test_any_text_gives_a_file(wanted: Format, text: str) -> None:
    file = letter_file(text, wanted)
    assert file.name == f"antwoord.{wanted}"
    if wanted is Format.DOCX:
        assert "\x0b" not in "".join(docx_lines(file.content))


def test_blocks_know_lists_and_quotes() -> None:
    kinds = [
        (block.kind, block.number) for block in blocks_of("# Kop\n\n3. drie\n4. vier\n\n- punt\n\n> citaat")
    ]
    assert kinds == [
        (BlockKind.HEADING, None),
        (BlockKind.ITEM, 3),
        (BlockKind.ITEM, 4),
        (BlockKind.ITEM, None),
        (BlockKind.QUOTE, None),
    ]
