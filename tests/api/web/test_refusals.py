"""What a person sees when something is refused: a calm page with the way back, and what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.runtime import Live
from api.service import Service
from api.settings import Settings
from api.web.texts import texts
from assistant.models import Language
from tests.api.contract import Checked

PAGE = {"accept": "text/html,application/xhtml+xml"}
LETTER = 'Beste,\n\nDit is een brief met <tekens> & "aanhalingstekens" die niet verloren mag gaan.'
WORDS = texts()["errors"]["pages"]


@pytest.fixture
def limited(live: Live) -> Iterator[TestClient]:
    settings = Settings(writes_per_minute=1, reads_per_minute=0, allowed_hosts=("testserver",))
    with TestClient(create_app(Service(settings, live, build=False))) as made:
        yield made


def told(response: Any, status: int) -> str:
    """The main part of a calm page: a heading, a way back, no code for programs."""
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/html")
    main = re.search(r"<main.*?</main>", response.text, re.DOTALL)
    assert main
    assert "<h1>" in main[0]
    assert 'href="/"' in main[0]
    assert not re.search(r"JSON|GET|POST|HTTP|Traceback", re.sub(r"<[^>]+>", "", main[0]))
    return unescape(main[0])


def test_a_page_that_is_not_there(client: Checked) -> None:
    main = told(client.get("/niets", headers=PAGE), 404)
    assert WORDS["404"]["title"] in main
    assert WORDS["404"]["do"] in main


@pytest.mark.parametrize(
    ("address", "back"),
    [("/nota", "/"), ("/gegevens", "/"), ("/opstellen/bestand", "/opstellen"), ("/kwalificatie/csv", None)],
)
def test_a_page_that_is_not_opened_directly(client: Checked, address: str, back: str | None) -> None:
    main = told(client.get(address, headers=PAGE), 405)
    assert WORDS["405"]["title"] in main
    assert f'href="{back or "/kwalificatie"}"' in main


def test_too_large_says_how_large_it_may_be_and_gives_the_text_back(client: Checked) -> None:
    main = told(client.post("/opstellen", data={"text": "x " * 35_000}, headers=PAGE), 413)
    assert "64 kB" in main
    assert f"{'x ' * 35_000}</textarea>" in main
    assert 'href="/opstellen"' in main


def test_far_too_large_is_not_read_at_all(client: Checked) -> None:
    main = told(client.post("/opstellen", data={"text": "x " * 200_000}, headers=PAGE), 413)
    assert "<textarea" not in main
    assert WORDS["413"]["do"] in main
    assert client.post("/opstellen", data={"text": "x " * 35_000}).json()["status"] == 413


@pytest.mark.parametrize("content", [b"question=\xff\xfe", b"&".join(b"a=1" for _ in range(50))])
def test_a_form_that_cannot_be_read(client: Checked, content: bytes) -> None:
    headers = PAGE | {"content-type": "application/x-www-form-urlencoded"}
    assert "Stuur het opnieuw" in told(client.post("/", content=content, headers=headers), 422)


class TestTooFast:
    def test_what_was_typed_comes_back_ready_to_send(self, limited: TestClient) -> None:
        limited.post("/opstellen/bestand", data={"text": "x", "format": "md"}, headers=PAGE)
        sent = {"text": LETTER, "format": "md"}
        refused = limited.post("/opstellen/bestand", data=sent, headers=PAGE)
        main = told(refused, 429)
        assert f"Over {refused.headers['retry-after']} seconden" in main
        assert 'action="/opstellen/bestand"' in main
        assert '<input type="hidden" name="format" value="md">' in main
        area = re.search(r'<textarea[^>]* name="text"[^>]*>(.*?)</textarea>', refused.text, re.DOTALL)
        assert area
        assert unescape(area[1]) == LETTER
        assert "<tekens>" not in refused.text

    def test_certificates_that_were_pasted_in_a_form_with_a_file_too(self, limited: TestClient) -> None:
        for _ in range(2):
            refused = limited.post(
                "/kwalificatie",
                data={"getuigschriften": "bachelor sociaal werk\nmaster in de psychologie"},
                files={"bestand": ("", b"", "text/csv")},
                headers=PAGE,
            )
        main = told(refused, 429)
        assert "master in de psychologie</textarea>" in main

    def test_short_things_go_along_unseen(self, limited: TestClient) -> None:
        for _ in range(2):
            refused = limited.post("/delen", data={"conversation_id": "abc"}, headers=PAGE)
        main = told(refused, 429)
        assert '<input type="hidden" name="conversation_id" value="abc">' in main
        assert "<textarea" not in main

    def test_a_script_and_a_program_get_problem_details(self, limited: TestClient) -> None:
        limited.post("/", data={"question": "x"})
        for path, headers in (("/", {"x-fragment": "1"}), ("/", {"accept": "text/event-stream"})):
            refused = limited.post(path, data={"question": "x"}, headers=headers)
            assert (refused.status_code, refused.json()["status"]) == (429, 429)
        refused = limited.post("/api/v1/chat", json={"question": "x"}, headers=PAGE)
        assert refused.headers["content-type"] == "application/problem+json"


def test_a_defect_of_ours_gives_what_was_typed_back(client: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("geheim")

    monkeypatch.setattr("api.routes.pages.draft.written", broken)
    response = client.post("/opstellen", data={"text": LETTER}, headers=PAGE)
    main = told(response, 500)
    assert "dat ligt niet aan u" in main.lower()
    assert "geheim" not in response.text
    assert "die niet verloren mag gaan.</textarea>" in main


def test_when_the_page_of_an_error_breaks_too_it_is_still_said(
    client: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("api.routes.pages.refused.page", broken)
    response = client.get("/niets", headers=PAGE)
    assert (response.status_code, response.json()["status"]) == (404, 404)


def test_another_name_gets_a_page_that_says_which_one_to_use(client: Checked) -> None:
    response = client.get("/", headers=PAGE | {"host": "evil.example"})
    assert "http://localhost" in told(response, 421)


@pytest.mark.parametrize("language", list(Language))
def test_it_is_said_in_the_language_of_the_interface(client: Checked, language: Language) -> None:
    main = told(client.get(f"/niets?taal={language}", headers=PAGE), 404)
    assert texts(language)["errors"]["pages"]["404"]["title"] in main
