"""Question vectors remembered on disk, so that a second measurement takes seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from indexes import snapshot
from indexes.embedding import Embedder, Progress
from indexes.fingerprint import vector_version
from indexes.models import Matrix, SearchIndexError, Vector


class RememberingEmbedder:
    """An embedder that looks a question up before embedding it. For invented questions only."""

    def __init__(self, inner: Embedder, folder: Path, known: Mapping[str, Vector]) -> None:
        self._inner = inner
        self.name = inner.name
        self.dimension = inner.dimension
        self._folder = folder / vector_version(inner.name)
        self._vectors = dict(known) | self._stored()
        self._new = 0

    def query(self, text: str) -> Vector:
        """The vector of a question."""
        digest = snapshot.digest(text)
        if digest not in self._vectors:
            self._vectors[digest] = self._inner.query(text)
            self._new += 1
        return self._vectors[digest]

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """The vectors of passages; these are not remembered."""
        return self._inner.passages(texts, progress)

    @property
    def known(self) -> Mapping[str, Vector]:
        """The vectors by the digest of their text."""
        return self._vectors

    def save(self) -> None:
        """Write what was embedded."""
        if self._new == 0:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        digests = sorted(self._vectors)
        rows = np.stack([self._vectors[d] for d in digests])
        np.save(self._folder / "vectors.npy", rows, allow_pickle=False)
        (self._folder / "digests.txt").write_text("\n".join(digests), encoding="ascii")
        self._new = 0

    def _stored(self) -> dict[str, Vector]:
        try:
            rows = np.load(self._folder / "vectors.npy", allow_pickle=False)
            digests = (self._folder / "digests.txt").read_text("ascii").split("\n")
        except (OSError, ValueError, SearchIndexError):
            return {}
        return dict(zip(digests, rows, strict=False)) if len(digests) == len(rows) else {}
