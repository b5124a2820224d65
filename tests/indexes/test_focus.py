from __future__ import annotations

import numpy as np
import pytest

from indexes.focus import focus


def groups() -> tuple[np.ndarray, np.ndarray]:
    """Four groups told apart by small differences, with eight loud directions that say nothing about them."""
    random = np.random.default_rng(3)
    rows = []
    for group in range(4):
        for _ in range(40):
            row = np.concatenate((random.normal(0, 0.05, 4), random.normal(0, 0.5, 8)))
            row[group] += 0.3
            rows.append(row / np.linalg.norm(row))
    return np.asarray(rows, dtype=np.float32), np.arange(0, 161, 40)


def test_what_sets_groups_apart_counts_more_than_what_varies_within_them() -> None:
    vectors, starts = groups()
    seen = focus(vectors, starts)
    group = np.repeat(np.arange(4), 40)

    def right(likeness: np.ndarray) -> float:
        np.fill_diagonal(likeness, -np.inf)
        return float((group[likeness.argmax(axis=1)] == group).mean())

    whitened = np.stack([seen.lines @ seen.seen(v) for v in vectors])
    assert right(whitened) > right(vectors @ vectors.T) + 0.1
    assert right(whitened) > 0.5
    nearest = np.asarray([int((seen.centres @ seen.seen(v)).argmax()) for v in vectors])
    assert (nearest == group).mean() > 0.9


def test_a_line_is_seen_as_itself() -> None:
    vectors, starts = groups()
    seen = focus(vectors, starts)
    assert float(seen.lines[5] @ seen.seen(vectors[5])) == pytest.approx(1.0, abs=1e-4)
    assert np.linalg.norm(seen.centres, axis=1) == pytest.approx(1.0, abs=1e-4)


def test_groups_of_one_and_empty_rows_do_no_harm() -> None:
    vectors = np.eye(3, dtype=np.float32)
    vectors[2] = 0
    seen = focus(vectors, np.arange(4))
    assert np.isfinite(seen.lines).all()
    assert np.isfinite(seen.seen(np.zeros(3, dtype=np.float32))).all()
