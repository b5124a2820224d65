"""The command line: what it prints, what it refuses, and its exit codes."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.cli import main, output
from api.cli.app import explain
from api.cli.doctor import examine
from api.settings import Settings
from indexes import embedding
from indexes.models import SearchIndexError
from tests.conftest import ROOT
from tests.indexes.samples import FakeEmbedder

TARIFF = "Wat rekent Stad Gent aan in kwartaal 5?"


@pytest.fixture(autouse=True)
def _words_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IMW_EMBED_MODEL", "none")
    monkeypatch.setenv("IMW_INDEX", str(tmp_path / "index"))
    output.console.cache_clear()
    output.remarks.cache_clear()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return code, said.out, said.err


def test_ask_gives_the_answer_and_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "ask", TARIFF)
    assert code == 0
    assert "Bronnen" in out
    assert "[1] " in out
    sources = out.partition("Bronnen")[2]
    assert "Modelovereenkomst, artikel 5" in sources
    assert "gr-2026-00367" not in sources  # names for programs are in --json
    assert "woorden alleen" in err


def test_ask_as_json_is_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "ask", TARIFF, "--json", "--as-of", "2026-11-22", "--audience", "Werkgever")
    answer = json.loads(out)
    assert code == 0
    assert (answer["status"], answer["as_of"]) == ("answered", "2026-11-22")


@pytest.mark.parametrize(
    ("question", "reason"),
    [("", "empty"), ("x" * 10_000, "too_long"), ("\udcff\udcfe", "empty"), ("🙂", "empty")],
)
def test_ask_takes_anything(capsys: pytest.CaptureFixture[str], question: str, reason: str) -> None:
    code, out, _ = run(capsys, "ask", question, "--json")
    assert code == 0
    assert json.loads(out)["reason"] == reason


def test_ask_reads_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.TextIOWrapper(io.BytesIO(TARIFF.encode() + b"\xff"))
    monkeypatch.setattr(sys, "stdin", typed)
    _, out, _ = run(capsys, "ask", "-", "--json")
    assert json.loads(out)["status"] == "answered"


def test_chat_keeps_to_one_conversation(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{TARIFF}\nEn in kwartaal 6?\nstop\nniet meer\n"))
    code, out, _ = run(capsys, "chat", "--json")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert len(answers) == 2
    assert answers[0]["conversation_id"] == answers[1]["conversation_id"]


def test_chat_in_words(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(TARIFF))
    code, out, _ = run(capsys, "chat")
    assert code == 0
    assert "Bronnen" in out


def test_search(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "search", "tarief basispakket", "-k", "2", "--explain")
    assert "stems" in out
    assert out.count("plaats") >= 2
    code, out, _ = run(capsys, "search", "tarief", "--json", "--document", "gr-2026-00367-besluit")
    assert code == 0
    assert {h["provision"]["document"] for h in json.loads(out)["hits"]} == {"gr-2026-00367-besluit"}
    assert "Niets gevonden" in run(capsys, "search", "qqqqq xxxxx zzzzz")[1]


def test_calculate(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "calculate", "tarief_gent", "-i", "quarter=5", "-i", "on=2026-11-22", "--json")
    assert code == 0
    shown = json.loads(out)["outcome"]["value"]
    assert isinstance(shown, str)
    whole, _, rest = shown.partition(".")
    _, words, _ = run(capsys, "calculate", "tarief_gent", "-i", "quarter=5", "-i", "on=2026-11-22")
    assert f"{int(whole):,}".replace(",", ".") + f",{rest} euro" in words
    assert "tarief_gent" in run(capsys, "calculate")[1]
    assert "tarief_gent" in {
        c["name"] for c in json.loads(run(capsys, "calculate", "--json")[1])["calculators"]
    }


def test_the_corpus_can_be_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    name = "gr-2026-00367-overeenkomst"
    assert name in run(capsys, "corpus", "list")[1]
    assert name in {d["id"] for d in json.loads(run(capsys, "corpus", "list", "--json")[1])["documents"]}
    text = run(capsys, "corpus", "show", name)[1]
    assert json.loads(run(capsys, "corpus", "show", name, "--json")[1])["text"].strip() == text.strip()
    place = json.loads(run(capsys, "corpus", "show", f"{name}#art-5", "--json")[1])
    assert place["text"] in text
    assert "rtikel 5" in run(capsys, "corpus", "show", f"{name}#art-5")[1]


def test_the_corpus_can_be_checked(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "corpus", "check", "--json")
    problems = json.loads(out)
    assert code == int(any(p["severity"] == "error" for p in problems))
    assert run(capsys, "corpus", "check")[1]


def test_the_index_says_how_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    status = json.loads(run(capsys, "index", "status", "--json")[1])
    assert (status["state"], status["model"]) == ("missing", None)
    assert "alleen op woorden" in run(capsys, "index", "status")[1]


def test_building_without_a_model_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "index", "build")
    assert code == 1
    assert "IMW_EMBED_MODEL" in err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["foo"], 2, "‘foo’ bestaat niet"),
        (["ask"], 2, "VRAAG"),
        (["ask", "x", "--wat"], 2, "--wat"),
        (["ask", "x", "--as-of", "gisteren"], 2, "JJJJ-MM-DD"),
        (["ask", "x", "--audience", "baas"], 2, "werkgever"),
        (["search", "x", "-k", "99"], 2, "hoogstens 50"),
        (["search", "x", "-k", "veel"], 2, "geheel getal"),
        (["search", "x", "--scope", "maan"], 2, "beleid-gent"),
        (["search", "x", "--document", "maan"], 2, "externe-feiten"),
        (["calculate", "maan"], 2, "tarief_gent"),
        (["calculate", "tarief_gent", "-i", "quarter"], 2, "veld=waarde"),
        (["calculate", "tarief_gent", "-i", "quarter=0"], 1, "1"),
        (["calculate", "tarief_gent", "-i", "maan=1"], 1, "maan"),
        (["corpus", "show", "maan"], 1, "documenten zijn"),
        (["corpus", "show", "externe-feiten#maan"], 1, "imw corpus show"),
        (["serve", "--host", "0.0.0.0"], 2, "toegangscontrole"),
        (["serve", "--port", "0"], 2, "minstens 1"),
    ],
)
def test_mistakes_are_one_plain_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    got, out, err = run(capsys, *arguments)
    assert got == code
    assert err.startswith("imw: ")
    assert words in err
    assert err.count("\n") == 1
    assert not out


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = run(capsys, "serve", "--port", str(port))
    assert code == 1
    assert str(port) in err
    assert "imw serve --port" in err


def test_a_wrong_setting_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMW_REEDS_PER_MINUTE", "5")
    code, _, err = run(capsys, "index", "status")
    assert code == 2
    assert "IMW_READS_PER_MINUTE" in err


@pytest.mark.parametrize("command", [["ask", "x"], ["search", "x"], ["corpus", "list"], ["index", "status"]])
def test_without_sources_every_command_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str]
) -> None:
    monkeypatch.setenv("IMW_CORPUS", str(tmp_path))
    code, _, err = run(capsys, *command)
    assert code == 1
    assert "De bronnen kunnen niet gelezen worden" in err


def test_an_unforeseen_error_is_a_sentence_unless_debugging(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("api.runtime.open_live", fail)
    code, _, err = run(capsys, "ask", "x")
    assert code == 1
    assert "IMW_DEBUG=1" in err
    monkeypatch.setenv("IMW_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["ask", "x"])


def test_errors_of_the_system_are_explained() -> None:
    assert "No space left" in explain(OSError(28, "No space left on device", "/x"))
    assert explain(SearchIndexError("Stuk.", "Herstel het.")) == "Stuk. Herstel het."


def test_measuring_without_its_parts_says_what_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr("api.cli.measuring.import_module", missing)
    code, _, err = run(capsys, "eval", "retrieval")
    assert code == 1
    assert "ontbreekt" in err


def test_the_doctor_finds_and_advises(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "doctor", "--json")
    found = {finding["name"]: finding for finding in json.loads(out)}
    assert set(found) == {
        "python", "pakketten", "taalvectoren", "bronnen", "index", "map", "poort", "browser",
        "gesprekken",
    }  # fmt: skip
    assert found["taalvectoren"]["severity"] == "warn"
    assert "IMW_EMBED_MODEL" in found["taalvectoren"]["remedy"]
    assert all(f["remedy"] for f in found.values() if f["severity"] != "ok")
    assert code == int(any(f["severity"] == "fail" for f in found.values()))
    assert "python: " in run(capsys, "doctor")[1]


def test_the_doctor_sees_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_model() -> None:
        raise SearchIndexError("Geen model.", "Installeer er een.")

    monkeypatch.setattr(embedding, "configured", no_model)
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("os.access", lambda *_: False)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found = {f.name: f for f in examine(Settings(corpus=tmp_path), taken.getsockname()[1])}
    severities = {name: finding.severity.value for name, finding in found.items()}
    assert severities["bronnen"] == severities["index"] == "fail"
    assert {severities[name] for name in ("taalvectoren", "map", "poort", "browser")} == {"warn"}


@pytest.fixture
def with_model(monkeypatch: pytest.MonkeyPatch) -> FakeEmbedder:
    fake = FakeEmbedder()
    monkeypatch.setattr(embedding, "configured", lambda: fake)
    return fake


def test_the_first_question_builds_the_index(
    capsys: pytest.CaptureFixture[str], with_model: FakeEmbedder
) -> None:
    assert json.loads(run(capsys, "ask", TARIFF, "--json", "--no-build")[1])["engine"]["dense"] is None
    assert json.loads(run(capsys, "ask", TARIFF, "--json")[1])["engine"]["dense"] == with_model.name
    code, out, _ = run(capsys, "index", "build", "--progress-lines", "--json", "--force")
    *told, made = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert told[-1]["done"] == told[-1]["total"] > 0
    assert made["model"] == with_model.name
    assert "De index is klaar" in run(capsys, "index", "build")[1]


@pytest.mark.usefixtures("with_model")
def test_a_folder_that_refuses_does_not_stop_the_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bestand").write_text("geen map", encoding="utf-8")
    monkeypatch.setenv("IMW_INDEX", str(tmp_path / "bestand" / "index"))
    code, out, err = run(capsys, "ask", TARIFF, "--json")
    assert code == 0
    assert json.loads(out)["status"] == "answered"
    assert "IMW_INDEX" in " ".join(err.split())


def test_measuring_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[list[str]] = []

    class Measuring:
        @staticmethod
        def app(arguments: list[str], **_: object) -> int:
            handed.append(arguments)
            return 3

    monkeypatch.setattr("api.cli.measuring.import_module", lambda _: Measuring)
    assert main(["eval", "retrieval", "--full"]) == 3
    assert main(["bench", "--clients", "8"]) == 3
    assert handed == [["retrieval", "--full"], ["bench", "--clients", "8"]]


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    required = ["imw-bestaat-niet>=1", "pydantic>=2", "alleen-dev>=1; extra == 'dev'"]
    monkeypatch.setattr("importlib.metadata.requires", lambda _: required)
    found = {f.name: f for f in examine(Settings(), 8000)}["pakketten"]
    assert found.severity.value == "fail"
    assert "imw-bestaat-niet" in found.message
    assert "pydantic" not in found.message
    monkeypatch.setattr("importlib.metadata.requires", lambda _: ["pydantic>=2"])
    assert {f.name: f for f in examine(Settings(), 8000)}["pakketten"].severity.value == "ok"


HEAVY = ("torch", "sentence_transformers", "chromadb", "llama_index", "fastapi", "uvicorn")


@pytest.mark.parametrize("command", [["--help"], ["ask", TARIFF, "--no-build"]])
def test_a_single_question_loads_nothing_heavy(command: list[str], tmp_path: Path) -> None:
    program = (
        "import sys; from api.cli import main; code = main(sys.argv[1:]);"
        f"print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *command],
        capture_output=True, text=True, timeout=60, cwd=ROOT, env={"PATH": "", "IMW_INDEX": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "[]"


def test_serve_answers_over_http(tmp_path: Path) -> None:
    import httpx

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {"PATH": "", "IMW_INDEX": str(tmp_path), "IMW_EMBED_MODEL": "none"}
    server = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--port", str(port)],
        cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            deadline = time.monotonic() + 30
            while True:
                try:
                    assert client.get("/healthz").json() == {"status": "alive"}
                    break
                except httpx.TransportError:
                    assert time.monotonic() < deadline, "the server did not start"
                    time.sleep(0.1)
            answer = client.post("/api/v1/chat", json={"question": TARIFF})
            assert answer.json()["status"] == "answered"
            assert "server" not in answer.headers
    finally:
        server.terminate()
        _, err = server.communicate(timeout=20)
    assert f"http://127.0.0.1:{port}" in err
    assert "Traceback" not in err
