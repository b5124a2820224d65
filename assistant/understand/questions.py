"""Split a message into its questions. Greetings, signatures and context are none, but may hold facts.

A false split is worse than none: a piece counts as a question of its own only when it opens as one and has a
word of content, so "en door wie?" stays with what it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.lexicon import lexicon
from assistant.understand.cues import Cue, cues

MOST = 4
_SENTENCE = re.compile(
    r"[^.!?\n;]*(?:(?<=\d)\.(?=\d)[^.!?\n;]*|\.(?=\w)[^.!?\n;]*|(?<=\bart)\.[^.!?\n;]*)*[.!?;\n]*"
)
_LABEL = re.compile(r"^[\s\-*•>]*(?:\(?\d{1,2}[.)]\s+|[a-z]\)\s+)?")
_LEAD = re.compile(r"^[^?.!\n]{0,40}:\s+(?=\S)")
_HEAD = 60
_WORD = re.compile(r"[^\W\d_]{3,}")
_ANY_WORD = re.compile(r"[^\W_][\w'’-]*")
_SHORTEST = 3
"""Words the first question needs: "hoe en wanneer vraag ik dat aan?" is one."""
_GREETING_WORDS = 6
_CORRECTED = 2
"""Below so many words of content a correction asks nothing of its own: "sorry, 4"."""
_INDIRECT_CONTENT = 2
"""Words of content a request, or a question in indirect order, needs to be one of its own."""
_PERSONAL_WORDS = 5
"""Words with which "krijg ik daar iets voor?" asks something without a word of content."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a sentence that may be a question: where it begins, and the joint before it."""

    start: int
    joint: int
    comma_only: bool


def split(lower: str) -> tuple[tuple[int, int], ...]:
    """The places of the questions in a message, at most four; the whole when nothing looks like one."""
    end = _signature(lower)
    found = [place for sentence in _sentences(lower, end) for place in _questions(lower, *sentence)]
    if not found:
        return ((0, len(lower)),)
    return tuple(_with_corrections(lower, found)[:MOST])


