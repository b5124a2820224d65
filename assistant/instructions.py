"""Sentences that try to steer the assistant instead of asking something, from `lexicon/instructions.yaml`.

What stands in one block with such a sentence, between rules or quoting marks, goes with it; questions stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.lexicon import lexicon

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_RULE = re.compile(r"\s*(?:-{3,}|={3,}|_{3,}|\*{3,})\s*")
_QUOTING = re.compile(r"\s*>")
_WORD = re.compile(r"\w")
_CAPITALS = "CAPITALS"
"""In the lists this stands for a word in capitals, such as one that is to be repeated."""
_CAPITALS_PATTERN = r"(?-i:(?<!\w)[A-ZÀ-Þ][A-ZÀ-Þ0-9-]{3,}(?!\w))"
_HEAD = "^"
"""Before a word in the lists: it opens the sentence, and the sentence is no question."""


def set_aside_instructions(text: str) -> tuple[str, tuple[str, ...]]:
    """Split a text into what is asked and sentences that try to steer the assistant."""
    kept: list[str] = []
    aside: list[str] = []
    for block in _blocks(text):
        sentences = [s for s in _SENTENCE_END.split(block) if s]
        steered = [s for s in sentences if is_instruction(s)]
        if not steered:
            kept.append(block)
            continue
        enclosed = block != text and _is_enclosed(block)
        left = [
            s for s in sentences if s not in steered and (not enclosed or s.rstrip(" \"'”’)").endswith("?"))
        ]
        aside += [s for s in sentences if s not in left and _WORD.search(s)]
        kept += [_QUOTING.sub("", s) for s in left]
    if not aside:
        return text.strip(), ()
    return " ".join(piece for piece in map(str.strip, kept) if _WORD.search(piece)), tuple(aside)


def is_instruction(sentence: str) -> bool:
    """Whether a sentence tells the assistant what to say or do."""
    asks = sentence.rstrip(" \"'”’)").endswith("?")
    return any(
        all(group.search(sentence) for group in groups) and not (opens and asks)
        for opens, groups in _patterns()
    )


def _blocks(text: str) -> Iterator[str]:
    """The pieces of a text: what stands between rules, lines that are quoted in a row, and the rest."""
    block: list[str] = []
    kind = ""
    enclosed = False
    for line in text.splitlines():
        if _RULE.fullmatch(line):
            enclosed = not enclosed
            now = "rule"
        else:
            now = "between" if enclosed else "quoted" if _QUOTING.match(line) else "plain"
        if now != kind and block:
            yield "\n".join(block)
            block = []
        kind = now
        block.append(line)
    if block:
        yield "\n".join(block)


def _is_enclosed(block: str) -> bool:
    """Whether a block that is not the whole text was set off from the rest by its sender."""
    return "\n" in block or bool(_QUOTING.match(block))


@cache
def _patterns() -> tuple[tuple[bool, tuple[re.Pattern[str], ...]], ...]:
    """For each entry whether its words open a sentence, and its groups."""
    entries = lexicon("instructions")
    return tuple(
        (any(word.startswith(_HEAD) for group in entry for word in group), tuple(map(_pattern, entry)))
        for entry in entries
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(_one, words)), re.IGNORECASE)


def _one(word: str) -> str:
    if word == _CAPITALS:
        return _CAPITALS_PATTERN
    if word.startswith(_HEAD):
        return rf"^\W*(?:(?:{_polite()})\W+)*{re.escape(word.removeprefix(_HEAD))}(?!\w)"
    return rf"(?<!\w){re.escape(word)}"


@cache
def _polite() -> str:
    """What may stand before an imperative."""
    return "|".join(
        map(re.escape, ("please", "gelieve", "en", "dus", "daarna", "nu", "dan", "aub", "and", "et", "then"))
    )
