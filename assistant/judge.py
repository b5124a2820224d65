"""Step 4, judge: answer, ask back or decline.

One score does not tell in scope from out of scope, so several are weighed: how near the best passage is, how
far it stands out, how much of the question's words the passages hold, and whether the subject's own words occur.
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

from assistant.lexicon import lexicon
from assistant.models import Reason
from assistant.understand import Understood
from indexes.models import Engine, SearchResult

FEATURES = ("dense_top", "dense_gap", "stems_top", "ngrams_top", "coverage", "domain", "foreign")
"""The order of the weights. `foreign` says that the lexical half is silent because the question is not Dutch."""

_WORD = re.compile(r"\w{3,}")
_STEM = 6
_TOP = 5


@dataclass(frozen=True)
class Judgement:
    """What to do with a question, and how sure we are that the passages answer it."""

    answerable: float
    """Between 0 and 1."""
    reason: Reason | None
    """None: answer."""


def judge(understood: Understood, result: SearchResult, *, worked_out: bool) -> Judgement:
    """Decide on the grounds of the search, unless the rules have already worked the question out."""
    weights = _weights("dense" if Engine.DENSE in result.engines else "lexical")
    answerable = probability(features(understood, result), weights)
    if worked_out:
        return Judgement(answerable, None)
    if not result.hits:
        return Judgement(0.0, Reason.OUT_OF_SCOPE)
    if is_vague(understood):
        return Judgement(answerable, Reason.UNCLEAR)
    if answerable >= weights["floor"]:
        return Judgement(answerable, None)
    return Judgement(
        answerable, Reason.NOT_IN_CORPUS if speaks_of_subject(understood) else Reason.OUT_OF_SCOPE
    )


def features(understood: Understood, result: SearchResult) -> dict[str, float]:
    """What the judgement rests on, by name."""
    hits = result.hits

    def best(engine: Engine) -> float:
        return max((h.scores.get(engine, 0.0) for h in hits), default=0.0)

    dense = sorted((h.scores.get(Engine.DENSE, 0.0) for h in hits), reverse=True)
    return {
        "dense_top": best(Engine.DENSE),
        "dense_gap": dense[0] - sum(dense) / len(dense) if dense else 0.0,
        "stems_top": math.log1p(max(best(Engine.STEMS), 0.0)),
        "ngrams_top": math.log1p(max(best(Engine.NGRAMS), 0.0)),
        "coverage": _coverage(understood, result),
        "domain": float(speaks_of_subject(understood)),
        "foreign": float(Engine.STEMS not in result.engines),
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


@cache
def _domain() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in lexicon("domain")["stems"])
    return re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)


@cache
def _loose_words() -> frozenset[str]:
    return frozenset(lexicon("domain")["loose"])


@cache
def _weights(name: str) -> Mapping[str, float]:
    stored: dict[str, dict[str, float]] = json.loads(
        files("assistant").joinpath("judge_weights.json").read_text("utf-8")
    )
    return stored[name]
