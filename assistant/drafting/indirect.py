"""Indirect questions as direct ones: "wat de begeleiding kost en of hij kan opzeggen"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from assistant.lexicon import lexicon

_HELPED = 2
"""Verbs that may stand behind a helper: "kan laten erkennen"."""
_END = " \t\n.,;:!?"
_JOINT = re.compile(
    r"\s*[,;]\s*(?:(?:en|alsook|and|et)\s+(?:ook\s+)?)?|\s+(?:en|alsook|and|et)\s+(?:ook\s+)?", re.IGNORECASE
)


def clauses(text: str) -> Iterator[str]:
    """The questions in a row of indirect ones, each in direct order."""
    yield from (direct(piece) for piece in _cut(text, opens_clause))


def subjects(text: str) -> Iterator[str]:
    """The subjects in a row of them, each as a question."""
    for piece in _cut(text, _opens_subject):
        words = piece.split()
        opens = words[0].lower() if words else ""
        if opens in _asking() or opens in _set("indirect"):
            yield direct(piece)
        elif words:
            priced = _set("prices") & {word.lower() for word in words}
            asked = lexicon("letters")["price_question" if priced else "subject_question"]
            yield asked.format(subject=piece)


def direct(clause: str) -> str:
    """An indirect question in direct order, as far as its words allow: "kost de begeleiding ...".

    "of hij kan opzeggen" becomes "kan hij opzeggen?"; a question that is direct already keeps its order.
    """
    words = clause.strip(_END).split()
    if not words:
        return ""
    head = _head(words)
    rest = words[head:]
    opens_yes_no = words[0].lower() in _set("indirect")
    if len(rest) < 2 or not (opens_yes_no or rest[0].lower() in _subjects()):
        return f"{' '.join(words)}?"
    verb = _finite(rest)
    moved = _apart(rest[verb], [*rest[:verb], *rest[verb + 1 :]])
    asked = moved if opens_yes_no else [*words[:head], *moved]
    return f"{' '.join(asked)}?"


def _apart(verb: str, others: list[str]) -> list[str]:
    """The verb in front, its loose part at the end: "rekent Stad Gent aan"."""
    known = lexicon("letters")["separable"]
    for prefix in known["prefixes"]:
        if verb.startswith(prefix) and verb.removeprefix(prefix) in known["verbs"]:
            return [verb.removeprefix(prefix), *others, prefix]
    return [verb, *others]


def _head(words: list[str]) -> int:
    """How many words ask: "of", "wat", "welke papieren"."""
    lower = [word.lower() for word in words[:4]]
    if lower[0] in _set("naming"):
        for place, word in enumerate(lower[1:], start=1):
            if word in _set("helpers") | _set("verbs"):
                break
            if word in _subjects():
                return place
    return 1


def _finite(rest: list[str]) -> int:
    """Where the verb stands that goes to the front: the last word, or the helper of the last verbs."""
    last = len(rest) - 1
    for place in range(max(1, last - _HELPED), last):
        if rest[place].lower() in _set("helpers") and all(_is_infinitive(w) for w in rest[place + 1 : last]):
            return place
    return last


def _is_infinitive(word: str) -> bool:
    return word.lower().endswith("en")


def _cut(text: str, opens: Callable[[str], bool]) -> Iterator[str]:
    """The pieces of a row, cut at a joint behind which something new opens."""
    start = 0
    for joint in _JOINT.finditer(text):
        if opens(text[joint.end() :].lower()) and text[start : joint.start()].strip(_END):
            yield text[start : joint.start()].strip(_END)
            start = joint.end()
    if text[start:].strip(_END):
        yield text[start:].strip(_END)


def opens_clause(lower: str) -> bool:
    """Whether an indirect question begins here, with or without a preposition: "tot wanneer"."""
    words = lower.split(maxsplit=2)
    asking = _asking() | _set("indirect")
    return bool(words) and (
        words[0] in asking or (words[0] in _set("prepositions") and len(words) > 1 and words[1] in asking)
    )


def _opens_subject(lower: str) -> bool:
    """Whether a subject of its own begins here: "de opzegtermijn"."""
    words = lower.split(maxsplit=1)
    return opens_clause(lower) or (bool(words) and words[0] in _set("determiners"))


@cache
def _asking() -> frozenset[str]:
    return frozenset(lexicon("question_words"))


@cache
def _subjects() -> frozenset[str]:
    return frozenset((*lexicon("questions")["subjects"], *lexicon("letters")["names"]))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(lexicon("letters")[name])
