"""Searching by meaning: the vectors of a fresh index, and the model that made them to embed the question.

Anything less than a fresh index by the model at hand is not used: a vector of other words would cite the
wrong place. What is missing is told in Dutch, with the remedy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from corpus.models import Corpus
from indexes import embedding, snapshot, versions
from indexes.embedding import Embedder
from indexes.fingerprint import fingerprint
from indexes.models import IndexState, Matrix, SearchIndexError, Vector

_BUILD = "Bouw de index met: imw index build"
_WORDS_ONLY = "Er wordt alleen op woorden gezocht."
_SENTENCES = {
    IndexState.FRESH: "De index is actueel: er wordt gezocht op woorden en op betekenis.",
    IndexState.MISSING: "Er is nog geen index: er wordt alleen op woorden gezocht.",
    IndexState.HALF_BUILT: (
        "De index wordt nog gebouwd, of het bouwen is onderbroken: intussen wordt alleen op woorden gezocht."
    ),
    IndexState.STALE: (
        "De index hoort bij een vorige versie van de bronnen, het programma of het model: "
        "er wordt alleen op woorden gezocht."
    ),
}


@dataclass(frozen=True)
class DenseEngine:
    """The cosine of a question with every unit, in the order of the units."""

    embedder: Embedder
    vectors: Matrix
    fingerprint: str

    def scores(self, query: Vector) -> Vector:
        """One cosine per unit."""
        return np.asarray(self.vectors @ query, dtype=np.float32)


@dataclass(frozen=True)
class Opening:
    """What came of opening the dense half: the engine, or why there is none."""

    state: IndexState
    engine: DenseEngine | None
    version: Path | None
    sentence: str
    remedy: str | None


def open_dense(
    corpus: Corpus, ids: Sequence[str], folder: Path, embedder: Embedder | Literal["auto"] | None
) -> Opening:
    """Open the dense engine over the units with these ids; never raises for what a user can cause."""
    model, without_model = _model(embedder)
    state, version, problem = _inspect(corpus, folder, model)
    engine = None
    if state is IndexState.FRESH and model and version:
        try:
            engine = _engine(model, version, ids)
        except SearchIndexError as error:
            state, problem = IndexState.UNREADABLE, error
    if without_model:
        return Opening(state, None, version, without_model.sentence, without_model.remedy)
    if problem:
        return Opening(state, None, version, f"{problem.sentence} {_WORDS_ONLY}", problem.remedy)
    return Opening(state, engine, version, _SENTENCES[state], None if engine else _BUILD)


def _model(embedder: Embedder | Literal["auto"] | None) -> tuple[Embedder | None, SearchIndexError | None]:
    """The embedder to use, or why there is none."""
    try:
        chosen = embedding.configured() if embedder == "auto" else embedder
    except SearchIndexError as error:
        return None, SearchIndexError(f"{error.sentence} {_WORDS_ONLY}", error.remedy)
    if chosen is None:
        return None, SearchIndexError(
            "Zoeken op betekenis staat uit: er wordt alleen op woorden gezocht.",
            f"Wilt u ook op betekenis zoeken, haal dan {embedding.MODEL_VARIABLE}={embedding.NO_MODEL} weg.",
        )
    return chosen, None


def _inspect(
    corpus: Corpus, folder: Path, model: Embedder | None
) -> tuple[IndexState, Path | None, SearchIndexError | None]:
    """The state of the folder; without a model, measured against the model that the index names."""
    version = None
    try:
        version = versions.current(folder)
        if version is None:
            unfinished = versions.unfinished(folder)
            return (IndexState.HALF_BUILT if unfinished else IndexState.MISSING), None, None
        made = versions.manifest(version)
    except SearchIndexError as error:
        return IndexState.UNREADABLE, version, error
    expected = fingerprint(corpus.fingerprint, model.name if model else made.model)
    return (IndexState.FRESH if made.fingerprint == expected else IndexState.STALE), version, None


def _engine(model: Embedder, version: Path, ids: Sequence[str]) -> DenseEngine:
    stored = snapshot.read(version)
    if stored.ids != tuple(ids) or (len(ids) and stored.vectors.shape[1] != model.dimension):
        raise SearchIndexError(
            f"De index in {version} past niet bij de bronnen.",
            "Bouw de index opnieuw met: imw index build --force",
        )
    return DenseEngine(model, stored.vectors, versions.manifest(version).fingerprint)
