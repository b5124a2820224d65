"""Figures of a text against its ground."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.notation import Figure, are_joined, figures
from assistant.verify.grounds import Ground


def ungrounded(text: str, ground: Ground) -> Iterator[Figure]:
    """Every figure that its ground does not hold, by kind, unit and value, or that repeats itself."""
    found = figures(text)
    for index, figure in enumerate(found):
        before = found[index - 1] if index else None
        if not ground.supports(figure) or (before and _repeats(text, before, figure)):
            yield figure


def _repeats(text: str, before: Figure, figure: Figure) -> bool:
    """Whether a figure is joined to itself: "2026 en 2026" is a slip, whatever the source says."""
    same = (before.kind, before.unit, before.value) == (figure.kind, figure.unit, figure.value)
    return same and are_joined(text, before, figure)
