"""The command that trains the judge and says what it is worth."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from assistant.models import Reason
from evals.floor.asked import ask_all
from evals.floor.train import Fit, centroids, fit, write
from evals.provenance import new_folder, provenance
from evals.setup import ready
from indexes.search import SearchIndex


def train(out: Console, bar: Progress, *, keep: bool) -> int:
    """Train with and without vectors, print what each is worth, and store the weights when `keep`."""
    building = bar.add_task("index")
    corpus, index = ready(lambda done, of: bar.update(building, completed=done, total=of))
    fits: dict[str, Fit] = {}
    asked = ask_all(index)
    middles = centroids(asked)
    if middles.dimension:
        fits["dense"] = fit(asked, middles)
    words = ask_all(SearchIndex.open(corpus, embedder=None))
    fits["lexical"] = fit(words, centroids(words))
    made = provenance(corpus, index.status())
    out.print(_table(fits))
    for name, one in fits.items():
        shares = ", ".join(f"{coverage:.0%}: {risk:.1%}" for coverage, risk in one.risk_coverage())
        out.print(f"Risk at coverage ({name}): {shares}", markup=False)
    folder = new_folder("floor", made)
    (folder / "report.json").write_text(
        json.dumps(made.model_dump(mode="json") | _figures(fits), indent=1), "utf-8"
    )
    if not keep:
        return 0
    if "dense" not in fits:
        out.print("There is no embedding model on this machine: the stored weights are left as they are.")
        return 1
    write(fits, middles)
    out.print("Stored in assistant/judge_weights.json.")
    return 0


def _table(fits: Mapping[str, Fit]) -> Table:
    table = Table(title="The judge, on the test half", title_justify="left")
    headings = (
        "weights",
        "AUROC",
        "out of scope",
        "not in corpus",
        "calibration error",
        "floor",
        "refusal precision",
        "refusal recall",
        "answered",
    )
    for heading in headings:
        table.add_column(heading, justify="left" if heading == "weights" else "right")
    for name, one in fits.items():
        estimates = one.refusals(one.weights["floor"])
        table.add_row(
            name,
            f"{one.auroc:.3f}",
            *(f"{one.auroc_against(reason):.3f}" for reason in (Reason.OUT_OF_SCOPE, Reason.NOT_IN_CORPUS)),
            f"{one.calibration_error:.3f}",
            f"{one.weights['floor']:.3f}",
            *(f"{e.value:.3f} \\[{e.low:.2f}-{e.high:.2f}]" for e in estimates),
        )
    return table


def _figures(fits: Mapping[str, Fit]) -> dict[str, object]:
    return {
        name: {
            "auroc": one.auroc,
            "calibration_error": one.calibration_error,
            "weights": dict(one.weights),
            "risk_coverage": one.risk_coverage(),
            "refusals": [estimate.__dict__ for estimate in one.refusals(one.weights["floor"])],
        }
        for name, one in fits.items()
    }
