"""The model agreement as a Word document: its wording to the letter, its blanks filled in.

Names of people and their functions are filled in by the browser, in the file that was made here: for those
the text holds a placeholder such as `[medewerker]`. A blank without a value stays as it is in the source,
marked and with a remark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from stdnum.be import vat
from stdnum.exceptions import ValidationError

from api.drafting.blocks import Block, Piece, blocks_of
from api.drafting.files import MEDIA_TYPES, File, Format
from api.drafting.word import Word
from api.web.view import day
from assistant.notation import number
from corpus.data import read_yaml
from corpus.models import Document


class Name(StrEnum):
    """Blanks that only the browser fills in."""

    SCHEPEN = "schepen"
    BEVOEGDHEID = "bevoegdheid"
    WERKGEVER = "werkgever"
    VERTEGENWOORDIGER = "vertegenwoordiger"
    MEDEWERKER = "medewerker"


class Blank(BaseModel):
    """A blank of the agreement, found by what stands before it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: str
    blank: str
    filled: Literal["here", "browser"]
    struck: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """What is struck through for each choice: nothing is taken away."""


class Filling(BaseModel):
    """What the form gives. Whatever is left out stays a visible blank."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kbo: str | None = Field(default=None, max_length=40, description="the employer's enterprise number")
    looptijd: str | None = Field(default=None, description="the term of the recognition, in years")
    percentage: Decimal | None = Field(
        default=None, gt=0, le=100, decimal_places=2, description="the premium, in %"
    )
    datum: date | None = Field(default=None, description="the day on which the agreement is drawn up")
    names: tuple[Name, ...] = Field(
        default=(),
        description="blanks that the browser will fill in: those get a placeholder such as [medewerker]",
    )


class FillingError(ValueError):
    """A value that the agreement cannot hold. The text (Dutch) says what is allowed."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field
        self.detail = detail


def enterprise_number(typed: str) -> str:
    """An enterprise number as the agreement writes it, with the country before its ten digits.

    Raises:
        FillingError: it is none, or its check digits are wrong.
    """
    try:
        return f"BE {vat.validate(typed)}"
    except ValidationError:
        raise FillingError(
            "kbo", "is geen geldig ondernemingsnummer: geef tien cijfers, zoals 0207.451.227"
        ) from None


def terms() -> tuple[str, ...]:
    """The terms, in years, that the agreement lets one choose from."""
    return tuple(blanks()["looptijd"].struck)


@dataclass(frozen=True)
class Drawn:
    """The agreement, and the blanks that are still open."""

    file: File
    open: tuple[str, ...]


def draw_up(document: Document, filling: Filling) -> Drawn:
    """The agreement as a DOCX file.

    Raises:
        FillingError: a value cannot be what is given.
        LookupError: the stored text has other blanks than we know: it has changed.
    """
    values = _values(filling)
    word = Word()
    left = dict(blanks())
    for block in blocks_of(document.text):
        word.add(_filled(block, left, values))
    if left:
        raise LookupError(f"The agreement has no blank for {', '.join(left)}: its text has changed.")
    name = f"overeenkomst-imw.{Format.DOCX}"
    opened = tuple(key for key in blanks() if key not in values)
    return Drawn(File(name, MEDIA_TYPES[Format.DOCX], word.saved()), opened)


def placeholder(name: str) -> str:
    """What the browser replaces by a name."""
    return f"[{name}]"


@cache
def blanks() -> Mapping[str, Blank]:
    """The blanks by key, in the order of the text."""
    found = read_yaml(_FILE)["blanks"]
    return {key: Blank.model_validate(blank) for key, blank in found.items()}


@cache
def document_id() -> str:
    """The document that is the model."""
    return str(read_yaml(_FILE)["document"])


_FILE = Path(__file__).parent / "agreement.yaml"


def _values(filling: Filling) -> dict[str, str]:
    values = {name.value: placeholder(name.value) for name in filling.names}
    if filling.kbo:
        values["kbo"] = enterprise_number(filling.kbo)
    if filling.looptijd:
        if filling.looptijd not in terms():
            raise FillingError("looptijd", f"moet een van deze zijn: {', '.join(terms())}")
        values["looptijd"] = filling.looptijd
    if filling.percentage is not None:
        values["percentage"] = number(filling.percentage)
    if filling.datum:
        values["datum"] = day(filling.datum)
    return values


def _filled(block: Block, left: dict[str, Blank], values: Mapping[str, str]) -> Block:
    """A block with its blanks filled in, or marked. Blanks that are found leave `left`."""
    pieces: list[Piece] = []
    before = ""
    for piece in block.pieces:
        text = piece.text
        for key in _here(f"{before}{text}", left):
            blank = left.pop(key)
            at = _place(before, text, blank)
            pieces += [replace(piece, text=text[:at]), *_written(key, blank, values, piece)]
            before += text[: at + len(blank.blank)]
            text = text[at + len(blank.blank) :]
        before += text
        pieces.append(replace(piece, text=text))
    return replace(block, pieces=tuple(p for p in pieces if p.text))


def _here(text: str, left: Mapping[str, Blank]) -> list[str]:
    """The blanks of a text, in its order."""
    found = {key: text.find(blank.before + blank.blank) for key, blank in left.items()}
    return sorted((key for key, at in found.items() if at >= 0), key=lambda key: found[key])


def _place(before: str, text: str, blank: Blank) -> int:
    """Where in a piece a blank begins, when what stands before it may be in another piece."""
    return (before + text).index(blank.before + blank.blank) + len(blank.before) - len(before)


def _written(key: str, blank: Blank, values: Mapping[str, str], piece: Piece) -> list[Piece]:
    """What comes in the place of a blank."""
    if key not in values:
        return [replace(piece, text=blank.blank, remark=_remark(key))]
    if not blank.struck:
        return [replace(piece, text=values[key])]
    found: list[Piece] = []
    text = blank.blank
    for gone in blank.struck[values[key]]:
        kept, _, text = text.partition(gone)
        found += [replace(piece, text=kept), replace(piece, text=gone, struck=True)]
    return [*found, replace(piece, text=text)]


def _remark(key: str) -> str:
    return f"Nog in te vullen: {key}"
