"""The vectors of an index as one matrix with the ids of its rows: what a single question needs, and no more.

Opening Chroma takes a second, multiplying this matrix a fraction of a millisecond. The snapshot is written
from what Chroma gives back, so the two hold the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexes.models import Matrix, SearchIndexError, Vector

_VECTORS = "vectors.npy"
_ROWS = "rows.json"


@dataclass(frozen=True)
class Snapshot:
    """Row i of `vectors` belongs to the provision `ids[i]`; `digests[i]` is the hash of the text embedded."""

    ids: tuple[str, ...]
    digests: tuple[str, ...]
    vectors: Matrix

    def scores(self, query: Vector) -> Vector:
        """The cosine of the query with every row, in row order."""
        return np.asarray(self.vectors @ query, dtype=np.float32)

    def by_digest(self) -> dict[str, Vector]:
        """The vectors by the text they were made from."""
        return dict(zip(self.digests, self.vectors, strict=True))


def digest(text: str) -> str:
    """The name of an embedded text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def write(folder: Path, ids: Sequence[str], texts: Sequence[str], vectors: Matrix) -> Snapshot:
    """Store a snapshot.

    Raises:
        OSError: the disk does not take it.
    """
    made = Snapshot(tuple(ids), tuple(digest(text) for text in texts), vectors)
    with (folder / _VECTORS).open("wb") as file:
        np.save(file, made.vectors, allow_pickle=False)
    rows = [{"id": one, "digest": of} for one, of in zip(made.ids, made.digests, strict=True)]
    (folder / _ROWS).write_text(json.dumps(rows, ensure_ascii=False, indent=0), encoding="utf-8")
    return made


def read(folder: Path) -> Snapshot:
    """Load a snapshot.

    Raises:
        SearchIndexError: it is missing or damaged.
    """
    try:
        vectors = np.load(folder / _VECTORS, allow_pickle=False)
        rows = json.loads((folder / _ROWS).read_text(encoding="utf-8"))
        ids, digests = tuple(row["id"] for row in rows), tuple(row["digest"] for row in rows)
    except (OSError, ValueError, EOFError, KeyError, TypeError) as error:
        raise _damaged(folder) from error
    if vectors.ndim != 2 or vectors.dtype != np.float32 or len(vectors) != len(ids):
        raise _damaged(folder)
    return Snapshot(ids, digests, vectors)


def _damaged(folder: Path) -> SearchIndexError:
    return SearchIndexError(
        f"De index in {folder} is beschadigd.", "Bouw de index opnieuw met: imw index build --force"
    )
