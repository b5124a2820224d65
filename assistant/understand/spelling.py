"""Spelling repair, on the words of the domain only: a slip of the finger, never a guess at another word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

import assistant.lexicon
import corpus
from assistant.lexicon import lexicon
from assistant.models import Language

_CORPUS = Path(corpus.__file__).parent
_LISTS = Path(assistant.lexicon.__file__).parent
_DOUBLED = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SHORTEST = 5
"""Letters a word of the domain must have to be a repair; what is mended may be one letter shorter."""
_LONG = 9
"""From so many letters on two slips are mended instead of one."""
_OFTEN = 3


@lru_cache(maxsize=8192)
def repaired(word: str, language: Language = Language.NL) -> str | None:
    """The word of the domain that was meant, or None when the word is fine or nothing is near enough.

    Args:
        word: lower case, letters only.
        language: only Dutch words are mended; the lists hold few others.
    """
    if language is not Language.NL or len(word) < _SHORTEST - 1 or word in _known():
        return None
    if _sound(word) in _sounds():
        return _sounds()[_sound(word)]
    allowed = 2 if len(word) >= _LONG else 1
    ranked = sorted(
        (OSA.distance(word, target, score_cutoff=allowed), -often, target)
        for target, often in _near(word, allowed)
    )
    best = [item for item in ranked if item[0] <= allowed and _ends_alike(word, item[2])]
    if not best or _only_inflects(word, best[0][2]):
        return None
    return best[0][2]


def is_known(word: str) -> bool:
    """Whether a word, in lower case, is right as it is."""
    return word in _known()


def is_common(word: str) -> bool:
    """Whether a word, in lower case, is an ordinary one: a name stands in the sources once, if at all."""
    return is_known(word) and _counted()[word] != 1


def _sound(word: str) -> str:
    """How a word sounds, roughly: "begelijd" and "begeleid" are alike."""
    for written, sound in lexicon("spelling")["sounds"].items():
        word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", f"{word[:-1]}t" if word.endswith("d") else word)


@cache
def _sounds() -> dict[str, str]:
    """The word a slip may be mended to by its sound: of those that sound alike, the most frequent."""
    found = {word: often for group in _targets().values() for word, often in group}
    return {_sound(word): word for word in sorted(found, key=lambda word: (found[word], word))}


def _near(word: str, allowed: int) -> Iterator[tuple[str, int]]:
    targets = _targets()
    for length in range(max(_SHORTEST, len(word) - allowed), len(word) + allowed + 1):
        for first in {word[0], word[1]}:
            yield from targets.get((first, length), ())


def _ends_alike(word: str, target: str) -> bool:
    """Whether a word ends as the target does: "premier" is no slip of "premie"."""
    return word[-1] == target[-1] or sorted(word[-2:]) == sorted(target[-2:])


def _only_inflects(word: str, target: str) -> bool:
    """Whether the difference is an ending: "werkgevertje" and the like are words, not slips."""
    short, long = sorted((word, target), key=len)
    return long.startswith(short) and long[len(short) :] in _endings()


@cache
def _endings() -> frozenset[str]:
    return frozenset(lexicon("spelling")["endings"])


@cache
def _counted() -> Counter[str]:
    """Every word of the source documents, fiches and ways of asking, with how often it occurs."""
    files = [*_CORPUS.glob("documents/*.md"), *_CORPUS.glob("fiches/*.yaml"), *_CORPUS.glob("*.yaml")]
    return Counter(word for path in files for word in _WORD.findall(path.read_text(encoding="utf-8").lower()))


@cache
def _known() -> frozenset[str]:
    """Words that are right as they are: of the corpus, of the ways of asking, and of the word lists."""
    files = [*_CORPUS.glob("phrases/*.tsv"), *_LISTS.glob("*.yaml")]
    spoken = {word for path in files for word in _WORD.findall(path.read_text(encoding="utf-8").lower())}
    return frozenset({*_counted(), *spoken})


@cache
def _targets() -> dict[tuple[str, int], list[tuple[str, int]]]:
    """Words a slip may be mended to, by first letter and length."""
    found: dict[tuple[str, int], list[tuple[str, int]]] = {}
    counted = _counted()
    domain: list[str] = lexicon("spelling")["domain"]
    weights = {word: often for word, often in counted.items() if often >= _OFTEN and len(word) >= _LONG}
    weights |= {word: counted[word] + 1000 for word in domain}
    for word, often in weights.items():
        if len(word) >= _SHORTEST:
            found.setdefault((word[0], len(word)), []).append((word, often))
    return found
