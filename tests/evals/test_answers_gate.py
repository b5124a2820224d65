from __future__ import annotations

from pathlib import Path

from rich.console import Console

from evals.answers.command import against_record
from evals.answers.gate import Record, load, regressions, save


def record(correct: float, *right: str) -> Record:
    kept = load()
    assert kept is not None
    return kept.model_copy(update={"figures": {"correct": correct, "grounded": 1.0}, "right": right})


def test_a_share_that_falls_is_a_regression_with_the_cases_that_were_lost() -> None:
    (sentence,) = regressions(record(0.7, "d-1"), record(0.8, "d-1", "d-2"))
    assert "correct fell from 0.800 to 0.700" in sentence
    assert "d-2" in sentence
    assert "d-1" not in sentence
    assert regressions(record(0.795), record(0.8)) == []
    assert regressions(record(0.9), record(0.8)) == []


def test_the_committed_record_can_be_read() -> None:
    kept = load()
    assert kept is not None
    assert kept.figures["grounded"] > 0
    assert kept.right


def test_without_a_record_the_gate_is_shut(tmp_path: Path) -> None:
    out, path = Console(quiet=True), tmp_path / "record.json"
    kept = load()
    assert kept is not None
    assert against_record(out, kept, gate=True, update=False, path=path) == 1
    assert against_record(out, kept, gate=False, update=True, path=path) == 0
    assert against_record(out, kept, gate=True, update=False, path=path) == 0
    worse = kept.model_copy(update={"figures": {**kept.figures, "correct": 0.0}})
    assert against_record(out, worse, gate=True, update=False, path=path) == 1
    save(worse, path)
    assert against_record(out, kept, gate=True, update=False, path=path) == 0
