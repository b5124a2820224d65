"""Step 4, judge: answer, ask back or decline.

One score does not tell in scope from out of scope, so several are weighed: how near the best passage is, how
far it stands out, how much of the question's words the passages hold, whether the best passage only says that
nothing was found, and whether the question lies nearer to other subjects than to this one.
The weights are measured (`imw eval floor`) and stored beside this module as plain numbers.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from assistant.lexicon import lexicon
from assistant.models import Reason
from assistant.understand import Understood
from indexes.models import Engine, Matrix, SearchResult, Vector

FEATURES = (
    "dense_top", "dense_gap", "stems_top", "ngrams_top", "coverage", "domain", "gap", "gap_near", "on", "off",
)  # fmt: skip
"""What is weighed. `gap`: the best passage says that the sources do not tell, `gap_near`: how many of the first three
do. `on` and `off`: the likeness to the nearest group of questions on the subject, and on another."""

_WORD = re.compile(r"\w{3,}")
_STEM = 6
_TOP = 5
_NEAR = 3


@dataclass(frozen=True)
class Centroids:
    """The middles of groups of questions, unit length, one row each: on the subject, and on others."""

    on: Matrix
    off: Matrix

    @property
    def dimension(self) -> int:
        """The length of the vectors they can be compared with; 0 when there are none."""
        return int(self.on.shape[1]) if self.on.ndim == 2 and self.off.ndim == 2 else 0


@dataclass(frozen=True)
class Judgement:
    """What to do with a question, and how sure we are that the passages answer it."""

    answerable: float
    """Between 0 and 1."""
    reason: Reason | None
    """None: answer."""


def judge(understood: Understood, result: SearchResult, *, worked_out: bool) -> Judgement:
    """Decide on the grounds of the search, unless the rules have already worked the question out."""
    weights = _weights("dense" if _comparable(result.query_vector, _centroids()) else "lexical")
    values = features(understood, result, _centroids())
    answerable = probability(values, weights)
    if worked_out:
        return Judgement(answerable, None)
    if not result.hits:
        return Judgement(0.0, Reason.OUT_OF_SCOPE)
    if is_vague(understood):
        return Judgement(answerable, Reason.UNCLEAR)
    if answerable >= weights["floor"]:
        return Judgement(answerable, None)
    near = speaks_of_subject(understood) or values["gap"]
    return Judgement(answerable, Reason.NOT_IN_CORPUS if near else Reason.OUT_OF_SCOPE)


def features(understood: Understood, result: SearchResult, centroids: Centroids) -> dict[str, float]:
    """What the judgement rests on, by name."""
    hits = result.hits

    def best(engine: Engine) -> float:
        return max((h.scores.get(engine, 0.0) for h in hits), default=0.0)

    dense = sorted((h.scores.get(Engine.DENSE, 0.0) for h in hits), reverse=True)
    gaps = [bool(_gap().search(hit.provision.text)) for hit in hits[:_NEAR]]
    on, off = _likeness(result.query_vector, centroids)
    return {
        "dense_top": best(Engine.DENSE),
        "dense_gap": dense[0] - sum(dense) / len(dense) if dense else 0.0,
        "stems_top": math.log1p(max(best(Engine.STEMS), 0.0)),
        "ngrams_top": math.log1p(max(best(Engine.NGRAMS), 0.0)),
        "coverage": _coverage(understood, result),
        "domain": float(speaks_of_subject(understood)),
        "gap": float(any(gaps[:1])),
        "gap_near": sum(gaps) / _NEAR,
        "on": on,
        "off": off,
    }


def probability(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic of the weighted features."""
    z = weights["bias"] + sum(weights[name] * values[name] for name in FEATURES)
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, z))))


def speaks_of_subject(understood: Understood) -> bool:
    """Whether the subject's own words occur in the question."""
    return bool(_domain().search(understood.query))


def is_vague(understood: Understood) -> bool:
    """A single loose word of the subject ("premie?") could ask anything."""
    return len(understood.content_words) == 1 and understood.content_words[0] in _loose_words()


def _coverage(understood: Understood, result: SearchResult) -> float:
    wanted = {w[:_STEM] for w in understood.content_words}
    if not wanted:
        return 0.0
    held = {
        w[:_STEM]
        for hit in result.hits[:_TOP]
        for w in _WORD.findall(
            f"{' '.join(hit.provision.breadcrumb)} {hit.provision.lead} {hit.provision.text}".lower()
        )
    }
    return len(wanted & held) / len(wanted)


def _comparable(vector: Vector | None, centroids: Centroids) -> bool:
    """Whether the question was embedded, by a model whose vectors can be compared with the stored ones."""
    return vector is not None and vector.size == centroids.dimension


def _likeness(vector: Vector | None, centroids: Centroids) -> tuple[float, float]:
    if vector is None or not _comparable(vector, centroids):
        return 0.0, 0.0
    return float((centroids.on @ vector).max()), float((centroids.off @ vector).max())


@cache
def _gap() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(phrase) for phrase in lexicon("gaps")), re.IGNORECASE)


@cache
def _domain() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in lexicon("domain")["stems"])
    return re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)


@cache
def _loose_words() -> frozenset[str]:
    return frozenset(lexicon("domain")["loose"])


def _weights(name: str) -> Mapping[str, float]:
    weights: Mapping[str, float] = _stored()["weights"][name]
    return weights


@cache
def _centroids() -> Centroids:
    stored = _stored()["centroids"]
    return Centroids(*(np.asarray(stored[side], dtype=np.float32) for side in ("on", "off")))


@cache
def _stored() -> Any:
    return json.loads(files("assistant").joinpath("judge_weights.json").read_text("utf-8"))
