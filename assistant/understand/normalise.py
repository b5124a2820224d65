"""A question as the grammar reads it: courtesy left out, contractions written out, words spelt right.

Digits never change. Every place in the new text can be led back to the words the user typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from assistant.lexicon import lexicon
from assistant.models import Language
from assistant.notation.lexicon import alternatives
from assistant.notation.lexicon import lexicon as notation
from assistant.understand.courtesy import courtesies
from assistant.understand.spelling import is_known, put_together, repaired, taken_apart
from assistant.understand.vocabulary import written

_WORD = re.compile(r"(?<![\w@/.])[^\W\d_]{4,}(?![\w@]|\.\w)")
_NEIGHBOUR = re.compile(r"[^\W\d_]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?\n:]\s*|[-*•]\s+)$")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=(?:years?|quarters?|months?|hours?)(?!\w))")
"""The hyphen of "two-year", which hides a number."""
_SHORTEST_NUMBER = 4
"""Letters a number word must have for a slip of it to be one."""
_NAME_LIKE = 20
"""How far back a sentence start is looked for."""


@dataclass(frozen=True, slots=True)
class Change:
    """A piece that was written otherwise: its place now, and where it stood."""

    start: int
    end: int
    from_start: int
    from_end: int


@dataclass(frozen=True)
class Normal:
    """A text to read, with the way back to the text it was made from."""

    text: str
    lower: str
    """The same in lower case, character for character."""
    source: str
    changes: tuple[Change, ...] = ()
    under: Normal | None = None
    """The text this one was made from, where that is not the source itself."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source of a place in this text; a changed word counts whole."""
        place = self._back(start, last=False), self._back(end, last=True)
        return self.under.origin(*place) if self.under else place

    def dropped_before(self, place: int) -> tuple[int, int] | None:
        """The place in the source of what was left out right before a place in this text."""
        here = [(c.from_start, c.from_end) for c in self.changes if c.start == c.end == place]
        if self.under is None:
            return here[0] if here else None
        return self.under.dropped_before(self._back(place, last=False))

    def _back(self, place: int, *, last: bool) -> int:
        shift = 0
        for change in self.changes:
            if place < change.start or (last and place <= change.start):
                break
            inside = place <= change.end if last else place < change.end
            if inside:
                return change.from_end if last else change.from_start
            shift = change.from_end - change.end
        return place + shift

    def cut(self, start: int, end: int) -> Normal:
        """A part of this text, as a text of its own; its source is the same."""
        first = self._back(start, last=False) - start
        inside = [c for c in self.changes if c.start >= start and c.end <= end]
        moved = [Change(c.start - start, c.end - start, c.from_start, c.from_end) for c in inside]
        head = Change(0, 0, 0, first + start)
        return Normal(self.text[start:end], self.lower[start:end], self.source, (head, *moved), self.under)


def lowered(text: str) -> str:
    """Lower case of the same length, with plain apostrophes."""
    plain = text.translate(_APOSTROPHES)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'"})


def normalise(text: str, language: Language, untouched: Iterable[tuple[int, int]] = ()) -> Normal:
    """Leave out courtesy, write out what was contracted and mend slips; `untouched` are places of names."""
    kept = tuple(untouched)
    words = _with_words_mended(text, language, kept)
    return _with_numbers_mended(words, language, kept)


def _with_words_mended(text: str, language: Language, kept: Sequence[tuple[int, int]]) -> Normal:
    low = lowered(text)
    found = [(start, end, "") for start, end in courtesies(low)]

    def free(start: int, end: int) -> bool:
        return _apart(start, end, [*kept, *((first, last) for first, last, _ in found)])

    if language is Language.NL:
        _replace(low, _contractions(), lambda m: lexicon("contractions")["words"][m[0]], found, free)
    found += _mended(text, low, language, free)
    return _rewritten(text, sorted(found))


def _with_numbers_mended(words: Normal, language: Language, kept: Sequence[tuple[int, int]]) -> Normal:
    """What stands beside a number, once the words are right."""
    low = words.lower
    found: list[tuple[int, int, str]] = []

    def free(start: int, end: int) -> bool:
        taken = [(first, last) for first, last, _ in found]
        return _apart(start, end, taken) and _apart(*words.origin(start, end), kept)

    _replace(low, _units(), lambda m: f"{m[1]} {lexicon('contractions')['units'][m[2]]}", found, free)
    _replace(low, _HYPHEN, lambda _: " ", found, free)
    _replace(low, _numbered(), lambda m: m[1], found, free)
    _replace(low, _before_unit(), lambda m: f"{_number_meant(m[1], language) or m[1]}{m[2]}", found, free)
    if language is Language.NL:
        _replace(low, _beside_number(), lambda m: f"{m[1]}{_unit_meant(m[2]) or m[2]}", found, free)
    if not found:
        return words
    return replace(_rewritten(words.text, sorted(found)), source=words.source, under=words)


