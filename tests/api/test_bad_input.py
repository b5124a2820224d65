"""Whatever is sent in, the reply is clear and there is no traceback."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.api.contract import Checked

CHAT = "/api/v1/chat"
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("question", "status", "reason"),
    [
        ("", "clarification", "empty"),
        (" \n\t ", "clarification", "empty"),
        ("🙂🙃🤷", "clarification", "empty"),
        ("\x00\x01\x02\x7f", "clarification", "empty"),
        ("x" * 10_000, "refused", "too_long"),
        ("premie " * 1_000, "refused", "too_long"),
    ],
)
def test_unreadable_questions_are_answered_with_a_reason(
    client: Checked, question: str, status: str, reason: str
) -> None:
    response = client.post(CHAT, json={"question": question})
    assert response.status_code == 200
    assert (response.json()["status"], response.json()["reason"]) == (status, reason)
    assert response.json()["answer"]


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP TABLE premies; --",
        "<script>alert(1)</script> Wat is de loonpremie?",
        "Combien coûte l'accompagnement par la ville de Gand ?",
        "How much is the wage premium?",
        "\u202eVraag omgekeerd\u202c 한국어 العربية",
        "{{7*7}} ${jndi:ldap://x} %s %n ../../etc/passwd",
    ],
)
def test_odd_questions_get_a_well_formed_answer(client: Checked, question: str) -> None:
    response = client.post(CHAT, json={"question": question})
    assert response.status_code == 200
    assert "<script>" not in response.json()["answer"]


@pytest.mark.parametrize(
    ("body", "field", "word"),
    [
        (b"{}", "question", "ontbreekt"),
        (b'{"question": 5}', "question", "tekst"),
        (b'{"question": null}', "question", "tekst"),
        (b'{"question": "x", "vraag": "y"}', "vraag", "geen bekend veld"),
        (b'{"question": "x", "as_of": "22/11/2026"}', "as_of", "JJJJ-MM-DD"),
        (b'{"question": "x", "as_of": "2026-02-30"}', "as_of", "JJJJ-MM-DD"),
        (b'{"question": "x", "audience": "baas"}', "audience", "werkgever"),
        (b'{"question": "x", "conversation_id": 7}', "conversation_id", "tekst"),
        (b"[]", "body", "JSON-object"),
        (b"null", "body", ""),
        (b"", "body", ""),
        (b'{"question": ', "body", "geen geldige JSON"),
        (b"\xff\xfe\x00", "body", "geen geldige JSON"),
        (b"[" * 60_000, "body", "geen geldige JSON"),
        (b'{"question": ' + b"9" * 5_000 + b"}", "body", "geen geldige JSON"),
    ],
)
def test_a_wrong_message_is_a_422_that_names_the_field(
    client: Checked, body: bytes, field: str, word: str
) -> None:
    response = client.post(CHAT, content=body, headers=JSON)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert field in {error["field"] for error in told["errors"]}
    assert word in told["detail"]
    assert "Traceback" not in response.text


def test_half_a_character_is_left_out(client: Checked) -> None:
    body = b'{"question": "Wat rekent Stad \\ud83d Gent aan per kwartaal?"}'
    response = client.post(CHAT, content=body, headers=JSON)
    assert response.status_code == 200
    assert response.json()["status"] == "answered"


def test_a_message_that_is_not_json_says_how(client: Checked) -> None:
    for headers in ({"content-type": "text/plain"}, {"content-type": "application/x-www-form-urlencoded"}):
        response = client.post(CHAT, content=b'{"question": "x"}', headers=headers)
        assert response.status_code == 422
        assert "Content-Type: application/json" in response.json()["detail"]


def test_a_body_that_is_too_large_is_refused(client: Checked) -> None:
    fits = b'{"question": "' + b"x" * (64 * 1024 - 16) + b'"}'
    assert len(fits) == 64 * 1024
    assert client.post(CHAT, content=fits, headers=JSON).status_code == 200
    assert client.post(CHAT, content=fits + b" ", headers=JSON).status_code == 413


def test_a_body_in_pieces_without_a_length_is_counted(client: Checked) -> None:
    sent = 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        yield b'{"question": "'
        for _ in range(1_000):
            sent += 1_024
            yield b"x" * 1_024
        yield b'"}'

    response = client.post(CHAT, content=pieces(), headers=JSON)
    assert response.status_code == 413
    assert "64 kB" in response.json()["detail"]


def test_unknown_addresses_and_methods_are_problems(client: Checked) -> None:
    missing = client.get("/api/v1/niets")
    assert (missing.status_code, missing.json()["status"]) == (404, 404)
    wrong = client.get(CHAT)
    assert wrong.status_code == 405
    assert wrong.headers["allow"] == "POST"
    assert wrong.json()["title"]


def test_a_defect_of_ours_is_a_500_without_a_trace_of_the_question(
    broken: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = broken.post(CHAT, json={"question": "geheim dossier"})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "Traceback" not in response.text + caplog.text
    assert "geheim" not in response.text + caplog.text
    assert "RuntimeError at POST /api/v1/chat" in caplog.text


def test_without_sources_the_service_says_so_and_stays_alive(no_corpus: TestClient) -> None:
    assert no_corpus.get("/healthz").status_code == 200
    for response in (no_corpus.get("/readyz"), no_corpus.post(CHAT, json={"question": "x"})):
        assert response.status_code == 503
        assert "De bronnen kunnen niet gelezen worden" in response.json()["detail"]
    page = no_corpus.get("/", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "De bronnen kunnen niet gelezen worden" in page.text
