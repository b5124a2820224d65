"""May individueel maatwerk be combined with another measure for the same worker?

Source: the list of the cumulverbod in the article of 30 May 2023. The ban is for the same worker, not for the firm.
A measure that is not on the list is not thereby allowed: the list is as old as its article.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from assistant.models import Criterion, Decision, DecisionKind, Model, Outcome

_FILE = Path(__file__).with_name("cumul.yaml")


class ListedMeasure(Model):
    """One measure of the list, with the provision that names it."""

    name: str
    listed_at: str


@cache
def listed_measures() -> Mapping[str, ListedMeasure]:
    """The measures of the list, by id."""
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {key: ListedMeasure.model_validate(value) for key, value in raw.items()}


def cumul(measure: str) -> Decision:
    """Whether the measure may be combined with individueel maatwerk for one and the same worker.

    Args:
        measure: an id of `listed_measures`.

    Raises:
        KeyError: the measure is not on the list.
    """
    listed = listed_measures()[measure]
    criterion = Criterion(id=measure, outcome=Outcome.NO, text=listed.name, sources=(listed.listed_at,))
    return Decision(
        id=f"cumul-{measure}", kind=DecisionKind.CUMUL, outcome=Outcome.NO, criteria=(criterion,), missing=()
    )
