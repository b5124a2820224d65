"""Scores of one ranking for one question, by ir-measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from evals.retrieval.needs import Needs

MEASURES = ("hit@1", "hit@3", "hit@5", "recall@10", "mrr", "ndcg@10")
DEPTH = 10


@dataclass(frozen=True)
class Scores:
    """The measures of one question, each between 0 and 1, over the first ten places."""

    hit_1: float
    hit_3: float
    hit_5: float
    recall_10: float
    mrr: float
    ndcg_10: float

    def of(self, measure: str) -> float:
        """A measure by its printed name."""
        return float(getattr(self, measure.replace("@", "_")))


def score(ranking: Sequence[str], needs: Needs) -> Scores:
    """Score the first ten of a ranking of provision ids, best first.

    Classes of equally good provisions count once: a second member of a class that was found keeps its place
    in the ranking and gains nothing. When all classes are needed, a hit is the place where the last is found.
    """
    names = [f"class {i}" for i in range(len(needs.classes))]
    tokens = _tokens(ranking[:DEPTH], needs)
    got = _calculated({"any": names} | {name: [name] for name in names}, tokens)
    ranks = [got[name]["RR"] for name in names]
    reached = min(ranks, default=0.0) if needs.all else max(ranks, default=0.0)
    rank = round(1 / reached) if reached else DEPTH + 1
    return Scores(
        hit_1=float(rank <= 1),
        hit_3=float(rank <= 3),
        hit_5=float(rank <= 5),
        recall_10=got["any"]["R@10"],
        mrr=reached,
        ndcg_10=got["any"]["nDCG@10"],
    )


def _tokens(ranking: Sequence[str], needs: Needs) -> list[str]:
    """The ranking with the first member of a class replaced by the class and later ones by a blank."""
    left = dict(enumerate(needs.classes))
    tokens: list[str] = []
    for place, provision in enumerate(ranking):
        met = [i for i, members in left.items() if provision in members]
        for i in met:
            del left[i]
        tokens += [f"class {i}" for i in met] or [f"other {place}"]
    return tokens


def _calculated(wanted: dict[str, list[str]], tokens: list[str]) -> dict[str, dict[str, float]]:
    import ir_measures

    judged = [ir_measures.Qrel(query, name, 1) for query, names in wanted.items() for name in names]
    run = [
        ir_measures.ScoredDoc(query, token, 1.0 / (place + 1))
        for query in wanted
        for place, token in enumerate(tokens)
    ]
    scores = {query: {"RR": 0.0, "R@10": 0.0, "nDCG@10": 0.0} for query in wanted}
    for metric in ir_measures.iter_calc(_measures(), judged, run):
        scores[metric.query_id][str(metric.measure)] = float(metric.value)
    return scores


@cache
def _measures() -> list[Any]:
    from ir_measures import RR, R, nDCG

    return [RR, R @ 10, nDCG @ 10]
