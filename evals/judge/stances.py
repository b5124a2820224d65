"""Does the answer open the right way: yes, no, it depends, or none? The writer of a question is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.judge.stance import stance
from corpus.phrases import Stance
from evals import stats
from evals.judge.asked import Asked, Origin

Row = Mapping[str, float]


def stances(asked: Sequence[Asked]) -> dict[str, Row]:
    """For every stance that is right: how often each was taken; and over all, the share that is right.

    `opposite` is the share of all questions where a yes was taken for a no, or the reverse.
    """
    counted: Counter[tuple[Stance, Stance]] = Counter()
    for one in asked:
        if one.posed.origin is Origin.PHRASE and one.posed.stance is not None and one.right is not None:
            counted[one.posed.stance, stance(one.understood, one.hits[one.right])] += 1
    total = sum(counted.values())
    table: dict[str, Row] = {
        wanted: {f"taken for {got}": counted[wanted, got] for got in Stance} for wanted in Stance
    }
    right = stats.share(sum(counted[one, one] for one in Stance), total)
    opposite = counted[Stance.YES, Stance.NO] + counted[Stance.NO, Stance.YES]
    table["all"] = {
        "questions": total,
        "right": right.value,
        "low": right.low,
        "opposite": opposite / max(total, 1),
    }
    return table
