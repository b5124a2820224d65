"""Whether a total is wanted, of the whole term or per year: "in totaal", "over de volle vijf jaar"."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.models import FactSource, Unit
from assistant.notation import Figure, FigureKind
from assistant.understand.cues import Hit, any_found
from assistant.understand.slots.need import lengths
from assistant.understand.slots.scene import Found, Scene, ends_with, words

_FIRST = 1


def total(scene: Scene) -> Iterator[Found]:
    """A stretch from the first quarter on, when a total is asked and no quarter or year is named."""
    if any(f.kind is FigureKind.ORDINAL and f.unit in (Unit.QUARTER, Unit.YEAR) for f in scene.figures):
        return
    if any_found(words("total", "without"), scene.lower):
        return
    for hit in _asked(scene):
        yield Found("quarter_from", _FIRST, hit.start, hit.end, Unit.QUARTER, FactSource.ASSUMED)


def per_year(scene: Scene) -> Iterator[Found]:
    """Whether the amount of each year is asked, and not an amount of money given per year."""
    for cue in words("total", "per_year"):
        for hit in cue.hits(scene.lower):
            first, last = scene.sentence(hit.start, hit.end)
            other = any_found(words("total", "not_per_year"), scene.lower[first:last])
            if not other and not any(figure.unit is Unit.EUR for figure in _same_clause(scene, hit)):
                yield Found("per_year", True, hit.start, hit.end)
                yield Found("quarter_from", _FIRST, hit.start, hit.end, Unit.QUARTER, FactSource.ASSUMED)


def _asked(scene: Scene) -> Iterator[Hit]:
    for cue in words("total", "with"):
        yield from cue.hits(scene.lower)
    for figure in scene.quantities(Unit.YEAR):
        if figure.number in lengths().values() and ends_with(
            words("total", "before_years"), scene.before(figure.start)
        ):
            yield Hit(figure.start, figure.end)


def _same_clause(scene: Scene, hit: Hit) -> list[Figure]:
    first = hit.start - len(scene.before(hit.start))
    last = hit.end + len(scene.after(hit.end))
    return [figure for figure in scene.figures if first <= figure.start < last]
