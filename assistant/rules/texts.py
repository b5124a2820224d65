"""The Dutch words of the calculators: labels, caveats and messages live in `texts.nl.yaml`.

Figures enter a text only through placeholders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date

from corpus.data import read_yaml

_FILE = Path(__file__).with_name("texts.nl.yaml")


@cache
def texts() -> Mapping[str, str]:
    """Every text by dotted key, with its placeholders."""
    flat: dict[str, str] = {}

    def collect(prefix: str, node: object) -> None:
        if isinstance(node, dict):
            for key, below in node.items():
                collect(f"{prefix}.{key}" if prefix else str(key), below)
        else:
            flat[prefix] = " ".join(str(node).split())

    collect("", read_yaml(_FILE))
    return flat


def say(key: str, **values: str | int) -> str:
    """The text under a dotted key, with its placeholders filled.

    Raises:
        KeyError: no such text, or a placeholder without a value; both are defects.
    """
    return texts()[key].format_map(values)


def listed(items: Sequence[str], joint: str = "and") -> str:
    """`a`, `a en b`, `a, b en c`; with "or" for `of`."""
    *head, last = items
    return f"{', '.join(head)} {say(f'common.{joint}')} {last}" if head else last


@cache
def month(moment: date) -> str:
    """`juli 2023`."""
    return format_date(moment, "MMMM y", locale="nl_BE")


@cache
def day(moment: date) -> str:
    """`1 juli 2023`."""
    return format_date(moment, "d MMMM y", locale="nl_BE")
