from __future__ import annotations

import pytest

from assistant.judge.features import (
    PAIR,
    QUESTION,
    pair_features,
    question_features,
    scopes,
)
from assistant.judge.model import BUCKETS, calibrated, hashed, likelihoods
from assistant.models import Conversation
from assistant.receive import receive
from assistant.understand import Understood, understand
from corpus.models import Corpus, Scope
from indexes.models import SearchResult
from indexes.phrases import FicheHit, FicheIndex
from indexes.search import SearchIndex
from tests.indexes.fiche_samples import sample
from tests.indexes.samples import small_corpus

FICHES = sample()


def understood(text: str) -> Understood:
    return understand(receive(text), Conversation(id="t"))


@pytest.fixture(scope="module")
def pool() -> Corpus:
    return small_corpus()


def found(text: str, corpus: Corpus) -> tuple[SearchResult, tuple[FicheHit, ...]]:
    return SearchIndex.open(corpus, embedder=None).search(text), FicheIndex(FICHES).candidates(text, None)


def of(fiche_id: str, text: str, corpus: Corpus) -> dict[str, float]:
    result, hits = found(text, corpus)
    pairs = pair_features(understood(text), result, hits)
    return next(pair for hit, pair in zip(hits, pairs, strict=True) if hit.fiche_id == fiche_id)


def test_every_weighed_feature_is_there(pool: Corpus) -> None:
    text = "tot wanneer is mijn beurtenkaart geldig"
    result, hits = found(text, pool)
    pairs = pair_features(understood(text), result, hits)
    assert set(PAIR["lexical"]) <= set(pairs[0])
    shares = likelihoods(pairs, dict.fromkeys(PAIR["lexical"], 1.0), [0.0] * len(pairs))
    assert sum(shares) == pytest.approx(1.0)
    values = question_features(understood(text), result, pairs, shares)
    assert set(QUESTION["lexical"]) - {"subject_words"} <= set(values)
    assert question_features(understood(text), result, [], []) == {}


def test_a_fiche_whose_provision_was_found_first_is_supported(pool: Corpus) -> None:
    text = "Hoe lang is een beurtenkaart voor volwassenen geldig?"
    assert of("kaart", text, pool)["provision_rank"] == 1.0
    assert of("kaart", text, pool)["provision"] == 1.0
    assert of("boete", text, pool)["provision"] == 0.0


def test_the_kind_of_answer_that_is_asked_for_counts(pool: Corpus) -> None:
    text = "Wie is er redder in het zwembad?"
    assert of("redder", text, pool)["intent"] > 0
    assert of("redder", text, pool)["intent_other"] == 0.0
    assert of("open", text, pool)["intent_other"] == 1.0


def test_the_best_candidate_is_not_behind_and_others_are(pool: Corpus) -> None:
    text = "vervalt een beurtenkaart"
    assert of("kaart", text, pool)["ngrams_behind"] == 0.0
    assert of("open", text, pool)["ngrams_behind"] < 0.0


def test_words_of_another_scope_are_noticed() -> None:
    assert scopes("Wat moet een maatwerkbedrijf doen?") == {Scope.COLLECTIEF}
    assert scopes("is begeleid werken betaald") == {Scope.BEGELEID_WERKEN}
    assert scopes("hoeveel is de loonpremie") == frozenset()


def test_probabilities_follow_the_weights_and_the_bonus() -> None:
    pairs = [{"a": 1.0}, {"a": 0.0}]
    assert likelihoods(pairs, {"a": 2.0}, [0.0, 0.0])[0] > 0.8
    assert likelihoods(pairs, {"a": 2.0}, [0.0, 2.0]) == pytest.approx([0.5, 0.5])
    assert likelihoods([], {"a": 2.0}, []) == []
    assert calibrated(0.5, ((0.0, 1.0), (0.1, 0.9))) == pytest.approx(0.5)
    assert calibrated(9.0, ((0.0, 1.0), (0.1, 0.9))) == pytest.approx(0.9)


def test_words_are_hashed_the_same_way_each_time() -> None:
    one = hashed("beurtenkaart")
    assert one.shape == (BUCKETS,)
    assert float(one @ one) == pytest.approx(1.0)
    assert float(one @ hashed("beurtnekaart")) > float(one @ hashed("zaterdag"))
    assert not hashed("").any()
