"""Two texts held side by side, and what rests on what differs."""

from __future__ import annotations

from corpus.ingest import Change, WordChange, compare_documents, impact, with_text
from corpus.ingest.impact import Curated, load_curated
from corpus.load import PACKAGED
from corpus.models import is_within
from tests.corpus.invented import document

HEAD = "# Tekst\n\nArtikel 1. Blijft.\n\n"
BEFORE = f"{HEAD}Art. 2. De premie is 10 euro.\n\nArt. 3. Gaat weg.\n\nArt. 4. Verhuist.\n"
AFTER = f"{HEAD}Art. 2. De premie is 12 euro per dag.\n\nArt. 5. Verhuist.\n\nArt. 6. Nieuw.\n"


def test_each_place_is_new_gone_changed_moved_or_the_same() -> None:
    before = document(BEFORE)
    found = compare_documents(before, with_text(before, AFTER))
    by_change = {change: [p.locator for p in found.of(change)] for change in Change}
    assert by_change == {
        Change.NEW: ["art-6"],
        Change.GONE: ["art-3"],
        Change.CHANGED: ["art-2"],
        Change.MOVED: ["art-4"],
    }
    assert found.of(Change.MOVED)[0].to == "art-5"
    assert found.same == 2
    assert found.unsettled == {"art-2", "art-3", "art-4"}


def test_a_changed_place_is_told_by_word() -> None:
    before = document(BEFORE)
    (changed,) = compare_documents(before, with_text(before, AFTER)).of(Change.CHANGED)
    assert changed.words == (
        WordChange("De premie is", "De premie is"),
        WordChange("10 euro.", "12 euro per dag."),
    )


def test_the_same_text_differs_in_nothing() -> None:
    before = document(BEFORE)
    found = compare_documents(before, with_text(before, BEFORE.replace("is 10", "is  10")))
    assert found.changes == ()


def test_what_rests_on_a_changed_place_is_named() -> None:
    curated = load_curated(PACKAGED)
    name = "gr-2026-00367-overeenkomst"
    cited = {
        fiche.id
        for fiche in curated.fiches.fiches.values()
        for sentence in fiche.answer
        for support in sentence.citations
        if support.provision.startswith(f"{name}#")
        and is_within(support.provision.partition("#")[2], "art-5")
    }
    found = impact(name, frozenset({"art-5"}), curated)
    assert set(found.fiches) == cited != set()
    assert found.parameters
    assert found.tensions
    assert all(count > 0 for count in found.phrases.values())
    assert not impact(name, frozenset({"bestaat-niet"}), curated)


def test_a_place_rests_on_what_is_around_it_and_inside_it() -> None:
    curated: Curated = load_curated(PACKAGED)
    name = "gr-2026-00367-overeenkomst"
    whole = impact(name, frozenset({"art-5"}), curated)
    part = impact(name, frozenset({"art-5-lid-1-punt-1"}), curated)
    assert set(part.fiches) <= set(whole.fiches)
    assert part.fiches
