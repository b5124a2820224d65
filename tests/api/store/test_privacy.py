"""Personal data that is typed in anywhere stands nowhere in the database."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.app import create_app
from api.runtime import Live
from api.service import Service
from api.store import Store
from tests.api.conftest import UNLIMITED
from tests.api.contract import Checked
from tests.api.store.test_store import contents

PLANTED = {
    "number": "85.07.30-033.28",
    "bare_number": "85073003328",
    "mail": "griet.peeters@voorbeeld.be",
    "account": "BE68 5390 0754 7034",
    "phone": "0470 12 34 56",
    "name": "Vandewoestijne",
}
QUESTIONS = [
    "Mevrouw Griet Vandewoestijne (85.07.30-033.28) werkt halftijds op onze school, hoeveel loonpremie "
    "krijgen wij in kwartaal 3 voor vijf jaar? Antwoord naar griet.peeters@voorbeeld.be.",
    "En voor meneer Jan Vandewoestijne, rijksregisternummer 85073003328, in kwartaal 6?",
    "Onze rekening is BE68 5390 0754 7034 en bel 0470 12 34 56. Telt het diploma bachelor sociaal werk van "
    "mevrouw Vandewoestijne?",
]


@pytest.mark.parametrize("part", sorted(PLANTED))
def test_nothing_personal_is_kept(live: Live, tmp_path: Path, part: str) -> None:
    settings = UNLIMITED.model_copy(update={"index": tmp_path / "index"})
    service = Service(settings, live, build=False, store=Store.of(settings))
    planted = PLANTED[part]
    with Checked(create_app(service)) as client:
        place = None
        for question in QUESTIONS:
            answer = client.post("/api/v1/chat", json={"question": question, "conversation_id": place}).json()
            place = answer["conversation_id"]
        said = "mevrouw Vandewoestijne" if part == "name" else planted
        rated = {"answer_id": answer["answer_id"], "useful": True, "reason": f"Bezorg het aan {said}, graag."}
        assert client.post("/api/v1/feedback", json=rated).status_code == 200
        facts = {"facts": {"certificates": f"bachelor sociaal werk van {said}"}}
        assert client.patch(f"/api/v1/conversations/{place}/facts", json=facts).status_code == 200
        client.post("/api/v1/shared", json={"conversation_id": place})
        shown = client.get(f"/api/v1/conversations/{place}")
    kept = contents(tmp_path)
    assert b"halftijds" in kept  # the questions are there
    assert b"bachelor sociaal werk van" in kept
    assert planted.encode() not in kept
    assert planted not in shown.text
