"""Where a running text names levels, fields of study and the like, by the vocabulary of the lists.

The names are those of `corpus/kwalificaties.yaml`, longest first. Nothing is guessed here: a text is given
as it was normalised, and a word that is not known is no mention.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from assistant.rules.decisions.certificates import Catalogue, Kind, Meaning, catalogue
from assistant.rules.decisions.spelling import words

_TOKEN = re.compile(r"[^\W_]+")
_SUBJECTS = frozenset({Kind.FIELD, Kind.NEAR})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the lists at its place in a text."""

    kind: Kind
    start: int
    end: int
    weak: bool = False
    """Whether the name is as often a job or a trade as a field of study."""
    levelled: bool = False
    """Whether the name carries its level in itself: "ergotherapeut"."""

    @property
    def is_subject(self) -> bool:
        """Whether it says what was studied."""
        return self.kind in _SUBJECTS

    @property
    def has_level(self) -> bool:
        """Whether it says at what level."""
        return self.levelled or self.kind is Kind.LEVEL


class _Spoken(NamedTuple):
    """A word at its place in a text."""

    word: str
    start: int
    end: int


def mentions(text: str) -> tuple[Mention, ...]:
    """Every name of the lists in a text, in its order; of names that overlap the longest."""
    known = catalogue()
    said = [spoken for spoken in _spoken(text) if spoken.word not in known.skipped]
    found: list[Mention] = []
    at = 0
    while at < len(said):
        length, meaning = known.longest_at([spoken.word for spoken in said[at : at + known.longest]])
        last = said[at + max(length, 1) - 1]
        if meaning is not None and _is_unbroken(text[said[at].start : last.end]):
            found.append(_mention(meaning, said[at].start, last.end, known))
            at += length
        else:
            at += 1
    return tuple(found)


def pending_at(text: str) -> tuple[int, int] | None:
    """Where a text says that a training is not finished yet: "nog in opleiding"."""
    said = _spoken(text)
    for at in range(len(said)):
        for phrase in catalogue().pending:
            last = at + len(phrase)
            if tuple(spoken.word for spoken in said[at:last]) == phrase:
                return said[at].start, said[last - 1].end
    return None


def _spoken(text: str) -> list[_Spoken]:
    return [
        _Spoken(word, match.start(), match.end())
        for match in _TOKEN.finditer(text)
        for word in words(match[0])
    ]


def is_filling(text: str) -> bool:
    """Whether words say nothing of what a certificate is: "mijn opleiding is"."""
    known = catalogue()
    return all(word in known.skipped or word in known.noise for word in words(text))


def _mention(meaning: Meaning, start: int, end: int, known: Catalogue) -> Mention:
    weak = (meaning.kind is Kind.FIELD and known.fields[meaning.id].weak) or (
        meaning.kind is Kind.NEAR and known.near[meaning.id].weak
    )
    return Mention(meaning.kind, start, end, weak, levelled=meaning.level is not None)


def _is_unbroken(text: str) -> bool:
    """Whether a name stands within one clause."""
    return not re.search(r"[?!;:\n()]|[.,]\s", text)