def _apart(start: int, end: int, taken: Iterable[tuple[int, int]]) -> bool:
    return all(end <= first or last <= start for first, last in taken)


def _replace(
    low: str,
    pattern: re.Pattern[str],
    written: Callable[[re.Match[str]], str],
    found: list[tuple[int, int, str]],
    free: Callable[[int, int], bool],
) -> None:
    for match in pattern.finditer(low):
        new = written(match)
        if new != match[0] and free(*match.span()):
            found.append((*match.span(), new))


def _mended(
    text: str, low: str, language: Language, free: Callable[[int, int], bool]
) -> Iterator[tuple[int, int, str]]:
    """Words with a slip in them. A capital inside a sentence is a name, unless a known one is meant."""
    shouting = text.isupper()
    words = list(_NEIGHBOUR.finditer(low))
    mendable = {match.start() for match in _WORD.finditer(low)}
    last = 0
    for number, word in enumerate(words):
        start, end = word.span()
        named = not shouting and text[start].isupper() and not _starts_sentence(text, start)
        if start not in mendable or start < last or not free(start, end):
            continue
        before = words[number - 1][0] if number else ""
        behind = words[number + 1] if number + 1 < len(words) else None
        if not named and behind and behind.start() in mendable and low[end : behind.start()] == " ":
            whole = put_together(word[0], behind[0], language)
            if whole and free(start, behind.end()):
                last = behind.end()
                yield start, last, whole
                continue
        better = None if named else taken_apart(word[0], language)
        better = better or repaired(word[0], language, before, behind[0] if behind else "")
        if better and not (named and written(better) == better):
            yield start, end, better


def _starts_sentence(text: str, start: int) -> bool:
    return bool(_SENTENCE_START.search(text[max(0, start - _NAME_LIKE) : start]))


def _rewritten(text: str, replacements: list[tuple[int, int, str]]) -> Normal:
    pieces: list[str] = []
    changes: list[Change] = []
    last = length = 0
    for start, end, new in replacements:
        pieces += [text[last:start], new]
        length += start - last
        changes.append(Change(length, length + len(new), start, end))
        length += len(new)
        last = end
    whole = "".join([*pieces, text[last:]])
    return Normal(whole, lowered(whole), text, tuple(changes))


@cache
def _contractions() -> re.Pattern[str]:
    words: Mapping[str, str] = lexicon("contractions")["words"]
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w'\-/])(?:{'|'.join(re.escape(w) for w in ordered)})(?![\w'\-/])")


@cache
def _numbered() -> re.Pattern[str]:
    """A quarter with "nummer" before its number, which is no reference then."""
    known = lexicon("contractions")
    return re.compile(
        rf"(?<!\w)({alternatives(known['places'])})[^\S\n]+(?:{alternatives(known['numbers'])})(?=\s*\d)"
    )


@cache
def _beside_number() -> re.Pattern[str]:
    """A number and the word right behind it, where a unit is expected."""
    known = notation()
    numbers = alternatives(word for word in known.words[Language.NL] if word not in known.ambiguous)
    return re.compile(rf"(?<![\w.,])((?:\d{{1,2}}|{numbers})[^\S\n]+)([^\W\d_]{{3,}})(?!\w)")


@cache
def _before_unit() -> re.Pattern[str]:
    """A unit and the word right before it, where a number is expected."""
    units = alternatives(lexicon("contractions")["behind_numbers"])
    return re.compile(rf"(?<![\w'])([^\W\d_]{{4,}})([^\S\n]+{units})(?!\w)")


@lru_cache(maxsize=4096)
def _number_meant(word: str, language: Language) -> str | None:
    """The one number word that a word is a slip of; None when it is a word of its own."""
    numbers = notation().words[language].keys() | notation().ordinals.keys()
    near = [n for n in numbers if len(n) >= _SHORTEST_NUMBER and OSA.distance(word, n, score_cutoff=1) == 1]
    return near[0] if len(near) == 1 and word not in numbers and not is_known(word) else None


def _unit_meant(word: str) -> str | None:
    """The one unit that a word is a slip of; None when it is a word of its own."""
    units: list[str] = lexicon("contractions")["beside_numbers"]
    near = [unit for unit in units if OSA.distance(word, unit, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 and not is_known(word) else None


@cache
def _units() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(lexicon("contractions")["units"], key=len, reverse=True))
    return re.compile(rf"(?<![\w.,/])(\d{{1,3}}(?:[.,]5)?)\s?({words})(?!\w)\.?")
