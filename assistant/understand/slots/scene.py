"""A text with its figures, as every slot reader gets it, and what a reader hands back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.lexicon import lexicon
from assistant.models import FactSource, FactValue, Language, Unit
from assistant.notation import Figure, FigureKind, figures
from assistant.understand.cues import Cue, cues
from assistant.understand.normalise import Normal
from assistant.understand.slots.taken_back import without_taken_back

_SENTENCE_END = re.compile(r"[!?;\n]|\.(?=\s|$)")
_CLAUSE_END = re.compile(r"[!?;,\n()]|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Found:
    """A fact at its place in the normalised text."""

    name: str
    value: FactValue
    start: int
    end: int
    unit: Unit | None = None
    source: FactSource = FactSource.SAID
    pieces: tuple[tuple[tuple[int, int], ...], ...] = ()
    """Where a fact is several things in the words of the user: the places of each."""


@dataclass(frozen=True)
class Scene:
    """The normalised text with its figures."""

    normal: Normal
    figures: tuple[Figure, ...]
    language: Language
    in_conversation: bool = False

    @property
    def lower(self) -> str:
        """The text in lower case."""
        return self.normal.lower

    def before(self, start: int, reach: int = 40) -> str:
        """What stands before a place in its clause."""
        return _CLAUSE_END.split(self.lower[max(0, start - reach) : start])[-1]

    def after(self, end: int, reach: int = 40) -> str:
        """What stands after a place in its clause."""
        return _CLAUSE_END.split(self.lower[end : end + reach])[0]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the sentence around a place."""
        first = 0
        for match in _SENTENCE_END.finditer(self.lower, 0, start):
            first = match.end()
        last = _SENTENCE_END.search(self.lower, end)
        return first, last.start() if last else len(self.lower)

    def quantities(self, *units: Unit) -> Iterable[Figure]:
        """The figures that count one of these units."""
        return (f for f in self.figures if f.kind is FigureKind.QUANTITY and f.unit in units)


def scene(normal: Normal, language: Language, *, in_conversation: bool = False) -> Scene:
    """Find the figures of a text."""
    found = without_taken_back(figures(normal.text), normal.lower)
    return Scene(normal, found, language, in_conversation)


@cache
def words(group: str, *path: str) -> tuple[Cue, ...]:
    """The phrases of a list in `slots.yaml`; `^` at the head of a phrase is left out here."""
    raw = lexicon("slots")[group]
    for key in path:
        raw = raw[key]
    return cues(phrase.removeprefix("^ ") for phrase in raw)


@cache
def groups(group: str, *path: str) -> Mapping[str, tuple[Cue, ...]]:
    """The lists of phrases below a key of `slots.yaml`, by name."""
    raw = lexicon("slots")[group]
    for key in path:
        raw = raw[key]
    return {name: cues(written) for name, written in raw.items()}


def ends_with(phrases: Iterable[Cue], text: str) -> bool:
    """Whether a text ends with one of the phrases, white space aside."""
    stripped = text.rstrip()
    return any(hit.end == len(stripped) for cue in phrases for hit in cue.hits(stripped))


def starts_with(phrases: Iterable[Cue], text: str) -> bool:
    """Whether a text starts with one of the phrases, white space aside."""
    stripped = text.lstrip()
    return any(hit.start == 0 for cue in phrases for hit in cue.hits(stripped))
