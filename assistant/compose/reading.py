"""A place in a source that somebody wants to read: summed up, quoted whole, or the one sentence meant."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise

from assistant.compose.parts import Part, Sheet
from assistant.compose.passages import Passage, introduction, whole
from assistant.compose.quoting import quoted
from assistant.compose.summary import tell_summary
from assistant.compose.texts import texts
from assistant.knowledge import Knowledge
from assistant.lexicon import lexicon
from assistant.understand import Understood
from corpus.fiches import Intent
from corpus.models import Corpus, Provision

_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“‘(])")
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5


def tell_place(part: Part, understood: Understood, sheet: Sheet, knowledge: Knowledge, as_of: date) -> None:
    """Write what a question wants to read of a place. `part.place` must be set."""
    assert part.place is not None  # noqa: S101 - the caller looked
    if understood.intents[:1] == (Intent.SUMMARISE,):
        tell_summary(part.place, sheet, knowledge, as_of)
        return
    named = bool(understood.places)
    passage = whole(part.place) if named else sentence_of(part.place, understood.text, knowledge.corpus)
    sheet.statements.append(quoted(passage, knowledge.corpus, sheet.citer))


def sentence_of(place: Provision, question: str, corpus: Corpus) -> Passage:
    """The sentence of a place that a question is about; the whole place when it does not tell."""
    document = corpus.documents[place.document]
    cuts = [place.start, *(place.start + m.end() for m in _SENTENCE.finditer(place.text)), place.end]
    spans = [_trimmed(document.text, start, end) for start, end in pairwise(cuts)]
    wanted = _wanted(question)
    worth = [len(wanted & _stems(document.text[start:end])) for start, end in spans]
    best = max(worth)
    head = introduction(place, document)
    if not best or worth.count(best) > 1:
        return Passage(place, place.start, place.end, head)
    start, end = spans[worth.index(best)]
    return Passage(place, start, end, head)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _wanted(question: str) -> frozenset[str]:
    """The stems of what the sentence is to be about, without the words that ask for it."""
    return _stems(question) - _asking()


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))


@cache
def _asking() -> frozenset[str]:
    words = (*texts("reading.asking"), *lexicon("function_words"), *lexicon("question_words"))
    return frozenset(word[:_STEM] for word in words)
