"""The judge's weights: plain numbers, learnt from the fiches' own ways of asking (`imw eval judge`)."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict

from indexes.lexical import ngrams
from indexes.models import Vector

WEIGHTS = Path(__file__).with_name("weights.json")
BUCKETS = 2048
"""Places that character n-grams are hashed to, to tell the subject by its words."""


class Thresholds(BaseModel):
    """When to answer, offer a choice or decline; chosen on held-out questions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    known: float
    """Below this probability that any fiche fits: decline."""
    clear: float
    """From this share of the likelihood on: the best candidate is answered."""
    alone: float
    """From this share on nothing is told beside it; below, near candidates are told in a sentence each."""
    near: float
    """A candidate is offered from this share of the best one's likelihood on."""
    subject: float
    """What is declined lies within the subject from this score on."""


class Mode(BaseModel):
    """Weights for questions with a vector, or for questions by words alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rank: Mapping[str, float]
    known: Mapping[str, float]
    bias: float
    calibration: tuple[tuple[float, ...], tuple[float, ...]]
    """Score of the known-model to probability, by straight lines between these points."""
    thresholds: Thresholds


class Stored(BaseModel):
    """Everything that was learnt."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    modes: Mapping[str, Mode]
    subject: tuple[float, ...]
    """Weights over the numbers of a question's vector: the subject against other subjects."""
    subject_bias: float
    subject_words: tuple[float, ...]
    """The same over hashed character n-grams."""
    subject_words_bias: float


@dataclass(frozen=True)
class Model:
    """What was learnt, ready to use."""

    modes: Mapping[str, Mode]
    subject: Vector
    subject_bias: float
    subject_words: Vector
    subject_words_bias: float

    def mode(self, vector: Vector | None) -> str:
        """Which weights fit: `dense` when the question has a vector of the model these were learnt with."""
        return "dense" if vector is not None and vector.size == self.subject.size else "lexical"

    def subject_scores(self, text: str, vector: Vector | None) -> dict[str, float]:
        """How much a question sounds like the subject, by meaning and by its words; above 0 is likely."""
        scores = {"subject_words": float(self.subject_words @ hashed(text)) + self.subject_words_bias}
        if vector is not None and vector.size == self.subject.size:
            scores["subject"] = float(self.subject @ vector) + self.subject_bias
        return scores


def likelihoods(
    pairs: Sequence[Mapping[str, float]], weights: Mapping[str, float], bonus: Sequence[float]
) -> list[float]:
    """How likely each candidate is, given that one of them is meant: they sum to 1."""
    if not pairs:
        return []
    scores = [weighed(pair, weights) + extra for pair, extra in zip(pairs, bonus, strict=True)]
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    return [value / sum(raised) for value in raised]


def weighed(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted sum."""
    return sum(weight * values[name] for name, weight in weights.items())


def calibrated(score: float, points: tuple[Sequence[float], Sequence[float]]) -> float:
    """The probability that belongs to a score."""
    return float(np.interp(score, points[0], points[1]))


def hashed(text: str) -> Vector:
    """Which character n-grams a text holds, hashed, of unit length."""
    row = np.zeros(BUCKETS, dtype=np.float32)
    for run in ngrams(text):
        row[zlib.crc32(run.encode()) % BUCKETS] = 1.0
    length = float(np.linalg.norm(row))
    return row / length if length else row


def of(stored: Stored) -> Model:
    """Weights ready to use."""
    return Model(
        stored.modes,
        np.asarray(stored.subject, dtype=np.float32),
        stored.subject_bias,
        np.asarray(stored.subject_words, dtype=np.float32),
        stored.subject_words_bias,
    )


@cache
def packaged() -> Model:
    """The weights that come with the program."""
    return of(Stored.model_validate(json.loads(WEIGHTS.read_text(encoding="utf-8"))))
