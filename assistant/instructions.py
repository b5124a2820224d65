"""Set aside what tries to steer the assistant instead of asking something; questions stay.

What stands in one block with such a sentence (between rules, quoted, in a table) goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.acts import asks, continues, is_wish, steers
from assistant.lexicon import lexicon
from assistant.machinery import RULE, without_machinery

_SENTENCE_END = re.compile(r"((?<=[.!?])[\"'”’»)]*\s+|(?<=[?!])(?=[A-ZÀ-Þ])|\n+)")
_QUOTING = re.compile(r"\s*[>|]\s*")
_QUOTED = re.compile(r"\s*[\"“«].*[\"”»]\s*")
_WORD = re.compile(r"\w")
_NAME = re.compile(r"(?<=\s)[A-ZÀ-Þ][\w-]{2,}")


def set_aside_instructions(text: str) -> tuple[str, tuple[str, ...]]:
    """Split a text into what is asked and what tries to steer the assistant."""
    rest, found = without_machinery(text)
    kept: list[str] = []
    aside = list(found)
    wishes: list[str] = []
    for block, enclosed in _blocks(rest):
        sentences, gaps = _sentences(block)
        steered = _steered(sentences, enclosed)
        if 0 in steered and kept and kept[-1].rstrip().endswith(":"):
            aside.append(kept.pop().strip())
        for number, (sentence, gap) in enumerate(zip(sentences, gaps, strict=True)):
            if number in steered:
                aside += [sentence] if _WORD.search(sentence) else []
            elif is_wish(sentence):
                wishes.append(sentence)
            else:
                kept.append((_QUOTING.sub("", sentence) if steered else sentence) + gap)
    said = "\n".join(line for line in "".join(kept).splitlines() if _WORD.search(line)).strip()
    if not aside and not (wishes and said):
        return text.strip(), ()
    return said or " ".join(wishes), tuple(aside)


def _sentences(block: str) -> tuple[list[str], list[str]]:
    """The sentences of a block, and what stands behind each of them."""
    pieces = _SENTENCE_END.split(block)
    pairs = [(s, g) for s, g in zip(pieces[::2], [*pieces[1::2], "\n"], strict=True) if s or g.strip()]
    return [sentence for sentence, _ in pairs], [gap for _, gap in pairs]


def _steered(sentences: list[str], enclosed: bool) -> set[int]:
    """Which sentences steer: by what they say, by going on with one that does, or by the name it gave."""
    steered: set[int] = set()
    names: set[str] = set()
    for number, sentence in enumerate(sentences):
        follows = number - 1 in steered and continues(sentence)
        named = not asks(sentence) and (sentence.split() or [""])[0].strip(",:") in names
        if follows or named or steers(sentence, "".join(sentences[number + 1 : number + 2])):
            steered.add(number)
            names |= {name for name in _NAME.findall(sentence) if name.lower() not in lexicon("names")}
    if steered and enclosed:
        return {number for number, sentence in enumerate(sentences) if not asks(sentence)} | steered
    return steered


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a text, each with whether its sender set it off from the rest."""
    block: list[str] = []
    kind = ""
    between = False
    for line in text.splitlines():
        if RULE.fullmatch(line):
            between = not between
            now = "rule"
        else:
            now = "between" if between else "set off" if _is_set_off(line) else "plain"
        if now != kind and block:
            yield "\n".join(block), kind != "plain"
            block = []
        kind = now
        block.append(line)
    if block:
        yield "\n".join(block), kind != "plain"


def _is_set_off(line: str) -> bool:
    """Whether a line is quoted or stands in a table."""
    return bool(_QUOTING.match(line) or _QUOTED.fullmatch(line))
