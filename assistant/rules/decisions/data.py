"""Reading the YAML that the decisions are made of: their words beside them, their lists in the corpus."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The quick reader where there is one."""


def read(path: Path) -> Any:
    """A YAML file; what it must hold is checked by the models that take it in."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader


def corpus_data(name: str) -> Any:
    """A YAML file of the corpus that belongs to the decisions."""
    return yaml.load(files("corpus").joinpath(name).read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
