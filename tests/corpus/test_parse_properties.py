from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.models import ProvisionKind
from tests.corpus.invented import assert_sound, document

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="|#"), max_size=12
)
INDENT = st.sampled_from(["", "  ", "\xa0\xa0", "    ", "\t", " \xa0 "])
MARKER = st.sampled_from(["1° ", "2°bis ", "a) ", "b) ", "1) ", "2) ", "- ", "• ", "1. ", "[1 3° "])
HEADING = st.sampled_from(
    [
        "## ",
        "### ",
        "#### ",
        "## 5 ",
        "## Artikel 3 – ",
        "## Art. 4/1. ",
        "## Hoofdstuk II. ",
        "## Bijlage 2. ",
    ]
)


def _lines() -> st.SearchStrategy[list[tuple[str, str]]]:
    """Lines as (what they are, their words without the label that marks them)."""
    lid = st.tuples(st.just("lid"), st.tuples(INDENT, WORDS).map("".join))
    item = st.tuples(st.just("item"), st.tuples(INDENT, MARKER, WORDS).map("".join))
    par = st.tuples(
        st.just("par"), st.tuples(INDENT, st.sampled_from(["§ 1. ", "§2/1. "]), WORDS).map("".join)
    )
    heading = st.tuples(st.just("heading"), st.tuples(HEADING, WORDS).map("".join))
    return st.lists(st.one_of(lid, lid, item, item, par, heading), max_size=25)


def _text(lines: list[tuple[str, str]], separator: str) -> str:
    """Every line gets a word of its own, so that it can be found again."""
    body = [f"{line} woord{n}x" for n, (_, line) in enumerate(lines)]
    return separator.join(["# Titel", *body])


@given(_lines(), st.sampled_from(["\n", "\n\n", "\n\xa0\n"]), st.sampled_from(["decreet", "artikel"]))
def test_every_line_lies_in_exactly_one_leaf(lines: list[tuple[str, str]], separator: str, kind: str) -> None:
    doc = document(_text(lines, separator), kind=kind)
    assert_sound(doc)
    leaves = [p for p in doc.provisions if p.is_leaf]
    for n, (what, _) in enumerate(lines):
        holders = [p for p in leaves if f"woord{n}x" in p.text]
        if what == "heading":
            assert all(re.fullmatch(r"[^\n]*", p.text) for p in holders)
        else:
            assert len(holders) == 1


@given(st.text(max_size=400), st.sampled_from(["decreet", "artikel", "feiten"]))
def test_any_text_at_all_gives_sound_provisions(text: str, kind: str) -> None:
    doc = document(f"x\n{text}", kind=kind, authority="external" if kind == "feiten" else "law")
    assert_sound(doc)


@given(
    st.lists(
        st.sampled_from(["| a | b |", "| --- | --- |", "|", "||", "| \\| x", "- punt", "", "regel", "----"])
    )
)
def test_tables_in_any_state_give_sound_provisions(lines: list[str]) -> None:
    doc = document("\n".join(["# Titel", "## Tabel", *lines]), kind="artikel")
    assert_sound(doc)
    rows = [p.text for p in doc.provisions if p.kind is ProvisionKind.ROW]
    assert all(row.strip() for row in rows)


@given(_lines())
def test_parsing_again_gives_the_same(lines: list[tuple[str, str]]) -> None:
    text = _text(lines, "\n")
    assert document(text).provisions == document(text).provisions


def _groups() -> st.SearchStrategy[list[list[int]]]:
    """Articles as lists of lids, each lid as its number of list items."""
    return st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=3), min_size=1, max_size=4)


def _articles(groups: list[list[int]]) -> str:
    lines = ["# Titel"]
    for number, (lids, words) in enumerate(
        zip(groups, itertools.repeat("Gelijke woorden"), strict=False), start=1
    ):
        lines.append(f"## Artikel {number}.")
        for items in lids:
            lines.append(f"{words}{':' if items else '.'}")
            lines += [f"  {n}° {words};" for n in range(1, items + 1)]
    return "\n".join(lines)


@given(_groups())
@settings(max_examples=60)
def test_a_paragraph_at_the_end_leaves_earlier_places_alone(groups: list[list[int]]) -> None:
    """The one exception: a last article of one lid becomes one of two; its places keep both names."""
    before = document(_articles(groups))
    after = document(_articles(groups) + "\nEen nieuwe slotzin.")
    last = f"art-{len(groups)}"
    for p in before.provisions:
        if not p.is_leaf:
            continue
        now = after.provision(p.locator)
        if p.locator.startswith(last):
            assert now.text.startswith(p.text) or now.children
            assert p.text in now.text
        else:
            assert (now.text, now.start, now.end) == (p.text, p.start, p.end)


@pytest.mark.parametrize("depth", [1, 7, 8, 9, 1200])
def test_lists_nested_without_end_do_not_break_the_parser(depth: int) -> None:
    text = "\n".join(["# T", "## L", *(f"{' ' * n}- punt{n}x" for n in range(depth))])
    doc = document(text, kind="artikel")
    assert_sound(doc)
    assert sum(p.is_leaf for p in doc.provisions) == depth + 1
