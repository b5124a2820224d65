from __future__ import annotations

import numpy as np
import pytest

from corpus.models import Authority
from indexes.fusion import Weights, fused, prior, standardised, weights_for
from indexes.models import Engine


def array(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


def test_standardised_scores_do_not_depend_on_the_scale_of_the_engine() -> None:
    assert standardised(array(1, 2, 3)) == pytest.approx(standardised(array(810, 820, 830)), abs=1e-4)


def test_an_engine_that_says_nothing_changes_nothing() -> None:
    dense = array(0.8, 0.9, 0.7)
    silent = {Engine.DENSE: dense, Engine.STEMS: array(0, 0, 0)}
    weights = Weights(stems=5, dense=1)
    assert fused(silent, weights) == pytest.approx(fused({Engine.DENSE: dense}, weights))


def test_weights_decide_between_engines_that_disagree() -> None:
    scores = {Engine.DENSE: array(0.9, 0.8), Engine.STEMS: array(0, 4)}
    assert fused(scores, Weights(dense=0.8, stems=0.2)).argmax() == 0
    assert fused(scores, Weights(dense=0.2, stems=0.8)).argmax() == 1


def test_no_engine_is_an_error() -> None:
    with pytest.raises(ValueError, match="engine"):
        fused({}, Weights())


def test_dutch_stems_do_not_count_for_another_language_unless_there_is_nothing_else() -> None:
    for language in ("fr", "en"):
        assert weights_for(language, dense=True).of(Engine.STEMS) == 0
        assert weights_for(language, dense=False).of(Engine.STEMS) > 0
    assert all(weights_for("nl", dense=True).of(engine) > 0 for engine in (Engine.DENSE, Engine.NGRAMS))


def test_empty_corpus() -> None:
    assert fused({Engine.DENSE: array()}, Weights(dense=1)).shape == (0,)


def test_our_own_words_come_after_a_source_that_says_the_same() -> None:
    law, summary, page = prior([Authority.LAW, Authority.SUMMARY, Authority.EXTERNAL])
    assert law == 0
    assert summary == page < law
