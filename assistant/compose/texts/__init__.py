"""The words of the assistant, one file per language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from corpus.data import read_yaml

_FILE = Path(__file__).with_name("nl.yaml")


@cache
def _texts() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(_FILE)
    return loaded


def text(key: str, **values: object) -> str:
    """The text at a dotted key, with its placeholders filled.

    Raises:
        KeyError: there is no such text, or a placeholder has no value.
    """
    node: Any = _texts()
    for part in key.split("."):
        node = node[part]
    return str(node).format_map(values) if values else str(node)


def texts(key: str) -> tuple[str, ...]:
    """The list of texts at a dotted key."""
    node: Any = _texts()
    for part in key.split("."):
        node = node[part]
    return tuple(node)


@cache
def courtesies() -> frozenset[str]:
    """The closed list of sentences that may stand in an answer without a source."""
    return frozenset(_texts()["courtesy"].values())
