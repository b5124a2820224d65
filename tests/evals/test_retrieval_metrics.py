from __future__ import annotations

import math

import pytest

from evals.retrieval.metrics import score
from evals.retrieval.needs import Needs, merged


def needs(*classes: set[str], every: bool = False) -> Needs:
    return Needs(tuple(frozenset(c) for c in classes), every)


def test_the_place_of_the_first_hit_decides() -> None:
    got = score(["x", "a", "y"], needs({"a"}))
    assert (got.hit_1, got.hit_3, got.hit_5, got.mrr) == (0.0, 1.0, 1.0, 0.5)
    assert got.ndcg_10 == pytest.approx(1 / math.log2(3))


def test_third_and_fifth_place_still_count_and_the_next_do_not() -> None:
    assert score(["x", "y", "a"], needs({"a"})).hit_3 == 1.0
    assert score(["x", "y", "z", "a"], needs({"a"})).hit_3 == 0.0
    assert score(["x"] * 4 + ["a"], needs({"a"})).hit_5 == 1.0
    assert score(["x"] * 5 + ["a"], needs({"a"})).hit_5 == 0.0


def test_nothing_found_scores_nothing() -> None:
    for ranking in ([], ["x", "y"], ["x"] * 10 + ["a"]):
        got = score(ranking, needs({"a"}))
        assert (got.hit_5, got.recall_10, got.mrr, got.ndcg_10) == (0.0, 0.0, 0.0, 0.0)


def test_equally_good_provisions_count_once_and_keep_their_place() -> None:
    twice = score(["a", "a2", "b"], needs({"a", "a2"}, {"b"}))
    once = score(["a", "x", "b"], needs({"a", "a2"}, {"b"}))
    assert twice == once
    assert twice.ndcg_10 < 1.0
    assert score(["a2", "b"], needs({"a", "a2"}, {"b"})).ndcg_10 == 1.0


def test_when_all_are_needed_the_last_one_decides() -> None:
    both = needs({"a"}, {"b"}, every=True)
    assert score(["a", "x", "b"], both).hit_1 == 0.0
    assert score(["a", "x", "b"], both).hit_3 == 1.0
    assert score(["a", "x", "y"], both).hit_5 == 0.0
    assert score(["a", "x", "y"], both).recall_10 == 0.5


def test_one_provision_can_meet_two_needs() -> None:
    assert score(["whole"], needs({"a", "whole"}, {"b", "whole"}, every=True)).recall_10 == 1.0


def test_classes_that_share_a_member_are_one() -> None:
    groups = [frozenset("ab"), frozenset("c"), frozenset("bd"), frozenset("dc")]
    assert merged(groups) == [frozenset("abcd")]
    assert merged([frozenset("a"), frozenset("b")]) == [frozenset("a"), frozenset("b")]
