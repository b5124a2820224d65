"""Small statistics for evaluations: intervals, a paired test, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats  # type: ignore[import-untyped]

_CONFIDENCE = 0.95
_RESAMPLES = 2000
_SEED = 20260422


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval; all NaN when there was nothing to measure."""

    value: float
    low: float
    high: float
    count: int


NOTHING = Estimate(float("nan"), float("nan"), float("nan"), 0)


def mean(values: Sequence[float]) -> Estimate:
    """The mean with a bootstrap interval."""
    if not values:
        return NOTHING
    sample = np.asarray(values, dtype=float)
    draws = np.random.default_rng(_SEED).choice(sample, size=(_RESAMPLES, sample.size)).mean(axis=1)
    low, high = np.quantile(draws, [(1 - _CONFIDENCE) / 2, (1 + _CONFIDENCE) / 2])
    return Estimate(float(sample.mean()), float(low), float(high), sample.size)


def share(successes: int, count: int) -> Estimate:
    """A proportion with its Wilson interval."""
    if count == 0:
        return NOTHING
    low, high = stats.binomtest(successes, count).proportion_ci(_CONFIDENCE, method="wilson")
    return Estimate(successes / count, float(low), float(high), count)


def mcnemar(only_first: int, only_second: int) -> float:
    """The exact two-sided probability that two paired runs differ this much by chance."""
    discordant = only_first + only_second
    return float(stats.binomtest(only_first, discordant, 0.5).pvalue) if discordant else 1.0


def auroc(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """How often a positive scores above a negative; NaN when one of the two kinds is missing."""
    from sklearn.metrics import roc_auc_score

    if len(set(positive)) < 2:
        return float("nan")
    return float(roc_auc_score(positive, scores))


def calibration_error(probabilities: Sequence[float], positive: Sequence[bool], bins: int = 10) -> float:
    """The expected calibration error over equally wide bins."""
    p, y = np.asarray(probabilities, dtype=float), np.asarray(positive, dtype=float)
    if p.size == 0:
        return float("nan")
    place = np.minimum((p * bins).astype(int), bins - 1)
    gaps = (abs(p[place == b].mean() - y[place == b].mean()) * (place == b).mean() for b in np.unique(place))
    return float(sum(gaps))
