"""The opening of an answer, turned the way the question asks: a "Ja: ..." is a "Nee: ..." to the reverse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from assistant.compose.texts import text
from assistant.models import Statement
from corpus.fiches import load_fiches
from corpus.phrases import Stance

_OPENING = re.compile(r"^(?P<word>Ja|Nee|Dat hangt af)\b(?:(?P<rest>[^.:]*)[.:]\s+|,\s+)")
"""Up to the colon or stop; where a sentence has none before its end, up to the comma."""
_WORD = re.compile(r"[^\W\d_]+")
_OWN = {"Ja": Stance.YES, "Nee": Stance.NO, "Dat hangt af": Stance.DEPENDS}


def opened(said: Sequence[Statement], stance: Stance) -> tuple[Statement, ...]:
    """The statements with the first one opened as the stance asks; untouched where that would bend its words.

    A sentence that opens with another stance loses its opening. "Dat hangt af van ..." keeps its own, unless
    the question settles it.
    """
    if not said or not (said[0].citations or said[0].calculations):
        return tuple(said)  # only that the sources are silent: there is no yes or no in that
    first = _turned(said[0].text, stance)
    return (said[0].model_copy(update={"text": first}), *said[1:])


def _turned(sentence: str, stance: Stance) -> str:
    found = _OPENING.match(sentence)
    own = _OWN[found["word"]] if found else None
    if own is stance or (stance is Stance.NONE and found and found["rest"]):
        return sentence
    bare = sentence[found.end() :] if found else sentence
    if stance in (Stance.YES, Stance.NO):
        return text(f"stance.{stance}", answer=lowered(bare))
    return bare[:1].upper() + bare[1:]


def lowered(sentence: str) -> str:
    """With a small first letter, where the first word is one that fiches write small elsewhere."""
    word = _WORD.match(sentence)
    common = (
        word is not None
        and (len(word[0]) == 1 or not word[0].isupper())
        and word[0].lower() in _written_small()
    )
    return sentence[:1].lower() + sentence[1:] if common else sentence


@cache
def _written_small() -> frozenset[str]:
    """Words that stand inside sentences with a small letter more often than with a capital."""
    fiches = load_fiches().fiches.values()
    inside = Counter(w for f in fiches for s in f.answer for w in _WORD.findall(s.text)[1:])
    return frozenset(w for w, times in inside.items() if w.islower() and times > inside[w.capitalize()])
