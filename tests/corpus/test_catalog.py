"""The catalogue and the contacts say no more than the sources do."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from corpus.models import Authority, CatalogEntry, Kind, Scope

CORPUS = Path(__file__).parents[2] / "corpus"
DOCUMENTS = CORPUS / "documents"
ENTRIES = {
    entry.id: entry
    for entry in map(
        CatalogEntry.model_validate, yaml.safe_load((DOCUMENTS / "catalog.yaml").read_text(encoding="utf-8"))
    )
}
CONTACTS: list[dict[str, Any]] = yaml.safe_load((CORPUS / "contacts.yaml").read_text(encoding="utf-8"))
RANKS = {
    (Authority.LAW, Kind.MINISTERIEEL_BESLUIT): 1,
    (Authority.CITY, Kind.MODELOVEREENKOMST): 2,
    (Authority.CITY, Kind.GEMEENTERAADSBESLUIT): 3,
    (Authority.CITY, Kind.SAMENWERKINGSOVEREENKOMST): 3,
    (Authority.COMMENTARY, Kind.ARTIKEL): 4,
    (Authority.COMMENTARY, Kind.METHODIEK): 4,
    (Authority.EXTERNAL, Kind.FEITEN): 5,
    (Authority.SUMMARY, Kind.DECREET): 5,
    (Authority.SUMMARY, Kind.BESLUIT_VLAAMSE_REGERING): 5,
}


def slug(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


class TestEntries:
    def test_every_entry_has_a_file_and_every_file_an_entry(self) -> None:
        assert set(ENTRIES) == {path.stem for path in DOCUMENTS.glob("*.md")}

    def test_the_fixed_document_ids(self) -> None:
        assert set(ENTRIES) == {
            "gr-2026-00367-besluit",
            "gr-2026-00367-overeenkomst",
            "imw-update-2023-05-30",
            "gent-vdab-2020-00300",
            "begeleid-werken-methodiek",
            "mb-2019-01-10",
            "decreet-2022-01-14",
            "bvr-2022-07-15",
            "externe-feiten",
        }

    def test_an_unknown_key_is_refused(self) -> None:
        raw = next(iter(ENTRIES.values())).model_dump() | {"issud": "2022-01-14"}
        with pytest.raises(ValidationError, match="issud"):
            CatalogEntry.model_validate(raw)

    @pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
    def test_rank_follows_authority_and_kind(self, entry: CatalogEntry) -> None:
        assert entry.rank == RANKS[entry.authority, entry.kind]

    @pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
    def test_only_law_and_city_texts_are_official(self, entry: CatalogEntry) -> None:
        assert entry.official == (entry.authority in {Authority.LAW, Authority.CITY})

    @pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
    def test_the_note_is_a_dutch_sentence_and_the_link_is_secure(self, entry: CatalogEntry) -> None:
        assert entry.language == "nl"
        assert re.match(r"(Dit|Deze) ", entry.status_note)
        assert entry.status_note.endswith(".")
        assert entry.url is None or entry.url.startswith("https://")

    @pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
    def test_scope_overrides_name_headings_of_the_document(self, entry: CatalogEntry) -> None:
        text = (DOCUMENTS / f"{entry.id}.md").read_text(encoding="utf-8")
        headings = {slug(heading) for heading in re.findall(r"^## (.+)$", text, re.MULTILINE)}
        assert set(entry.scope_overrides) <= headings


class TestDates:
    def test_the_agreement_of_ghent_and_vdab_has_ended(self) -> None:
        entry = ENTRIES["gent-vdab-2020-00300"]
        assert entry.in_force_to == date(2025, 12, 31)
        assert "tot en met 31 december 2025" in (DOCUMENTS / f"{entry.id}.md").read_text(encoding="utf-8")
        assert "31 december 2025" in entry.status_note

    def test_nothing_else_has_an_end(self) -> None:
        assert [entry.id for entry in ENTRIES.values() if entry.in_force_to] == ["gent-vdab-2020-00300"]

    def test_start_dates_that_no_source_gives_are_null(self) -> None:
        # Given: article 10 of the ministerial decision, first sentence of the council file's motivation.
        given = {entry.id: entry.in_force_from for entry in ENTRIES.values() if entry.in_force_from}
        assert given == {"mb-2019-01-10": date(2019, 1, 1), "decreet-2022-01-14": date(2023, 7, 1)}
        law = (DOCUMENTS / "mb-2019-01-10.md").read_text(encoding="utf-8")
        motivation = (DOCUMENTS / "gr-2026-00367-besluit.md").read_text(encoding="utf-8")
        assert "Dit besluit treedt in werking op 1 januari 2019." in law
        assert "Op 01 juli 2023 trad het Decreet over Individueel Maatwerk in werking." in motivation

    def test_undated_texts_stay_undated(self) -> None:
        assert {entry.id for entry in ENTRIES.values() if not entry.issued} == {
            "begeleid-werken-methodiek",
            "externe-feiten",
        }

    def test_the_consolidation_is_the_one_the_text_names(self) -> None:
        entry = ENTRIES["mb-2019-01-10"]
        assert entry.consolidated_to == date(2024, 3, 14)
        assert "tekstbijwerking tot 14-03-2024" in (DOCUMENTS / f"{entry.id}.md").read_text(encoding="utf-8")


class TestWhatTheNotesSay:
    def test_the_council_file_holds_no_vote(self) -> None:
        assert "geen stemming" in ENTRIES["gr-2026-00367-besluit"].status_note
        assert "niet-ondertekend model" in ENTRIES["gr-2026-00367-overeenkomst"].status_note

    def test_the_article_was_written_before_the_start(self) -> None:
        assert "vóór de start" in ENTRIES["imw-update-2023-05-30"].status_note

    @pytest.mark.parametrize("document", ["decreet-2022-01-14", "bvr-2022-07-15"])
    def test_summaries_are_not_the_law_but_know_its_number(self, document: str) -> None:
        entry = ENTRIES[document]
        assert "eigen woorden" in entry.status_note
        assert re.fullmatch(r"\d{10}", entry.identity["numac"])
        assert entry.identity["numac"] in (DOCUMENTS / f"{document}.md").read_text(encoding="utf-8")

    def test_scopes(self) -> None:
        scopes = {entry.id: entry.scope for entry in ENTRIES.values() if entry.scope is not Scope.INDIVIDUEEL}
        assert scopes == {
            "mb-2019-01-10": Scope.COLLECTIEF,
            "begeleid-werken-methodiek": Scope.BEGELEID_WERKEN,
            "gent-vdab-2020-00300": Scope.BELEID_GENT,
        }
        assert set(ENTRIES["externe-feiten"].scope_overrides.values()) == {
            Scope.COLLECTIEF,
            Scope.BEGELEID_WERKEN,
        }


class TestContacts:
    def test_the_doors_that_must_be_there(self) -> None:
        ids = [contact["id"] for contact in CONTACTS]
        assert len(ids) == len(set(ids))
        assert {"vdab", "wewis", "nar", "dienst-activering-en-werk"} <= set(ids)

    @pytest.mark.parametrize("contact", CONTACTS, ids=lambda contact: contact["id"])
    def test_nothing_is_said_without_a_source(self, contact: dict[str, Any]) -> None:
        assert set(contact) == {"id", "name", "what_for", "reach", "covers", "source", "source_date"}
        assert contact["what_for"].endswith(".")
        assert contact["covers"]
        assert (contact["source"] is None) == (contact["source_date"] is None)
        if contact["source"] is None:
            assert contact["reach"] is None
        else:
            assert contact["source"].partition("#")[0] in ENTRIES

    def test_addresses_stand_in_the_documents(self) -> None:
        texts = " ".join(path.read_text(encoding="utf-8") for path in DOCUMENTS.glob("*.md"))
        reach = " ".join(contact["reach"] or "" for contact in CONTACTS)
        found = re.findall(r"[A-Z][a-z]+ \d+, \d{4} [A-Z][a-z]+|\S+@[a-z.]+[a-z]", reach)
        assert len(found) == 3
        assert all(place in texts for place in found)
        assert not re.search(r"\+32|\b0\d{1,3}[ /]\d{2}", reach)
