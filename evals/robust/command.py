"""The command `imw eval robust`."""

from __future__ import annotations

from rich.console import Console
from rich.progress import Progress

from corpus.parameters import load_parameters
from evals.answers.run import assistant
from evals.provenance import RESULTS, provenance
from evals.robust import report
from evals.robust.documents import attempt_documents, load_planted
from evals.robust.generate import sample
from evals.robust.injections import attempt_all, load_injections
from evals.robust.run import Examiner
from evals.robust.templates import TemplateError, load_slots, load_templates
from evals.robust.variants import Kind
from evals.setup import ready

EVERYTHING = 10_500
"""How many questions a full run asks: over ten thousand different ones."""
_SHOWN = 12


def measure(out: Console, bar: Progress, *, count: int, seed: int, everything: bool) -> int:
    """Ask, print the tables, keep the failures; 1 when a limit is passed, 2 when a file cannot be used."""
    try:
        templates, slots = load_templates(), load_slots()
        injections, planted = load_injections(), load_planted()
        gate = report.load_gate()
    except (TemplateError, ValueError) as error:
        out.print(str(error), style="red", markup=False)
        return 2
    building, asking = bar.add_task("index"), bar.add_task("vragen")
    corpus, index = ready(lambda done, of: bar.update(building, completed=done, total=of))
    parameters = load_parameters()
    subject = assistant(corpus, index)
    groups = sample(
        templates,
        slots,
        count=EVERYTHING if everything else count,
        seed=seed,
        variants=len(Kind) if everything else 1,
    )
    outcome = Examiner(subject, corpus, parameters).run(
        groups, lambda done, of: bar.update(asking, completed=done, total=of)
    )
    attempts = attempt_all(injections, subject, corpus, parameters) + attempt_documents(planted)
    made = provenance(corpus, index.status())
    file = RESULTS / "robust" / f"{made.at:%Y%m%dT%H%M%S}-{made.commit}.jsonl"
    lines = report.write(outcome, attempts, file)
    texts = {(r.group.earlier, r.asked.text) for r in outcome.results}
    out.print(f"{len(templates)} templates, {len(texts)} different questions, seed {seed}")
    for table in (
        report.family_table(outcome),
        report.breach_table(outcome, gate),
        report.pair_table(outcome),
    ):
        out.print(table)
    for line in report.injection_lines(attempts):
        out.print(line, markup=False)
    wrong = report.failures(outcome, attempts, gate)
    for sentence in wrong[:_SHOWN]:
        out.print(sentence, style="red", markup=False)
    out.print(f"{lines} failures in {file}", markup=False)
    return 1 if wrong else 0
