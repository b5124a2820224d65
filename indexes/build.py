"""Making an index: embed, store in Chroma, write the snapshot, and put the new version in place."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from corpus.models import Corpus
from indexes import snapshot, versions
from indexes.embedding import Embedder, Progress
from indexes.fingerprint import code_version, fingerprint, vector_version
from indexes.models import IndexManifest, Matrix, SearchIndexError, Vector
from indexes.units import Unit, units


def build(
    corpus: Corpus,
    folder: Path,
    *,
    embedder: Embedder,
    progress: Progress | None = None,
    force: bool = False,
) -> IndexManifest:
    """Build the index of a corpus beside the one in use, and then take its place.

    A fresh index is left as it is, unless `force`. Texts that the version in use has embedded in the same
    way are not embedded again. When anything fails, the index in use stays in use.

    Raises:
        SearchIndexError: another process is building, or the folder or disk does not take the index.
    """
    with versions.writer(folder):
        before = None if force else _previous(folder, embedder)
        if before and before[0].fingerprint == fingerprint(corpus.fingerprint, embedder.name):
            return before[0]
        known = before[1].by_digest() if before else {}
        try:
            return _build(corpus, folder, embedder, known, progress)
        except SearchIndexError:
            raise
        except Exception as error:
            if _is_storage_error(error):
                raise versions.unwritable(folder, error) from error
            raise


def _build(
    corpus: Corpus, folder: Path, embedder: Embedder, known: dict[str, Vector], progress: Progress | None
) -> IndexManifest:
    began = time.perf_counter()
    name = fingerprint(corpus.fingerprint, embedder.name)
    searched = units(corpus)
    with versions.new_version(folder, name) as version:
        vectors, reused = _embed([u.passage for u in searched], embedder, known, progress)
        _store(version, searched, vectors)
        made = IndexManifest(
            fingerprint=name,
            corpus=corpus.fingerprint,
            code=code_version(),
            vectors=vector_version(embedder.name),
            model=embedder.name,
            dimension=embedder.dimension,
            count=len(searched),
            reused=reused,
            built_at=datetime.now(UTC),
            seconds=round(time.perf_counter() - began, 2),
        )
        versions.publish(folder, version, made)
    return made


def _embed(
    texts: Sequence[str], embedder: Embedder, known: dict[str, Vector], progress: Progress | None
) -> tuple[Matrix, int]:
    """The vectors of the texts and how many of them were known. Each distinct text is embedded once."""
    digests = [snapshot.digest(text) for text in texts]
    new = {d: text for d, text in zip(digests, texts, strict=True) if d not in known}
    rows = embedder.passages(list(new.values()), progress)
    vectors = {**known, **dict(zip(new, rows, strict=True))}
    if not texts:
        return np.empty((0, embedder.dimension), dtype=np.float32), 0
    return np.stack([vectors[d] for d in digests]), sum(d in known for d in digests)


def _store(version: Path, searched: Sequence[Unit], vectors: Matrix) -> None:
    """Fill Chroma, and write the snapshot from what Chroma gives back."""
    from indexes import nodes, store

    with store.create(version) as chroma:
        made = [nodes.text_node(unit) for unit in searched]
        for node, vector in zip(made, vectors, strict=True):
            node.embedding = [float(x) for x in vector]
        if made:
            chroma.add(made)
        ids = [unit.id for unit in searched]
        kept = chroma.vectors(ids) if ids else vectors
    snapshot.write(version, ids, [unit.passage for unit in searched], kept)


def _previous(folder: Path, embedder: Embedder) -> tuple[IndexManifest, snapshot.Snapshot] | None:
    """The version in use, when its vectors can be taken over and it can be read."""
    try:
        version = versions.current(folder)
        if version is None:
            return None
        made = versions.manifest(version)
        if made.vectors != vector_version(embedder.name):
            return None
        return made, snapshot.read(version)
    except SearchIndexError:
        return None


def _is_storage_error(error: Exception) -> bool:
    from chromadb.errors import ChromaError

    return isinstance(error, OSError | ChromaError)
