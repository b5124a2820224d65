"""How building and searching grow with the corpus: embedded copies, and, far beyond, random vectors."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from corpus.models import Corpus, Document
from evals.bench.load import Times, times
from indexes.build import build
from indexes.embedding import Embedder, Progress
from indexes.models import Matrix, Vector
from indexes.search import SearchIndex

_SEARCHES = 20


class RandomEmbedder:
    """Random unit vectors: the size of an index without the hours of embedding. Finds nothing of use."""

    name = "random vectors (benchmark)"
    dimension = 384

    def __init__(self) -> None:
        self._random = np.random.default_rng(7)

    def query(self, text: str) -> Vector:
        """A random vector."""
        return np.asarray(self.passages([text])[0], dtype=np.float32)

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Random vectors."""
        rows = self._random.standard_normal((len(texts), self.dimension), dtype=np.float32)
        if progress:
            progress(len(texts), len(texts))
        made: Matrix = np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
        return made


@dataclass(frozen=True)
class Grown:
    """An index of a multiple of the corpus."""

    multiple: int
    provisions: int
    vectors: str
    build_seconds: float
    open_seconds: float
    search: Times
    """Without embedding the question."""


def grow(corpus: Corpus, multiple: int, embedder: Embedder, questions: Iterator[str], *, real: bool) -> Grown:
    """Build an index of so many varied copies of the corpus in a folder of its own, and search it."""
    larger = multiplied(corpus, multiple)
    with tempfile.TemporaryDirectory(prefix="imw-bench-") as folder:
        began = time.perf_counter()
        made = build(larger, Path(folder), embedder=embedder)
        built = time.perf_counter()
        index = SearchIndex.open(larger, Path(folder), embedder=embedder, query_cache=0)
        opened = time.perf_counter()
        searched = [index.search(text).timings_ms["search"] for text in islice(questions, _SEARCHES)]
    return Grown(
        multiple=multiple,
        provisions=made.count,
        vectors="embedded" if real else "random",
        build_seconds=round(built - began, 1),
        open_seconds=round(opened - built, 2),
        search=times(searched),
    )


def multiplied(corpus: Corpus, multiple: int) -> Corpus:
    """The corpus with copies of every document, each under another id and in slightly other words."""
    documents = dict(corpus.documents)
    for number in range(1, multiple):
        for document in corpus.documents.values():
            made = _copy(document, number)
            documents[made.id] = made
    return Corpus(documents, f"{corpus.fingerprint}x{multiple}")


def _copy(document: Document, number: int) -> Document:
    """A copy whose provisions have a word more, so that no text is known already."""
    name = f"{document.id}-{number}"
    provisions = tuple(
        replace(p, document=name, text=f"{p.text} variant {number}") for p in document.provisions
    )
    return replace(document, entry=document.entry.model_copy(update={"id": name}), provisions=provisions)
