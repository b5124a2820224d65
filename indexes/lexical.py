"""Searching by words: BM25 on Dutch stems, and BM25 on character n-grams for typos and inflection.

It works without any index folder. Where there is one the scores are kept in it, so that a single question
neither weighs every word anew nor waits for the library that does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import Stemmer

from indexes import arrays
from indexes.arrays import Arrays, packed, unpacked
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
    """One BM25 index over texts; scores are zero or more, higher is closer.

    `kept` is a file to take the weights of the words from, when it was made of these texts, and to keep them.
    """

    def __init__(self, texts: Sequence[str], analyse: Analyser, kept: Path | None = None) -> None:
        self._analyse = analyse
        self._count = len(texts)
        weighed = arrays.opened(kept, _key(texts) if kept else "", lambda: _weighed(texts, analyse))
        self._places = {token: number for number, token in enumerate(unpacked(weighed["tokens"]))}
        self._starts = weighed["starts"].tolist()
        self._rows, self._weights = weighed["rows"], weighed["weights"]

    def scores(self, query: str) -> Vector:
        """The score of every text, in the order given; all zero when no word is known."""
        total = np.zeros(self._count, dtype=np.float32)
        for token in self._analyse(query):
            place = self._places.get(token)
            if place is not None:
                holders = slice(self._starts[place], self._starts[place + 1])
                total[self._rows[holders]] += self._weights[holders]
        return total


def _weighed(texts: Sequence[str], analyse: Analyser) -> Arrays:
    """The weight of every word in every text, word by word: `starts` tells where a word begins.

    BM25 is a sum over the words of a question, so that these weights are all that a question needs.
    """
    tokens = [analyse(text) for text in texts]
    if not any(tokens):
        nothing = np.zeros(0, dtype=np.int32)
        return {"tokens": packed(()), "starts": nothing, "rows": nothing, "weights": nothing}
    import bm25s  # takes half a second, and is only needed here

    made = bm25s.BM25()
    made.index(tokens, show_progress=False)
    places = sorted((place, token) for token, place in made.vocab_dict.items() if token)
    return {
        "tokens": packed(token for _, token in places),
        "starts": np.asarray(made.scores["indptr"]),
        "rows": np.asarray(made.scores["indices"]),
        "weights": np.asarray(made.scores["data"]),
    }


def _key(texts: Sequence[str]) -> str:
    return arrays.depends_on(("lexical.py",), _library(), "\0".join(texts))


@cache
def _library() -> str:
    return version("bm25s")
