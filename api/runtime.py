"""What answers: corpus, figures, index and assistant, made once and swapped when a new index is there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from api.settings import Settings
from corpus.errors import CorpusError
from corpus.fiches import load_fiches
from corpus.load import load_corpus
from corpus.models import Corpus
from corpus.parameters import Parameters, load_parameters
from indexes import embedding, versions
from indexes.models import IndexManifest, IndexState, SearchIndexError
from indexes.phrases import embeds
from indexes.search import SearchIndex

if TYPE_CHECKING:
    from assistant.pipeline import Assistant


class UnusableCorpus(Exception):  # noqa: N818 - it describes the state, not a defect
    """Nothing can be answered: the sources cannot be read. The text (Dutch) says why and what to do."""


@dataclass(frozen=True)
class Live:
    """What answers at this moment; replaced as a whole, never changed."""

    corpus: Corpus
    parameters: Parameters
    index: SearchIndex
    assistant: Assistant


def load_sources(settings: Settings) -> tuple[Corpus, Parameters]:
    """The documents and the figures.

    Raises:
        UnusableCorpus: they cannot be read, or there is no document at all.
    """
    try:
        corpus = load_corpus(settings.corpus)
        parameters = load_parameters(overrides=settings.parameters)
    except CorpusError as error:
        raise UnusableCorpus(f"De bronnen kunnen niet gelezen worden: {error}") from error
    if not corpus.documents:
        raise UnusableCorpus("Er is geen enkel brondocument. Kijk na met: imw corpus check")
    return corpus, parameters


def open_live(settings: Settings, *, query_cache: int = 256) -> Live:
    """Everything needed to answer, with whatever engines are live.

    Raises:
        UnusableCorpus: the documents or the figures cannot be read.
    """
    corpus, parameters = load_sources(settings)
    index = SearchIndex.open(corpus, index_folder(settings), query_cache=query_cache)
    return assemble(corpus, parameters, index)


def refreshed(live: Live) -> Live:
    """The same with the newest index, when there is a newer one."""
    index = live.index.refreshed()
    return live if index is live.index else assemble(live.corpus, live.parameters, index)


def index_folder(settings: Settings) -> Path:
    """Where the index is kept."""
    return settings.index or versions.default_folder()


def wants_building(live: Live) -> bool:
    """Whether the index has to be built, and can be: a model is at hand."""
    status = live.index.status()
    if status.state is IndexState.FRESH and embeds(status.folder, load_fiches()):
        return False
    try:
        return embedding.configured() is not None
    except SearchIndexError:
        return False


def build_index(
    corpus: Corpus,
    folder: Path,
    progress: Callable[[int, int], None] | None = None,
    *,
    force: bool = False,
) -> IndexManifest:
    """Build the index, with the model of this installation.

    Raises:
        SearchIndexError: there is no model, another process is building, or the folder or disk refuses.
    """
    embedder = embedding.configured()
    if embedder is None:
        raise SearchIndexError(
            "Er is niets te bouwen: zoeken op betekenis staat uit.",
            f"Haal {embedding.MODEL_VARIABLE}={embedding.NO_MODEL} weg om ook op betekenis te zoeken.",
        )
    from indexes.build import build

    return build(corpus, folder, embedder=embedder, fiches=load_fiches(), progress=progress, force=force)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def assemble(corpus: Corpus, parameters: Parameters, index: SearchIndex) -> Live:
    """Put an assistant over its parts."""
    from assistant.pipeline import Assistant

    return Live(corpus, parameters, index, Assistant(corpus, index, parameters))
