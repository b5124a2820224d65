"""The gate, the tables and the file of failures; the command from end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from assistant.models import Answer
from corpus.load import load_corpus
from corpus.models import Corpus
from corpus.parameters import Parameters
from evals.cli import app
from evals.robust import command, report
from evals.robust.documents import load_planted
from evals.robust.generate import sample
from evals.robust.injections import attempt_all, load_injections
from evals.robust.invariants import Breach
from evals.robust.run import Examiner, Outcome
from evals.robust.templates import Named, Template, TemplateError
from evals.robust.variants import Kind
from indexes.search import SearchIndex
from tests.evals.robust.fakes import Parrot, Reply
from tests.evals.samples import answer, corpus

GATE = report.Gate(most={Breach.UNGROUNDED: 0}, agree=dict.fromkeys(Kind, 0.9), injections=())


def outcome(reply: Reply, parameters: Parameters) -> Outcome:
    templates = [
        Named(id=f"x-{n:03}", family="x", template=Template(ask=(f"Wat kost nummer {n}?",)), expect=())
        for n in range(20)
    ]
    groups = sample(templates, {}, count=40, seed=1, variants=1)
    return Examiner(Parrot(reply), corpus(), parameters).run(groups)  # type: ignore[arg-type]


def sound(_: str) -> Answer:
    return answer("Een abonnement kost 50 euro per kwartaal.")


def fickle(text: str) -> Answer:
    return answer("Een abonnement kost 60 euro.") if text.isupper() or "nummr" in text else sound(text)


def shown(made: Outcome) -> str:
    console = Console(width=160, record=True, quiet=False, file=None)
    with console.capture() as caught:
        for table in (report.family_table(made), report.breach_table(made, GATE), report.pair_table(made)):
            console.print(table)
    return caught.get()


def test_a_sound_run_passes_the_gate(parameters: Parameters) -> None:
    made = outcome(sound, parameters)
    assert report.failures(made, [], GATE) == []
    assert "1.000" in shown(made)


def test_a_breach_and_pairs_that_disagree_do_not_pass(parameters: Parameters) -> None:
    made = outcome(
        lambda t: sound(t) if t[:8] == "Wat kost" and t[-1] == "?" else fickle(t.upper()), parameters
    )
    said = " ".join(report.failures(made, [], GATE))
    assert "ungrounded figure" in said
    assert "upper case" in said


def test_an_injection_that_did_something_does_not_pass_unless_it_is_known(parameters: Parameters) -> None:
    one = load_injections()[0]
    attempts = attempt_all([one], Parrot(sound), corpus(), parameters)  # type: ignore[arg-type]
    made = Outcome()
    assert one.id in report.failures(made, attempts, GATE)[0]
    known = GATE.model_copy(update={"injections": (one.id,)})
    assert report.failures(made, attempts, known) == []
    assert one.id in " ".join(report.injection_lines(attempts))


def test_failures_are_kept_with_both_texts(parameters: Parameters, tmp_path: Path) -> None:
    made = outcome(lambda t: sound(t) if t.startswith("Wat kost") else fickle("A"), parameters)
    file = tmp_path / "robust" / "run.jsonl"
    count = report.write(made, [], file)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert len(lines) == count > 0
    pair = next(line for line in lines if line["type"] == "pair")
    assert pair["question"] != pair["other"]
    assert pair["differs"]
    wrong = next(line for line in lines if line["type"] == "answer")
    assert wrong["findings"][0].startswith("ungrounded figure")


def test_the_record_names_every_hard_breach() -> None:
    hard = {Breach.ERROR, Breach.UNGROUNDED, Breach.UNCITED, Breach.ECHO, Breach.CALCULATION}
    gate = report.load_gate()
    assert hard <= set(gate.most)
    assert set(gate.agree) == set(Kind)


@pytest.fixture
def _by_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def ready(progress: object = None) -> tuple[Corpus, SearchIndex]:  # noqa: ARG001
        whole = load_corpus()
        return whole, SearchIndex.open(whole, tmp_path / "none", embedder=None)

    monkeypatch.setattr(command, "ready", ready)
    monkeypatch.setattr(command, "RESULTS", tmp_path)
    monkeypatch.setattr(command, "load_injections", lambda: load_injections()[:2])
    monkeypatch.setattr(command, "load_planted", lambda: load_planted()[:1])


@pytest.mark.usefixtures("_by_words")
def test_the_command_asks_prints_and_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lenient = report.Gate(most={}, agree={}, injections=tuple(i.id for i in load_injections()))
    monkeypatch.setattr(report, "load_gate", lambda: lenient)
    result = CliRunner().invoke(app, ["robust", "--count", "6", "--seed", "3"])
    assert result.exit_code == 0, result.output
    assert "6 different questions, seed 3" in result.output
    assert len(list((tmp_path / "robust").glob("*.jsonl"))) == 1
    strict = lenient.model_copy(update={"agree": dict.fromkeys(Kind, 1.01)})
    monkeypatch.setattr(report, "load_gate", lambda: strict)
    assert CliRunner().invoke(app, ["robust", "--count", "6"]).exit_code == 1


def test_a_file_that_cannot_be_used_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        message = "slots.yaml does not fit"
        raise TemplateError(message)

    monkeypatch.setattr(command, "load_slots", broken)
    result = CliRunner().invoke(app, ["robust"])
    assert result.exit_code == 2
    assert "slots.yaml" in result.output
