"""Dates with the part they play: hiring, decision, start of the agreement, or simply the day asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.models import FactSource
from assistant.notation import Figure, FigureKind, PartialDate
from assistant.understand.cues import any_found
from assistant.understand.slots.scene import Found, Scene, ends_with, groups, words

AS_OF = "as_of"
_BEFORE, _AFTER = 70, 40
_BY_QUARTER = frozenset({"decision", "premium_start"})
"""Roles of which only the quarter counts: there a month without a day is enough."""
_SHORT = 6
"""Words of a message that may only give another date for the question before."""
_BEHIND = 20
"""What stands after a date counts as so much further away: the words before it are its own more often."""


def dates(scene: Scene) -> Iterator[Found]:
    """Every date whose part is clear from the words around it; a month where only its quarter counts."""
    previous = 0
    for figure in (f for f in scene.figures if f.kind is FigureKind.DATE):
        day, source = (figure.day, FactSource.SAID) if figure.day else (_month(figure), FactSource.ASSUMED)
        role = _role(scene, figure, previous) if day else None
        if day and role and (figure.day or role in _BY_QUARTER):
            yield Found(role, day, figure.start, figure.end, source=source)
        previous = figure.end


def _month(figure: Figure) -> date | None:
    """The first day of a month that is named without a day."""
    when = figure.value
    if isinstance(when, PartialDate) and when.year and when.month and not when.day:
        return date(when.year, when.month, 1)
    return None


def ggmmi_moment(scene: Scene) -> Iterator[Found]:
    """The day, the month or the year of which the GGMMI is asked: `2024`, `2024-04` or `2024-04-15`."""
    short = scene.in_conversation and len(scene.lower.split()) <= _SHORT
    if not short and not any_found(words("ggmmi"), scene.lower):
        return
    for figure in (f for f in scene.figures if f.kind is FigureKind.DATE):
        when = figure.value
        if isinstance(when, PartialDate) and when.year is not None:
            parts = (f"{when.year:04}", *(f"{part:02}" for part in (when.month, when.day) if part))
            yield Found("ggmmi_period", "-".join(parts), figure.start, figure.end)


def as_of(scene: Scene) -> date | None:
    """The day asked about, when words say that one date is that."""
    named = [found.value for found in dates(scene) if found.name == AS_OF]
    days = {value for value in named if isinstance(value, date)}
    return days.pop() if len(days) == 1 else None


def _role(scene: Scene, figure: Figure, previous: int) -> str | None:
    first, last = scene.sentence(figure.start, figure.end)
    start = max(first, figure.start - _BEFORE, previous)
    before = scene.lower[start : figure.start]
    after = scene.lower[figure.end : min(last, figure.end + _AFTER)].split(",")[0]
    if ends_with(words("as_of"), before):
        return AS_OF
    ranked: list[tuple[int, int, str]] = []
    for role, phrases in groups("dates").items():
        for cue in phrases:
            ranked += [(len(before) - h.end, h.start - h.end, role) for h in cue.hits(before)]
            ranked += [(h.start + _BEHIND, h.start - h.end, role) for h in cue.hits(after)]
            ranked += [(len(before) - h.end, h.start - h.end, role) for h in cue.hits(f"{before} x")]
    return min(ranked)[2] if ranked else None
