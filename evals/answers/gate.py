"""The record of what the development half reached, and whether a run falls below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.answers.run import Result, Totals, totals
from evals.provenance import Provenance

RECORD = Path(__file__).with_name("record.json")
TOLERANCE = 0.01
"""How far a share may fall before it is a regression: some four of the cases."""


class Record(BaseModel):
    """What one run reached, with the cases that were fully right."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provenance: Provenance
    figures: dict[str, float]
    right: tuple[str, ...]


def entry(results: Sequence[Result], made: Provenance) -> Record:
    """What a run reached."""
    reached = totals(results)
    return Record(
        provenance=made,
        figures={f.name: round(getattr(reached, f.name).value, 4) for f in fields(Totals)},
        right=tuple(r.case.id for r in results if r.verdict.correct),
    )


def load(path: Path = RECORD) -> Record | None:
    """The committed record; None when there is none yet."""
    return Record.model_validate_json(path.read_bytes()) if path.is_file() else None


def save(record: Record, path: Path = RECORD) -> None:
    """Write the record."""
    path.write_text(record.model_dump_json(indent=1) + "\n", encoding="utf-8")


def regressions(now: Record, before: Record, tolerance: float = TOLERANCE) -> list[str]:
    """A sentence for each share that fell by more than the tolerance, with the cases that were lost."""
    lost = ", ".join(sorted(set(before.right) - set(now.right))) or "none"
    return [
        f"{name} fell from {was:.3f} to {now.figures.get(name, 0.0):.3f}; no longer right: {lost}."
        for name, was in before.figures.items()
        if now.figures.get(name, 0.0) < was - tolerance
    ]
