"""What is wanted of the answer, from weighted cue words in Dutch, French and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.lexicon import lexicon
from assistant.understand.cues import Cue, weighted
from corpus.fiches import Intent

_ENOUGH = 2
"""Less weight than this says nothing."""
_OPENING = "opening"
_WORD = re.compile(r"[^\W\d_]+")
_HEADS = re.compile(
    r"(?:^|[,:;\n]\s*|[.!?]\s+)(?:[\s\-*•>]*)(?:(?:en|maar|of|dus|want|et|mais|and|but|so|nee|hallo|dag)\s+)?"
)


def intents(lower: str, *, whole: bool = True) -> tuple[Intent, ...]:
    """The kinds of answer a question asks for, the most likely first; empty when nothing tells.

    Args:
        lower: the question, in lower case.
        whole: whether it is a whole question; of a fragment ("en een school?") the mark tells nothing.
    """
    weights = {intent: sum(c.weight for c in cues if c.found(lower)) for intent, cues in _cues().items()}
    heads = [match.end() for match in _HEADS.finditer(lower)]
    for intent, cues in _openings().items():
        weights[intent] += max(
            (c.weight for c in cues for head in heads if _stands(c, lower, head)), default=0
        )
    if whole and max(weights.values()) < _ENOUGH and _is_plain_question(lower):
        weights[Intent.YES_NO] = _ENOUGH
    likely = [intent for intent, weight in weights.items() if weight >= _ENOUGH]
    return tuple(sorted(likely, key=lambda intent: -weights[intent]))


def _is_plain_question(lower: str) -> bool:
    """Whether it asks without a word such as "wie" or "hoe": such a question wants a yes or a no."""
    asking = frozenset(lexicon("question_words"))
    return lower.rstrip().endswith("?") and not asking & set(_WORD.findall(lower))


def _stands(cue: Cue, lower: str, place: int) -> bool:
    return cue.pattern.match(lower, place) is not None


@cache
def _cues() -> Mapping[Intent, tuple[Cue, ...]]:
    return {Intent(name): weighted(c) for name, c in lexicon("intents").items() if name != _OPENING}


@cache
def _openings() -> Mapping[Intent, tuple[Cue, ...]]:
    return {Intent(name): weighted(written) for name, written in lexicon("intents")[_OPENING].items()}
