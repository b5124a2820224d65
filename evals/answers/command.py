"""The commands of the answer evaluation."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from evals.answers import compare as comparing
from evals.answers import gate as gates
from evals.answers.cases import CaseError, Part, load_cases
from evals.answers.report import log_sealed, table, write
from evals.answers.run import assistant, run
from evals.provenance import new_folder, provenance
from evals.setup import ready


def measure(
    out: Console, bar: Progress, part: Part, *, show: bool, gate: bool = False, update: bool = False
) -> int:
    """Ask a half, print its totals and keep it.

    Returns:
        2 when its cases cannot be read; 1 when the development half fell below its record and `gate` is on.
    """
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
    return 0 if sealed else against_record(out, gates.entry(results, made), gate=gate, update=update)


def against_record(
    out: Console, now: gates.Record, *, gate: bool, update: bool, path: Path = gates.RECORD
) -> int:
    """Compare a run with the record, or make it the record; 1 when it fell below, or there is none."""
    if update:
        gates.save(now, path)
        out.print(f"Recorded in {path}", markup=False)
        return 0
    if not gate:
        return 0
    before = gates.load(path)
    if before is None:
        out.print("There is no record to compare with: use --update-record.", markup=False)
        return 1
    fell = gates.regressions(now, before)
    for sentence in fell:
        out.print(f"Regression: {sentence}", style="red", markup=False)
    return 1 if fell else 0


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
