from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.cli import main


def outcomes(client: TestClient, path: str, given: dict[str, object]) -> list[str]:
    response = client.post(f"/api/v1/{path}", json=given)
    assert response.status_code == 200, response.text
    return [decision["outcome"] for decision in response.json()["decisions"]]


@pytest.mark.parametrize(
    ("path", "given", "expected"),
    [
        ("cumul", {"measure": "gesco"}, ["no"]),
        ("decisions/cumul", {"measure": "gesco"}, ["no"]),
        ("eligibility", {}, ["unknown"]),
        ("eligibility", {"in_difficulty": True}, ["no"]),
        (
            "qualifications/check",
            {"certificates": "bachelor sociaal werk; bachelor verpleegkunde"},
            ["yes", "no"],
        ),
    ],
)
def test_decisions_are_taken_over_http(
    client: TestClient, path: str, given: dict[str, object], expected: list[str]
) -> None:
    assert outcomes(client, path, given) == expected


def test_what_cannot_be_decided_is_said_plainly(client: TestClient) -> None:
    assert client.post("/api/v1/decisions/onbekend", json={}).status_code == 404
    wrong = client.post("/api/v1/eligibility", json={"kleur": "rood"})
    assert wrong.status_code == 422
    assert "kleur" in wrong.json()["errors"][0]["detail"]


def test_decisions_are_taken_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["qualify", "bachelor verpleegkunde"]) in (0, None)
    assert capsys.readouterr().out.startswith("Nee")
    assert main(["eligibility", "-i", "employer=school", "--json"]) in (0, None)
    assert '"outcome"' in capsys.readouterr().out
