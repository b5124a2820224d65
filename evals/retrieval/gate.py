"""The record of what retrieval reached, and whether a run falls below it."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from evals.provenance import Provenance
from evals.retrieval.evaluate import Ranker, Summary
from evals.retrieval.questions import FOLDER
from evals.retrieval.report import SLICES

RECORD = FOLDER / "record.json"

TOLERANCE = 0.02
"""How far a figure may fall before it is a regression. In a slice of 25 questions one question is 0.04, so
there every lost question is noticed; over all answerable ones, five are."""

_GATED = ("hit@5", "ndcg@10")

Mode = Literal["hybrid", "lexical"]


class Entry(BaseModel):
    """What one run reached with the fiches, and which questions had an answer in the first five."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provenance: Provenance
    figures: dict[str, float]
    """Keys are `<slice> <measure>`."""
    found: tuple[str, ...]


class Record(BaseModel):
    """The best run so far; where the dense engine cannot run, the lexical one is compared with its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hybrid: Entry | None = None
    lexical: Entry | None = None


def mode(summary: Summary) -> Mode:
    """Whether the dense engine took part."""
    return "hybrid" if Ranker.DENSE in summary.rankers() else "lexical"


def entry(summary: Summary, made: Provenance) -> Entry:
    """What a run reached."""
    reached = {
        f"{part.value if part else 'all'} {measure}": summary.estimate(measure, Ranker.CURATED, part).value
        for part in SLICES
        for measure in _GATED
    } | {"all auroc": summary.auroc("judge")}
    figures = {name: round(value, 4) for name, value in reached.items() if not math.isnan(value)}
    fused = (
        (o.question.id, o.scores[Ranker.CURATED]) for o in summary.outcomes if Ranker.CURATED in o.scores
    )
    return Entry(provenance=made, figures=figures, found=tuple(name for name, got in fused if got.hit_5))


def regressions(now: Entry, before: Entry, tolerance: float = TOLERANCE) -> list[str]:
    """A sentence for each figure that fell by more than the tolerance; one that is gone fell to nothing."""
    sentences = []
    for name, was in before.figures.items():
        got = now.figures.get(name, 0.0)
        if not got >= was - tolerance:
            sentences.append(f"{name} fell from {was:.3f} to {got:.3f} (tolerance {tolerance:.2f}).")
    return sentences


def changes(now: Entry, before: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The questions that lost their answer, and those that gained one, in the first five."""
    lost = tuple(sorted(set(before.found) - set(now.found)))
    return lost, tuple(sorted(set(now.found) - set(before.found)))


def load(path: Path = RECORD) -> Record:
    """The committed record; empty when there is none yet."""
    return Record.model_validate_json(path.read_bytes()) if path.is_file() else Record()


def save(record: Record, path: Path = RECORD) -> None:
    """Write the record."""
    path.write_text(record.model_dump_json(indent=1) + "\n", encoding="utf-8")
