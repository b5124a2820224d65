"""Spelling repair: a slip of the finger, never a guess at another word.

Only a word that nobody writes is mended, to the one word that is clearly meant: one slip away (two in a long
word), common, and at home beside its neighbours. Figures, short words and names stay as they are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

import assistant.lexicon
from assistant.lexicon import lexicon
from assistant.models import Language
from assistant.understand.vocabulary import counts, dictionary, pairs, size, sources

_LISTS = Path(assistant.lexicon.__file__).parent
_DOUBLED = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORTEST = 4
"""Letters a word must have to be mended."""
_SHORT = 5
"""Up to so many letters another letter makes another word, unless the two lie side by side on a keyboard."""
_LONG = 9
"""From so many letters on two slips are mended; the word that is meant may be a letter shorter."""
_OFTEN = 3
"""How often a word must stand in the corpus to be meant in spite of two slips."""
_COMMON = 30
"""How often a word must stand in the corpus, and how much oftener than in two words, to be put together."""
_CLEAR = 1.0
"""How much likelier, as a natural logarithm, the best candidate must be than the next."""
_COSTS = {
    "swapped": 0.0,
    "doubled": 0.0,
    "beside": -0.3,
    "sound": -0.3,
    "missed": -0.5,
    "extra": -1.2,
    "other": -2.0,
    "twice": -4.0,
}
"""What each slip costs, as a logarithm."""
_OF_LETTERS = frozenset({"swapped", "doubled", "missed", "extra"})
"""Slips that leave every other letter as it was."""
_BESIDE = 1.5
"""What a neighbour counts for that the candidate is known to stand beside."""


@lru_cache(maxsize=8192)
def repaired(word: str, language: Language = Language.NL, before: str = "", after: str = "") -> str | None:
    """The word that was meant, or None when the word is fine or nothing is clearly nearest.

    Args:
        word: lower case, letters only.
        language: of the text.
        before: the word before it, in lower case; empty when there is none.
        after: the word behind it.
    """
    if len(word) < _SHORTEST:
        return None
    ending = _other_ending(word, language, before, after)
    if ending or word in counts(language):
        return ending
    near = _near(word, language)
    scored = sorted(
        ((_likelihood(meant, language, before, after) + _COSTS[slip], meant) for meant, slip in near.items()),
        reverse=True,
    )
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < _CLEAR):
        return None
    best = scored[0][1]
    if _only_inflects(word, best):
        return None
    if near[best] in _OF_LETTERS and _at_home(best, language, before, after) >= _OFTEN:
        return best
    # The dictionary comes last: it takes long to read, and most words need it not.
    return None if is_known(word) or word in dictionary(language) else best


def taken_apart(word: str, language: Language) -> str | None:
    """Two words that were written as one, such as "watis"; None when a word is fine or nothing is clear.

    One of the two must be a small word: people make compounds of the others.
    """
    if len(word) < _SHORT or is_known(word):
        return None
    known, small = pairs(language), _small_words()
    halves = [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
    likely = [
        (known[a, b], f"{a} {b}") for a, b in halves if (a in small or b in small) and known[a, b] >= _OFTEN
    ]
    return max(likely)[1] if likely and word not in dictionary(language) else None


def put_together(first: str, second: str, language: Language) -> str | None:
    """The one word that two words make which hardly ever stand apart, as "loon premie"; None for others."""
    whole = first + second
    if min(len(first), len(second)) < _SHORTEST or counts(language)[whole] < _COMMON:
        return None
    return whole if pairs(language)[first, second] * _COMMON < counts(language)[whole] else None


def is_known(word: str) -> bool:
    """Whether a word, in lower case, stands in the corpus or in a word list."""
    return word in _known()


def is_common(word: str) -> bool:
    """Whether a word, in lower case, is an ordinary one: a name stands in the sources once, if at all."""
    return is_known(word) and sources()[word] != 1


def _likelihood(word: str, language: Language, before: str, after: str) -> float:
    known = pairs(language)
    beside = math.log1p(known[before, word]) + math.log1p(known[word, after])
    return math.log(counts(language)[word] / size(language)) + _BESIDE * beside


def _near(word: str, language: Language) -> dict[str, str]:
    """Words that a slip or two away may be meant, each with its cheapest slip."""
    known = counts(language)
    found: dict[str, str] = {}
    for meant, slip in _one_slip(word):
        if slip == "other" and len(word) <= _SHORT:
            continue
        if meant in known and _COSTS[slip] > _COSTS.get(found.get(meant, ""), -math.inf):
            found[meant] = slip
    alike = _sounds().get(_sound(word)) if language is Language.NL else None
    if alike and found.get(alike) not in _OF_LETTERS:
        found[alike] = "sound"
    if len(word) >= _LONG:
        for meant in _long_words(language):
            if meant[0] == word[0] and meant not in found and OSA.distance(word, meant, score_cutoff=2) <= 2:
                found[meant] = "twice"
    return found


def _one_slip(word: str) -> Iterator[tuple[str, str]]:
    """Every text that a slip makes this word of, the first letter kept, with the kind of slip."""
    letters = "abcdefghijklmnopqrstuvwxyzëïéèç"
    keys: dict[str, str] = lexicon("spelling")["keys"]
    for place in range(len(word)):
        head, letter, tail = word[:place], word[place], word[place + 1 :]
        if tail and tail[0] != letter:
            yield f"{head}{tail[0]}{letter}{tail[1:]}", "swapped"
        if place:
            yield head + tail, "doubled" if head[-1] == letter else "extra"
            for other in letters:
                if other != letter:
                    yield f"{head}{other}{tail}", "beside" if other in keys.get(letter, "") else "other"
        for other in letters:
            yield f"{head}{letter}{other}{tail}", "missed"


def _other_ending(word: str, language: Language, before: str, after: str) -> str | None:
    """The form in d, t or dt that stands beside these neighbours, for one that never does: "gebeurd er"."""
    if language is not Language.NL or not word.endswith(("d", "t")):
        return None
    stem = word.removesuffix("dt") if word.endswith("dt") else word[:-1]
    forms = {stem + end for end in ("d", "t", "dt")} | ({word + "t"} if word.endswith("d") else set())
    counted = {form: _at_home(form, language, before, after) for form in sorted(forms) if is_known(form)}
    best = max(counted, key=lambda form: counted[form], default=word)
    return best if best != word and not counted.get(word) and counted[best] >= _OFTEN else None


def _at_home(word: str, language: Language, before: str, after: str) -> int:
    """How often the corpus has a word beside these neighbours; 0 when it never stands beside one of them."""
    known = pairs(language)
    often = [*([known[before, word]] if before else []), *([known[word, after]] if after else [])]
    return sum(often) if all(often) else 0


def _sound(word: str) -> str:
    """How a word sounds, roughly: "begelijd" and "begeleid" are alike."""
    for written, sound in lexicon("spelling")["sounds"].items():
        word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", f"{word[:-1]}t" if word.endswith("d") else word)


@cache
def _sounds() -> dict[str, str]:
    """The word a slip may be mended to by its sound: of those that sound alike, the most frequent."""
    found = {w: often for w, often in counts(Language.NL).items() if often >= _OFTEN and len(w) > _SHORTEST}
    return {_sound(word): word for word in sorted(found, key=lambda word: (found[word], word))}


def _only_inflects(word: str, target: str) -> bool:
    """Whether the difference is an ending: "werkgevertje" and the like are words, not slips."""
    short, long = sorted((word, target), key=len)
    return long.startswith(short) and long[len(short) :] in _endings()


@cache
def _small_words() -> frozenset[str]:
    return frozenset((*lexicon("function_words"), *lexicon("question_words")))


@cache
def _endings() -> frozenset[str]:
    return frozenset(lexicon("spelling")["endings"])


@cache
def _long_words(language: Language) -> tuple[str, ...]:
    """Long words of the corpus that are met more than now and then."""
    return tuple(
        word for word, often in counts(language).items() if often >= _OFTEN and len(word) >= _LONG - 1
    )


@cache
def _known() -> frozenset[str]:
    """Words that are right as they are: of the corpus, of the ways of asking, and of the word lists."""
    spoken = {word for language in Language for word in counts(language)}
    listed = {
        word
        for path in _LISTS.glob("*.yaml")
        for word in _WORD.findall(path.read_text(encoding="utf-8").lower())
    }
    return frozenset({*spoken, *listed})
