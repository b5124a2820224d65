"""Names of the lists are found in running text, the longest first, within one clause."""

from __future__ import annotations

import pytest

from assistant.rules.decisions.certificates import Kind
from assistant.rules.decisions.mentions import is_filling, mentions, pending_at
from assistant.rules.decisions.qualification import check_certificates


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ik heb een bachelor in de toegepaste psychologie behaald", ["bachelor", "toegepaste psychologie"]),
        ("psychologie telt", ["psychologie"]),
        ("sociaal. werk is leuk", []),
        ("master sociaal werk en sociaal beleid", ["master sociaal werk en sociaal beleid"]),
    ],
)
def test_the_longest_name_counts(text: str, named: list[str]) -> None:
    assert [text[m.start : m.end] for m in mentions(text)] == named


def test_a_title_bears_its_level_and_a_trade_is_weak() -> None:
    (title,) = mentions("wij zoeken een ergotherapeut")
    (trade,) = mentions("onze ploegbaas")
    assert (title.kind, title.has_level, title.weak) == (Kind.FIELD, True, False)
    assert (trade.kind, trade.has_level, trade.weak) == (Kind.NEAR, False, True)


def test_what_says_nothing_of_a_certificate() -> None:
    assert is_filling(" (dat is mijn ")
    assert not is_filling("weegt zwaarder")


@pytest.mark.parametrize("text", ["bachelor ergotherapie, nog in opleiding", "ik ben bezig met logopedie"])
def test_a_training_that_is_not_finished(text: str) -> None:
    assert pending_at(text)
    assert check_certificates(text)[0].unfinished


def test_a_training_as_such_is_finished() -> None:
    assert pending_at("mijn opleiding ergotherapie") is None
