"""Figures that are taken back in one breath: "kwartaal 3. sorry, 4"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from assistant.lexicon import lexicon
from assistant.models import Unit
from assistant.notation import Figure, FigureKind
from assistant.notation.lexicon import alternatives

COUNTED = frozenset({FigureKind.QUANTITY, FigureKind.ORDINAL})


def without_taken_back(figures: tuple[Figure, ...], lower: str) -> tuple[Figure, ...]:
    """The figures of a text; one that is taken back has the value of the one that takes its place."""
    kept: list[Figure] = []
    for figure in figures:
        before = kept[-1] if kept else None
        if before and _takes_back(before, figure, lower):
            kept.pop()
            figure = _in_place_of(before, figure, lower)
        kept.append(figure)
    return tuple(kept)


def _takes_back(before: Figure, figure: Figure, lower: str) -> bool:
    if before.kind not in COUNTED or figure.kind not in COUNTED:
        return False
    same = figure.unit is before.unit and figure.kind is before.kind
    bare = figure.unit is Unit.COUNT and not figure.noun
    return (same or bare) and bool(_between().fullmatch(lower[before.end : figure.start]))


def _in_place_of(before: Figure, figure: Figure, lower: str) -> Figure:
    """The figure at both places: what stands before the first tells what the second is."""
    return replace(before, value=figure.value, end=figure.end, words=lower[before.start : figure.end])


@cache
def correcting() -> str:
    """A pattern for the words that take something back."""
    return alternatives(lexicon("dialogue")["correction"])


@cache
def _between() -> re.Pattern[str]:
    """What stands between a figure and the one that takes its place."""
    lead = alternatives(lexicon("dialogue")["correction_leads"])
    return re.compile(rf"[\s,.;:!?()–-]*(?:of )?{correcting()}[\s,.;:!?–-]*(?:{lead}[\s,]+)*")
