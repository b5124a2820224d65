"""What stands before every request: hosts, headers, limits."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api import guard
from api.app import create_app
from api.guard import Guard
from api.runtime import Live
from api.service import Service
from api.settings import Settings
from tests.api.contract import Checked


@pytest.mark.parametrize(
    "path", ["/", "/api/v1/documents", "/healthz", "/static/style.css", "/niets", "/bronnen"]
)
def test_every_response_is_hardened(client: Checked, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "set-cookie" not in headers


def test_answers_are_not_kept_by_caches(client: Checked) -> None:
    assert client.post("/api/v1/chat", json={"question": "x"}).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "evil.example:8000"])
def test_another_host_name_is_refused(client: Checked, host: str) -> None:
    response = client.get("/healthz", headers={"host": host})
    assert response.status_code == 421
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "testserver:80"])
def test_a_known_host_name_is_welcome(client: Checked, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


def test_an_ipv6_host_is_known_without_its_brackets(live: Live) -> None:
    with TestClient(
        create_app(Service(Settings(), live, build=False)), base_url="http://[::1]:8000"
    ) as client:
        assert client.get("/healthz").status_code == 200


@pytest.fixture
def limited(live: Live) -> Iterator[TestClient]:
    settings = Settings(writes_per_minute=2, reads_per_minute=3, allowed_hosts=("testserver",))
    with TestClient(create_app(Service(settings, live, build=False))) as made:
        yield made


def test_too_many_questions_have_to_wait(limited: TestClient) -> None:
    asked = [limited.post("/api/v1/chat", json={"question": "x"}) for _ in range(3)]
    assert [r.status_code for r in asked] == [200, 200, 429]
    assert [r.headers["ratelimit"].split(";")[1] for r in asked] == ["r=1", "r=0", "r=0"]
    assert asked[0].headers["ratelimit-policy"] == '"write";q=2;w=60'
    refused = asked[-1]
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["retry-after"] in refused.json()["detail"]


def test_reading_has_a_limit_of_its_own_and_health_has_none(limited: TestClient) -> None:
    for _ in range(2):
        limited.post("/api/v1/chat", json={"question": "x"})
    assert [limited.get("/api/v1/documents").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert {limited.get("/healthz").status_code for _ in range(5)} == {200}
    assert {limited.get("/static/style.css").status_code for _ in range(5)} == {200}


def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_BODY_SECONDS", 0.01)
    sent: list[dict[str, object]] = []

    async def never() -> dict[str, object]:
        await asyncio.sleep(60)
        return {}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    async def app(*_: object) -> None:
        raise AssertionError

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"host", b"localhost")]}
    wall = Guard(app, allowed_hosts=["localhost"], max_body_bytes=10)
    asyncio.run(wall(scope, never, send))  # type: ignore[arg-type]
    assert sent[0]["status"] == 408
