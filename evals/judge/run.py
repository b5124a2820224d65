"""The command that trains the judge, prints what it is worth, and stores the weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from assistant.judge.model import WEIGHTS, Stored
from corpus.fiches import Fiches, load_fiches
from corpus.load import load_corpus
from evals.judge import report
from evals.judge.asked import Asked, ask_all, load_negatives, posed
from evals.judge.stances import stances
from evals.judge.train import Trained, Trainer
from evals.judge.vectors import RememberingEmbedder
from evals.provenance import ROOT, new_folder, provenance
from indexes import embedding, versions
from indexes.build import build
from indexes.phrases import fingerprint, stored_vectors
from indexes.search import SearchIndex

RECORD = Path(__file__).with_name("record.json")
_REMEMBERED = ROOT / ".imw" / "judge"


def train(out: Console, bar: Progress, *, keep: bool) -> int:
    """Train both modes, print every table, keep the run; with `keep` also the weights and the record."""
    corpus, fiches, folder = load_corpus(), load_fiches(), versions.default_folder()
    model = embedding.configured()
    if model is None:
        out.print("There is no embedding model on this machine: nothing is trained.")
        return 1
    building = bar.add_task("index")
    embedder = RememberingEmbedder(model, _REMEMBERED, stored_vectors(folder, model.name))
    build(
        corpus, folder, embedder=embedder, fiches=fiches,
        progress=lambda done, of: bar.update(building, completed=done, total=of),
    )  # fmt: skip
    index = SearchIndex.open(corpus, folder, embedder=embedder, query_cache=0)
    asked = {
        "dense": _asked(index, fiches, embedder, bar),
        "lexical": _asked(SearchIndex.open(corpus, folder, embedder=None), fiches, None, bar),
    }
    made: dict[str, Trained] = {}
    figures: dict[str, Any] = {}
    for name, questions in asked.items():
        trainer = Trainer(questions, name)
        made[name] = trainer.train()
        figures[name] = told(out, trainer, made[name])
    source = provenance(corpus, index.status())
    record = source.model_dump(mode="json") | {"phrases": fingerprint(fiches), "modes": figures}
    run = new_folder("judge", source)
    (run / "report.json").write_text(json.dumps(record, indent=1, ensure_ascii=False), "utf-8")
    out.print(f"Kept in {run}", markup=False)
    if keep:
        write(made, WEIGHTS)
        RECORD.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
        out.print(f"Stored in {WEIGHTS} and {RECORD}", markup=False)
    return 0


def told(out: Console, trainer: Trainer, made: Trained) -> dict[str, Any]:
    """Print the tables of one mode; the same as plain figures."""
    ranked = report.writer_left_out(trainer)
    figures: dict[str, Any] = {
        "ranking": report.ranking(ranked),
        "declining": report.declining(made),
        "risk_coverage": report.risk_coverage(made),
        "outcomes": report.outcomes(made),
        "families": report.families(made),
        "stances": stances(trainer.asked),
        "confused": report.confused(ranked),
        "thresholds": made.mode.thresholds.model_dump(),
    }
    out.print(report.table(f"{made.name}: ranking, the writer of the question left out", figures["ranking"]))
    out.print(report.table(f"{made.name}: declining, families held out", {made.name: figures["declining"]}))
    out.print(report.table(f"{made.name}: what the policy does", figures["outcomes"]))
    out.print(report.table(f"{made.name}: families of negatives, each held out", figures["families"]))
    out.print(report.table(f"{made.name}: how the answer opens, the fiche given", figures["stances"]))
    shares = ", ".join(f"{share:.0%}: {risk:.1%}" for share, risk in figures["risk_coverage"])
    out.print(f"Risk at coverage: {shares}", markup=False)
    for wanted, got, count in figures["confused"][:10]:
        out.print(f"Taken for another {count} times: {wanted} for {got}", markup=False)
    return figures


def write(made: Mapping[str, Trained], path: Path) -> None:
    """Store the weights as plain numbers, one list per line."""
    subject = made["dense"].subject if "dense" in made else made["lexical"].subject
    stored = Stored(
        modes={name: one.mode for name, one in made.items()},
        subject=tuple(subject.meaning.tolist()),
        subject_bias=subject.meaning_bias,
        subject_words=tuple(subject.words.tolist()),
        subject_words_bias=subject.words_bias,
    )
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in stored.model_dump().items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _asked(
    index: SearchIndex, fiches: Fiches, embedder: RememberingEmbedder | None, bar: Progress
) -> list[Asked]:
    asking = bar.add_task("vragen met vectoren" if embedder else "vragen op woorden")
    vectors = embedder.known if embedder else {}
    found = ask_all(
        index, fiches, vectors, posed(fiches, load_negatives()),
        lambda done, of: bar.update(asking, completed=done, total=of),
    )  # fmt: skip
    if embedder:
        embedder.save()
    return found
