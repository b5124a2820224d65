"""Fits the judge's weights on the development half and measures them on the test half."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.judge import FEATURES, Centroids, features, probability
from evals import stats
from evals.floor.asked import Asked
from evals.halves import Half
from evals.provenance import ROOT

WEIGHTS = ROOT / "assistant" / "judge_weights.json"
ANSWERED = 0.9
"""The share of answerable questions that must be answered, on questions and whole subjects that the weights
did not see. Within that, as much as possible of what cannot be answered is declined."""
_FOLDS = 10
_DIGITS = 4
_NO_CENTROIDS = Centroids(np.empty(0, dtype=np.float32), np.empty(0, dtype=np.float32))

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """Weights with what they are worth."""

    weights: Mapping[str, float]
    """bias, one per feature, and `floor`."""
    probabilities: tuple[float, ...]
    """Of the test half, in its order."""
    tested: tuple[Asked, ...]

    @property
    def auroc(self) -> float:
        """On the test half."""
        return stats.auroc(self.probabilities, [a.answerable for a in self.tested])

    @property
    def calibration_error(self) -> float:
        """On the test half."""
        return stats.calibration_error(self.probabilities, [a.answerable for a in self.tested])

    def auroc_against(self, reason: str) -> float:
        """Answerable questions against those that are declined for one reason."""
        kept = [
            (p, a) for p, a in zip(self.probabilities, self.tested, strict=True) if a.reason in (None, reason)
        ]
        return stats.auroc([p for p, _ in kept], [a.answerable for _, a in kept])

    def refusals(self, floor: float) -> tuple[stats.Estimate, stats.Estimate, stats.Estimate]:
        """Refusal precision, refusal recall, share of answerable questions answered; on the test half."""
        pairs = [(p < floor, not a.answerable) for p, a in zip(self.probabilities, self.tested, strict=True)]
        right = sum(refused and wanted for refused, wanted in pairs)
        wanted_in_all = sum(wanted for _, wanted in pairs)
        answered = sum(not refused and not wanted for refused, wanted in pairs)
        return (
            stats.share(right, sum(refused for refused, _ in pairs)),
            stats.share(right, wanted_in_all),
            stats.share(answered, len(pairs) - wanted_in_all),
        )

    def risk_coverage(self) -> list[tuple[float, float]]:
        """Answering the surest share of the questions: how much of it is not answerable."""
        order = np.argsort(-np.asarray(self.probabilities), kind="stable")
        wrong = np.asarray([not self.tested[i].answerable for i in order])
        counts = [max(1, round(len(order) * share / 10)) for share in range(1, 11)]
        return [(count / len(order), float(wrong[:count].mean())) for count in counts]


def centroids(asked: Sequence[Asked], *, without: str | None = None, less: Asked | None = None) -> Centroids:
    """The middles of the invented families.

    Args:
        asked: all questions.
        without: a family to leave out, to see what happens to a subject nobody thought of.
        less: a question to leave out of its own family, so that it does not find itself.
    """
    return Centroids(
        *(
            _middles([a for a in asked if a.answerable == on and a.family != without and a is not less])
            for on in (True, False)
        )
    )


def fit(asked: Sequence[Asked], middles: Centroids) -> Fit:
    """Fit on the development half, choose the floor there by cross-validation, measure on the test half."""
    training = [a for a in asked if a.half is Half.DEVELOPMENT]
    tested = tuple(a for a in asked if a.half is Half.TEST)
    dense = bool(middles.dimension)
    rows = np.asarray(
        [_row(a, centroids(asked, less=a) if dense and a.family else middles) for a in training]
    )
    wanted = np.asarray([a.answerable for a in training])
    weights = _regression(rows, wanted)
    floor = _floor(_unseen(asked, training, rows, wanted, dense=dense), wanted)
    probabilities = tuple(probability(features(a.understood, a.result, middles), weights) for a in tested)
    return Fit(weights | {"floor": round(floor, _DIGITS)}, probabilities, tested)


def write(fits: Mapping[str, Fit], middles: Centroids, path: Path = WEIGHTS) -> None:
    """Store the weights as plain numbers."""
    stored: dict[str, Any] = {
        "weights": {name: dict(made.weights) for name, made in fits.items()},
        "centroids": {"on": _rounded(middles.on), "off": _rounded(middles.off)},
    }
    text = json.dumps(stored, indent=1)
    path.write_text(_one_line_per_row(text) + "\n", encoding="utf-8")


def _middles(asked: Sequence[Asked]) -> npt.NDArray[np.float32]:
    families = sorted({a.family for a in asked if a.family})
    rows = []
    for family in families:
        vectors = [
            a.result.query_vector for a in asked if a.family == family and a.result.query_vector is not None
        ]
        if vectors:
            middle = np.mean(vectors, axis=0)
            rows.append(middle / np.linalg.norm(middle))
    return np.asarray(rows, dtype=np.float32)


def _row(asked: Asked, middles: Centroids) -> list[float]:
    values = features(asked.understood, asked.result, middles)
    return [values[name] for name in FEATURES]


def _regression(rows: Numbers, wanted: npt.NDArray[np.bool_]) -> dict[str, float]:
    """Logistic regression on standardised features, told in terms of the features as they are."""
    from sklearn.linear_model import LogisticRegression

    mean, deviation = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(deviation > 0, deviation, 1.0)
    model = LogisticRegression(max_iter=1000).fit((rows - mean) / scale, wanted)
    slopes = model.coef_[0] / scale
    bias = float(model.intercept_[0] - (slopes * mean).sum())
    named = {"bias": bias} | dict(zip(FEATURES, slopes.tolist(), strict=True))
    return {name: round(value, _DIGITS) for name, value in named.items()}


def _unseen(
    asked: Sequence[Asked],
    training: Sequence[Asked],
    rows: Numbers,
    wanted: npt.NDArray[np.bool_],
    *,
    dense: bool,
) -> Numbers:
    """A probability for every training question by weights that saw neither it nor its family."""
    names = sorted({a.family for a in training if a.family})
    fold = np.asarray(
        [names.index(a.family) if a.family else len(names) + i % _FOLDS for i, a in enumerate(training)]
    )
    got = np.zeros(len(training))
    for number in np.unique(fold):
        out = [int(i) for i in np.flatnonzero(fold == number)]
        weights = _regression(rows[fold != number], wanted[fold != number])
        family = training[out[0]].family
        middles = centroids(asked, without=family) if dense else _NO_CENTROIDS
        for i in out:
            values = features(training[i].understood, training[i].result, middles)
            got[i] = probability(values, weights)
    return got


def _floor(probabilities: Numbers, wanted: npt.NDArray[np.bool_]) -> float:
    """The highest floor that still answers the wanted share of what can be answered."""
    return float(np.quantile(probabilities[wanted], 1 - ANSWERED, method="lower"))


def _rounded(matrix: npt.NDArray[np.float32]) -> list[list[float]]:
    return [[round(float(x), _DIGITS) for x in row] for row in matrix]


def _one_line_per_row(text: str) -> str:
    """JSON with the innermost lists on one line each, so that a change shows as a line."""
    import re

    return re.sub(r"\[\s+(-?\d[^\[\]]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text)
