"""The contract: exact keys, decimals as strings, and a description that is valid and true."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import validate

from tests.api.contract import Checked

TARIFF = "Wat rekent Stad Gent aan in kwartaal 5?"
KEYS = {
    "conversation_id", "answer_id", "status", "reason", "language", "as_of", "answer", "statements",
    "citations", "calculations", "decisions", "facts", "missing", "next_questions", "notices", "engine",
    "timings_ms",
}  # fmt: skip
CITATION = {
    "id", "provision", "document", "version", "locator", "title", "quote", "start", "end", "official",
    "in_force_from", "in_force_to", "url",
}  # fmt: skip


def ask(client: Checked, question: str, **more: object) -> dict[str, Any]:
    response = client.post("/api/v1/chat", json={"question": question, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_the_description_is_valid_openapi(client: Checked) -> None:
    description = client.get("/api/v1/openapi.json").json()
    validate(description)
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], f"{method} {path}"
            assert operation["description"], f"{method} {path}"


def test_an_answer_has_exactly_the_keys_of_the_contract(client: Checked) -> None:
    answer = ask(client, TARIFF)
    assert set(answer) == KEYS
    assert answer["status"] == "answered"
    assert answer["reason"] is None
    assert {frozenset(c) for c in answer["citations"]} == {frozenset(CITATION)}
    for statement in answer["statements"]:
        assert set(statement) == {"text", "kind", "citations", "calculations", "decisions"}
    assert set(answer["engine"]) == {"corpus", "index", "lexical", "dense", "llm"}
    assert answer["engine"]["dense"] is None
    assert client.checked == 1


def test_every_quote_stands_at_its_place_in_the_stored_text(client: Checked) -> None:
    citations = ask(client, TARIFF)["citations"]
    assert citations
    for citation in citations:
        stored = client.get(f"/api/v1/documents/{citation['document']}").json()
        assert stored["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert stored["version"] == citation["version"]


def figures(value: object, key: str = "") -> Iterator[object]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from figures(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from figures(inner, key)
    elif key == "value" and value is not None:
        yield value


def test_decimals_are_strings(client: Checked) -> None:
    calculations = ask(client, TARIFF)["calculations"]
    found = list(figures(calculations))
    assert found
    assert all(isinstance(value, str) for value in found)


@pytest.mark.parametrize("as_of", [None, "2026-11-22"])
@pytest.mark.parametrize("audience", [None, "werkgever", "coach", "stad", "werknemer"])
def test_every_audience_and_day_is_taken(client: Checked, audience: str | None, as_of: str | None) -> None:
    answer = ask(client, "Hoeveel bedraagt de loonpremie?", audience=audience, as_of=as_of)
    assert as_of is None or answer["as_of"] == as_of


def test_a_conversation_goes_on_and_can_be_forgotten(client: Checked) -> None:
    first = ask(client, TARIFF)["conversation_id"]
    assert ask(client, "En in kwartaal 6?", conversation_id=first)["conversation_id"] == first
    assert client.delete(f"/api/v1/conversations/{first}").status_code == 204
    assert client.delete(f"/api/v1/conversations/{first}").status_code == 404
    assert ask(client, TARIFF, conversation_id=first)["conversation_id"] != first


def test_an_unknown_conversation_starts_a_new_one(client: Checked) -> None:
    answer = ask(client, TARIFF, conversation_id="bestaat-niet")
    assert answer["conversation_id"] not in {"", "bestaat-niet"}


def events(text: str) -> list[tuple[str, Any]]:
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((fields["event"], json.loads(fields["data"])))
    return found


def test_the_stream_holds_every_statement_and_then_the_same_answer(client: Checked) -> None:
    response = client.post("/api/v1/chat/stream", json={"question": TARIFF})
    assert response.headers["content-type"].startswith("text/event-stream")
    *pieces, (last, whole) = events(response.text)
    assert last == "answer"
    assert [data for name, data in pieces if name == "statement"] == whole["statements"]
    assert whole["answer"] == ask(client, TARIFF)["answer"]
    assert set(whole) == KEYS


def test_a_calculation_by_name(client: Checked) -> None:
    listed = client.get("/api/v1/calculations").json()["calculators"]
    tariff = next(c for c in listed if c["name"] == "tarief_gent")
    assert {k: tariff["inputs"][1][k] for k in ("name", "required")} == {"name": "quarter", "required": False}
    response = client.post("/api/v1/calculations/tarief_gent", json={"quarter": 5, "on": "2026-11-22"})
    assert response.status_code == 200
    assert isinstance(response.json()["outcome"]["value"], str)


def test_a_calculation_that_cannot_be_says_why(client: Checked) -> None:
    assert client.post("/api/v1/calculations/onbekend", json={}).status_code == 404
    wrong = client.post("/api/v1/calculations/tarief_gent", json={"quarter": 0})
    assert wrong.status_code == 422
    assert wrong.json()["errors"]
    unknown = client.post("/api/v1/calculations/tarief_gent", json={"kwartaal": 1})
    assert "kwartaal" in unknown.json()["detail"]
    early = client.post("/api/v1/calculations/tarief_gent", json={"quarter": 1, "on": "1990-01-01"})
    assert early.status_code == 422
