"""The words of fiches, looked up: of their titles and ways of asking, and of their whole text.

Reading thousands of lines takes a second; what comes of it is stored beside the vectors, and used when it was
made of the same texts by the same code.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

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


def store(folder: Path, lines: Sequence[str], texts: Sequence[str]) -> None:
    """Take in lines and texts, and write what came of it.

    Raises:
        OSError: the disk does not take it.
    """
    words = read(lines, texts)
    arrays = {
        f"{name}.{part}": values
        for name in _ANALYSERS
        for part, values in getattr(words, name).state().items()
    }
    key = np.frombuffer(_key(lines, texts), dtype=np.uint8)
    with (folder / _FILE).open("wb") as file:
        np.savez(file, allow_pickle=False, key=key, **arrays)


def stored(folder: Path, lines: Sequence[str], texts: Sequence[str]) -> Words | None:
    """What was written for these lines and texts; None when it was for others, or cannot be read."""
    try:
        with np.load(folder / _FILE, allow_pickle=False) as file:
            if file["key"].tobytes() != _key(lines, texts):
                return None
            kept = {name: file[name] for name in file.files}
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
        return None
    made = {
        name: Overlap.restored(
            {key.partition(".")[2]: values for key, values in kept.items() if key.startswith(f"{name}.")},
            analyse,
        )
        for name, analyse in _ANALYSERS.items()
    }
    return Words(**made)


def _key(lines: Sequence[str], texts: Sequence[str]) -> bytes:
    digest = hashlib.sha256()
    for name in _CODE:
        digest.update((Path(__file__).parent / name).read_bytes())
    digest.update("\n".join((*lines, "", *texts)).encode("utf-8", "surrogatepass"))
    return digest.digest()
