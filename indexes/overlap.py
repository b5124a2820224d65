"""How much of its words a question shares with short texts: two likenesses between 0 and 1.

BM25 (`indexes.lexical`) ranks passages; its scores have no upper bound, so that they do not compare from one
question to the next. These do, which is what a judgement needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from indexes.arrays import packed, unpacked
from indexes.lexical import Analyser
from indexes.models import Vector

_Ints = npt.NDArray[np.int64]


class Overlap:
    """An inverted list over texts, each token weighed by how few texts hold it."""

    def __init__(self, texts: Sequence[str], analyse: Analyser) -> None:
        self._analyse = analyse
        self._count = len(texts)
        self._vocabulary: dict[str, int] = {}
        rows: list[int] = []
        tokens: list[int] = []
        for row, text in enumerate(texts):
            of_text = [self._vocabulary.setdefault(t, len(self._vocabulary)) for t in analyse(text)]
            tokens += of_text
            rows += [row] * len(of_text)
        self._fill(np.asarray(rows, dtype=np.int64), np.asarray(tokens, dtype=np.int64))

    @classmethod
    def restored(cls, state: Mapping[str, npt.NDArray[Any]], analyse: Analyser) -> Overlap:
        """The same as it was when `state` was asked for."""
        made = cls((), analyse)
        made._vocabulary = {token: number for number, token in enumerate(unpacked(state["tokens"]))}
        made._count, made._unknown = int(state["count"]), float(np.log1p(int(state["count"])))
        made._rows, made._weights = state["rows"], state["weights"]
        made._starts, made._rarity = state["starts"], state["rarity"]
        return made

    def state(self) -> dict[str, npt.NDArray[Any]]:
        """Everything in plain arrays, to store."""
        return {
            "tokens": packed(self._vocabulary),
            "count": np.asarray(self._count),
            "rows": self._rows,
            "weights": self._weights,
            "starts": self._starts,
            "rarity": self._rarity,
        }

    @property
    def size(self) -> int:
        """How many different tokens there are."""
        return len(self._vocabulary)

    def tokens(self, query: str) -> list[int]:
        """The different tokens of a question that any text holds."""
        return sorted({self._vocabulary[t] for t in self._analyse(query) if t in self._vocabulary})

    def entries(self) -> tuple[_Ints, _Ints]:
        """Which token stands in which text: two arrays side by side, each pair once, token by token."""
        return np.repeat(np.arange(self.size), np.diff(self._starts)), self._rows.astype(np.int64)

    def _fill(self, rows: _Ints, tokens: _Ints) -> None:
        size = max(self._count, 1)
        keys, times = np.unique(tokens * size + rows, return_counts=True)
        of_token, self._rows = keys // size, (keys % size).astype(np.int32)
        holders = np.bincount(of_token, minlength=len(self._vocabulary))
        self._rarity = np.log1p(self._count / np.maximum(holders, 1)).astype(np.float32)
        self._unknown = float(np.log1p(self._count))
        self._starts = np.concatenate(([0], np.cumsum(holders)))
        weights = (1 + np.log(times)) * self._rarity[of_token]
        length = np.sqrt(np.bincount(self._rows, weights**2, minlength=self._count))
        self._weights = (weights / length[self._rows]).astype(np.float32)

    def cosines(self, query: str) -> Vector:
        """The cosine of the question with every text; words that no text holds make it smaller."""
        found = Counter(self._analyse(query))
        known = [(self._vocabulary[t], n) for t, n in found.items() if t in self._vocabulary]
        weight = {token: (1 + np.log(n)) * self._rarity[token] for token, n in known}
        unknown = sum(
            ((1 + np.log(n)) * self._unknown) ** 2 for t, n in found.items() if t not in self._vocabulary
        )
        length = float(np.sqrt(sum(w**2 for w in weight.values()) + unknown))
        return self._summed({t: w / length for t, w in weight.items()}, self._weights)

    def coverage(self, query: str) -> Vector:
        """The share of the question's words that each text holds, rare words counting for more."""
        found = set(self._analyse(query))
        known = {self._vocabulary[t] for t in found if t in self._vocabulary}
        total = float(sum(self._rarity[t] for t in known)) + self._unknown * (len(found) - len(known))
        return self._summed({t: float(self._rarity[t]) / total for t in known}, None)

    def _summed(self, of_query: dict[int, float], of_texts: Vector | None) -> Vector:
        if not of_query:
            return np.zeros(self._count, dtype=np.float32)
        places = [np.arange(self._starts[t], self._starts[t + 1]) for t in of_query]
        weights = np.repeat(list(of_query.values()), [len(p) for p in places])
        where = np.concatenate(places)
        if of_texts is not None:
            weights = weights * of_texts[where]
        return np.bincount(self._rows[where], weights, minlength=self._count).astype(np.float32)
