from __future__ import annotations

import numpy as np
import pytest

from indexes.lexical import stems
from indexes.overlap import Overlap
from indexes.usage import Usage

HOURS = ["wanneer gaat het bad open", "om hoe laat opent het bad", "openingsuren van het bad"]
PRICE = [
    "hoeveel kost het bad op zaterdag",
    "prijs op zaterdag",
    "zaterdag zwemmen, welke prijs",
    "zaterdagprijs",
]


def usage(*groups: list[str]) -> Usage:
    starts = np.cumsum([0, *map(len, groups)])
    return Usage(Overlap([line for group in groups for line in group], stems), starts)


def test_words_that_a_group_uses_speak_for_it() -> None:
    whole, named = usage(HOURS, PRICE).fit("welke prijs is dat?")
    assert whole[1] > whole[0]
    assert named[1] > named[0]


def test_what_nearly_all_its_lines_name_and_the_question_does_not_speaks_against_a_group() -> None:
    found = usage(HOURS, PRICE)
    whole, named = found.fit("zwemmen")
    with_day, _ = found.fit("zwemmen op zaterdag")
    assert whole[1] - named[1] < with_day[1] - found.fit("zwemmen op zaterdag")[1][1]


def test_a_word_counts_once_however_often_it_is_said() -> None:
    found = usage(HOURS, PRICE)
    for once, often in zip(found.fit("prijs"), found.fit("prijs prijs prijs"), strict=True):
        assert once == pytest.approx(often)


def test_words_that_nobody_uses_tell_nothing() -> None:
    found = usage(HOURS, PRICE)
    whole, named = found.fit("quantumfysica")
    assert named.tolist() == [0.0, 0.0]
    assert whole == pytest.approx(found.fit("")[0])


def test_it_is_the_likelihood_of_independent_words() -> None:
    """One group of two lines, counted by hand: "a" stands in both, "b" in one."""
    whole, named = usage(["aaa", "aaa bbb"], ["ccc"]).fit("aaa")
    share = {"aaa": 2 / 3, "bbb": 1 / 3, "ccc": 1 / 3}
    usual = {word: (held + 2 * share[word]) / (2 + 2) for word, held in (("aaa", 2), ("bbb", 1))}
    assert named[0] == pytest.approx(np.log(usual["aaa"]), abs=1e-5)
    background = {word: 2 * share[word] / (2 + 2) for word in usual}
    rest = np.log1p(-usual["bbb"]) - np.log1p(-background["bbb"])
    assert whole[0] == pytest.approx(np.log(usual["aaa"]) + rest, abs=1e-5)
