"""Whether a question is worded as people word it who mean a certain fiche: what they name and leave out.

A likeness does not see what is missing. "Hoe lang is de opzegtermijn?" shares its one rare word with every
way of asking from which day that term runs; but nearly all of those name a day, or a beginning, and this
question names neither. Each fiche gives every word the share of its ways of asking that hold it, drawn to
the share over all fiches as there are few; the question is held against those shares (naive Bayes).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from indexes.models import Vector
from indexes.overlap import Overlap

_DRAWN = 2.0
"""So many ways of asking count as much as what is usual over all fiches."""
_MOST = 0.97
"""No word is so usual that leaving it out rules a fiche out."""
_Numbers = npt.NDArray[np.float64]


class Usage:
    """How usual words are in the lines of each group."""

    def __init__(self, words: Overlap, starts: npt.NDArray[np.int64]) -> None:
        """Count the words of lines that stand group by group.

        Args:
            words: the words of the lines.
            starts: where each group starts, and the number of lines at the end.
        """
        self._words = words
        self._groups = len(starts) - 1
        lines = np.diff(starts).astype(np.float64)
        self._group_of = np.repeat(np.arange(self._groups), np.diff(starts))
        tokens, rows = words.entries()
        keys, held = np.unique(tokens * self._groups + self._group_of[rows], return_counts=True)
        self._token, self._group = keys // self._groups, keys % self._groups
        self._overall = np.bincount(tokens, minlength=words.size) / max(len(self._group_of), 1)
        self._share = _DRAWN / (lines + _DRAWN)
        drawn = self._share[self._group] * self._overall[self._token]
        self._usual = np.minimum(held / (lines[self._group] + _DRAWN) + drawn, _MOST)
        self._drawn = np.minimum(drawn, _MOST)
        left_out = np.log1p(-self._usual) - np.log1p(-self._drawn)
        self._left_out = np.bincount(self._group, left_out, minlength=self._groups)
        self._starts = np.searchsorted(self._token, np.arange(words.size + 1))

    def fit(self, query: str) -> tuple[Vector, Vector]:
        """For every group, how likely its wording makes the question: with what is left out, and without.

        Both are logarithms, 0 at most for the second; words that no line holds tell nothing.
        """
        tokens = self._words.tokens(query)
        named = np.zeros(self._groups)
        for token in tokens:
            named += np.log(self._share * self._overall[token])
        places = [np.arange(self._starts[t], self._starts[t + 1]) for t in tokens]
        if not places:
            return self._left_out.astype(np.float32), named.astype(np.float32)
        where = np.concatenate(places)
        more = np.log(self._usual[where]) - np.log(self._drawn[where])
        named += np.bincount(self._group[where], more, minlength=self._groups)
        not_left_out = np.log1p(-self._usual[where]) - np.log1p(-self._drawn[where])
        absent = self._left_out - np.bincount(self._group[where], not_left_out, minlength=self._groups)
        return (named + absent).astype(np.float32), named.astype(np.float32)
