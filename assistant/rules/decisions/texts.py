"""The Dutch words of the decisions, in `texts.nl.yaml`. Figures and dates enter only through placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpus.data import read_yaml

_FILE = Path(__file__).with_name("texts.nl.yaml")


@cache
def _texts() -> Mapping[str, str]:
    flat: dict[str, str] = {}
    _flatten("", read_yaml(_FILE), flat)
    return flat


def _flatten(prefix: str, node: object, flat: dict[str, str]) -> None:
    if isinstance(node, dict):
        for key, below in node.items():
            _flatten(f"{prefix}.{key}" if prefix else str(key), below, flat)
    else:
        flat[prefix] = " ".join(str(node).split())


def say(key: str, **values: str | int) -> str:
    """The text under a dotted key, with its placeholders filled.

    Raises:
        KeyError: no such text, or a placeholder without a value; both are defects.
    """
    return _texts()[key].format_map(values)
