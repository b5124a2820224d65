"""The words of search: what is asked of the index, what comes back, and what state the index is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from corpus.models import Provision, Scope

Vector = npt.NDArray[np.float32]
"""One embedding of unit length, or one score per indexed provision."""

Matrix = npt.NDArray[np.float32]
"""Embeddings of unit length, one row per text."""


class Engine(StrEnum):
    """The ways a provision can be found."""

    STEMS = "stems"
    NGRAMS = "ngrams"
    DENSE = "dense"


LEXICAL = (Engine.STEMS, Engine.NGRAMS)


@dataclass(frozen=True)
class Filters:
    """Which provisions may be found. An empty field does not restrict."""

    documents: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = ()
    in_force_on: date | None = None


@dataclass(frozen=True)
class Hit:
    """A provision that was found, with what each engine thought of it.

    `score` is the fused score and compares hits of one query only. `scores` are the engines' own: BM25, or
    the cosine between question and provision. `ranks` start at 1 and count the provisions that the filters
    let through; 0 where the engine did not find the provision at all.
    """

    provision: Provision
    score: float
    scores: Mapping[Engine, float]
    ranks: Mapping[Engine, int]
    equivalents: tuple[str, ...] = ()
    """Ids of other indexed provisions with the same words."""


@dataclass(frozen=True)
class SearchResult:
    """What a search found, best first; `query_vector` so that nobody embeds the same question twice."""

    hits: tuple[Hit, ...]
    engines: tuple[Engine, ...]
    query_vector: Vector | None
    timings_ms: Mapping[str, float] = field(default_factory=dict)


class IndexState(StrEnum):
    """What stands in the index folder, measured against the corpus and the code of now."""

    FRESH = "fresh"
    STALE = "stale"
    MISSING = "missing"
    HALF_BUILT = "half_built"
    UNREADABLE = "unreadable"


class IndexManifest(BaseModel):
    """What an index version was made of; written last, so that its presence says the version is complete."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fingerprint: str
    corpus: str
    code: str
    vectors: str
    """What the vectors depend on besides their texts."""
    model: str
    dimension: int
    count: int
    reused: int
    """How many vectors were taken over from the version before, because their text had not changed."""
    phrases: str | None = None
    """The titles of the fiches and the ways of asking that were embedded; None when there were none."""
    phrase_count: int = 0
    phrases_reused: int = 0
    built_at: datetime
    seconds: float


@dataclass(frozen=True)
class IndexStatus:
    """Which engines are live and why, in a sentence for people (Dutch)."""

    state: IndexState
    engines: tuple[Engine, ...]
    model: str | None
    fingerprint: str | None
    folder: Path
    provisions: int
    sentence: str
    remedy: str | None = None


class SearchIndexError(Exception):
    """Something about the index that a person can mend: what is wrong, and the remedy (both Dutch)."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(f"{sentence} {remedy}")
        self.sentence = sentence
        self.remedy = remedy
