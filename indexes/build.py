"""Making an index: embed, store in Chroma, write the snapshot, and put the new version in place."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from corpus.fiches import Fiches
from corpus.models import Corpus
from indexes import phrases, snapshot, versions, words
from indexes.embedding import Embedder, Progress
from indexes.fingerprint import code_version, fingerprint, vector_version
from indexes.models import IndexManifest, Matrix, SearchIndexError, Vector
from indexes.units import Unit, units

_Embed = Callable[[Sequence[str], Progress | None], Matrix]


@dataclass(frozen=True)
class _Before:
    """The version in use, to take vectors over from."""

    version: Path
    made: IndexManifest
    passages: Mapping[str, Vector]
    questions: Mapping[str, Vector]


def build(
    corpus: Corpus,
    folder: Path,
    *,
    embedder: Embedder,
    fiches: Fiches | None = None,
    progress: Progress | None = None,
    force: bool = False,
) -> IndexManifest:
    """Build the index of a corpus and its fiches beside the one in use, and then take its place.

    A fresh index is left as it is, unless `force`. Texts that the version in use has embedded in the same
    way are not embedded again. Without `fiches`, their vectors in the version in use are taken over.
    When anything fails, the index in use stays in use.

    Raises:
        SearchIndexError: another process is building, or the folder or disk does not take the index.
    """
    with versions.writer(folder):
        before = _previous(folder, embedder)
        if before and not force and _is_fresh(before.made, corpus, fiches, embedder):
            return before.made
        try:
            return _build(corpus, fiches, folder, embedder, before, progress, force=force)
        except SearchIndexError:
            raise
        except Exception as error:
            if _is_storage_error(error):
                raise versions.unwritable(folder, error) from error
            raise


def _is_fresh(made: IndexManifest, corpus: Corpus, fiches: Fiches | None, embedder: Embedder) -> bool:
    asked = fiches is None or made.phrases == phrases.fingerprint(fiches)
    return asked and made.fingerprint == fingerprint(corpus.fingerprint, embedder.name)


def _build(
    corpus: Corpus,
    fiches: Fiches | None,
    folder: Path,
    embedder: Embedder,
    before: _Before | None,
    progress: Progress | None,
    *,
    force: bool,
) -> IndexManifest:
    began = time.perf_counter()
    name = fingerprint(corpus.fingerprint, embedder.name)
    searched = units(corpus)
    with versions.new_version(folder, name) as version:
        known = before.passages if before and not force else {}
        vectors, reused = _embed([u.passage for u in searched], embedder, known, progress, embedder.passages)
        _store(version, searched, vectors)
        if fiches is not None:
            known = before.questions if before and not force else {}
            asked = _store_phrases(version, fiches, embedder, known, progress)
        else:
            asked = _carry_phrases(version, before)
        made = IndexManifest(
            fingerprint=name,
            corpus=corpus.fingerprint,
            code=code_version(),
            vectors=vector_version(embedder.name),
            model=embedder.name,
            dimension=embedder.dimension,
            count=len(searched),
            reused=reused,
            **asked,
            built_at=datetime.now(UTC),
            seconds=round(time.perf_counter() - began, 2),
        )
        versions.publish(folder, version, made)
    return made


def _embed(
    texts: Sequence[str],
    embedder: Embedder,
    known: Mapping[str, Vector],
    progress: Progress | None,
    embed: _Embed,
) -> tuple[Matrix, int]:
    """The vectors of the texts and how many of them were known. Each distinct text is embedded once."""
    digests = [snapshot.digest(text) for text in texts]
    new = {d: text for d, text in zip(digests, texts, strict=True) if d not in known}
    rows = embed(list(new.values()), progress)
    vectors = {**known, **dict(zip(new, rows, strict=True))}
    if not texts:
        return np.empty((0, embedder.dimension), dtype=np.float32), 0
    return np.stack([vectors[d] for d in digests]), sum(d in known for d in digests)


def _store_phrases(
    version: Path,
    fiches: Fiches,
    embedder: Embedder,
    known: Mapping[str, Vector],
    progress: Progress | None,
) -> dict[str, Any]:
    """Write the vectors of titles and phrases; what the manifest says of them."""

    def embed(texts: Sequence[str], told: Progress | None) -> Matrix:
        rows = np.empty((len(texts), embedder.dimension), dtype=np.float32)
        # Questions are embedded one by one, each on one processor: several at a time use them all.
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            for number, vector in enumerate(pool.map(embedder.query, texts)):
                rows[number] = vector
                if told:
                    told(number + 1, len(texts))
        return rows

    found = phrases.lines(fiches)
    texts = [line.text for line in found]
    vectors, reused = _embed(texts, embedder, known, progress, embed)
    folder = version / phrases.FOLDER
    folder.mkdir()
    snapshot.write(folder, [line.fiche_id for line in found], texts, vectors)
    words.store(folder, texts, phrases.whole_texts(fiches))
    return {"phrases": phrases.fingerprint(fiches), "phrase_count": len(texts), "phrases_reused": reused}


def _carry_phrases(version: Path, before: _Before | None) -> dict[str, Any]:
    """Take over the vectors of titles and phrases as they are."""
    if before is None or before.made.phrases is None:
        return {}
    shutil.copytree(before.version / phrases.FOLDER, version / phrases.FOLDER)
    count = before.made.phrase_count
    return {"phrases": before.made.phrases, "phrase_count": count, "phrases_reused": count}


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


def _previous(folder: Path, embedder: Embedder) -> _Before | None:
    """The version in use, when its vectors can be taken over and it can be read."""
    try:
        version = versions.current(folder)
        if version is None:
            return None
        made = versions.manifest(version)
        if made.vectors != vector_version(embedder.name):
            return None
        questions = snapshot.read(version / phrases.FOLDER).by_digest() if made.phrases else {}
        return _Before(version, made, snapshot.read(version).by_digest(), questions)
    except SearchIndexError:
        return None


def _is_storage_error(error: Exception) -> bool:
    from chromadb.errors import ChromaError

    return isinstance(error, OSError | ChromaError)
