"""Small models fitted in seconds: which candidate is meant, whether any is, and whether it is the subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]

from assistant.judge.model import hashed
from evals.judge.asked import Asked
from indexes.models import Matrix

Numbers = npt.NDArray[np.float64]
_DIGITS = 5
_SHRINK_RANK = 2.0
_SHRINK_SUBJECT = 10.0
"""C of the logistic regressions on the subject: 384 or 2048 numbers are many, so they are kept small."""
_KNOTS = 24


def rank_weights(asked: Sequence[Asked], names: Sequence[str]) -> dict[str, float]:
    """Weights under which the right candidate is likeliest among those of its question (conditional logit).

    Questions without the right fiche among their candidates teach nothing and are left out.
    """
    usable = [a for a in asked if a.right is not None]
    rows = [[[pair[name] for name in names] for pair in a.pairs] for a in usable]
    flat = np.asarray([row for question in rows for row in question])
    mean, scale = flat.mean(axis=0), np.where(flat.std(axis=0) > 0, flat.std(axis=0), 1.0)
    most = max(len(question) for question in rows)
    values = np.zeros((len(rows), most, len(names)))
    there = np.zeros((len(rows), most), dtype=bool)
    for i, question in enumerate(rows):
        values[i, : len(question)] = (np.asarray(question) - mean) / scale
        there[i, : len(question)] = True
    right = np.asarray([a.right for a in usable])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = np.where(there, values @ weights, -np.inf)
        scores -= scores.max(axis=1, keepdims=True)
        raised = np.exp(scores)
        shares = raised / raised.sum(axis=1, keepdims=True)
        number = np.arange(len(right))
        total = -np.log(np.maximum(shares[number, right], 1e-300)).sum() + _SHRINK_RANK * (weights**2).sum()
        shares[number, right] -= 1
        return float(total), np.einsum("qc,qcf->f", shares, values) + 2 * _SHRINK_RANK * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x / scale
    return {name: round(float(w), _DIGITS) for name, w in zip(names, found, strict=True)}


def known_weights(
    rows: Sequence[Mapping[str, float]], known: Sequence[bool], names: Sequence[str]
) -> tuple[dict[str, float], float]:
    """Weights and bias that tell whether any fiche fits (logistic regression)."""
    from sklearn.linear_model import LogisticRegression

    values = np.asarray([[row[name] for name in names] for row in rows])
    mean, scale = values.mean(axis=0), np.where(values.std(axis=0) > 0, values.std(axis=0), 1.0)
    model = LogisticRegression(max_iter=2000, class_weight="balanced").fit((values - mean) / scale, known)
    slopes = model.coef_[0] / scale
    weights = {name: round(float(w), _DIGITS) for name, w in zip(names, slopes, strict=True)}
    return weights, round(float(model.intercept_[0] - (slopes * mean).sum()), _DIGITS)


def subject_weights(rows: Matrix, inside: npt.NDArray[np.bool_]) -> tuple[Numbers, float]:
    """A direction that tells the subject from other subjects, and its offset (logistic regression)."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_SHRINK_SUBJECT, tol=1e-3, max_iter=300, class_weight="balanced")
    model.fit(rows, inside)
    return np.round(model.coef_[0], 3), round(float(model.intercept_[0]), 3)


def word_rows(texts: Sequence[str]) -> Matrix:
    """The hashed character n-grams of the texts, one row each."""
    return np.stack([hashed(text) for text in texts])


def calibration(scores: Numbers, known: npt.NDArray[np.bool_]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """From score to probability: isotonic regression on held-out scores, told in a few points."""
    from sklearn.isotonic import IsotonicRegression

    model = IsotonicRegression(y_min=0.005, y_max=0.995, out_of_bounds="clip").fit(scores, known)
    places = np.unique(np.quantile(scores, np.linspace(0, 1, _KNOTS)))
    smooth = model.predict(places)
    return tuple(round(float(x), 4) for x in places), tuple(round(float(y), 4) for y in smooth)
