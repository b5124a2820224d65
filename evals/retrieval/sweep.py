"""Tries settings of search on the development half, over engine scores computed once.

Weights of the fusion, k1 and b of BM25, and the length of the character n-grams. Nothing is changed: the best
settings are printed with what they are worth on both halves, and who owns `indexes/` decides.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

import bm25s
import numpy as np

from assistant.models import Language
from assistant.receive import detect_language
from corpus.models import Corpus
from evals.halves import Half, half
from evals.retrieval.evaluate import best
from evals.retrieval.metrics import score
from evals.retrieval.needs import Declared, Needs
from evals.retrieval.questions import Equivalents, Gold, Question
from indexes.fusion import Weights, fused
from indexes.lexical import stems, words
from indexes.models import Engine, Vector
from indexes.search import SearchIndex
from indexes.units import units

_SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_K1 = (0.9, 1.2, 1.5, 2.0)
_B = (0.3, 0.5, 0.75, 0.9)
_LENGTHS = (3, 4, 5)


@dataclass(frozen=True)
class Setting:
    """One combination and its mean of hit@5 and nDCG@10 on each half."""

    name: str
    development: float
    test: float


@dataclass(frozen=True)
class _Asked:
    question: Question
    needs: Needs
    language: Language
    scores: Mapping[Engine, Vector]


class Sweep:
    """The cached scores of every answerable question, to be fused in many ways."""

    def __init__(
        self,
        questions: Sequence[Question],
        gold: Gold,
        equivalents: Equivalents,
        corpus: Corpus,
        index: SearchIndex,
    ) -> None:
        declared = Declared(corpus, equivalents)
        self._ids = [p.id for p in index.provisions]
        self._passages = [unit.passage for unit in units(corpus)]
        self._asked = [
            _Asked(
                q,
                declared.needs(q, gold),
                detect_language(q.question),
                index.engine_scores(q.question, index.embed(q.question)),
            )
            for q in questions
            if q.answerable
        ]

    def weights(self, *, dutch: bool) -> list[Setting]:
        """Every division of weight over the engines, best on the development half first."""
        asked = [a for a in self._asked if (a.language is Language.NL) == dutch]
        return _sorted(
            self._setting(str(w), asked, partial(_by_weights, w))
            for w in _divisions(dense=any(Engine.DENSE in a.scores for a in asked))
        )

    def bm25(self, engine: Engine) -> list[Setting]:
        """k1, b and, for the n-grams, their length: of one lexical engine by itself, on Dutch questions."""
        asked = [a for a in self._asked if a.language is Language.NL]
        settings = []
        for length in _LENGTHS if engine is Engine.NGRAMS else (0,):
            analyse = _ngrams(length) if length else stems
            for k1, b in itertools.product(_K1, _B):
                ranker = _Bm25([analyse(p) for p in self._passages], k1, b)
                name = f"{engine.value} k1={k1} b={b}" + (f" length={length}" if length else "")
                settings.append(self._setting(name, asked, partial(_by_words, ranker, analyse)))
        return _sorted(settings)

    def _setting(self, name: str, asked: Sequence[_Asked], total: Callable[[_Asked], Vector]) -> Setting:
        values: dict[Half, list[float]] = {part: [] for part in Half}
        for a in asked:
            totals = total(a)
            got = score(best(totals, np.ones_like(totals), self._ids), a.needs)
            values[half(a.question.id)].append((got.hit_5 + got.ndcg_10) / 2)
        means = {part: float(np.mean(v)) if v else float("nan") for part, v in values.items()}
        return Setting(name, means[Half.DEVELOPMENT], means[Half.TEST])


def _by_weights(weights: Weights, asked: _Asked) -> Vector:
    return fused(asked.scores, weights)


def _by_words(ranker: _Bm25, analyse: Callable[[str], list[str]], asked: _Asked) -> Vector:
    return ranker.scores(analyse(asked.question.question))


class _Bm25:
    def __init__(self, tokens: list[list[str]], k1: float, b: float) -> None:
        self._count = len(tokens)
        self._bm25 = bm25s.BM25(k1=k1, b=b)
        self._bm25.index(tokens, show_progress=False)

    def scores(self, tokens: list[str]) -> Vector:
        known = [t for t in tokens if t in self._bm25.vocab_dict]
        if not known:
            return np.zeros(self._count, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)


def _divisions(*, dense: bool) -> Iterator[Weights]:
    for for_stems, for_ngrams in itertools.product(_SHARES, _SHARES):
        rest = round(1 - for_stems - for_ngrams, 1)
        if rest >= 0 and (dense or rest == 0):
            yield Weights(stems=for_stems, ngrams=for_ngrams, dense=rest)


@cache
def _ngrams(length: int) -> Callable[[str], list[str]]:
    def analyse(text: str) -> list[str]:
        marked = [f"_{word}_" for word in words(text)]
        return [w[i : i + length] for w in marked for i in range(max(1, len(w) - length + 1))]

    return analyse


def _sorted(settings: Iterator[Setting] | Sequence[Setting]) -> list[Setting]:
    return sorted(settings, key=lambda s: -s.development)
