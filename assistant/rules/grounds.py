"""Which provisions a step rests on when no single figure carries the source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpus.data import read_yaml

_FILE = Path(__file__).with_name("grounds.yaml")


@cache
def _grounds() -> Mapping[str, tuple[str, ...]]:
    content = read_yaml(_FILE)
    return {key: tuple(ids) for key, ids in content.items()}


def grounds(key: str) -> tuple[str, ...]:
    """The provision ids under a key.

    Raises:
        KeyError: no such key; a defect.
    """
    return _grounds()[key]


def all_grounds() -> Mapping[str, tuple[str, ...]]:
    """Every key with its provision ids, for checking against the corpus."""
    return _grounds()
