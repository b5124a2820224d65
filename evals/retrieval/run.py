"""The commands of the retrieval evaluation: measure, compare with the record, sweep."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from evals.halves import Half
from evals.provenance import new_folder, provenance
from evals.retrieval import gate as gates
from evals.retrieval.evaluate import Summary, evaluate
from evals.retrieval.questions import load_equivalents, load_gold, load_questions
from evals.retrieval.report import signals_table, tables, unreached, write
from evals.retrieval.sweep import Setting, Sweep
from evals.setup import fiche_index, ready
from indexes.models import Engine

_BEST = 8


def measure(out: Console, bar: Progress, *, gate: bool, update: bool, halves: bool) -> int:
    """Ask every question, print and keep the result; 1 when `gate` finds a regression."""
    building, asking = bar.add_task("index"), bar.add_task("vragen")
    corpus, index = ready(lambda done, of: bar.update(building, completed=done, total=of))
    summary = evaluate(
        load_questions(),
        load_gold(),
        load_equivalents(),
        corpus,
        index,
        fiche_index(index),
        lambda done, of: bar.update(asking, completed=done, total=of),
    )
    made = provenance(corpus, index.status())
    folder = new_folder("retrieval", made)
    write(summary, made, folder)
    for of in (None, *(Half if halves else ())):
        for table in tables(summary, of):
            out.print(table)
    out.print(signals_table(summary))
    for sentence in unreached(summary):
        out.print(f"Not reached: {sentence}", style="yellow", markup=False)
    out.print(f"Kept in {folder}", markup=False)
    return against_record(out, summary, gates.entry(summary, made), gate=gate, update=update)


def against_record(
    out: Console, summary: Summary, now: gates.Entry, *, gate: bool, update: bool, path: Path = gates.RECORD
) -> int:
    """Compare a run with the record, or make it the record; 1 when it fell below, or there is none."""
    record, mode = gates.load(path), gates.mode(summary)
    before = record.hybrid if mode == "hybrid" else record.lexical
    if update:
        gates.save(record.model_copy(update={mode: now}), path)
        out.print(f"Recorded in {path} ({mode}).", markup=False)
        return 0
    if not gate:
        return 0
    if before is None:
        out.print(f"There is no record of a {mode} run to compare with: use --update-record.", markup=False)
        return 1
    fell = gates.regressions(now, before)
    lost, gained = gates.changes(now, before)
    for title, ids in (("No longer in the first five", lost), ("Now in the first five", gained)):
        if ids:
            out.print(f"{title}: {', '.join(ids)}", markup=False)
    for sentence in fell:
        out.print(f"Regression: {sentence}", style="red", markup=False)
    return 1 if fell else 0


def sweep(out: Console, bar: Progress) -> int:
    """Try settings and print the best ones."""
    building = bar.add_task("index")
    corpus, index = ready(lambda done, of: bar.update(building, completed=done, total=of))
    trial = Sweep(load_questions(), load_gold(), load_equivalents(), corpus, index)
    out.print(_table("fusion weights, Dutch questions", trial.weights(dutch=True)))
    out.print(_table("fusion weights, French and English questions", trial.weights(dutch=False)))
    for engine in (Engine.STEMS, Engine.NGRAMS):
        out.print(_table(f"BM25 on {engine.value} alone, Dutch questions", trial.bm25(engine)))
    return 0


def _table(title: str, settings: list[Setting]) -> Table:
    table = Table(title=f"{title}: mean of hit@5 and nDCG@10", title_justify="left")
    for heading in ("setting", "development", "test"):
        table.add_column(heading, justify="left" if heading == "setting" else "right")
    for setting in settings[:_BEST]:
        table.add_row(setting.name, f"{setting.development:.3f}", f"{setting.test:.3f}")
    return table
