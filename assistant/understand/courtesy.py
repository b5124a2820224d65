"""Courtesy and framing: what is said around a question and is no part of it.

"Goeiemorgen, kunt u mij zeggen hoeveel de premie bedraagt? Alvast bedankt" asks how much the premium is.
A message of nothing but courtesy is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.lexicon import lexicon
from assistant.understand.questions import asks

_MARKS = r"[\s,.:;!\-–—…]*"
_HEADS = re.compile(r"(?:^|[.!?…:;]\s+|\n+)(?=\S)")
_BULLET = re.compile(r"[\s\-–—*•>]*")
_SKIP = re.compile(r"[\s,.:;!?\-–—…]*(?:(?:maar|mais|but)\s+(?=\w))?")
_MARK = re.compile(r"\s*(?:[,:;.!?\n\-–—]|$)")
_ANY_WORD = re.compile(r"\w")
_PIECE = re.compile(r"\([^)]*\)[?*]?|\S+")
_MOST = 6
"""Pieces of courtesy that may open one sentence."""
_NAME = 3
"""Words of a name behind the words that sign a message."""


def courtesies(lower: str) -> tuple[tuple[int, int], ...]:
    """The places of courtesy in a message, in order; none when nothing else would be left.

    Args:
        lower: the message, in lower case, with plain apostrophes.
    """
    found = tuple(_found(lower))
    return found if _ANY_WORD.search(_rest(lower, found)) else ()


def without_courtesy(lower: str) -> str:
    """What a message, in lower case, says beside its courtesy; nothing when it is nothing but that."""
    return _rest(lower, tuple(_found(lower)))


def frame(lower: str) -> int | None:
    """Where, in a piece of courtesy, the words begin that ask to be told; None when there are none."""
    frames = list(_pattern("frames").finditer(lower))
    return frames[-1].start() if frames else None


def _found(lower: str) -> Iterator[tuple[int, int]]:
    end = _closed(lower)
    yield from _joined(sorted(_openers(lower, end)))
    if end < len(lower):
        yield end, len(lower)


def _rest(lower: str, taken: Sequence[tuple[int, int]]) -> str:
    return "".join(lower[first:last] for first, last in _between(taken, len(lower)))


def _between(taken: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in taken:
        yield last, start
        last = end
    yield last, length


def _joined(places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places that do not overlap."""
    last = 0
    for start, end in places:
        if end > last:
            yield max(start, last), end
            last = end


def _openers(lower: str, end: int) -> Iterator[tuple[int, int]]:
    """What opens a sentence and is no part of what it says."""
    for head in _HEADS.finditer(lower, 0, end):
        place = _past(_BULLET, lower, head.end())
        start = place
        for _ in range(_MOST):
            behind = _opener(lower, place, end)
            if behind is None:
                break
            place = min(behind, end)
        if place > start:
            yield start, place


def _opener(lower: str, place: int, end: int) -> int | None:
    """Where the courtesy at this place ends, with the marks behind it; None when there is none."""
    for name in ("greetings", "excuses", "closings"):
        match = _pattern(name).match(lower, place, end)
        if match and (name != "closings" or _MARK.match(lower, match.end(), end)):
            return _past(_SKIP, lower, match.end())
    match = _pattern("loose_greetings").match(lower, place, end)
    if match and (_MARK.match(lower, match.end(), end) or _asks(lower, match.end(), end)):
        return _past(_SKIP, lower, match.end())
    framed = (_pattern(name).match(lower, place, end) for name in ("announcements", "frames"))
    return next((_behind_frame(lower, match.end(), end) for match in framed if match), None)


def _behind_frame(lower: str, place: int, end: int) -> int | None:
    """Where the question behind a frame begins; None when what follows is no question."""
    if _MARK.match(lower, place, end):
        return _past(_SKIP, lower, place)
    behind = _past(_SKIP, lower, place)
    joint = _pattern("joints").match(lower, behind, end)
    if joint:
        return _past(_SKIP, lower, joint.end())
    return behind if _pattern("asking").match(lower, behind, end) or _asks(lower, behind, end) else None


def _asks(lower: str, place: int, end: int) -> bool:
    return asks(lower[_past(_SKIP, lower, place) : end])


def _closed(lower: str) -> int:
    """Where the courtesy that closes a message begins."""
    end = len(lower)
    while True:
        match = _closing().search(lower, 0, end)
        if match is None:
            return end
        end = match.start()


def _past(pattern: re.Pattern[str], lower: str, place: int) -> int:
    match = pattern.match(lower, place)
    return match.end() if match else place


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_choice(name))


@cache
def _closing() -> re.Pattern[str]:
    name = rf"(?:[\s,.\-]+[^\W\d_][\w'.\-]*){{0,{_NAME}}}"
    closes = rf"(?:{_choice('closings')}|(?:{_choice('signatures')}){name})"
    return re.compile(rf"(?<!\w)(?:(?:en|et|and)\s+)?{closes}{_MARKS}$")


def _choice(name: str) -> str:
    """The phrases of a list as one expression, the longest first."""
    phrases = sorted(lexicon("courtesy")[name], key=lambda phrase: (-len(phrase), phrase))
    return rf"(?:{'|'.join(map(_expression, phrases))})(?!\w)"


def _expression(phrase: str) -> str:
    """A phrase; a word may only begin where one ended, so that pieces may be left out anywhere."""
    written = []
    for piece in _PIECE.findall(phrase):
        choices, mark = piece.strip("(?*").removesuffix(")"), piece[-1] if piece[-1] in "?*" else ""
        words = "|".join(_spaced(choice) for choice in choices.split("|"))
        written.append(rf"(?:\s*\b(?:{words})(?!\w)){mark}")
    return "".join(written)


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
