"""Every value worth trying of every fact: all of a closed set, the days and numbers round each boundary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import product
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from assistant.models import Model
from assistant.rules.decisions.engine import DecisionFacts
from assistant.rules.decisions.facts import (
    BegeleidWerkenFacts,
    Document,
    EligibilityFacts,
    PakketFacts,
    Role,
    RollenFacts,
    TransitionFacts,
    UitzendFacts,
)
from assistant.rules.decisions.tasks import tasks

TODAY = date(2026, 11, 22)


def around(*days: date) -> list[date]:
    """Each day with the day before and after."""
    return [day + timedelta(days=step) for day in days for step in (-1, 0, 1)]


_TASKS = [task.name for task in tasks().values()]
SPECIAL: Mapping[type[Model], Mapping[str, list[Any]]] = {
    EligibilityFacts: {
        "on": [date(2023, 7, 2), date(2023, 7, 3), TODAY],
        "contract_hours": [None, 0, 23, 24, 25, 1000],
        "need_years": [None, 2, 5],
        "vdab_date": [None, *around(date(2021, 11, 22), date(2024, 11, 22)), TODAY],
        "vdab_end": [None, date(2023, 6, 20), date(2023, 7, 4), *around(TODAY), date(2029, 11, 22)],
        "hired_on": [None, *around(date(2008, 7, 1), date(2008, 10, 1), date(2015, 1, 1)), date(2024, 1, 1)],
        "disability_since": [
            None,
            *around(date(2008, 7, 1), date(2008, 10, 1), date(2015, 1, 1), date(2023, 7, 1)),
        ],
    },
    TransitionFacts: {
        "on": [*around(date(2023, 6, 30)), date(2024, 1, 1), *around(date(2025, 6, 30))],
        "granted_on": [None, *around(date(2023, 7, 1))],
        "until": [None, *around(date(2023, 6, 30)), date(2024, 1, 1), date(2027, 1, 1)],
    },
    PakketFacts: {"on": [TODAY], "task": ["iets anders", *_TASKS]},
    RollenFacts: {
        "on": [TODAY],
        "task": [None, "iets anders", *_TASKS],
        "signed_by": [None, (), tuple(Role), (Role.WERKNEMER, Role.WERKGEVER, Role.BEGELEIDER)],
    },
    UitzendFacts: {
        "on": [TODAY],
        "decided_on": [None, *around(date(2021, 11, 22)), TODAY, TODAY + timedelta(days=1)],
        "idle_since": [None, *around(date(2024, 11, 22))],
    },
    BegeleidWerkenFacts: {
        "on": [TODAY],
        "documents": [None, (), tuple(Document), tuple(Document)[:3], tuple(Document)[1:3]],
    },
}


def values(model: type[DecisionFacts], fact: str) -> list[Any]:
    """What to try for a fact; None first where it may be unknown."""
    special = SPECIAL[model].get(fact)
    return special if special is not None else list(_of(model.model_fields[fact].annotation))


def _of(annotation: Any) -> Iterator[Any]:
    if annotation is bool:
        yield from (True, False)
    elif annotation is type(None):
        yield None
    elif isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from annotation
    elif get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif get_origin(annotation) in {Union, UnionType}:
        for part in sorted(get_args(annotation), key=lambda part: part is not type(None)):
            yield from _of(part)
    else:
        raise AssertionError(f"no values for {annotation}")


def combinations(model: type[DecisionFacts], facts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every combination of the values of some facts."""
    names = list(facts)
    for chosen in product(*(values(model, name) for name in names)):
        yield dict(zip(names, chosen, strict=True))


def optional(model: type[DecisionFacts], fact: str) -> bool:
    """Whether the fact may be unknown."""
    field = model.model_fields[fact]
    return not field.is_required() and field.default is None
