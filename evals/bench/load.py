"""The questions of a benchmark, and what was timed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from evals.families import load_families
from evals.retrieval.questions import load_questions

_OPENINGS = (
    "",
    "Goeiedag, een vraagje: ",
    "Dringend: ",
    "Voor een collega: ",
    "Nog iets: ",
    "Beste, ",
    "Kort gevraagd: ",
    "Ter controle: ",
)


def distinct_questions() -> Iterator[str]:
    """Questions of the evaluations, and when they run out the same with another opening: never one twice."""
    texts = [q.question for q in load_questions()]
    texts += [text for family in load_families() for text in family.questions]
    for number in itertools.count():
        opening = _OPENINGS[number] if number < len(_OPENINGS) else f"Vraag {number}: "
        yield from (f"{opening}{text}" for text in texts)


@dataclass(frozen=True)
class Times:
    """Durations in milliseconds, summed up."""

    count: int
    p50: float
    p95: float
    worst: float


def times(milliseconds: Sequence[float]) -> Times:
    """The middle, the slow end and the slowest; NaN when nothing was timed."""
    if not milliseconds:
        return Times(0, float("nan"), float("nan"), float("nan"))
    p50, p95, worst = np.percentile(milliseconds, [50, 95, 100])
    return Times(len(milliseconds), round(float(p50), 2), round(float(p95), 2), round(float(worst), 2))
