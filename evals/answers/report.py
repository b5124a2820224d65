"""What a run of the answer evaluation leaves: tables, every answer, a page, the log of sealed runs."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rich.table import Table

from evals.answers.cases import FOLDER, Part
from evals.answers.run import GOALS, Result, Totals, by_slice, totals
from evals.provenance import Provenance

SEALED_LOG = FOLDER / "sealed_log.jsonl"
ANSWERS = "answers.jsonl"


def table(results: Sequence[Result]) -> Table:
    """A row per slice, a column per total."""
    names = [f.name for f in fields(Totals)]
    made = Table(title=f"{len(results)} cases", title_justify="left")
    for heading in ("slice", "cases", *(name.replace("_", " ") for name in names)):
        made.add_column(heading, justify="left" if heading == "slice" else "right")
    for name, part in by_slice(results).items():
        reached = totals(part)
        made.add_row(name, str(len(part)), *(_cell(getattr(reached, key), GOALS[key]) for key in names))
    return made


def write(results: Sequence[Result], made: Provenance, part: Part, folder: Path, *, show: bool) -> None:
    """Keep the run: of a sealed half only ids and outcomes, unless `show`."""
    config = made.model_dump(mode="json") | {"half": part.value, "totals": figures(totals(results))}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    with (folder / ANSWERS).open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(_record(r, show=show), ensure_ascii=False) + "\n" for r in results)
    if show:
        environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
        )
        page = environment.get_template("report.html").render(
            results=results, totals=totals(results), made=made, part=part
        )
        (folder / "report.html").write_text(page, encoding="utf-8")


def log_sealed(results: Sequence[Result], made: Provenance, path: Path = SEALED_LOG) -> None:
    """Note that the sealed half was run: when, on what, with what totals; nothing of the cases."""
    line = {
        "at": made.at.isoformat(),
        "commit": made.commit,
        "cases": len(results),
        "totals": figures(totals(results)),
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def figures(reached: Totals) -> dict[str, dict[str, float | None]]:
    """Totals for JSON, in which there is no NaN."""
    return {
        name: {key: None if math.isnan(value) else round(value, 4) for key, value in estimate.items()}
        for name, estimate in asdict(reached).items()
    }


def _record(result: Result, *, show: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": result.case.id,
        "correct": result.verdict.correct,
        "status": result.answer.status.value,
        "checks": {f.check.value: f.passed for f in result.verdict.findings if f.passed is not None},
    }
    if show:
        record |= {
            "turns": list(result.case.turns),
            "details": {f.check.value: f.detail for f in result.verdict.findings if f.passed is False},
            "seconds": round(result.seconds, 4),
            "answer": result.answer.model_dump(mode="json"),
        }
    return record


def _cell(estimate: Any, goal: float) -> str:
    if math.isnan(estimate.value):
        return "-"
    colour = "green" if estimate.value >= goal else "red"
    return f"[{colour}]{estimate.value:.2f}[/] \\[{estimate.low:.2f}-{estimate.high:.2f}]"
