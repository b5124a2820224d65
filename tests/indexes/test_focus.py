from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexes.focus import Focus, focus, opened


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


def likeness(seen: Focus, vectors: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """How alike every line is to a question, as the search computes it."""
    back = seen.back(seen.seen(asked))
    return seen.likeness(vectors @ back, back)


def test_what_sets_groups_apart_counts_more_than_what_varies_within_them() -> None:
    vectors, starts = groups()
    seen = focus(vectors, starts)
    group = np.repeat(np.arange(4), 40)

    def right(likeness: np.ndarray) -> float:
        np.fill_diagonal(likeness, -np.inf)
        return float((group[likeness.argmax(axis=1)] == group).mean())

    whitened = np.stack([likeness(seen, vectors, v) for v in vectors])
    assert right(whitened) > right(vectors @ vectors.T) + 0.1
    assert right(whitened) > 0.5
    nearest = np.asarray([int((seen.centres @ seen.seen(v)).argmax()) for v in vectors])
    assert (nearest == group).mean() > 0.9


def test_a_line_is_seen_as_itself() -> None:
    vectors, starts = groups()
    seen = focus(vectors, starts)
    assert float(likeness(seen, vectors, vectors[5])[5]) == pytest.approx(1.0, abs=1e-4)
    assert np.linalg.norm(seen.centres, axis=1) == pytest.approx(1.0, abs=1e-4)


def test_turning_the_question_back_is_the_cosine_in_the_whitened_space() -> None:
    vectors, starts = groups()
    seen = focus(vectors, starts)
    lines = np.stack([seen.seen(v) for v in vectors])
    for asked in vectors[::17]:
        assert likeness(seen, vectors, asked) == pytest.approx(lines @ seen.seen(asked), abs=1e-5)


def test_a_kept_whitening_is_the_same_and_not_used_for_other_lines(tmp_path: Path) -> None:
    vectors, starts = groups()
    made, kept, other = (
        opened(folder, rows, starts)
        for folder, rows in ((None, vectors), (tmp_path, vectors), (tmp_path, np.flip(vectors)))
    )
    again = opened(tmp_path, np.flip(vectors), starts)
    for name in ("mean", "turn", "lengths", "centres"):
        assert np.array_equal(getattr(made, name), getattr(kept, name))
        assert np.array_equal(getattr(other, name), getattr(again, name))
    assert not np.array_equal(made.mean, other.mean)


def test_groups_of_one_and_empty_rows_do_no_harm() -> None:
    vectors = np.eye(3, dtype=np.float32)
    vectors[2] = 0
    seen = focus(vectors, np.arange(4))
    assert np.isfinite(likeness(seen, vectors, vectors[0])).all()
    assert np.isfinite(seen.seen(np.zeros(3, dtype=np.float32))).all()
