"""A small language for the phrases in the word lists, and whether a phrase is denied where it stands.

`werk*` is any word that starts so, `...` leaves up to eight words of the same clause, `(een|de)` is a choice
and `(mijn)?` may be left out. Phrases match whole words, in the lower-case text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from assistant.lexicon import lexicon

_NEXT = r"(?!(?:en|of|maar|et|ou|mais|and|or|but)[^\S\n])"
_GAP = rf"[^\S\n]+(?:{_NEXT}[^\s!?;:]*[^\s.!?;:][^\S\n]+){{0,8}}?"
_JOINT = r"[\s\-]+"
_LITERAL = re.compile(r"(?<![(|*\w])[^\W\d_]{2,}(?![)|?\w])")
_TOKEN = re.compile(r"\([^)]*\)\S*|\S+")
_CLAUSE_END = re.compile(r"[.,;:!?()\n]")
_WORD = re.compile(r"[\w'’]+")
_REACH = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase at its place."""

    start: int
    end: int


@dataclass(frozen=True)
class Cue:
    """One phrase of a word list."""

    written: str
    weight: int = 1
    guard: str = field(init=False, default="")
    """A piece of text that is there whenever the phrase is: tried first, for speed."""

    def __post_init__(self) -> None:
        if not any(mark in self.written for mark in "(|"):
            found = sorted(_LITERAL.findall(self.written), key=len)
            object.__setattr__(self, "guard", found[-1] if found else "")

    @cached_property
    def denies(self) -> bool:
        """Whether the phrase holds a denial of its own: "nog niet in dienst"."""
        return any(word in _denials() for word in _WORD.findall(self.written))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as a regular expression."""
        return re.compile(rf"(?<!\w)(?:{_expression(self.written)})(?!\w)")

    def hits(self, lower: str) -> Iterator[Hit]:
        """Where the phrase stands."""
        if self.guard in lower:
            for match in self.pattern.finditer(lower):
                yield Hit(match.start(), match.end())

    def found(self, lower: str) -> bool:
        """Whether the phrase stands anywhere."""
        return self.guard in lower and self.pattern.search(lower) is not None


@cache
def _cue(written: str, weight: int = 1) -> Cue:
    return Cue(written, weight)


def cues(written: Iterable[str]) -> tuple[Cue, ...]:
    """Phrases of a list."""
    return tuple(_cue(phrase) for phrase in written)


def weighted(written: Mapping[str, str]) -> tuple[Cue, ...]:
    """Phrases of a map from phrase to weight."""
    return tuple(_cue(phrase, int(weight)) for phrase, weight in written.items())


def any_found(phrases: Iterable[Cue], lower: str) -> bool:
    """Whether one of the phrases stands in a text."""
    return any(cue.found(lower) for cue in phrases)


def is_denied(lower: str, start: int, end: int) -> bool:
    """Whether a word such as "geen" or "niet" stands in the phrase or shortly before it in its clause."""
    clause = _CLAUSE_END.split(lower[max(0, start - 60) : start])[-1]
    before = _WORD.findall(clause)[-_REACH:]
    for index, word in enumerate(reversed(before)):
        if word in _stoppers():
            break
        if word in _denials():
            return not (index + 1 < len(before) and before[-index - 2] in _doubled())
    inside = _WORD.findall(lower[start:end])
    if any(word in _denials() for word in inside[1:-1]) or inside[:1] in ([w] for w in _denials()):
        return True
    after = _WORD.findall(_CLAUSE_END.split(lower[end : end + 24])[0])[:1]
    return bool(after) and after[0] in _denied_after()


@cache
def _denials() -> frozenset[str]:
    return frozenset(lexicon("negation")["words"])


@cache
def _stoppers() -> frozenset[str]:
    return frozenset(lexicon("negation")["stop"])


@cache
def _doubled() -> frozenset[str]:
    return frozenset(lexicon("negation")["doubled"])


@cache
def _denied_after() -> frozenset[str]:
    return frozenset(lexicon("negation")["after"])


def _expression(written: str) -> str:
    pieces: list[str] = []
    joint = ""
    for token in _TOKEN.findall(written):
        if token == "...":  # noqa: S105 - a mark of the phrase language
            joint = _GAP
            continue
        piece = token.replace(".", r"\.").replace("*", r"\w*")
        if token.startswith("(") and token.endswith(")?"):
            body = piece[:-1]
            pieces.append(f"(?:{joint}{body})?" if pieces else f"(?:{body}{_JOINT})?")
            joint = _JOINT if len(pieces) > 1 else ""
            continue
        pieces.append(joint + piece.replace("(", "(?:"))
        joint = _JOINT
    return "".join(pieces)
