"""What a benchmark leaves behind: figures as JSON, and a page to read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.bench.growth import Grown
from evals.bench.inside import Inside
from evals.bench.load import Times
from evals.bench.outside import Cold, Outside
from evals.provenance import ROOT, Provenance

RECORD = ROOT / "docs" / "benchmarks.md"

RATIO = 1.5
"""An answer may take so many query embeddings (p50)."""
ONE_CLIENT_P95_MS = 60.0
THROUGHPUT_SHARE = 0.8
COLD_MS = 3000.0
RESIDENT_MB = 500.0


@dataclass(frozen=True)
class Bench:
    """One benchmark."""

    made: Provenance
    quick: bool
    inside: Inside
    outside: Outside
    cold: Cold
    growth: tuple[Grown, ...]


def write(bench: Bench, folder: Path) -> None:
    """Keep the figures."""
    figures = asdict(bench) | {"made": bench.made.model_dump(mode="json"), "ratio": bench.inside.ratio}
    (folder / "bench.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    (folder / "bench.md").write_text(markdown(bench), encoding="utf-8")


def markdown(bench: Bench) -> str:
    """The page."""
    made, inside, outside = bench.made, bench.inside, bench.outside
    share = max(c.answers_per_second for c in outside.clients) / inside.embeddings_per_second
    one = outside.clients[0].latency
    lines = [
        "# Benchmarks",
        "",
        f"Written by `imw bench{' --quick' if bench.quick else ''}` on {made.at:%Y-%m-%d %H:%M} UTC, "
        f"commit {made.commit}, {made.processors} processors, Python {made.python}, "
        f"{made.model or 'no model'}. "
        "Every question is asked once, so no vector is remembered from before.",
        "",
        "| goal | measured | wanted | reached |",
        "| --- | --- | --- | --- |",
        _goal("answer, in query embeddings (p50)", inside.ratio, RATIO, most=True),
        _goal("answer over HTTP, one client, p95, ms", one.p95, ONE_CLIENT_P95_MS, most=True),
        _goal("answers per second, as a share of embeddings per second", share, THROUGHPUT_SHARE, most=False),
        _goal("cold `imw ask`, p50, ms", bench.cold.elapsed.p50, COLD_MS, most=True),
        _goal("server, resident after load, MB", outside.resident_after_mb, RESIDENT_MB, most=True),
        "",
        "## One answer, in process",
        "",
        "| what | p50 ms | p95 ms | slowest ms |",
        "| --- | --- | --- | --- |",
        _row("query embedding", inside.embedding),
        _row("answer", inside.answer),
        *(_row(f"step: {name}", spent) for name, spent in inside.steps.items()),
        "",
        f"Embedding throughput of {inside.processors} processors: {inside.embeddings_per_second} per second.",
        "",
        "## A cold `imw ask`",
        "",
        "| what | p50 ms | p95 ms | slowest ms |",
        "| --- | --- | --- | --- |",
        _row("by the clock", bench.cold.elapsed),
        _row("processor time", bench.cold.processor),
        "",
        "## The server",
        "",
        f"Ready in {outside.start_seconds} s; {outside.resident_idle_mb} MB resident when warm, "
        f"{outside.resident_after_mb} MB after the load.",
        "",
        "| clients | answers | p50 ms | p95 ms | slowest ms | answers per second | errors |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| {c.clients} | {c.latency.count} | {c.latency.p50} | {c.latency.p95} | {c.latency.worst} "
            f"| {c.answers_per_second} | {c.errors} |"
            for c in outside.clients
        ),
        "",
        *_growth(bench.growth),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _growth(growth: tuple[Grown, ...]) -> Iterator[str]:
    if not growth:
        return
    yield from (
        "## Growth of the index",
        "",
        "Copies of the corpus in slightly other words. `random`: vectors drawn at random, not embedded, to "
        "see the size without the hours; such an index finds nothing of use.",
        "",
        "| corpus | provisions | vectors | build s | open s | search p50 ms | search p95 ms |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    )
    for g in growth:
        yield (
            f"| {g.multiple}× | {g.provisions} | {g.vectors} | {g.build_seconds} | {g.open_seconds} "
            f"| {g.search.p50} | {g.search.p95} |"
        )


def _goal(name: str, got: float, wanted: float, *, most: bool) -> str:
    reached = got <= wanted if most else got >= wanted
    return f"| {name} | {got:.2f} | {'≤' if most else '≥'} {wanted:g} | {'yes' if reached else 'no'} |"


def _row(name: str, spent: Times) -> str:
    return f"| {name} | {spent.p50} | {spent.p95} | {spent.worst} |"
