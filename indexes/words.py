"""The words of fiches, looked up: of their titles and ways of asking, and of their whole text.

Reading thousands of lines takes seconds; what comes of it is kept beside the vectors, and used when it was
made of the same texts by the same code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from indexes import arrays
from indexes.arrays import Arrays
from indexes.lexical import ngrams, stems
from indexes.overlap import Overlap

_FILE = "words.npz"
_ANALYSERS = {"ngrams": ngrams, "stems": stems, "text_ngrams": ngrams, "text_stems": stems}
_CODE = ("lexical.py", "overlap.py", "words.py")


@dataclass(frozen=True)
class Words:
    """Lines by character n-grams and by stems, and the same for whole texts."""

    ngrams: Overlap
    stems: Overlap
    text_ngrams: Overlap
    text_stems: Overlap


def read(lines: Sequence[str], texts: Sequence[str]) -> Words:
    """Take in lines and texts; the same ones are taken in once."""
    return _read(tuple(lines), tuple(texts))


@lru_cache(maxsize=2)
def _read(lines: tuple[str, ...], texts: tuple[str, ...]) -> Words:
    return Words(Overlap(lines, ngrams), Overlap(lines, stems), Overlap(texts, ngrams), Overlap(texts, stems))


def opened(folder: Path | None, lines: Sequence[str], texts: Sequence[str]) -> Words:
    """The words of lines and texts: from the folder, or taken in and kept there for the next time."""
    if folder is None:
        return read(lines, texts)
    key = _key(lines, texts)
    return _restored(arrays.opened(folder / _FILE, key, lambda: _state(read(lines, texts))))


def store(folder: Path, lines: Sequence[str], texts: Sequence[str]) -> None:
    """Take in lines and texts, and write what came of it.

    Raises:
        OSError: the disk does not take it.
    """
    arrays.write(folder / _FILE, _key(lines, texts), _state(read(lines, texts)))


def _state(words: Words) -> Arrays:
    return {
        f"{name}.{part}": values
        for name in _ANALYSERS
        for part, values in getattr(words, name).state().items()
    }


def _restored(kept: Arrays) -> Words:
    made = {
        name: Overlap.restored(
            {key.partition(".")[2]: values for key, values in kept.items() if key.startswith(f"{name}.")},
            analyse,
        )
        for name, analyse in _ANALYSERS.items()
    }
    return Words(**made)


def _key(lines: Sequence[str], texts: Sequence[str]) -> str:
    return arrays.depends_on(_CODE, "\0".join((*lines, "", *texts)))
