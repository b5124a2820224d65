"""From the engines' scores to one ranking: a weighted sum of standardised scores.

Ranks alone lose too much here: fusing them with equal weights is worse than the dense engine by itself. How
the weights were chosen stands in docs/adr/0003-fusion.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.models import Authority, CatalogEntry
from corpus.signs import is_unread
from indexes.models import Engine, Vector


@dataclass(frozen=True)
class Weights:
    """How much each engine counts."""

    stems: float = 0.0
    ngrams: float = 0.0
    dense: float = 0.0

    def of(self, engine: Engine) -> float:
        """The weight of one engine."""
        return float(getattr(self, engine.value))


DUTCH = Weights(stems=0.05, ngrams=0.25, dense=0.7)
OTHER_LANGUAGE = Weights(ngrams=0.25, dense=0.75)
"""Dutch stems of French or English words mislead; n-grams still find names, numbers and words alike."""
WORDS_ONLY = Weights(stems=0.2, ngrams=0.8)
"""When there are no vectors."""
OWN_WORDS_PRIOR = -0.5
"""What a text in our own words starts with, in deviations: it comes after a source that says the same."""

UNREAD_PRIOR = -1000.0
"""What a text without authority that nobody has judged starts with: it comes after every source, whatever
words of a question it repeats."""


def weights_for(language: str, *, dense: bool) -> Weights:
    """The weights for a question in a language (nl, fr, en), with or without the dense engine."""
    if not dense:
        return WORDS_ONLY
    return DUTCH if language == "nl" else OTHER_LANGUAGE


def standardised(scores: Vector) -> Vector:
    """Zero mean and unit deviation over all provisions; zeros where all scores are equal."""
    deviation = float(scores.std()) if scores.size else 0.0
    if deviation == 0.0:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / deviation, dtype=np.float32)


def fused(scores: Mapping[Engine, Vector], weights: Weights) -> Vector:
    """One score per provision from those of the engines.

    Raises:
        ValueError: no engine is given.
    """
    if not scores:
        message = "at least one engine is needed to rank"
        raise ValueError(message)
    return np.asarray(
        sum(weights.of(engine) * standardised(values) for engine, values in scores.items()), dtype=np.float32
    )


def prior(authorities: Sequence[Authority]) -> Vector:
    """What each provision starts with, by who speaks in it."""
    own = (Authority.EXTERNAL, Authority.SUMMARY)
    return np.asarray([OWN_WORDS_PRIOR if a in own else 0.0 for a in authorities], dtype=np.float32)


def unread_prior(entries: Sequence[CatalogEntry]) -> Vector:
    """What each provision starts with on top of that, when its text was taken in and never judged."""
    return np.asarray([UNREAD_PRIOR if is_unread(entry) else 0.0 for entry in entries], dtype=np.float32)
