"""Finding a quote in a stored text when white space and Markdown marks may differ."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[*_|\\]+|^[ \t]*#{1,6}[ \t]+|^[ \t]*[-•][ \t]+|^\|?[ \t]*-{3,}.*$", re.MULTILINE)


@dataclass(frozen=True)
class Folded:
    """A text in plain words, one space between them, and where each character stood."""

    text: str
    places: tuple[int, ...]

    def spans(self, quote: str) -> list[tuple[int, int]]:
        """Where the quote stands in the original text: start and end (exclusive) of every occurrence."""
        wanted = fold(quote).text
        found: list[tuple[int, int]] = []
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            found.append((self.places[at], self.places[at + len(wanted) - 1] + 1))
            at = self.text.find(wanted, at + 1)
        return found


def fold(text: str) -> Folded:
    """Drop Markdown marks and fold every run of white space (no-break spaces too) to one space."""
    kept = [True] * len(text)
    for mark in _MARK.finditer(text):
        kept[mark.start() : mark.end()] = [False] * (mark.end() - mark.start())
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter.isspace() or not kept[place]:
            if letters and letters[-1] != " " and (letter.isspace() or text[place] == "|"):
                letters.append(" ")
                places.append(place)
            continue
        letters.append(letter)
        places.append(place)
    while letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return Folded("".join(letters), tuple(places))
