from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.models import Confidence, Corpus, Provision, ProvisionKind, Scope
from indexes.units import equivalents, has_content, is_searched, passage, units, words_of
from tests.indexes.samples import corpus_of, document


@pytest.fixture
def provision(small: Corpus) -> Provision:
    return small.provision("zwembad#art-1")


def test_the_passage_says_where_it_stands_and_what_introduces_it(provision: Provision) -> None:
    item = replace(provision, text="- op **zaterdag**;", lead="Het zwembad is open:")
    assert passage(item) == "Openingsuren\nHet zwembad is open:\nop zaterdag;"
    assert words_of(item) == "Het zwembad is open:\nop zaterdag;"


def test_an_introduction_that_the_text_repeats_is_not_said_twice(provision: Provision) -> None:
    item = replace(provision, text="Het zwembad is open: op zaterdag", lead="Het zwembad is open:")
    assert words_of(item) == "Het zwembad is open: op zaterdag"


@pytest.mark.parametrize(
    ("text", "lead", "expected"),
    [
        ("En", "", False),
        ("Naam: ... (naam)", "", False),
        ("**<naam redder>**, ...", "", False),
        ("---", "", False),
        ("redder;", "", False),
        ("redder;", "Toezicht houdt een:", True),
        ("Het zwembad is gesloten.", "", True),
        ("Openingsuren", "", False),
    ],
)
def test_fragments_without_content_are_never_searched(
    provision: Provision, text: str, lead: str, expected: bool
) -> None:
    assert has_content(replace(provision, text=text, lead=lead)) is expected


def test_a_long_unit_is_searched_by_its_parts_only(provision: Provision) -> None:
    short = replace(provision, children=("art-1-lid-1",))
    assert is_searched(short)
    assert not is_searched(replace(short, text="Het zwembad is open. " * 100))
    assert not is_searched(replace(short, kind=ProvisionKind.DOCUMENT_TITLE))


def test_units_keep_reading_order_and_duplicates(small: Corpus) -> None:
    found = units(small)
    assert [u.id for u in found] == [p.id for p in small.provisions()]
    assert equivalents(found) == {
        "bibliotheek#art-2": ("bibliotheek#art-3",),
        "bibliotheek#art-3": ("bibliotheek#art-2",),
    }


def test_no_break_spaces_and_punctuation_do_not_make_a_difference() -> None:
    rows = [
        ("A", "Een pas kost\u00a0niets;", Scope.INDIVIDUEEL),
        ("B", "- Een **pas** kost niets.", Scope.INDIVIDUEEL),
    ]
    assert equivalents(units(corpus_of(document("passen", rows)))) == {
        "passen#art-1": ("passen#art-2",),
        "passen#art-2": ("passen#art-1",),
    }


def test_a_heading_that_the_text_repeats_is_not_said_twice(provision: Provision) -> None:
    assert (
        passage(replace(provision, text="Openingsuren zijn er elke dag.")) == "Openingsuren zijn er elke dag."
    )


def test_the_source_note_of_a_fact_from_elsewhere_is_not_searched(provision: Provision) -> None:
    text = "Het zwembad is open.\n\nBron: een pagina, 2024. Zekerheid: hoog."
    assert words_of(replace(provision, text=text, confidence=Confidence.HOOG)) == "Het zwembad is open."
    assert "Bron: een pagina" in words_of(replace(provision, text=text))
