"""What a run leaves behind: tables to read, CSV, JSONL of every question, and its configuration."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table

from evals.halves import Half
from evals.provenance import Provenance
from evals.retrieval.evaluate import Outcome, Ranker, Summary
from evals.retrieval.metrics import MEASURES
from evals.retrieval.questions import Slice
from evals.stats import Estimate
from indexes import fusion

SLICES = (None, *(part for part in Slice if part is not Slice.NONE))
SIGNALS = ("judge", "fused", "dense", "stems", "ngrams")

GOALS: Mapping[tuple[str, Slice], float] = {
    ("hit@5", Slice.FORMAL): 0.98,
    ("ndcg@10", Slice.FORMAL): 0.90,
    ("hit@5", Slice.LAY): 0.92,
    ("hit@5", Slice.TYPOS): 0.92,
    ("hit@5", Slice.FRENCH): 0.92,
    ("hit@5", Slice.ENGLISH): 0.92,
}
"""What the ranking that users get must reach, per measure and slice."""


def tables(summary: Summary, of: Half | None = None) -> Iterator[Table]:
    """Tables for the terminal: one per slice, engines by measures, with 95 % intervals."""
    for part in SLICES:
        name = part.value if part else "all"
        count = summary.estimate("hit@5", Ranker.CURATED, part, of).count
        table = Table(
            title=f"{name}: {count} questions{f', {of.value} half' if of else ''}", title_justify="left"
        )
        table.add_column("engine")
        for measure in (*MEASURES, "strict hit@5"):
            table.add_column(measure, justify="right")
        for ranker in summary.rankers():
            cells = [_cell(summary.estimate(m, ranker, part, of), _goal(m, part, ranker)) for m in MEASURES]
            strict = summary.estimate("hit@5", ranker, part, of, strict=True)
            table.add_row(ranker.value, *cells, f"{strict.value:.3f}")
        yield table


def signals_table(summary: Summary) -> Table:
    """How well each signal tells what can be answered from what cannot."""
    table = Table(title="AUROC of answerable against unanswerable", title_justify="left")
    for heading in ("signal", *(half.value for half in Half), "all"):
        table.add_column(heading, justify="left" if heading == "signal" else "right")
    for signal in SIGNALS:
        values = [summary.auroc(signal, of) for of in (*Half, None)]
        table.add_row(signal, *(f"{value:.3f}" for value in values))
    return table


def unreached(summary: Summary) -> list[str]:
    """A sentence for every goal that the fused ranking does not reach."""
    sentences = []
    for (measure, part), goal in GOALS.items():
        got = summary.estimate(measure, Ranker.CURATED, part).value
        if not got >= goal:
            sentences.append(f"{part.value}: {measure} with fiches is {got:.3f}, the goal is {goal:.2f}.")
    return sentences


def write(summary: Summary, made: Provenance, folder: Path) -> None:
    """Write `summary.csv`, `questions.jsonl` and `config.json`."""
    with (folder / "summary.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("half", "slice", "engine", "measure", "value", "low", "high", "count"))
        writer.writerows(_rows(summary))
    with (folder / "questions.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(_record(o), ensure_ascii=False) + "\n" for o in summary.outcomes)
    (folder / "config.json").write_text(
        json.dumps(made.model_dump(mode="json") | {"weights": weights()}, indent=2) + "\n", encoding="utf-8"
    )


def weights() -> dict[str, Any]:
    """The fusion weights in force."""
    named = {"nl": fusion.DUTCH, "other": fusion.OTHER_LANGUAGE, "words_only": fusion.WORDS_ONLY}
    return {name: asdict(value) for name, value in named.items()}


def _rows(summary: Summary) -> Iterator[tuple[str | int | float, ...]]:
    for of in (None, *Half):
        for part in SLICES:
            for ranker in summary.rankers():
                for measure in MEASURES:
                    e = summary.estimate(measure, ranker, part, of)
                    where = (of.value if of else "all", part.value if part else "all", ranker.value, measure)
                    yield (*where, round(e.value, 4), round(e.low, 4), round(e.high, 4), e.count)
        for signal in SIGNALS:
            yield (
                of.value if of else "all",
                "all",
                signal,
                "auroc",
                round(summary.auroc(signal, of), 4),
                "",
                "",
                "",
            )


def _record(outcome: Outcome) -> dict[str, Any]:
    question = outcome.question
    return {
        "id": question.id,
        "slice": question.slice.value,
        "half": outcome.half.value,
        "question": question.question,
        "answerable": round(outcome.answerable, 4),
        "scores": {ranker.value: asdict(scores) for ranker, scores in outcome.scores.items()},
        "top": {ranker.value: list(ids) for ranker, ids in outcome.top.items()},
    }


def _goal(measure: str, part: Slice | None, ranker: Ranker) -> float | None:
    return GOALS.get((measure, part)) if part and ranker is Ranker.CURATED else None


def _cell(estimate: Estimate, goal: float | None) -> str:
    if math.isnan(estimate.value):
        return "-"
    text = f"{estimate.value:.3f} [{estimate.low:.2f}-{estimate.high:.2f}]"
    if goal is None:
        return text
    return f"[{'green' if estimate.value >= goal else 'red'}]{text}[/]".replace(" [", " \\[")
