"""Runs every question through search, by each engine and fused, and scores what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

import numpy as np

from assistant.judge.lift import lifted
from assistant.judge.model import packaged
from assistant.judge.policy import decide, weigh
from assistant.models import Conversation
from assistant.receive import receive
from assistant.retrieve import retrieve
from assistant.understand import understand
from corpus.models import Corpus
from evals import stats
from evals.halves import Half, half
from evals.retrieval.metrics import DEPTH, MEASURES, Scores, score
from evals.retrieval.needs import Declared, Needs, missing
from evals.retrieval.questions import Equivalents, Gold, Question, Slice
from indexes.fusion import Weights, fused
from indexes.models import LEXICAL, Engine, SearchResult, Vector
from indexes.phrases import FicheIndex
from indexes.search import SearchIndex

Progress = Callable[[int, int], None]


class Ranker(StrEnum):
    """What is measured: an engine by itself, the lexical engines together, or all as users get them."""

    STEMS = "stems"
    NGRAMS = "ngrams"
    LEXICAL = "lexical"
    DENSE = "dense"
    FUSED = "fused"
    CURATED = "curated"
    """Fused, with the provisions of likely fiches lifted."""


@dataclass(frozen=True)
class Outcome:
    """What one question found."""

    question: Question
    half: Half
    top: Mapping[Ranker, tuple[str, ...]]
    scores: Mapping[Ranker, Scores]
    """Empty when no document answers the question."""
    strict: Mapping[Ranker, Scores]
    """The same without the units that enclose a gold provision."""
    answerable: float
    """The judge's probability."""
    signals: Mapping[str, float]
    """The best score by each engine and fused, to compare the judge with."""


@dataclass(frozen=True)
class Summary:
    """The outcomes of a run, to be asked for figures."""

    outcomes: tuple[Outcome, ...]

    def estimate(
        self,
        measure: str,
        ranker: Ranker,
        part: Slice | None = None,
        of: Half | None = None,
        *,
        strict: bool = False,
    ) -> stats.Estimate:
        """A measure over the answerable questions, or over those of one slice or half."""
        return stats.mean(
            [
                (o.strict if strict else o.scores)[ranker].of(measure)
                for o in self.outcomes
                if ranker in o.scores and part in (None, o.question.slice) and of in (None, o.half)
            ]
        )

    def rankers(self) -> tuple[Ranker, ...]:
        """The rankers that were live."""
        live = {ranker for o in self.outcomes for ranker in o.scores}
        return tuple(ranker for ranker in Ranker if ranker in live)

    def auroc(self, signal: str, of: Half | None = None) -> float:
        """How well a signal (`judge`, or one of `signals`) tells answerable questions from others."""
        chosen = [o for o in self.outcomes if of in (None, o.half)]
        values = [o.answerable if signal == "judge" else o.signals.get(signal, 0.0) for o in chosen]
        return stats.auroc(values, [o.question.answerable for o in chosen])


def evaluate(
    questions: Sequence[Question],
    gold: Gold,
    equivalents: Equivalents,
    corpus: Corpus,
    index: SearchIndex,
    fiches: FicheIndex,
    progress: Progress | None = None,
) -> Summary:
    """Ask everything.

    Raises:
        ValueError: the gold names provisions that the corpus does not have.
    """
    if stale := missing(gold, corpus):
        named = ", ".join(f"{question} ({' '.join(ids)})" for question, ids in list(stale.items())[:5])
        message = (
            f"gold.yaml names provisions that are not in the corpus, in {len(stale)} questions: {named}. "
            "Locators changed: run `python -m evals.retrieval.resolve`, then read what changed."
        )
        raise ValueError(message)
    declared = Declared(corpus, equivalents)
    outcomes: list[Outcome] = []
    for number, question in enumerate(questions, start=1):
        outcomes.append(_ask(question, gold, declared, corpus, index, fiches))
        if progress:
            progress(number, len(questions))
    return Summary(tuple(outcomes))


def _ask(
    question: Question, gold: Gold, declared: Declared, corpus: Corpus, index: SearchIndex, fiches: FicheIndex
) -> Outcome:
    received = receive(question.question)
    understood = understand(received, Conversation(id="evaluation"))
    found = retrieve(understood.query, received.language, index, fiches)
    result = found.provisions
    weighed = weigh(understood, result, found.fiches, None, None, packaged())
    scores = index.engine_scores(understood.query, result.query_vector)
    curated = lifted(result, weighed, corpus)
    top = _tops(scores, index, result) | {
        Ranker.CURATED: tuple(hit.provision.id for hit in curated.hits[:DEPTH])
    }
    wide = tight = None
    if question.answerable:
        wide = declared.needs(question, gold)
        tight = declared.needs(question, gold, enclosing=False)
    return Outcome(
        question=question,
        half=half(question.id),
        top=top,
        scores=_scored(top, wide),
        strict=_scored(top, tight),
        answerable=decide(weighed).answerable,
        signals=_signals(scores, result),
    )


def _tops(
    scores: Mapping[Engine, Vector], index: SearchIndex, result: SearchResult
) -> dict[Ranker, tuple[str, ...]]:
    ids = [provision.id for provision in index.provisions]
    totals = {Ranker(engine.value): values for engine, values in scores.items()}
    lexical = {engine: values for engine, values in scores.items() if engine in LEXICAL}
    totals[Ranker.LEXICAL] = fused(lexical, Weights(stems=0.5, ngrams=0.5))
    seen = cast("Vector", np.max([scores[engine] for engine in lexical], axis=0))
    tops = {
        ranker: best(values, seen if ranker is Ranker.LEXICAL else values, ids)
        for ranker, values in totals.items()
    }
    return tops | {Ranker.FUSED: tuple(hit.provision.id for hit in result.hits[:DEPTH])}


def best(values: Vector, seen: Vector, ids: Sequence[str]) -> tuple[str, ...]:
    """The ids with the highest values, of those that were seen at all."""
    order = np.argsort(-values, kind="stable")
    return tuple(ids[i] for i in order[: 4 * DEPTH] if seen[i] > 0)[:DEPTH]


def _scored(top: Mapping[Ranker, tuple[str, ...]], needs: Needs | None) -> dict[Ranker, Scores]:
    return {ranker: score(ranking, needs) for ranker, ranking in top.items()} if needs else {}


def _signals(scores: Mapping[Engine, Vector], result: SearchResult) -> dict[str, float]:
    signals = {engine.value: float(values.max(initial=0.0)) for engine, values in scores.items()}
    return signals | {"fused": max((hit.score for hit in result.hits), default=0.0)}


__all__ = ["MEASURES", "Outcome", "Ranker", "Summary", "best", "evaluate"]
