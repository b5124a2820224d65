from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.models import Corpus, Provision, ProvisionKind, Scope
from indexes.units import equivalents, has_content, is_searched, passage, units
from tests.indexes.samples import corpus_of, document


@pytest.fixture
def provision(small: Corpus) -> Provision:
    return small.provision("zwembad#art-1")


def test_the_passage_says_where_it_stands_and_what_introduces_it(provision: Provision) -> None:
    item = replace(provision, text="- op **zaterdag**;", lead="Het zwembad is open:")
    assert passage(item) == "Reglement zwembad > Openingsuren\nHet zwembad is open:\nop zaterdag;"


def test_an_introduction_that_the_text_repeats_is_not_said_twice(provision: Provision) -> None:
    item = replace(provision, text="Het zwembad is open: op zaterdag", lead="Het zwembad is open:")
    assert passage(item, breadcrumb=False) == "Het zwembad is open: op zaterdag"


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
