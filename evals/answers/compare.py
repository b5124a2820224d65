"""Compares two runs over the same cases: what became right, what became wrong, and whether that is chance."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from evals import stats
from evals.answers.report import ANSWERS


class CompareError(Exception):
    """Two runs that cannot be compared, and why."""


@dataclass(frozen=True)
class Comparison:
    """Two runs over the cases they share."""

    shared: int
    first: stats.Estimate
    second: stats.Estimate
    gained: tuple[str, ...]
    """Wrong in the first run, right in the second."""
    lost: tuple[str, ...]

    @property
    def probability(self) -> float:
        """That a difference this large is chance (exact McNemar test, two-sided)."""
        return stats.mcnemar(len(self.lost), len(self.gained))


def compare(first: Path, second: Path) -> Comparison:
    """Compare two result folders.

    Raises:
        CompareError: a folder holds no run, or the runs share no case.
    """
    before, after = _outcomes(first), _outcomes(second)
    shared = sorted(set(before) & set(after))
    if not shared:
        raise CompareError(
            f"The runs in {first} and {second} share no case: compare two runs of the same half."
        )
    return Comparison(
        shared=len(shared),
        first=stats.share(sum(before[i] for i in shared), len(shared)),
        second=stats.share(sum(after[i] for i in shared), len(shared)),
        gained=tuple(i for i in shared if after[i] and not before[i]),
        lost=tuple(i for i in shared if before[i] and not after[i]),
    )


def _outcomes(folder: Path) -> dict[str, bool]:
    try:
        lines = (folder / ANSWERS).read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        return {record["id"]: record["correct"] for record in records}
    except (OSError, ValueError, KeyError) as error:
        raise CompareError(
            f"{folder} holds no readable {ANSWERS}. Give the folder of a run under results/answers."
        ) from error
