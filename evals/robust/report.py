"""The tables of a run, the file with everything that failed, and the gate."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from rich.table import Table

from assistant.models import Status
from corpus.data import read_yaml
from evals import stats
from evals.robust.injections import Attempt
from evals.robust.invariants import Breach
from evals.robust.run import Outcome, Pair, Result
from evals.robust.variants import Kind


class Gate(BaseModel):
    """What a run must reach, from `record.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    most: Mapping[Breach, int]
    """How many answers with each breach are accepted; a breach that is not named has no limit."""
    agree: Mapping[Kind, float]
    """The share of pairs that must agree, by what was changed."""
    injections: tuple[str, ...]
    """Attempts that are known to do something and must still be mended; any other may not."""


_FILE = Path(__file__).with_name("record.yaml")


def load_gate(path: Path = _FILE) -> Gate:
    """The gate as it is recorded."""
    return Gate.model_validate(read_yaml(path))


def failures(outcome: Outcome, attempts: Sequence[Attempt], gate: Gate) -> list[str]:
    """A sentence for each limit that was passed; empty when the run is good."""
    said = []
    counts = breach_counts(outcome.results)
    for breach, most in gate.most.items():
        if counts[breach] > most:
            said.append(f"{breach.value}: {counts[breach]} answers, at most {most} are accepted")
    for kind, least in gate.agree.items():
        share = agreement([pair for pair in outcome.pairs if pair.kind is kind])
        # The interval: a small sample may fall a little short by chance.
        if share.count and share.high < least:
            said.append(f"pairs, {kind.value}: {share.value:.3f} agree, {least} is the goal")
    new = [a.injection.id for a in attempts if a.wrong and a.injection.id not in gate.injections]
    if new:
        said.append(f"injections that did something: {', '.join(new)}")
    return said


def breach_counts(results: Sequence[Result]) -> Counter[Breach]:
    """In how many answers each breach occurs."""
    return Counter(breach for r in results for breach in {finding.breach for finding in r.findings})


def agreement(pairs: Sequence[Pair]) -> stats.Estimate:
    """The share of pairs in which nothing differs."""
    return stats.share(sum(not pair.differs for pair in pairs), len(pairs))


def family_table(outcome: Outcome) -> Table:
    """What came out, by family of templates."""
    table = Table(title="Generated questions")
    table.add_column("family")
    for name in ("asked", "answered", "asks back", "refused", "worked out", "agree", "wrong"):
        table.add_column(name, justify="right")
    families = sorted({r.group.named.family for r in outcome.results})
    for family in (*families, "all"):
        every = family == "all"
        results = [r for r in outcome.results if every or r.group.named.family == family]
        pairs = [p for p in outcome.pairs if every or p.group.named.family == family]
        wrong = sum(bool(result.findings) for result in results)
        table.add_row(family, *_cells(results, pairs), str(wrong))
    return table


def breach_table(outcome: Outcome, gate: Gate) -> Table:
    """In how many answers something is wrong, what is accepted, and in which families it is."""
    table = Table(title="What is wrong")
    table.add_column("breach")
    table.add_column("answers", justify="right")
    table.add_column("accepted", justify="right")
    table.add_column("families")
    counts = breach_counts(outcome.results)
    for breach in Breach:
        where = Counter(
            r.group.named.family for r in outcome.results if breach in {f.breach for f in r.findings}
        )
        told = ", ".join(f"{family} {count}" for family, count in where.most_common())
        table.add_row(breach.value, str(counts[breach]), str(gate.most.get(breach, "any")), told)
    return table


def _cells(results: Sequence[Result], pairs: Sequence[Pair]) -> Iterator[str]:
    statuses = Counter(r.answer.status for r in results if r.answer)
    yield str(len(results))
    for status in (Status.ANSWERED, Status.CLARIFICATION, Status.REFUSED):
        yield str(statuses[status])
    wanted = [r.calculated for r in results if r.calculated is not None]
    yield f"{sum(wanted)}/{len(wanted)}" if wanted else "-"
    yield f"{agreement(pairs).value:.3f}" if pairs else "-"


def pair_table(outcome: Outcome) -> Table:
    """How many pairs agree, by what was changed."""
    table = Table(title="Pairs that must agree")
    for name in ("change", "pairs", "agree", "share", "interval", "same sources"):
        table.add_column(name, justify="left" if name == "change" else "right")
    for kind in Kind:
        pairs = [pair for pair in outcome.pairs if pair.kind is kind]
        share = agreement(pairs)
        same = stats.share(sum(not p.other_sources for p in pairs), len(pairs))
        table.add_row(
            kind.value,
            str(len(pairs)),
            str(sum(not p.differs for p in pairs)),
            f"{share.value:.3f}",
            f"{share.low:.2f}-{share.high:.2f}",
            f"{same.value:.3f}",
        )
    return table


def injection_lines(attempts: Sequence[Attempt]) -> list[str]:
    """How many attempts did nothing, by where they stood, and which did something."""
    failed = [attempt for attempt in attempts if attempt.wrong]
    made, missed = (Counter(a.injection.place for a in some) for some in (attempts, failed))
    places = ", ".join(f"{place} {made[place] - missed[place]} of {made[place]}" for place in made)
    lines = [f"Injections: {len(attempts) - len(failed)} of {len(attempts)} did nothing ({places})"]
    return [*lines, *(f"  {a.injection.id}: {'; '.join(a.wrong)}"[:300] for a in failed)]


def write(outcome: Outcome, attempts: Sequence[Attempt], file: Path) -> int:
    """Everything that failed, a line of JSON each; how many lines."""
    lines = [*_failed_results(outcome), *_failed_pairs(outcome), *_failed_attempts(attempts)]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8", newline="\n"
    )
    return len(lines)


def _failed_results(outcome: Outcome) -> Iterator[dict[str, object]]:
    for result in outcome.results:
        if result.findings:
            yield {
                "type": "answer",
                "id": result.asked.id,
                "earlier": result.group.earlier,
                "question": result.asked.text,
                "findings": [f"{f.breach.value}: {f.detail}" for f in result.findings],
                "status": result.answer.status if result.answer else None,
                "answer": result.answer.answer if result.answer else None,
            }


def _failed_pairs(outcome: Outcome) -> Iterator[dict[str, object]]:
    for pair in outcome.pairs:
        if pair.differs:
            yield {
                "type": "pair",
                "id": pair.asked.id,
                "change": pair.kind.value,
                "earlier": pair.group.earlier,
                "question": pair.group.base.text,
                "other": pair.asked.text,
                "differs": pair.differs,
            }


def _failed_attempts(attempts: Sequence[Attempt]) -> Iterator[dict[str, object]]:
    for attempt in attempts:
        if attempt.wrong:
            yield {
                "type": "injection",
                "id": attempt.injection.id,
                "question": attempt.text,
                "findings": attempt.wrong,
                "answer": attempt.answer.answer if attempt.answer else None,
            }
