"""Searching by words: BM25 on Dutch stems, and BM25 on character n-grams for typos and inflection.

Small enough to be rebuilt in memory at every start, so it works without any index folder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import bm25s
import numpy as np
import Stemmer

from indexes.models import Engine, Vector

NGRAM = 4
"""Characters per n-gram."""

_TOKEN = re.compile(r"[^\W_]+")
_stemmer = Stemmer.Stemmer("dutch")

Analyser = Callable[[str], list[str]]


def words(text: str) -> list[str]:
    """Lower-case words and numbers, accents removed ("coördinator" and "coordinator" are one word)."""
    folded = text.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _TOKEN.findall(folded)


def stems(text: str) -> list[str]:
    """The Dutch stems of the words."""
    return [str(stem) for stem in _stemmer.stemWords(words(text))]


def ngrams(text: str) -> list[str]:
    """Runs of characters inside words, word boundaries marked; a short word is one run."""
    runs: list[str] = []
    for word in words(text):
        marked = f"_{word}_"
        runs += [marked[i : i + NGRAM] for i in range(max(1, len(marked) - NGRAM + 1))]
    return runs


ANALYSERS: dict[Engine, Analyser] = {Engine.STEMS: stems, Engine.NGRAMS: ngrams}


class LexicalEngine:
    """One BM25 index over texts; scores are zero or more, higher is closer."""

    def __init__(self, texts: Sequence[str], analyse: Analyser) -> None:
        self._analyse = analyse
        self._count = len(texts)
        tokens = [analyse(text) for text in texts]
        self._bm25: bm25s.BM25 | None = None
        if any(tokens):
            self._bm25 = bm25s.BM25()
            self._bm25.index(tokens, show_progress=False)

    def scores(self, query: str) -> Vector:
        """The score of every text, in the order given; all zero when no word is known."""
        known = [] if self._bm25 is None else [t for t in self._analyse(query) if t in self._bm25.vocab_dict]
        if self._bm25 is None or not known:
            return np.zeros(self._count, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)
