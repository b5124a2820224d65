"""What speaks for a fiche: numbers about a question and a candidate, and about the question as a whole."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from assistant.models import Conversation, FactValue
from assistant.receive import receive
from assistant.understand import Understood, understand
from corpus.data import read_words
from corpus.fiches import Fiche
from corpus.models import Scope
from indexes.models import Engine, SearchResult
from indexes.phrases import DENSE_FEATURES, USAGE_FEATURES, WORD_FEATURES, FicheHit

_DISTINCT = frozenset({"quarter", "premium_quarter", "agreement_quarter", "need_years", "level", "package"})
"""Facts that make a title another question when they differ."""
CONTRADICTION = -4.0
"""In the units of the ranking: enough to put a fiche for another case behind one for this case or for any."""

RELATIVE = ("dense_behind", "focus_behind", "ngrams_behind", "stems_behind")
"""How far a candidate stays behind the best of its question."""
SUPPORT = ("provision", "provision_rank")
AGREEMENT = (
    "intent",
    "intent_other",
    "rule",
    "rule_other",
    "needs",
    "place",
    "scope",
    "scope_other",
    "short",
)
_OF_QUESTION_DENSE = ("passage_dense", "margin_dense")
_OF_QUESTION = ("passage_ngrams", "passage_stems", "margin", "mass", "words")

PAIR = {
    "lexical": (*WORD_FEATURES, *USAGE_FEATURES, *RELATIVE[2:], *SUPPORT, *AGREEMENT),
    "dense": (*DENSE_FEATURES, *WORD_FEATURES, *USAGE_FEATURES, *RELATIVE, *SUPPORT, *AGREEMENT),
}
"""What ranks the fiches, with vectors and without."""
QUESTION = {
    "lexical": (*WORD_FEATURES, *SUPPORT, *_OF_QUESTION, "subject_words"),
    "dense": (
        *DENSE_FEATURES,
        *WORD_FEATURES,
        *SUPPORT,
        *_OF_QUESTION,
        *_OF_QUESTION_DENSE,
        "subject_words",
        "subject",
    ),
}
"""What tells whether any fiche fits: features of the best candidate, and of the question."""


def pair_features(
    understood: Understood, result: SearchResult, hits: Sequence[FicheHit]
) -> list[dict[str, float]]:
    """The features of each candidate, in their order."""
    places = _Places(result)
    best = {
        name: max((hit.features.get(name, 0.0) for hit in hits), default=0.0)
        for name in ("dense_top", "focus_top", "ngrams_top", "stems_top")
    }
    return [
        dict(hit.features)
        | {
            "dense_behind": hit.features.get("dense_top", 0.0) - best["dense_top"],
            "focus_behind": hit.features.get("focus_top", 0.0) - best["focus_top"],
            "ngrams_behind": hit.features["ngrams_top"] - best["ngrams_top"],
            "stems_behind": hit.features["stems_top"] - best["stems_top"],
        }
        | places.support(cited(hit.fiche))
        | _agreement(understood, hit.fiche)
        for hit in hits
    ]


def question_features(
    understood: Understood,
    result: SearchResult,
    pairs: Sequence[Mapping[str, float]],
    probabilities: Sequence[float],
) -> dict[str, float]:
    """The features of the question, with those of its best candidate.

    Args:
        understood: the question.
        result: what the search over provisions found.
        pairs: the features of the candidates.
        probabilities: how likely each candidate is, given that one of them is meant.
    """
    order = sorted(range(len(pairs)), key=lambda i: -probabilities[i])
    if not order:
        return {}
    best = pairs[order[0]]
    second = pairs[order[1]] if len(order) > 1 else {}

    def passage(engine: Engine) -> float:
        return max((hit.scores.get(engine, 0.0) for hit in result.hits), default=0.0)

    return dict(best) | {
        "passage_dense": passage(Engine.DENSE),
        "passage_ngrams": math.log1p(max(passage(Engine.NGRAMS), 0.0)),
        "passage_stems": math.log1p(max(passage(Engine.STEMS), 0.0)),
        "margin": best["ngrams_top"] - second.get("ngrams_top", 0.0),
        "margin_dense": best.get("dense_top", 0.0) - second.get("dense_top", 0.0),
        "mass": max(probabilities),
        "words": math.log1p(len(understood.query.split())),
    }


class _Places:
    """The ranks of what the search over provisions found, to look citations up in."""

    def __init__(self, result: SearchResult) -> None:
        self._top = result.hits[0].score if result.hits else 0.0
        self._scores = [hit.score for hit in result.hits]
        self._found: dict[str, int] = {}
        self._around: dict[str, int] = {}
        for rank, hit in enumerate(result.hits):
            self._found.setdefault(hit.provision.id, rank)
            for ancestor in _with_ancestors(hit.provision.id):
                self._around.setdefault(ancestor, rank)

    def support(self, cited: Iterable[str]) -> dict[str, float]:
        """How well the best found of the cited provisions, or of what holds or fills them, was found."""
        ranks = [self._around[one] for one in cited if one in self._around]
        ranks += [self._found[a] for one in cited for a in _with_ancestors(one) if a in self._found]
        if not ranks:
            return {"provision": 0.0, "provision_rank": 0.0}
        rank = min(ranks)
        return {
            "provision": math.exp(min(0.0, self._scores[rank] - self._top)),
            "provision_rank": 1 / (rank + 1),
        }


@lru_cache(maxsize=4096)
def _with_ancestors(provision_id: str) -> tuple[str, ...]:
    """The id and those of which its locator is a descendant, nearest first."""
    found = [provision_id]
    while "-" in found[-1].partition("#")[2]:
        above = found[-1].rpartition("-")[0]
        if above.endswith("-"):  # the mark of a repeated locator: what stands before it is another place
            break
        found.append(above)
    return tuple(found)


def cited(fiche: Fiche) -> frozenset[str]:
    """The provisions that a fiche rests on."""
    return frozenset(c.provision for s in fiche.answer for c in s.citations)


def _agreement(understood: Understood, fiche: Fiche) -> dict[str, float]:
    wanted = understood.intents
    cued = scopes(understood.query)
    named = {p.provision for p in understood.places if p.provision}
    here = {around for one in cited(fiche) for around in _with_ancestors(one)} if named else set()
    return {
        "intent": float(fiche.intent in wanted[:1]) + 0.5 * float(fiche.intent in wanted[1:]),
        "intent_other": float(bool(wanted) and fiche.intent not in wanted),
        "rule": float(fiche.rule is not None and fiche.rule in understood.topics),
        "rule_other": float(bool(understood.topics) and fiche.rule not in understood.topics),
        "needs": sum(need in understood.said for need in fiche.needs) / max(len(fiche.needs), 1),
        "place": float(bool(named & here)),
        "scope": float(fiche.scope in cued),
        "scope_other": float(fiche.scope is not Scope.INDIVIDUEEL and fiche.scope not in cued),
        "short": float(len(understood.content_words) <= 1),
    }


def scopes(text: str) -> frozenset[Scope]:
    """The scopes, other than individueel maatwerk, that words of a question point to."""
    lower = text.lower()
    return frozenset(scope for scope, pattern in _scope_patterns().items() if pattern.search(lower))


@cache
def _scope_patterns() -> Mapping[Scope, re.Pattern[str]]:
    return {
        Scope(name): re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in words))
        for name, words in _lists()["scopes"].items()
    }


@cache
def _lists() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = read_words(Path(__file__).with_name("cues.yaml"))
    return found


def contradiction(fiche: Fiche, understood: Understood) -> float:
    """What it costs a fiche that its title tells another case: another quarter, another term."""
    told, known = title_facts(fiche.title), understood.known
    differ = any(told[name] != known[name].value for name in told.keys() & known.keys())
    return CONTRADICTION if differ else 0.0


@cache
def title_facts(title: str) -> Mapping[str, FactValue]:
    """The facts in a title that make it another question when they differ."""
    found = understand(receive(title), Conversation(id="")).facts
    return {name: fact.value for name, fact in found.items() if name in _DISTINCT}
