"""What is wanted of the answer, from weighted cue words in Dutch, French and English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from assistant.lexicon import lexicon
from assistant.understand.cues import Cue, weighted
from corpus.fiches import Intent

_ENOUGH = 2
"""Less weight than this says nothing."""


def intents(lower: str) -> tuple[Intent, ...]:
    """The kinds of answer a question asks for, the most likely first; empty when nothing tells."""
    weights = {intent: sum(c.weight for c in cues if c.found(lower)) for intent, cues in _cues().items()}
    likely = [intent for intent, weight in weights.items() if weight >= _ENOUGH]
    return tuple(sorted(likely, key=lambda intent: -weights[intent]))


@cache
def _cues() -> Mapping[Intent, tuple[Cue, ...]]:
    return {Intent(name): weighted(written) for name, written in lexicon("intents").items()}
