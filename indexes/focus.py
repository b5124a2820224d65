"""Seeing what sets questions apart: directions in which ways of asking the same vary are turned down.

Vectors of questions on one subject lie close together, and much of what differs between them is manner:
length, politeness, language. Fiches with several ways of asking show which directions those are: the
covariance within fiches. Whitening by it makes likeness count what tells one fiche from another.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexes import arrays
from indexes.models import Matrix, Vector

_FILE = "focus.npz"
_RIDGE = 1.5
"""How much of the average variance is added in every direction, as there are few ways of asking per fiche."""


@dataclass(frozen=True)
class Focus:
    """The whitening, with how long each line is in it, and the middles of the groups, of unit length.

    The lines themselves need not be kept: turning the question back gives the same likeness.
    """

    mean: Vector
    turn: Matrix
    lengths: Vector
    centres: Matrix

    def seen(self, vector: Vector) -> Vector:
        """A question's vector in the whitened space."""
        return np.asarray(_unit((vector - self.mean) @ self.turn), dtype=np.float32)

    def back(self, seen: Vector) -> Vector:
        """What a line's own vector is to be multiplied with to tell how alike it is to what is seen."""
        return np.asarray(self.turn @ seen, dtype=np.float32)

    def likeness(self, product: Vector, back: Vector) -> Vector:
        """The cosine in the whitened space, given the product of every line's vector with `back`."""
        return np.asarray((product - self.mean @ back) / self.lengths, dtype=np.float32)


def focus(vectors: Matrix, starts: npt.NDArray[np.int64]) -> Focus:
    """Learn the whitening from lines that stand group by group.

    Args:
        vectors: one row per line.
        starts: where each group starts, and the number of lines at the end.
    """
    counts = np.diff(starts)
    mean = vectors.mean(axis=0)
    centres = np.add.reduceat(vectors, starts[:-1], axis=0) / counts[:, None]
    within = vectors - np.repeat(centres, counts, axis=0)
    covariance = within.T @ within / len(vectors)
    size = len(mean)
    ridge = _RIDGE * float(np.trace(covariance)) / size or 1.0
    root = np.linalg.cholesky(covariance + ridge * np.eye(size))
    turn = np.asarray(np.linalg.inv(root).T, dtype=np.float32)
    lengths = np.linalg.norm((vectors - mean) @ turn, axis=1)
    lengths = np.where(lengths > 0, lengths, 1.0).astype(np.float32)
    return Focus(mean, turn, lengths, np.asarray(_unit((centres - mean) @ turn), dtype=np.float32))


def opened(folder: Path | None, vectors: Matrix, starts: npt.NDArray[np.int64]) -> Focus:
    """The whitening of these lines: from the folder, or learnt and kept there for the next time."""
    key = ""
    if folder is not None:
        inputs = hashlib.sha256(np.ascontiguousarray(vectors).data)
        inputs.update(starts.tobytes())
        key = arrays.depends_on(("focus.py",), inputs.hexdigest())
    return Focus(**arrays.opened(folder and folder / _FILE, key, lambda: vars(focus(vectors, starts))))


def _unit(rows: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1.0)
