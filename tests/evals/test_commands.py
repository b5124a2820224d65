"""The commands from end to end, on a small corpus where the real one would take minutes."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus.fiches import Fiches
from corpus.load import load_corpus
from corpus.models import Corpus
from evals import provenance, setup
from evals.answers import cases
from evals.answers import command as answers
from evals.answers import report as answer_report
from evals.bench import command as bench
from evals.bench import outside
from evals.bench.load import Times, distinct_questions
from evals.cli import app
from evals.retrieval import run as retrieval
from evals.retrieval.questions import Equivalents, Question
from indexes import embedding
from indexes.models import IndexState, SearchIndexError
from indexes.phrases import FicheIndex
from indexes.search import SearchIndex
from tests.evals.test_answers import GOOD_CASE
from tests.evals.test_answers import folder as case_folder
from tests.indexes.samples import FakeEmbedder, small_corpus

QUESTIONS = [
    {"id": "q1", "question": "Wanneer is het zwembad open?", "slice": "formal", "audience": "coach",
     "gold": [{"document": "zwembad", "quote": "elke zaterdag"}]},
    {"id": "q2", "question": "Wie geneest mijn hamster?", "slice": "none", "audience": "coach",
     "reason": "out_of_scope"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    corpus = small_corpus()

    def ready(progress: object = None, *, query_cache: int = 0) -> tuple[Corpus, SearchIndex]:  # noqa: ARG001
        return corpus, SearchIndex.open(corpus, tmp_path / "none", embedder=None)

    def ready_by_words(progress: object = None, *, query_cache: int = 0) -> tuple[Corpus, SearchIndex]:  # noqa: ARG001
        whole = load_corpus()
        return whole, SearchIndex.open(whole, tmp_path / "none", embedder=None)

    for module in (retrieval, answers, bench):
        # Whole answers need the documents that the rules rest on.
        monkeypatch.setattr(module, "ready", ready if module is retrieval else ready_by_words)
        monkeypatch.setattr(module, "new_folder", lambda kind, _made: _folder(tmp_path / kind))
    monkeypatch.setattr(retrieval, "fiche_index", lambda _index: FicheIndex(Fiches({}, {}, {})))
    monkeypatch.setattr(retrieval, "load_questions", lambda: tuple(map(Question.model_validate, QUESTIONS)))
    monkeypatch.setattr(retrieval, "load_gold", lambda: {"q1": (("zwembad#art-1",),)})
    monkeypatch.setattr(retrieval, "load_equivalents", lambda: Equivalents(alike=(), also=()))


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


def test_retrieval_prints_keeps_and_tells_what_is_not_reached(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["retrieval", "--halves"])
    assert done.exit_code == 0, done.output
    assert "AUROC" in done.output
    assert "Not reached: lay" in done.output
    assert (tmp_path / "retrieval" / "questions.jsonl").is_file()


def test_a_sweep_prints_the_best_settings() -> None:
    done = CliRunner().invoke(app, ["retrieval", "--sweep"])
    assert done.exit_code == 0, done.output
    assert "fusion weights" in done.output


@pytest.mark.parametrize("half", ["development", "sealed"])
def test_answers_are_asked_judged_and_kept(
    half: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = case_folder(tmp_path, GOOD_CASE)
    (root / "development").rename(root / half) if half == "sealed" else None
    monkeypatch.setattr(cases.load_cases, "__defaults__", (root,))
    monkeypatch.setattr(answer_report.log_sealed, "__defaults__", (tmp_path / "log.jsonl",))
    done = CliRunner().invoke(app, ["answers", "--half", half])
    assert done.exit_code == 0, done.output
    assert "1 cases" in done.output
    assert (half == "sealed") == (tmp_path / "log.jsonl").is_file()
    assert (half == "sealed") == ("x-1" not in done.output)
    again = CliRunner().invoke(app, ["compare", str(tmp_path / "answers"), str(tmp_path / "answers")])
    assert "Cases in both: 1" in again.output


def test_what_cannot_be_read_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases.load_cases, "__defaults__", (tmp_path,))
    done = CliRunner().invoke(app, ["answers"])
    assert (done.exit_code, "There are no cases" in done.output) == (2, True)
    done = CliRunner().invoke(app, ["compare", str(tmp_path), str(tmp_path)])
    assert (done.exit_code, "holds no readable" in " ".join(done.output.split())) == (2, True)


def test_a_bench_needs_a_model_and_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "configured", lambda: None)
    assert CliRunner().invoke(app, ["bench", "--quick"]).exit_code == 2
    monkeypatch.setattr(embedding, "configured", FakeEmbedder)

    def fails(*_: object) -> outside.Outside:
        raise outside.BenchError("The server ended with code 1.")

    monkeypatch.setattr(outside, "serve_and_ask", fails)
    done = CliRunner().invoke(app, ["bench", "--quick"])
    assert (done.exit_code, "ended with code 1" in done.output) == (2, True), repr(done.exception)
    one = Times(1, 1.0, 1.0, 1.0)
    served = outside.Outside((outside.Clients(1, one, 1.0, 0),), 1.0, 1.0, 1.0)
    monkeypatch.setattr(outside, "serve_and_ask", lambda *_: served)
    monkeypatch.setattr(outside, "cold_ask", lambda _: outside.Cold(one, one))
    monkeypatch.setattr(bench, "RECORD", tmp_path / "benchmarks.md")
    done = CliRunner().invoke(app, ["bench", "--quick", "--record"])
    assert done.exit_code == 0, done.output
    assert "# Benchmarks" in (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert (tmp_path / "bench" / "bench.json").is_file()


def test_the_real_server_is_started_asked_and_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("IMW_INDEX", str(tmp_path))
    got = outside.serve_and_ask(distinct_questions(), (1, 2), 2)
    assert [(c.clients, c.latency.count, c.errors) for c in got.clients] == [(1, 2, 0), (2, 4, 0)]
    assert got.resident_after_mb > 50


@pytest.mark.filterwarnings("default")
def test_the_index_is_built_when_it_is_stale(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IMW_INDEX", str(tmp_path))
    monkeypatch.setattr(setup, "load_corpus", small_corpus)
    monkeypatch.setattr(embedding, "configured", FakeEmbedder)
    _, index = setup.ready()
    assert index.status().state is IndexState.FRESH


def test_a_folder_that_takes_no_index_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("IMW_INDEX", str(tmp_path / "file"))
    monkeypatch.setattr(setup, "load_corpus", small_corpus)
    monkeypatch.setattr(embedding, "configured", FakeEmbedder)
    with pytest.raises(SearchIndexError):
        setup.ready()


def test_outside_a_checkout_the_commit_is_unknown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(provenance, "ROOT", tmp_path)
    assert provenance.commit() == "unknown"