def _with_corrections(lower: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The questions, each with what corrects it behind it: "in kwartaal 3? sorry, 4?" is one."""
    whole: list[tuple[int, int]] = []
    for start, end in found:
        if whole and _only_corrects(lower[start:end]):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _only_corrects(piece: str) -> bool:
    opens = any(hit.start == 0 for cue in cues(lexicon("dialogue")["correction"]) for hit in cue.hits(piece))
    return opens and len(content(piece)) < _CORRECTED


def content(text: str) -> tuple[str, ...]:
    """The words of a text that carry a subject."""
    empty = _function_words()
    return tuple(word for word in _WORD.findall(text) if word not in empty)


def asks(piece: str) -> bool:
    """Whether a text begins as a question or a request does."""
    return _opens(piece, "openings") or _opens(piece, "requests")


def _sentences(lower: str, end: int) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(lower, 0, end):
        if match[0].strip():
            yield match.start(), match.end()


def _questions(lower: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The questions of one sentence."""
    start, end = _trimmed(lower, start, end)
    start += _salutation(lower[start:end])
    sentence = lower[start:end]
    marked = sentence.rstrip().endswith("?")
    if not sentence or (_is_greeting(sentence) and not marked):
        return
    asking = _asking(sentence)
    if len(asking) > 1:
        for index, piece in enumerate(asking):
            last = asking[index + 1].joint if index + 1 < len(asking) else len(sentence)
            yield _trimmed(lower, start + (0 if index == 0 else piece.start), start + last)
    elif asking or (marked and _ANY_WORD.search(sentence)):
        yield start, end


def _asking(sentence: str) -> list[_Piece]:
    """The pieces of a sentence that are questions; the first one may be preceded by context."""
    pieces = list(_pieces(sentence))
    found: list[_Piece] = []
    for index, piece in enumerate(pieces):
        stop = pieces[index + 1].joint if index + 1 < len(pieces) else len(sentence)
        text = sentence[piece.start : stop]
        if (_is_another if found else _is_first)(text, piece):
            found.append(piece)
    if len(found) > 1 and len(sentence[: found[1].joint].split()) < _SHORTEST:
        return found[:1]
    return found


def _is_first(text: str, piece: _Piece) -> bool:
    """Whether a piece is the first question: "en heeft een beslissing" goes on with what is told."""
    opens = asks(text) or (piece.joint == 0 and _opens(text, "verbs"))
    return opens and not _opens(text, "relatives")


def _is_another(text: str, piece: _Piece) -> bool:
    """Whether a piece behind a question is a question of its own, and not the rest of the first."""
    words = set(content(text)) - _empty_verbs()
    length = len(text.split())
    if length < _SHORTEST or _opens(text, "relatives"):
        return False
    if _opens(text, "ellipses"):
        return bool(words)
    if _opens(text, "personal") and length >= _PERSONAL_WORDS:
        return True
    if not words or not (asks(text) or _opens(text, "verbs")):
        return False
    if _is_indirect(text) or _opens(text, "requests"):
        return not piece.comma_only and len(words) >= _INDIRECT_CONTENT
    return True


def _is_indirect(text: str) -> bool:
    """Whether the subject follows the question word at once: "wat het kost", "wie de factuur betaalt"."""
    words = _ANY_WORD.findall(text)
    return len(words) > 1 and words[0] in _question_words() and words[1] in _subjects()


def _pieces(sentence: str) -> Iterator[_Piece]:
    """Where each piece of a sentence that could be a question begins, and the joint before it."""
    label = _LABEL.match(sentence)
    yield _Piece(label.end() if label else 0, 0, comma_only=False)
    for match in _joint().finditer(sentence):
        yield _Piece(match.end(), match.start(), comma_only=match["word"] is None and match["stop"] is None)


def _salutation(sentence: str) -> int:
    """How much of the head greets or announces: "Dag, twee vraagjes: mag ..."."""
    skipped = 0
    for _ in range(2):
        rest = sentence[skipped:]
        greeting = next((h for c in _list("greetings") for h in c.hits(rest[:_HEAD]) if h.start == 0), None)
        comma = rest.find(",", greeting.end, greeting.end + 30) if greeting else -1
        if comma >= 0 and rest[comma + 1 :].strip():
            skipped += comma + 1
            continue
        lead = _LEAD.match(rest)
        if lead and _opens(lead[0].strip(), "leads"):
            skipped += lead.end()
            continue
        break
    return skipped + len(sentence[skipped:]) - len(sentence[skipped:].lstrip())


def _is_greeting(sentence: str) -> bool:
    return len(sentence.split()) <= _GREETING_WORDS and _opens(sentence, "greetings")


def _signature(lower: str) -> int:
    """Where the closing words of a letter begin; the end when there are none."""
    for match in re.finditer(r"(?:^|\n|[.!?]\s+)(?=\S)", lower):
        place = match.end()
        if place and _opens(lower[place : place + 40], "farewells"):
            rest = lower[place:]
            if "?" not in rest:
                return place
    return len(lower)


def _trimmed(lower: str, start: int, end: int) -> tuple[int, int]:
    piece = lower[start:end]
    left = len(piece) - len(piece.lstrip(" \n\t,;-*•>"))
    right = len(piece.rstrip(" \n\t,;"))
    return start + left, start + max(left, right)


def _opens(text: str, name: str) -> bool:
    head = text[:_HEAD]
    return any(hit.start == 0 for cue in _list(name) for hit in cue.hits(head))


@cache
def _list(name: str) -> tuple[Cue, ...]:
    return cues(lexicon("questions")[name])


@cache
def _subjects() -> frozenset[str]:
    return frozenset(lexicon("questions")["subjects"])


@cache
def _empty_verbs() -> frozenset[str]:
    return frozenset(lexicon("questions")["empty"])


@cache
def _question_words() -> frozenset[str]:
    return frozenset(lexicon("question_words"))


@cache
def _function_words() -> frozenset[str]:
    return frozenset((*lexicon("function_words"), *lexicon("question_words")))


@cache
def _joint() -> re.Pattern[str]:
    """What may stand between two questions: a joining word, with or without a comma, or a comma alone."""
    words = "|".join(sorted(lexicon("questions")["joints"], key=len, reverse=True))
    return re.compile(rf"[,\s]+(?P<word>{words})\s+(?=\S)|(?P<stop>[;:]\s+|\s[-*•]\s+)|,\s+(?=\S)")
