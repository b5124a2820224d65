"""The corpus and a fresh index for an evaluation: what is measured is what users get, so it is built when stale."""

from __future__ import annotations

from corpus.load import load_corpus
from corpus.models import Corpus
from indexes import build, embedding, versions
from indexes.embedding import Progress
from indexes.models import IndexState
from indexes.search import SearchIndex


def ready(progress: Progress | None = None, *, query_cache: int = 256) -> tuple[Corpus, SearchIndex]:
    """The packaged corpus and its index, fresh.

    Raises:
        SearchIndexError: the index cannot be built on this machine.
    """
    corpus = load_corpus()
    index = SearchIndex.open(corpus, query_cache=query_cache)
    model = embedding.configured()
    if model and index.status().state is not IndexState.FRESH:
        build.build(corpus, versions.default_folder(), embedder=model, progress=progress)
        index = SearchIndex.open(corpus, query_cache=query_cache)
    return corpus, index
