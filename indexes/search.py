"""Hybrid search over the provisions of a corpus.

This module and what it imports load neither torch nor llama-index nor Chroma: a single question must be
answered within seconds of starting the program.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Literal, Self

import numpy as np
import numpy.typing as npt

from corpus.models import Corpus, Provision
from corpus.signs import is_for_answers
from indexes import versions
from indexes.dense import Opening, open_dense
from indexes.embedding import CachedEmbedder, Embedder
from indexes.fusion import Weights, fused, prior, unread_prior, weights_for
from indexes.lexical import ANALYSERS, LexicalEngine
from indexes.models import (
    LEXICAL,
    Engine,
    Filters,
    Hit,
    IndexState,
    IndexStatus,
    SearchIndexError,
    SearchResult,
    Vector,
)
from indexes.units import Unit, equivalents, units

_EVERYTHING = Filters()
LONGEST_QUESTION = 300
"""Characters of a question that are embedded: the time it takes grows with the length."""


class SearchIndex:
    """An opened index. It does not change under its user; `refreshed` looks whether there is a newer one.

    The lexical engines always work. The dense engine is live when the folder holds a fresh index made by the
    embedder at hand; `status` says so, and what to do when it is not.
    """

    def __init__(
        self, corpus: Corpus, searched: tuple[Unit, ...], folder: Path, opening: Opening, query_cache: int
    ) -> None:
        self._corpus = corpus
        self._folder = folder
        self._opening = opening
        self._query_cache = query_cache
        self._units = searched
        self._equivalents = equivalents(self._units)
        entries = [corpus.documents[unit.provision.document].entry for unit in self._units]
        self._prior = prior([entry.authority for entry in entries]) + unread_prior(entries)
        self._for_answers: dict[int, bool] = {}
        beside = opening.version if opening.state is IndexState.FRESH else None
        self._lexical = {
            engine: LexicalEngine(
                [u.words for u in searched], ANALYSERS[engine], beside and beside / f"{engine}.npz"
            )
            for engine in LEXICAL
        }
        dense = opening.engine
        self._embedder = CachedEmbedder(dense.embedder, query_cache) if dense else None

    @classmethod
    def open(
        cls,
        corpus: Corpus,
        folder: Path | None = None,
        *,
        embedder: Embedder | Literal["auto"] | None = "auto",
        query_cache: int = 256,
    ) -> Self:
        """Open the index of a corpus.

        Args:
            corpus: what is searched.
            folder: where the index is kept; by default `versions.default_folder()`.
            embedder: the model for questions, "auto" for the configured one, None to search by words only.
            query_cache: how many question vectors are remembered; 0 when measuring.
        """
        folder = folder or versions.default_folder()
        searched = units(corpus)
        opening = open_dense(corpus, [unit.id for unit in searched], folder, embedder)
        return cls(corpus, searched, folder, opening, query_cache)

    def refreshed(self, embedder: Embedder | Literal["auto"] | None = "auto") -> SearchIndex:
        """This index, or the newer version that has taken its place in the folder since."""
        try:
            now = versions.current(self._folder)
        except SearchIndexError:
            return self
        if now == self._opening.version:
            return self
        return SearchIndex.open(self._corpus, self._folder, embedder=embedder, query_cache=self._query_cache)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """What is searched, in the order of the scores that `engine_scores` gives."""
        return tuple(unit.provision for unit in self._units)

    @property
    def engines(self) -> tuple[Engine, ...]:
        """The engines that are live."""
        return (*LEXICAL, Engine.DENSE) if self._embedder else LEXICAL

    def status(self) -> IndexStatus:
        """Which engines are live and why, for people."""
        dense = self._opening.engine
        return IndexStatus(
            state=self._opening.state,
            engines=self.engines,
            model=dense.embedder.name if dense else None,
            fingerprint=dense.fingerprint if dense else None,
            folder=self._folder,
            provisions=len(self._units),
            sentence=self._opening.sentence,
            remedy=self._opening.remedy,
        )

    def embed(self, query: str) -> Vector | None:
        """The vector of a question; None when the dense engine is not live or there is nothing to embed.

        Of a long message only the part that ends in its last question is embedded.
        """
        return self._embedder.query(essence(query)) if self._embedder and query.strip() else None

    def engine_scores(self, query: str, vector: Vector | None = None) -> Mapping[Engine, Vector]:
        """What each live engine thinks of every provision, for explanation and for choosing weights."""
        scores = {engine: lexical.scores(query) for engine, lexical in self._lexical.items()}
        if self._opening.engine and vector is not None:
            scores[Engine.DENSE] = self._opening.engine.scores(vector)
        return scores

    def search(
        self,
        query: str,
        *,
        language: str = "nl",
        k: int = 10,
        filters: Filters = _EVERYTHING,
        weights: Weights | None = None,
        query_vector: Vector | None = None,
    ) -> SearchResult:
        """The k best provisions for a question; none when no engine sees any likeness.

        Args:
            query: the question; empty finds nothing.
            language: of the question: nl, fr or en.
            k: how many at most.
            filters: which provisions may be found.
            weights: of the engines; by default those chosen by measurement for the language.
            query_vector: when the question was embedded before, its vector.
        """
        began = time.perf_counter()
        vector = self.embed(query) if query_vector is None else query_vector
        embedded = time.perf_counter()
        scores = self.engine_scores(query, vector)
        chosen = weights or weights_for(language, dense=Engine.DENSE in scores)
        hits = self._ranked(scores, fused(scores, chosen) + self._prior, self._allowed(filters), k)
        timings = {"embed": 1000 * (embedded - began), "search": 1000 * (time.perf_counter() - embedded)}
        return SearchResult(hits, tuple(scores), vector, timings)

    def _allowed(self, filters: Filters) -> npt.NDArray[np.bool_]:
        if filters == _EVERYTHING:
            return np.ones(len(self._units), dtype=np.bool_)
        day, documents = filters.in_force_on, self._corpus.documents
        return np.fromiter(
            (
                (not filters.documents or p.document in filters.documents)
                and (not filters.scopes or p.scope in filters.scopes)
                and (day is None or documents[p.document].in_force(day))
                for p in self.provisions
            ),
            dtype=np.bool_,
            count=len(self._units),
        )

    def _is_for_answers(self, i: int) -> bool:
        """Whether a passage may be found; remembered, and asked only of what comes near the top."""
        if i not in self._for_answers:
            provision = self._units[i].provision
            entry = self._corpus.documents[provision.document].entry
            self._for_answers[i] = is_for_answers(provision.text, entry)
        return self._for_answers[i]

    def _ranked(
        self, scores: Mapping[Engine, Vector], total: Vector, allowed: npt.NDArray[np.bool_], k: int
    ) -> tuple[Hit, ...]:
        seen = np.any([values > 0 for values in scores.values()], axis=0) & allowed
        placed = np.argsort(-total, kind="stable")
        best = placed[seen[placed]].tolist()
        order = list(islice(filter(self._is_for_answers, best), max(k, 0)))
        ranks = {engine: _ranks(values, allowed) for engine, values in scores.items()}
        return tuple(
            Hit(
                provision=self._units[i].provision,
                score=float(total[i]),
                scores={engine: float(values[i]) for engine, values in scores.items()},
                ranks={engine: int(ranks[engine][i]) for engine in scores},
                equivalents=self._equivalents.get(self._units[i].id, ()),
            )
            for i in order
        )


def essence(question: str) -> str:
    """What of a question is embedded: all of it, or of a long message the part up to its last question."""
    text = question.strip()
    if len(text) <= LONGEST_QUESTION:
        return text
    end = text.rfind("?") + 1
    kept = text[max(0, end - LONGEST_QUESTION) : end] if end else text[:LONGEST_QUESTION]
    return kept.strip() or text[:LONGEST_QUESTION]


def _ranks(scores: Vector, allowed: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Each provision's place by these scores among those allowed, from 1; 0 where there is no score."""
    order = np.argsort(-scores, kind="stable")
    order = order[(allowed & (scores > 0))[order]]
    ranks = np.zeros(len(scores), dtype=np.int64)
    ranks[order] = np.arange(1, len(order) + 1)
    return ranks
