"""Search, documents and provisions."""

from __future__ import annotations

import pytest

from api.runtime import Live
from tests.api.contract import Checked

AGREEMENT = "gr-2026-00367-overeenkomst"


def test_search_gives_provisions_with_the_score_of_each_engine(client: Checked) -> None:
    found = client.get("/api/v1/search", params={"q": "tarief basispakket per kwartaal", "k": 3}).json()
    assert len(found["hits"]) == 3
    assert set(found["engines"]) == {"stems", "ngrams"}
    assert all(set(hit["scores"]) == set(found["engines"]) for hit in found["hits"])
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_search_keeps_to_documents_scopes_and_days(client: Checked) -> None:
    only = client.get("/api/v1/search", params={"q": "begeleiding", "document": AGREEMENT}).json()["hits"]
    assert {hit["provision"]["document"] for hit in only} == {AGREEMENT}
    collective = client.get("/api/v1/search", params={"q": "begeleiding", "scope": "collectief"}).json()[
        "hits"
    ]
    assert {hit["provision"]["scope"] for hit in collective} == {"collectief"}
    later = client.get("/api/v1/search", params={"q": "VDAB Gent", "k": 50, "on": "2026-01-01"}).json()[
        "hits"
    ]
    assert later
    assert "gent-vdab-2020-00300" not in {hit["provision"]["document"] for hit in later}


@pytest.mark.parametrize(
    ("params", "word"),
    [
        ({}, "‘q’ ontbreekt"),
        ({"q": "x", "k": "0"}, "minstens 1"),
        ({"q": "x", "k": "veel"}, "geheel getal"),
        ({"q": "x", "on": "gisteren"}, "JJJJ-MM-DD"),
        ({"q": "x", "scope": "maan"}, "beleid-gent"),
        ({"q": "x", "document": "gr-2026"}, AGREEMENT),
        ({"q": "x" * 1_001}, "1000 tekens"),
    ],
)
def test_a_search_that_cannot_be_says_what_can(client: Checked, params: dict[str, str], word: str) -> None:
    response = client.get("/api/v1/search", params=params)
    assert response.status_code == 422
    assert word in response.json()["detail"]


def test_all_documents_are_listed_and_can_be_read(client: Checked, live: Live) -> None:
    listed = client.get("/api/v1/documents").json()["documents"]
    assert [d["id"] for d in listed] == list(live.corpus.documents)
    for entry in listed:
        document = client.get(f"/api/v1/documents/{entry['id']}").json()
        assert document["text"] == live.corpus.documents[entry["id"]].text
        assert document["provisions"] == len(document["places"]) > 0


@pytest.mark.parametrize("written", [f"{AGREEMENT}%23art-5", f"{AGREEMENT}/art-5"])
def test_a_provision_by_its_id(client: Checked, written: str) -> None:
    found = client.get(f"/api/v1/provisions/{written}").json()
    assert found["id"] == f"{AGREEMENT}#art-5"
    stored = client.get(f"/api/v1/documents/{AGREEMENT}").json()["text"]
    assert stored[found["start"] : found["end"]] == found["text"]


def test_an_alias_leads_to_its_place(client: Checked, live: Live) -> None:
    document, alias, locator = next(
        (d.id, alias, locator) for d in live.corpus.documents.values() for alias, locator in d.aliases.items()
    )
    assert client.get(f"/api/v1/provisions/{document}/{alias}").json()["locator"] == locator


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("/api/v1/documents/gr-2026-00367-overeenkoms", f"‘{AGREEMENT}’"),
        (f"/api/v1/provisions/{AGREEMENT}/art-55", "art-5"),
        ("/api/v1/provisions/niets", "documenten zijn"),
        ("/api/v1/provisions/niets%23art-1", "documenten zijn"),
        (f"/api/v1/provisions/{AGREEMENT}", "Alle plaatsen"),
    ],
)
def test_what_is_not_there_is_not_found_with_a_hint(client: Checked, path: str, hint: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert hint in response.json()["detail"]
