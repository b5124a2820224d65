"""Split a message into its questions. Greetings, signatures and context are none, but may hold facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.lexicon import lexicon
from assistant.understand.cues import Cue, cues

MOST = 4
_SENTENCE = re.compile(
    r"[^.!?\n;]*(?:(?<=\d)\.(?=\d)[^.!?\n;]*|\.(?=\w)[^.!?\n;]*|(?<=\bart)\.[^.!?\n;]*)*[.!?;\n]*"
)
_LABEL = re.compile(r"^[\s\-*•>]*(?:\(?\d{1,2}[.)]\s+|[a-z]\)\s+)?")
_HEAD = 60
_WORD = re.compile(r"[^\W\d_]{3,}")
_HEAD_WORDS = 5
_ENOUGH, _SHORTEST = 2, 3
"""Words of content a later question needs to stand on its own, and words the first one needs."""


def split(lower: str) -> tuple[tuple[int, int], ...]:
    """The places of the questions in a message, at most four; the whole when nothing looks like one."""
    end = _signature(lower)
    found = [place for sentence in _sentences(lower, end) for place in _questions(lower, *sentence)]
    if not found:
        return ((0, len(lower)),)
    return tuple(found[:MOST])


def _sentences(lower: str, end: int) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(lower, 0, end):
        if match[0].strip():
            yield match.start(), match.end()


def _questions(lower: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The questions of one sentence."""
    start, end = _trimmed(lower, start, end)
    sentence = lower[start:end]
    marked = sentence.rstrip().endswith("?")
    if not sentence or (_is_greeting(sentence) and not marked):
        return
    parts = list(_parts(sentence))
    asking = [part for part in parts if asks(sentence[part[0] :])]
    asking = asking[:1] + [part for part in asking[1:] if _stands_alone(sentence[part[0] :])]
    if len(asking) > 1 and len(sentence[: asking[1][1]].split()) < _SHORTEST:
        asking = asking[:1]
    if len(asking) > 1:
        for index, (first, _) in enumerate(asking):
            last = asking[index + 1][1] if index + 1 < len(asking) else len(sentence)
            yield _trimmed(lower, start + (0 if index == 0 else first), start + last)
    elif marked or asking:
        yield start, end


def _parts(sentence: str) -> Iterator[tuple[int, int]]:
    """Where each piece of a sentence that could be a question begins, and the joint before it."""
    label = _LABEL.match(sentence)
    yield label.end() if label else 0, 0
    for match in _joint().finditer(sentence):
        yield match.end(), match.start()


def _stands_alone(piece: str) -> bool:
    """Whether a piece has a subject of its own: "en door wie?" has none, "en is dat veel?" neither."""
    first = _joint().split(piece)[0]
    if set(_WORD.findall(first)[:_HEAD_WORDS]) & set(lexicon("questions")["pronouns"]):
        return False
    words = [word for word in _WORD.findall(first) if word not in lexicon("function_words")]
    return len(words) >= _ENOUGH


def asks(piece: str) -> bool:
    """Whether a text begins as a question or a request does."""
    head = piece[:_HEAD]
    return any(hit.start == 0 for cue in (*_list("openings"), *_list("requests")) for hit in cue.hits(head))


def _is_greeting(sentence: str) -> bool:
    few = len(sentence.split()) <= 6
    return few and any(hit.start == 0 for cue in _list("greetings") for hit in cue.hits(sentence))


def _signature(lower: str) -> int:
    """Where the closing words of a letter begin; the end when there are none."""
    for match in re.finditer(r"(?:^|\n|[.!?]\s+)(?=\S)", lower):
        place = match.end()
        line = lower[place : place + 40]
        if place and any(hit.start == 0 for cue in _list("farewells") for hit in cue.hits(line)):
            rest = lower[place:]
            if "?" not in rest:
                return place
    return len(lower)


def _trimmed(lower: str, start: int, end: int) -> tuple[int, int]:
    piece = lower[start:end]
    left = len(piece) - len(piece.lstrip(" \n\t,;-*•>"))
    right = len(piece.rstrip(" \n\t,;"))
    return start + left, start + max(left, right)


@cache
def _list(name: str) -> tuple[Cue, ...]:
    return cues(lexicon("questions")[name])


@cache
def _joint() -> re.Pattern[str]:
    words = "|".join(sorted(lexicon("questions")["joints"], key=len, reverse=True))
    return re.compile(rf"[,\s]+(?:{words})\s+(?=\S)|;\s+")
