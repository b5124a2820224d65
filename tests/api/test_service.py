"""Starting at once, building beside it, swapping, and what is remembered."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import runtime
from api.app import create_app
from api.builder import IndexBuilder
from api.conversations import Conversations
from api.runtime import Live, UnusableCorpus, assemble
from api.service import Service
from api.settings import Settings, SettingsError
from assistant.models import Conversation, Question
from corpus.fiches import load_fiches
from indexes.build import build
from indexes.models import Engine
from indexes.search import SearchIndex
from tests.api.conftest import UNLIMITED
from tests.indexes.samples import FakeEmbedder


def wait_for(builder: IndexBuilder) -> None:
    deadline = time.monotonic() + 20
    while builder.state.running and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not builder.state.running


class TestBuilder:
    def test_it_follows_the_build_and_calls_back(self) -> None:
        done: list[str] = []
        lines = "".join(json.dumps({"done": n, "total": 3}) + "\n" for n in (1, 2, 3))
        builder = IndexBuilder(lambda: done.append("klaar"), (sys.executable, "-c", f"print({lines!r})"))
        builder.start()
        builder.start()
        wait_for(builder)
        assert done == ["klaar"]
        assert (builder.state.done, builder.state.total, builder.state.failed) == (3, 3, None)

    @pytest.mark.parametrize(
        ("program", "told"),
        [
            (
                "import sys; print('eerst', file=sys.stderr); sys.exit('De schijf is vol.')",
                "De schijf is vol.",
            ),
            ("import sys; sys.exit(3)", "afgebroken"),
        ],
    )
    def test_a_build_that_fails_says_why(self, program: str, told: str) -> None:
        done: list[str] = []
        builder = IndexBuilder(lambda: done.append("klaar"), (sys.executable, "-c", program), tries=1)
        builder.start()
        wait_for(builder)
        assert builder.state.failed is not None
        assert told in builder.state.failed
        assert not done

    def test_a_program_that_is_not_there_says_so(self) -> None:
        builder = IndexBuilder(lambda: None, ("/bestaat/niet",), tries=1)
        builder.start()
        wait_for(builder)
        assert builder.state.failed is not None

    def test_what_failed_is_tried_again(self, tmp_path: Path) -> None:
        done: list[str] = []
        program = (
            "import pathlib, sys; mark = pathlib.Path(sys.argv[1]);"
            "first = not mark.exists(); mark.touch(); sys.exit('imw: Even bezet.' if first else 0)"
        )
        command = (sys.executable, "-c", program, str(tmp_path / "gezien"))
        builder = IndexBuilder(lambda: done.append("klaar"), command, pause=0.3)
        builder.start()
        wait_for(builder)
        assert builder.state.failed == "Even bezet."
        deadline = time.monotonic() + 20
        while not done and time.monotonic() < deadline:
            time.sleep(0.01)
        wait_for(builder)
        assert done == ["klaar"]
        assert builder.state.failed is None

    def test_it_can_be_broken_off(self) -> None:
        builder = IndexBuilder(lambda: None, (sys.executable, "-c", "import time; time.sleep(60)"))
        builder.start()
        while builder._process is None:
            time.sleep(0.01)
        builder.stop()
        assert not builder.state.running


def test_a_new_index_is_taken_into_use_while_serving(
    live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeEmbedder()
    monkeypatch.setattr("indexes.embedding.configured", lambda: fake)
    corpus = live.corpus
    index = SearchIndex.open(corpus, tmp_path, embedder="auto")
    start = assemble(corpus, live.parameters, index)
    assert runtime.wants_building(start)
    service = Service(UNLIMITED, start, build=False)
    with TestClient(create_app(service)) as client:
        before = client.get("/readyz").json()
        assert (before["status"], before["engines"]["dense"]) == ("degraded", None)
        assert client.post("/api/v1/chat", json={"question": "loonpremie"}).json()["engine"]["dense"] is None
        build(corpus, tmp_path, embedder=fake, fiches=load_fiches())
        service._renew()
        after = client.get("/readyz").json()
        assert (after["status"], after["engines"]["dense"]) == ("ready", "fake")
        answer = client.post("/api/v1/chat", json={"question": "loonpremie"}).json()
        assert answer["engine"]["dense"] == "fake"
    assert Engine.DENSE in service.live.index.engines
    assert not runtime.wants_building(service.live)


def test_without_a_model_there_is_nothing_to_build(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMW_EMBED_MODEL", "none")
    assert not runtime.wants_building(live)


def test_sources_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableCorpus, match="De bronnen kunnen niet gelezen worden"):
        runtime.load_sources(Settings(corpus=tmp_path))


class TestConversations:
    def test_the_longest_unused_is_forgotten_first(self) -> None:
        kept = Conversations(2, 60)
        one, two, three = (Conversation(id=name) for name in ("een", "twee", "drie"))
        kept.put(one, None)
        kept.put(two, None)
        kept.put(one, one)
        kept.put(three, None)
        assert kept.get("twee") is None
        assert kept.get("een") is not None
        assert len(kept) == 2

    def test_after_its_time_it_is_gone(self) -> None:
        now = [0.0]
        kept = Conversations(9, 60, clock=lambda: now[0])
        kept.put(Conversation(id="een"), None)
        now[0] = 60.0
        assert kept.get("een") is not None
        now[0] = 60.1
        assert kept.get("een") is None
        assert len(kept) == 0

    def test_one_that_is_deleted_while_answering_does_not_come_back(self) -> None:
        kept = Conversations(9, 60)
        one = Conversation(id="een")
        kept.put(one, None)
        assert kept.delete("een")
        kept.put(one, one)
        assert kept.get("een") is None
        assert not kept.delete("een")

    def test_nothing_has_no_conversation(self) -> None:
        assert Conversations(9, 60).get(None) is None


def test_what_is_kept_holds_no_personal_data(live: Live) -> None:
    service = Service(UNLIMITED, live, build=False)
    asked = Question(question="Is 85.07.30-033.28 in orde voor de loonpremie?")
    answer = asyncio.run(service.ask(asked))
    kept = service.conversations.get(answer.conversation_id)
    service.close()
    assert kept is not None
    assert kept.turns
    assert "033.28" not in kept.model_dump_json() + answer.model_dump_json()


class TestSettings:
    def test_they_come_from_the_environment(self) -> None:
        found = Settings.from_environment(
            {
                "IMW_WRITES_PER_MINUTE": "60",
                "IMW_ALLOWED_HOSTS": "imw.example, localhost",
                "HOME": "/",
                "IMW_DEBUG": "",
            }
        )
        assert found.writes_per_minute == 60
        assert found.allowed_hosts == ("imw.example", "localhost")
        assert not found.debug

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("IMW_WRITES_PER_MINUT", "6", ["bestaat niet", "IMW_WRITES_PER_MINUTE"]),
            ("IMW_ZZZ", "6", ["bestaat niet", "Haal de variabele weg", "IMW_INDEX"]),
            ("IMW_WRITES_PER_MINUTE", "veel", ["IMW_WRITES_PER_MINUTE", "geheel getal"]),
            ("IMW_READS_PER_MINUTE", "-1", ["minstens 0"]),
            ("IMW_THREADS", "0", ["minstens 1"]),
            ("IMW_DEBUG", "misschien", ["ja of nee"]),
        ],
    )
    def test_a_wrong_one_is_refused_with_what_is_right(self, name: str, value: str, words: list[str]) -> None:
        with pytest.raises(SettingsError) as refused:
            Settings.from_environment({name: value})
        assert all(word in str(refused.value) for word in words)
