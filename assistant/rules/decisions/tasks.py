"""The tasks in the guidance, who has them and to which package they belong, from `corpus/taken.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from assistant.models import Model
from assistant.rules.decisions.facts import Role
from assistant.rules.decisions.spelling import Names
from corpus.data import packaged


class Task(Model):
    """One task; `role` is None where the agreement gives it to nobody."""

    name: str
    package: Literal["basis", "extra", "geen", "grens"] | None
    role: Role | None
    at: tuple[str, ...]
    spellings: tuple[str, ...]
    border: bool = False
    excluded: bool = False


@cache
def tasks() -> Mapping[str, Task]:
    """Every task, by id."""
    return {name: Task.model_validate(body) for name, body in packaged("taken.yaml").items()}


@cache
def _names() -> Names:
    return Names({name: (task.name, *task.spellings) for name, task in tasks().items()})


def find_task(text: str) -> Task | None:
    """The task that the words name; None when they name none, or more than one."""
    found = _names().find(text)
    return tasks()[found[0]] if len(found) == 1 else None
