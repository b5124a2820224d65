"""The command that measures everything and writes it down."""

from __future__ import annotations

from rich.console import Console
from rich.markdown import Markdown
from rich.progress import Progress

from assistant.pipeline import Assistant
from corpus.parameters import load_parameters
from evals.bench import growth, inside, outside
from evals.bench.load import distinct_questions
from evals.bench.report import RECORD, Bench, markdown, write
from evals.provenance import new_folder, provenance
from evals.setup import ready
from indexes import embedding

_CLIENTS = (1, 8, 32)
_EMBEDDED = (1, 10)
_RANDOM = (100, 1000)


def measure(out: Console, bar: Progress, *, quick: bool, record: bool) -> int:
    """Measure, print, keep; 2 when something cannot be measured here."""
    model = embedding.configured()
    if model is None:
        out.print(
            "There is no embedding model on this machine, so there is nothing to compare with.", style="red"
        )
        return 2
    task = bar.add_task("index")
    corpus, index = ready(lambda done, of: bar.update(task, completed=done, total=of), query_cache=0)
    questions = distinct_questions()
    bar.update(task, description="one client")
    alone = inside.measure(
        Assistant(corpus, index, load_parameters()), model, questions, 60 if quick else 250
    )
    bar.update(task, description="server")
    try:
        served = outside.serve_and_ask(questions, _CLIENTS, 10 if quick else 40)
        cold = outside.cold_ask(next(questions))
    except outside.BenchError as error:
        out.print(str(error), style="red", markup=False)
        return 2
    grown: list[growth.Grown] = []
    if not quick:
        for multiple in (*_EMBEDDED, *_RANDOM):
            bar.update(task, description=f"index of {multiple} times the corpus")
            real = multiple in _EMBEDDED
            by = model if real else growth.RandomEmbedder()
            grown.append(growth.grow(corpus, multiple, by, questions, real=real))
    bench = Bench(provenance(corpus, index.status()), quick, alone, served, cold, tuple(grown))
    folder = new_folder("bench", bench.made)
    write(bench, folder)
    if record:
        RECORD.write_text(markdown(bench), encoding="utf-8")
    out.print(Markdown(markdown(bench)))
    out.print(f"Kept in {folder}", markup=False)
    return 0
