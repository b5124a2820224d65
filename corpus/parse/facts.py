"""Own-words facts: a section with a fact and its `Bron: ... Zekerheid: ...` line is one provision."""

from __future__ import annotations

import re

from corpus.models import Confidence, ProvisionKind
from corpus.parse.structure import Node

_SOURCE_LINE = re.compile(r"Bron:.*\bZekerheid:\s*(hoog|middel|laag)\b", re.IGNORECASE)
_COLUMN = "zekerheid"


def mark_facts(node: Node, text: str) -> None:
    """Give facts their confidence, and join each fact of plain lines with the line that names its source.

    A table row may state its own confidence, in a column of that name.
    """
    for child in node.children:
        mark_facts(child, text)
    node.confidence = _of_row(node)
    lines = [c for c in node.children if c.kind is ProvisionKind.LID]
    sure = _confidence(lines, text)
    if sure is None:
        return
    _spread(node, sure)
    if len(lines) == len(node.children) and not any(line.children for line in lines):
        node.start, node.end, node.children = lines[0].start, lines[-1].end, []


def _confidence(lines: list[Node], text: str) -> Confidence | None:
    """Of the last source line: there is one for each fact."""
    found = [m for line in lines if (m := _SOURCE_LINE.match(text, line.start, line.end))]
    return Confidence(found[-1][1].lower()) if found else None


def _spread(node: Node, sure: Confidence) -> None:
    node.confidence = node.confidence or sure
    for child in node.children:
        _spread(child, sure)


def _of_row(row: Node) -> Confidence | None:
    for name, cell in zip(row.header, row.cells, strict=False):
        if name.lower() == _COLUMN and cell.lower() in set(Confidence):
            return Confidence(cell.lower())
    return None
