"""Figures of a text against its ground."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.notation import Figure, figures
from assistant.verify.grounds import Ground


def ungrounded(text: str, ground: Ground) -> Iterator[Figure]:
    """Every figure of a text that its ground does not hold, by kind, unit and value."""
    return (figure for figure in figures(text) if not ground.supports(figure))
