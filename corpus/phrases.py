"""Ways of asking: how people of several writers would ask for a fiche.

One file per writer in `corpus/phrases/`, a line per way of asking, in columns split by tabs: fast to read,
and open to any spreadsheet. `writers.yaml` says who the writers are; accuracy is measured with one left out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from corpus.errors import CorpusError

COLUMNS = ("fiche", "register", "language", "says", "text")


class Stance(StrEnum):
    """How an answer opens for one way of asking: a yes to one question is a no to its reverse."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"
    NONE = "none"
    """It is no question of yes or no, or the answer does not settle it."""


class Phrase(BaseModel):
    """One way of asking for a fiche."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fiche: str
    register_: Literal["formal", "lay", "flemish", "terse"] = Field(alias="register")
    language: Literal["nl", "fr", "en"]
    says: Stance | None = Field(
        default=None, description="how the answer opens, where it is not as the polarity of the fiche tells"
    )
    text: str = Field(min_length=2)


_PHRASES = TypeAdapter(tuple[Phrase, ...])


def load_phrases(folder: Path) -> Iterator[tuple[str, Phrase]]:
    """Every way of asking with its writer, file by file.

    Raises:
        CorpusError: a line that does not fit, with its number and what is allowed.
    """
    for path in phrase_files(folder):
        for phrase in _read(path):
            yield path.stem, phrase


def phrase_files(folder: Path) -> list[Path]:
    """The file of every writer, in the order they are read."""
    return sorted(folder.glob("*.tsv"))


def _read(path: Path) -> tuple[Phrase, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise CorpusError(f"{path.name}: the first line must name the columns {', '.join(COLUMNS)}.")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(COLUMNS):
            raise CorpusError(f"{path.name}, line {number}: {len(row)} columns instead of {len(COLUMNS)}.")
    given = [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]
    try:
        return _PHRASES.validate_python([{**row, "says": row["says"] or None} for row in given])
    except ValidationError as error:
        first = error.errors()[0]
        place = int(first["loc"][0]) + 2
        raise CorpusError(f"{path.name}, line {place}, {first['loc'][1]}: {first['msg']}") from error
