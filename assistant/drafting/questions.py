"""The questions in a long text, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from assistant.lexicon import lexicon
from assistant.models import Conversation
from assistant.privacy import PersonalKind, mask
from assistant.receive import MAX_CHARACTERS, detect_language, receive
from assistant.understand import understand
from assistant.understand.normalise import normalise
from assistant.understand.questions import content, split

_EDGE = "\n"
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_FEW = 2
"""With fewer words of content than this a question may need the sentence before it."""


@dataclass(frozen=True)
class Sought:
    """One question: as it is to be read, and in the words to show."""

    text: str
    shown: str
    told: bool = False
    """Whether it is no question but what a letter is to tell."""

    @classmethod
    def alone(cls, text: str) -> Sought:
        """A question that stands by itself."""
        return cls(text, text)


@dataclass(frozen=True)
class Found:
    """What a text asks, in order, and the text around it."""

    questions: tuple[Sought, ...]
    around: tuple[str, ...]


def find_questions(text: str) -> Found:
    """The questions of a text of any length. Greetings, signatures and context are none."""
    names = [(p.start, p.end) for p in mask(text).found if p.kind is not PersonalKind.HEALTH]
    normal = normalise(text, detect_language(text), names)
    spans = [normal.origin(*span) for span in _spans(normal.lower)]
    edges = [0, *chain.from_iterable(spans), len(text)]
    around = (text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    asked = dict.fromkeys(_sought(text, start, end) for start, end in spans)
    return Found(tuple(asked), tuple(piece.strip() for piece in around if piece.strip()))


def with_facts(conversation: Conversation, around: tuple[str, ...]) -> Conversation:
    """The conversation with the facts that stand around the questions."""
    for piece in chain.from_iterable(map(_bites, around)):
        received = receive(piece)
        if not received.ending:
            facts = understand(received, conversation).facts
            conversation = conversation.model_copy(update={"facts": facts})
    return conversation


def _spans(lower: str) -> list[tuple[int, int]]:
    """Where the questions stand. `split` finds a few at a time, so it is asked again for what is left.

    Where nothing is a question it gives the whole back, which the edge put around the text tells from a
    question that is the whole.
    """
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(lower):
        piece = f"{_EDGE}{lower[start:]}{_EDGE}"
        places = split(piece)
        if places == ((0, len(piece)),):
            break
        found += [(start + a - 1, min(len(lower), start + b - 1)) for a, b in places]
        start = found[-1][1]
    return found


def _sought(text: str, start: int, end: int) -> Sought:
    """A question; one that leans on the statement before it ("wat kost dat?") is read together with it."""
    asked = text[start:end].strip()
    words = _WORD.findall(asked.lower())
    small = set(lexicon("letters")["small"])
    own = set(content(asked.lower())) - set(lexicon("questions")["empty"]) - small
    before = _SENTENCE.findall(text[:start].rstrip())
    shown = _without_lead(asked)
    if len(own) < _FEW and small & set(words) and before:
        stated = before[-1].strip()
        if stated and not stated.endswith("?"):
            return Sought(f"{stated} {asked}", shown)
    return Sought(asked, shown)


def _without_lead(asked: str) -> str:
    """Without the words that only join it to the question before: "en komt er btw bij?"."""
    words = asked.split()
    while len(words) > 1 and words[0].lower().strip(",") in lexicon("letters")["leading"]:
        words = words[1:]
    return " ".join(words)


def _bites(text: str) -> list[str]:
    """A text in pieces that are short enough to be read at once, cut at lines where that can be."""
    bites = [""]
    for line in text.splitlines():
        for piece in (line[i : i + MAX_CHARACTERS] for i in range(0, len(line), MAX_CHARACTERS)):
            if len(bites[-1]) + len(piece) >= MAX_CHARACTERS:
                bites.append("")
            bites[-1] += f"{piece}\n"
    return [bite for bite in bites if bite.strip()]
