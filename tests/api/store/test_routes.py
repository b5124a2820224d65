"""Reading back, correcting, sharing, judging and deleting over HTTP; and what a restart leaves."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.runtime import Live
from api.service import Service
from api.settings import Settings
from api.store import Store
from tests.api.conftest import UNLIMITED
from tests.api.contract import Checked
from tests.api.store.conftest import POSTGRES

CASE = "Hoeveel bedraagt de begeleidingspremie in kwartaal 3 voor vijf jaar met een hoge begeleidingsnood?"
Start = Callable[..., Any]


@pytest.fixture
def start(live: Live, tmp_path: Path) -> Start:
    """Starts a server over the same database as the one before."""
    settings: Settings = UNLIMITED.model_copy(update={"index": tmp_path / "index"})

    @contextmanager
    def server(address: str | None = None) -> Iterator[Checked]:
        store = Store.of(settings.model_copy(update={"store": address}))
        service = Service(settings, live, build=False, store=store)
        with Checked(create_app(service), raise_server_exceptions=False) as client:
            yield client

    return server


def ask(client: Checked, question: str, **more: object) -> dict[str, Any]:
    response = client.post("/api/v1/chat", json={"question": question, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_a_conversation_survives_a_restart(start: Start) -> None:
    with start() as client:
        first = ask(client, CASE, audience="werkgever")
    with start() as client:
        place = first["conversation_id"]
        second = ask(client, "En in kwartaal 6?", conversation_id=place)
        assert second["conversation_id"] == place
        assert second["facts"]["need_years"] == first["facts"]["need_years"]
        kept = client.get(f"/api/v1/conversations/{place}").json()
    assert [turn["question"] for turn in kept["turns"]] == [CASE, "En in kwartaal 6?"]
    assert kept["turns"][0]["answer"] == first
    assert kept["audience"] == "werkgever"
    assert kept["facts"] == second["facts"]


def test_facts_set_by_hand_are_used_by_the_next_answer(start: Start) -> None:
    with start() as client:
        first = ask(client, CASE)
        place = first["conversation_id"]
        changed = client.patch(
            f"/api/v1/conversations/{place}/facts", json={"facts": {"need_years": "2", "level": "gemiddeld"}}
        )
        assert changed.status_code == 200
        assert changed.json()["facts"]["need_years"]["value"] == 2
        again = ask(client, "En in kwartaal 4?", conversation_id=place)
        assert again["facts"]["need_years"]["value"] == 2
        assert again["facts"]["level"]["value"] == "gemiddeld"
    with start() as client:
        gone = client.patch(f"/api/v1/conversations/{place}/facts", json={"facts": {"need_years": None}})
        assert "need_years" not in gone.json()["facts"]
        assert "level" in gone.json()["facts"]
        assert client.get(f"/api/v1/conversations/{place}").json()["facts"] == gone.json()["facts"]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"need_years": "veel"}, "geheel getal"),
        ({"employer": "circus"}, "school"),
        ({"onbekend": 1}, "need_years"),
        ({"hired_on": "gisteren"}, "JJJJ-MM-DD"),
        ({"need_years": True}, "geheel getal"),
        ({"need_years": 10**30}, "geheel getal"),
        ({"certificates": "x" * 900}, "200 tekens"),
        ({"quarter": 21}, "van kwartaal 1 tot en met 20"),
        ({"quarter": 0}, "van kwartaal 1 tot en met 20"),
        ({"need_years": 3}, "2 of 5 jaar"),
        ({"fraction": "1.5"}, "hoogstens 100 %"),
        ({"hours_share": "-0.1"}, "van 0 tot en met 1"),
        ({"percentage": "150"}, "tot en met 75 %"),
        ({"wage_cost_quarter": "-1"}, "van 0,00 euro"),
        ({"gross_wage_month": "999999999"}, "tot en met 1.000.000,00 euro"),
        ({"contract_hours": -1}, "minstens 0"),
        ({"hired_on": "0202-03-01"}, "van 1900 tot en met 2200"),
    ],
)
def test_a_fact_that_cannot_be_changes_nothing(client: Checked, facts: dict[str, object], told: str) -> None:
    place = ask(client, CASE)["conversation_id"]
    before = client.get(f"/api/v1/conversations/{place}").json()["facts"]
    refused = client.patch(f"/api/v1/conversations/{place}/facts", json={"facts": {"level": "hoog", **facts}})
    assert refused.status_code == 422
    assert told in refused.json()["errors"][0]["detail"]
    assert client.get(f"/api/v1/conversations/{place}").json()["facts"] == before


def test_every_fact_that_can_be_set_is_listed(client: Checked) -> None:
    listed = {fact["name"]: fact for fact in client.get("/api/v1/facts").json()["facts"]}
    assert listed["need_years"]["type"] == "int"
    assert "school" in listed["employer"]["options"]


def test_an_opinion_is_kept_with_its_answer(client: Checked) -> None:
    answer = ask(client, CASE)
    given = {"answer_id": answer["answer_id"], "useful": False, "reason": "Te lang. Mail jan@firma.be"}
    kept = client.post("/api/v1/feedback", json=given)
    assert kept.status_code == 200
    assert "jan@" not in kept.text
    (turn,) = client.get(f"/api/v1/conversations/{answer['conversation_id']}").json()["turns"]
    assert turn["feedback"] == kept.json()


@pytest.mark.parametrize(
    ("change", "field"),
    [({"reason": "x" * 1_001}, "reason"), ({"useful": "misschien"}, "useful"), ({"meer": 1}, "meer")],
)
def test_an_opinion_that_cannot_be_is_refused(client: Checked, change: dict[str, object], field: str) -> None:
    given = {"answer_id": ask(client, CASE)["answer_id"], "useful": True, **change}
    refused = client.post("/api/v1/feedback", json=given)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == field


class TestSharing:
    def test_there_is_no_link_until_somebody_asks(self, client: Checked, service: Service) -> None:
        ask(client, CASE)
        assert asyncio.run(service.keeper.run(lambda store: store.counts())).links == 0

    def test_a_reader_sees_what_was_shared_and_can_do_no_more(self, client: Checked) -> None:
        first = ask(client, CASE)
        place = first["conversation_id"]
        made = client.post("/api/v1/shared", json={"conversation_id": place})
        assert made.status_code == 201
        ask(client, "En in kwartaal 6?", conversation_id=place)
        shown = client.get(f"/api/v1/shared/{made.json()['token']}")
        assert [turn["question"] for turn in shown.json()["turns"]] == [CASE]
        assert shown.json()["turns"][0]["answer"]["answer"] == first["answer"]
        assert place not in shown.text
        assert first["answer_id"] not in shown.text

    def test_one_answer(self, client: Checked) -> None:
        first = ask(client, CASE)
        second = ask(client, "En in kwartaal 6?", conversation_id=first["conversation_id"])
        token = client.post("/api/v1/shared", json={"answer_id": second["answer_id"]}).json()["token"]
        turns = client.get(f"/api/v1/shared/{token}").json()["turns"]
        assert [turn["answer"]["answer"] for turn in turns] == [second["answer"]]

    def test_it_can_be_withdrawn(self, client: Checked) -> None:
        place = ask(client, CASE)["conversation_id"]
        link = client.post("/api/v1/shared", json={"conversation_id": place}).json()
        address, key = f"/api/v1/shared/{link['token']}", {"link-key": link["key"]}
        assert client.delete(address, headers=key).status_code == 204
        assert client.get(address).status_code == 404
        assert client.delete(address, headers=key).status_code == 404

    @pytest.mark.parametrize("key", [None, "", "x", "é", "token", "other"])
    def test_only_with_the_key_of_who_made_it(self, client: Checked, key: str | None) -> None:
        place = ask(client, CASE)["conversation_id"]
        link, other = (client.post("/api/v1/shared", json={"conversation_id": place}).json() for _ in "12")
        known = {"token": link["token"], "other": other["key"]}
        headers = {} if key is None else {"link-key": known.get(key, key).encode()}
        refused = client.delete(f"/api/v1/shared/{link['token']}", headers=headers)
        assert refused.status_code == 403
        assert "Alleen wie deze link maakte" in refused.json()["detail"]
        assert client.get(f"/api/v1/shared/{link['token']}").status_code == 200

    @pytest.mark.parametrize("body", [{}, {"conversation_id": "a", "answer_id": "b"}])
    def test_it_is_one_thing_or_the_other(self, client: Checked, body: dict[str, str]) -> None:
        assert client.post("/api/v1/shared", json=body).status_code == 422


def test_deleting_is_one_call(start: Start) -> None:
    with start() as client:
        answer = ask(client, CASE)
        place = answer["conversation_id"]
        token = client.post("/api/v1/shared", json={"conversation_id": place}).json()["token"]
        client.post("/api/v1/feedback", json={"answer_id": answer["answer_id"], "useful": True})
    with start() as client:
        assert client.delete(f"/api/v1/conversations/{place}").status_code == 204
        assert client.delete(f"/api/v1/conversations/{place}").status_code == 404
        assert client.get(f"/api/v1/conversations/{place}").status_code == 404
        assert client.get(f"/api/v1/shared/{token}").status_code == 404
        rated = client.post("/api/v1/feedback", json={"answer_id": answer["answer_id"], "useful": True})
        assert rated.status_code == 404
        assert ask(client, "En in kwartaal 6?", conversation_id=place)["conversation_id"] != place


@pytest.mark.parametrize("unknown", ["bestaat-niet", "x" * 300, "%00", "a'; DROP TABLE turns", "é", "%ff"])
def test_an_unknown_id_gets_a_friendly_answer(client: Checked, unknown: str) -> None:
    answers = [
        client.get(f"/api/v1/conversations/{unknown}"),
        client.delete(f"/api/v1/conversations/{unknown}"),
        client.patch(f"/api/v1/conversations/{unknown}/facts", json={"facts": {"need_years": 2}}),
        client.get(f"/api/v1/shared/{unknown}"),
        client.delete(f"/api/v1/shared/{unknown}"),
        client.post("/api/v1/feedback", json={"answer_id": unknown, "useful": True}),
        client.post("/api/v1/shared", json={"conversation_id": unknown}),
        client.post("/api/v1/shared", json={"answer_id": unknown}),
    ]
    for response in answers:
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["detail"]


def test_a_form_of_another_site_is_refused(client: Checked) -> None:
    place = ask(client, CASE)["conversation_id"]
    body = f'{{"conversation_id": "{place}"}}'
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        headers = {"content-type": kind, "origin": "https://evil.example"}
        assert client.post("/api/v1/shared", content=body, headers=headers).status_code == 422
        assert client.post("/api/v1/feedback", content=body, headers=headers).status_code == 422
    asked = client.options(
        "/api/v1/shared",
        headers={"origin": "https://evil.example", "access-control-request-method": "POST"},
    )
    assert "access-control-allow-origin" not in asked.headers


class TestTrouble:
    def test_answers_come_when_nothing_can_be_kept(self, live: Live, tmp_path: Path) -> None:
        (tmp_path / "bestand").touch()
        settings = UNLIMITED.model_copy(update={"store": str(tmp_path / "bestand" / "imw.sqlite3")})
        service = Service(settings, live, build=False, store=Store.of(settings))
        with Checked(create_app(service), raise_server_exceptions=False) as client:
            first = ask(client, CASE)
            second = ask(client, "En in kwartaal 6?", conversation_id=first["conversation_id"])
            assert second["conversation_id"] == first["conversation_id"]
            assert second["facts"]["need_years"] == first["facts"]["need_years"]
            ready = client.get("/readyz").json()
            assert ready["status"] == "degraded"
            assert ready["store"]["problem"]
            assert ready["store"]["waiting"] == 2
            refused = client.delete(f"/api/v1/conversations/{first['conversation_id']}")
            assert refused.status_code == 503
            assert "IMW_STORE" in refused.json()["detail"]

    def test_a_database_that_may_not_be_written_is_still_read(self, start: Start, tmp_path: Path) -> None:
        with start() as client:
            first = ask(client, CASE)
        # A root user writes any file: the read-only way in is asked of SQLite itself.
        address = f"sqlite:///file:{tmp_path / 'imw.sqlite3'}?mode=ro&uri=true"
        with start(address) as client:
            place = first["conversation_id"]
            assert client.get(f"/api/v1/conversations/{place}").status_code == 200
            second = ask(client, "En in kwartaal 6?", conversation_id=place)
            assert second["facts"]["need_years"] == first["facts"]["need_years"]
            client.get(f"/api/v1/conversations/{place}")
            assert "niet geschreven" in client.get("/readyz").json()["store"]["problem"]

    def test_with_a_sound_store_it_says_so(self, client: Checked) -> None:
        assert client.get("/readyz").json()["store"] == {
            "keeps_days": 0, "problem": None, "waiting": 0, "lost": 0,
        }  # fmt: skip


@pytest.mark.skipif(not POSTGRES, reason="IMW_TEST_POSTGRES names no database")
def test_the_whole_way_over_postgres(live: Live) -> None:
    settings = UNLIMITED.model_copy(update={"store": POSTGRES})

    @contextmanager
    def server() -> Iterator[Checked]:
        service = Service(settings, live, build=False, store=Store.of(settings))
        with Checked(create_app(service), raise_server_exceptions=False) as client:
            yield client

    test_a_conversation_survives_a_restart(server)
    test_deleting_is_one_call(server)


def written(place: str, other: TestClient) -> str:
    """The conversation, once it is in the store: an answer does not wait for that."""
    until = time.monotonic() + 20
    while other.get(f"/api/v1/conversations/{place}").status_code != 200:
        assert time.monotonic() < until, "it was never written"
        time.sleep(0.05)
    return place


class TestTwoServers:
    """Two servers on one database, as behind a load balancer."""

    def test_a_conversation_goes_on_at_the_other_one(self, start: Start) -> None:
        with start() as one:
            first = ask(one, CASE)
            place = first["conversation_id"]
            with start() as other:  # on stopping, what it still had to write is written
                second = ask(other, "nee, voor 2 jaar", conversation_id=place)
            assert second["facts"]["need_years"]["value"] != first["facts"]["need_years"]["value"]
            third = ask(one, "En in kwartaal 6?", conversation_id=place)
            assert third["conversation_id"] == place
            assert third["facts"]["need_years"] == second["facts"]["need_years"]
            with start() as other:
                turns = other.get(f"/api/v1/conversations/{place}").json()["turns"]
            assert len(turns) == 3

    def test_facts_changed_at_one_count_at_the_other(self, start: Start) -> None:
        with start() as one, start() as other:
            place = written(ask(one, CASE)["conversation_id"], other)
            changed = other.patch(f"/api/v1/conversations/{place}/facts", json={"facts": {"need_years": 2}})
            assert changed.status_code == 200
            again = ask(one, "En in kwartaal 6?", conversation_id=place)
            assert again["facts"]["need_years"]["value"] == 2

    def test_what_one_deletes_is_gone_at_the_other(self, start: Start) -> None:
        with start() as one, start() as other:
            place = written(ask(one, CASE)["conversation_id"], other)
            assert other.delete(f"/api/v1/conversations/{place}").status_code == 204
            again = ask(one, "En in kwartaal 6?", conversation_id=place)
            assert again["conversation_id"] != place
            assert "need_years" not in again["facts"]

    def test_a_link_made_at_one_is_withdrawn_at_the_other(self, start: Start) -> None:
        with start() as one, start() as other:
            place = ask(one, CASE)["conversation_id"]
            link = one.post("/api/v1/shared", json={"conversation_id": place}).json()
            address = f"/api/v1/shared/{link['token']}"
            assert other.get(address).status_code == 200
            assert other.delete(address, headers={"link-key": link["key"]}).status_code == 204
            assert one.get(address).status_code == 404

    def test_one_server_that_goes_on_alone_needs_nothing_from_the_store(
        self, start: Start, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with start() as client:
            place = ask(client, CASE)["conversation_id"]
            client.get(f"/api/v1/conversations/{place}")
            monkeypatch.setattr(Store, "conversation", lambda *_: pytest.fail("read back"))
            assert ask(client, "En in kwartaal 6?", conversation_id=place)["conversation_id"] == place

    def test_a_slow_store_does_not_hold_up_an_answer(
        self, start: Start, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.service._PATIENCE_SECONDS", 0.05)
        with start() as client:
            first = ask(client, CASE)
            service: Service = client.app.state.service  # type: ignore[attr-defined]
            go_on = threading.Event()
            service.keeper._thread.submit(go_on.wait, 20)
            try:
                second = ask(client, "En in kwartaal 6?", conversation_id=first["conversation_id"])
            finally:
                go_on.set()
            assert second["conversation_id"] == first["conversation_id"]
            assert second["facts"]["need_years"] == first["facts"]["need_years"]
