from __future__ import annotations

import numpy as np
import pytest

from indexes.lexical import ANALYSERS, LexicalEngine, ngrams, stems, words
from indexes.models import Engine

TEXTS = [
    "De lenerspas van de bibliotheek is gratis.",
    "Het zwembad sluit om negen uur.",
    "Coördinatie van ploegen",
]


@pytest.mark.parametrize(
    ("one", "other"), [("lenerspassen", "lenerspas"), ("premies", "premie"), ("sluiten", "sluit")]
)
def test_inflected_words_share_a_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_accents_and_capitals_do_not_matter() -> None:
    assert words("CoÖrdinatie, 3de graad") == ["coordinatie", "3de", "graad"]


def test_ngrams_mark_the_edges_of_words_and_keep_short_words() -> None:
    assert ngrams("om gaan") == ["_om_", "_gaa", "gaan", "aan_"]


def test_a_typo_is_found_by_ngrams_where_stems_find_nothing() -> None:
    query = "biblioteek"
    by_stem = LexicalEngine(TEXTS, ANALYSERS[Engine.STEMS]).scores(query)
    by_ngram = LexicalEngine(TEXTS, ANALYSERS[Engine.NGRAMS]).scores(query)
    assert not by_stem.any()
    assert by_ngram.argmax() == 0
    assert by_ngram[0] > 0


@pytest.mark.parametrize("query", ["", "   ", "???", "xyzzy", "\0", "😀", "\ud800"])
@pytest.mark.parametrize("engine", list(ANALYSERS))
def test_a_query_without_known_words_scores_zero_everywhere(query: str, engine: Engine) -> None:
    assert np.array_equal(LexicalEngine(TEXTS, ANALYSERS[engine]).scores(query), np.zeros(len(TEXTS)))


def test_a_short_query_scores_higher_on_the_text_that_says_more_of_it() -> None:
    scores = LexicalEngine(TEXTS, stems).scores("wanneer sluit het zwembad")
    assert scores.argmax() == 1


def test_no_texts_at_all() -> None:
    assert LexicalEngine([], stems).scores("zwembad").shape == (0,)
    assert LexicalEngine(["...", ""], stems).scores("zwembad").tolist() == [0, 0]
