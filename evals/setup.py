"""The corpus and a fresh index for an evaluation: what is measured is what users get."""

from __future__ import annotations

import time

from corpus.fiches import load_fiches
from corpus.load import load_corpus
from corpus.models import Corpus
from indexes import build, embedding, versions
from indexes.embedding import Progress
from indexes.models import IndexState, SearchIndexError
from indexes.phrases import FicheIndex, embeds
from indexes.search import SearchIndex

_PATIENCE = 600.0
_PAUSE = 3.0


def ready(progress: Progress | None = None, *, query_cache: int = 256) -> tuple[Corpus, SearchIndex]:
    """The packaged corpus and its index, fresh; waits while another process is building it.

    Raises:
        SearchIndexError: the index cannot be built on this machine, or not within ten minutes.
    """
    corpus, fiches = load_corpus(), load_fiches()
    model = embedding.configured()
    deadline = time.monotonic() + _PATIENCE
    while True:
        index = SearchIndex.open(corpus, query_cache=query_cache)
        fresh = index.status().state is IndexState.FRESH and embeds(index.status().folder, fiches)
        if model is None or fresh:
            return corpus, index
        try:
            build.build(corpus, versions.default_folder(), embedder=model, fiches=fiches, progress=progress)
        except SearchIndexError:
            # A writer at work leaves an unfinished version behind that is not ours: wait for it.
            if time.monotonic() > deadline or not versions.unfinished(versions.default_folder()):
                raise
            time.sleep(_PAUSE)


def fiche_index(index: SearchIndex) -> FicheIndex:
    """The packaged fiches, with the vectors of the same index."""
    status = index.status()
    return FicheIndex.open(load_fiches(), status.folder, status.model)
