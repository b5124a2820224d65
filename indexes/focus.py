"""Seeing what sets questions apart: directions in which ways of asking the same vary are turned down.

Vectors of questions on one subject lie close together, and much of what differs between them is manner:
length, politeness, language. Fiches with several ways of asking show which directions those are: the
covariance within fiches. Whitening by it makes likeness count what tells one fiche from another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexes.models import Matrix, Vector

_RIDGE = 1.5
"""How much of the average variance is added in every direction, as there are few ways of asking per fiche."""


@dataclass(frozen=True)
class Focus:
    """Lines and the middles of their groups as seen by the whitening; all of unit length."""

    mean: Vector
    turn: Matrix
    lines: Matrix
    centres: Matrix

    def seen(self, vector: Vector) -> Vector:
        """A question's vector in the whitened space."""
        return np.asarray(_unit((vector - self.mean) @ self.turn), dtype=np.float32)


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
    seen = np.asarray(_unit((vectors - mean) @ turn), dtype=np.float32)
    return Focus(mean, turn, seen, np.asarray(_unit((centres - mean) @ turn), dtype=np.float32))


def _unit(rows: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1.0)
