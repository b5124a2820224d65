"""The commands of the answer evaluation."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from evals.answers import compare as comparing
from evals.answers.cases import CaseError, Part, load_cases
from evals.answers.report import log_sealed, table, write
from evals.answers.run import assistant, run
from evals.provenance import new_folder, provenance
from evals.setup import ready


def measure(out: Console, bar: Progress, part: Part, *, show: bool) -> int:
    """Ask a half, print its totals and keep it; 2 when its cases cannot be read."""
    try:
        cases = load_cases(part)
    except CaseError as error:
        out.print(str(error), style="red", markup=False)
        return 2
    building, asking = bar.add_task("index"), bar.add_task("vragen")
    corpus, index = ready(lambda done, of: bar.update(building, completed=done, total=of))
    results = run(
        cases, assistant(corpus, index), corpus, lambda done, of: bar.update(asking, completed=done, total=of)
    )
    made = provenance(corpus, index.status())
    folder = new_folder("answers", made)
    sealed = part is Part.SEALED
    write(results, made, part, folder, show=show or not sealed)
    if sealed:
        log_sealed(results, made)
    out.print(table(results))
    if show or not sealed:
        for result in results:
            for finding in result.verdict.findings:
                if finding.passed is False:
                    out.print(f"{result.case.id} {finding.check.value}: {finding.detail}"[:300], markup=False)
    out.print(f"Kept in {folder}", markup=False)
    return 0


def compare(out: Console, first: Path, second: Path) -> int:
    """Print what changed between two runs."""
    try:
        found = comparing.compare(first, second)
    except comparing.CompareError as error:
        out.print(str(error), style="red", markup=False)
        return 2
    out.print(f"Cases in both: {found.shared}")
    for name, share in (("first", found.first), ("second", found.second)):
        out.print(
            f"Fully correct, {name}: {share.value:.3f} [{share.low:.2f}-{share.high:.2f}]", markup=False
        )
    out.print(f"Became right ({len(found.gained)}): {', '.join(found.gained) or '-'}", markup=False)
    out.print(f"Became wrong ({len(found.lost)}): {', '.join(found.lost) or '-'}", markup=False)
    out.print(f"Exact McNemar test: p = {found.probability:.3f}")
    return 0
