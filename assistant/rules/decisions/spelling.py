"""Finding named things in what people type: lower case, no accents, whole words, longest name first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def words(text: str) -> tuple[str, ...]:
    """The words of a text, without case, accents or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(w for w in _NOT_WORD.split(kept) if w)


class Names:
    """An index from spellings to what they name."""

    def __init__(self, spellings: Mapping[str, Iterable[str]]) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        for meaning, written in spellings.items():
            for spelling in (meaning.replace("_", " "), *written):
                self._names.setdefault(words(spelling), meaning)
        self._longest = max((len(name) for name in self._names), default=0)

    def find(self, text: str) -> tuple[str, ...]:
        """What a text names, in its order, each once."""
        found: dict[str, None] = {}
        said = words(text)
        place = 0
        while place < len(said):
            length, meaning = self._at(said, place)
            if meaning is not None:
                found[meaning] = None
            place += length
        return tuple(found)

    def _at(self, said: tuple[str, ...], place: int) -> tuple[int, str | None]:
        for length in range(min(self._longest, len(said) - place), 0, -1):
            meaning = self._names.get(said[place : place + length])
            if meaning is not None:
                return length, meaning
        return 1, None
