"""`imw store` and `imw explain`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api.app import create_app
from api.cli import main, output
from api.runtime import Live
from api.service import Service
from api.settings import Settings
from api.store import Store
from api.store.store import now_utc
from assistant.models import Status
from tests.api.conftest import UNLIMITED
from tests.api.contract import Checked
from tests.api.store.conftest import DAY, record

TARIFF = "Wat rekent Stad Gent aan in kwartaal 5?"


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    monkeypatch.setenv("IMW_INDEX", str(tmp_path / "index"))
    output.console.cache_clear()
    output.remarks.cache_clear()
    yield tmp_path
    output.console.cache_clear()
    output.remarks.cache_clear()


@pytest.fixture
def filled(folder: Path) -> None:
    now = now_utc()
    with closing(Store.of(Settings(index=folder / "index"))) as store:
        store.add(
            [
                record(at=now),
                record("b", "b1", status=Status.REFUSED, question="Wat is de btw?", at=now),
                record("oud", "oud1", at=now - 31 * DAY),
            ]
        )
        store.rate("antwoord", useful=True, reason="Duidelijk!")
        store.share(conversation_id="gesprek")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return code, said.out, said.err


@pytest.mark.usefixtures("filled")
def test_status(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "store", "status")
    assert code == 0
    assert "30 dagen" in out
    assert "3 gesprekken, 3 vragen, 1 onbeantwoord" in out
    told = json.loads(run(capsys, "store", "status", "--json")[1])
    assert (told["conversations"], told["feedback"], told["useful"], told["links"]) == (3, 1, 1, 1)


@pytest.mark.usefixtures("filled")
def test_purge(capsys: pytest.CaptureFixture[str]) -> None:
    assert "1 gesprekken" in run(capsys, "store", "purge")[1]
    assert json.loads(run(capsys, "store", "purge", "--json")[1]) == {"conversations": 0, "links": 0}


@pytest.mark.usefixtures("filled")
def test_lists(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Wat is de btw?" in run(capsys, "store", "unanswered")[1]
    (asked,) = json.loads(run(capsys, "store", "unanswered", "--json")[1])
    assert (asked["answer_id"], asked["status"]) == ("b1", "refused")
    assert "nuttig: Duidelijk!" in run(capsys, "store", "feedback")[1]
    (given,) = json.loads(run(capsys, "store", "feedback", "--json")[1])
    assert (given["useful"], given["feedback"]) == (True, "Duidelijk!")


@pytest.mark.usefixtures("filled")
def test_forget(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "store", "forget", "gesprek")[0] == 0
    code, _, err = run(capsys, "store", "forget", "gesprek")
    assert code == 1
    assert "bestaat niet" in err


def test_nothing_is_kept_on_disk_when_so_set(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMW_CONVERSATION_DAYS", "0")
    assert "niet op schijf bewaard" in run(capsys, "store", "status")[1]


def test_trouble_is_a_sentence(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMW_STORE", "mysql://x/y")
    code, _, err = run(capsys, "store", "status")
    assert code == 2
    assert "IMW_STORE" in err or "soort" in err
    monkeypatch.setenv("IMW_STORE", "/dev/null/imw.sqlite3")
    assert run(capsys, "store", "status")[0] == 1


def test_the_doctor_looks_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from api.cli.doctor import Severity, _store

    assert _store(Settings.from_environment()).severity is Severity.OK
    monkeypatch.setenv("IMW_STORE", "/dev/null/imw.sqlite3")
    found = _store(Settings.from_environment())
    assert found.severity is Severity.WARN
    assert found.remedy
    monkeypatch.setenv("IMW_STORE", "mysql://x/y")
    assert _store(Settings.from_environment()).severity is Severity.FAIL


def answered(live: Live, folder: Path, question: str) -> dict[str, object]:
    settings = UNLIMITED.model_copy(update={"index": folder / "index"})
    with Checked(create_app(Service(settings, live, build=False, store=Store.of(settings)))) as client:
        answer: dict[str, object] = client.post("/api/v1/chat", json={"question": question}).json()
    return answer


def test_explain_replays_an_answer(live: Live, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = answered(live, folder, TARIFF)
    code, out, _ = run(capsys, "explain", str(answer["answer_id"]), "--json")
    told = json.loads(out)
    assert code == 0
    assert told["question"] == TARIFF
    assert told["answer"] == answer["answer"]
    assert told["timings_ms"] == answer["timings_ms"]
    assert [c["provision"] for c in told["sources"]] == [c["provision"] for c in answer["citations"]]  # type: ignore[attr-defined]
    assert told["calculations"][0]["inputs"]["quarter"] == 5
    code, out, _ = run(capsys, "explain", str(answer["answer_id"]))
    assert code == 0
    for words in ("Vraag", TARIFF, "Bronnen", "gr-2026-00367-overeenkomst#art-5", "Versies", "tarief_gent"):
        assert words in out


def test_explain_shows_the_steps(live: Live, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = answered(live, folder, TARIFF)
    told = json.loads(run(capsys, "explain", str(answer["answer_id"]), "--json")[1])
    (part,) = told["parts"]
    assert part["rule"]["rule"] == "tarief_gent"
    assert part["candidates"]
    assert part["passages"]
    assert told["dropped"] == []
    assert told["facts"][0]["words"]
    assert told["versions"]["parameters"]
    out = run(capsys, "explain", str(answer["answer_id"]))[1]
    assert "Deel 1" in out
    assert "oordeel: answer" in out


def test_explain_of_an_unknown_answer(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "explain", "bestaat-niet")
    assert code == 1
    assert "bestaat-niet" in err
