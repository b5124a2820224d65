from __future__ import annotations

from pathlib import Path

import bm25s
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


@pytest.mark.parametrize("engine", list(ANALYSERS))
def test_the_scores_are_those_of_the_library(engine: Engine) -> None:
    analyse = ANALYSERS[engine]
    made = bm25s.BM25()
    made.index([analyse(text) for text in TEXTS], show_progress=False)
    for query in ("het zwembad sluit", "sluit sluit sluit", "coördinatie van de bibliotheek om negen"):
        known = [token for token in analyse(query) if token in made.vocab_dict]
        assert np.array_equal(LexicalEngine(TEXTS, analyse).scores(query), made.get_scores(known))


def test_kept_weights_give_the_same_and_are_not_used_for_other_texts(tmp_path: Path) -> None:
    kept, query = tmp_path / "stems.npz", "sluit het zwembad"
    first = LexicalEngine(TEXTS, stems, kept).scores(query)
    assert kept.is_file()
    assert np.array_equal(LexicalEngine(TEXTS, stems, kept).scores(query), first)
    assert LexicalEngine(TEXTS[:1], stems, kept).scores("bibliotheek").shape == (1,)
    assert LexicalEngine([*TEXTS, "kantoorhond"], stems, kept).scores("kantoorhond").argmax() == len(TEXTS)
    kept.write_bytes(b"broken")
    assert np.array_equal(LexicalEngine(TEXTS, stems, kept).scores(query), first)
    nowhere = tmp_path / "nowhere" / "stems.npz"
    assert np.array_equal(LexicalEngine(TEXTS, stems, nowhere).scores(query), first)
    assert not nowhere.parent.exists()
