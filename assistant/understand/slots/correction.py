"""A message that only gives another number for a fact of before: "pardon, 8.000", "en in het zesde?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from assistant.lexicon import lexicon
from assistant.models import Fact, FactSource, Unit
from assistant.notation import Figure, FigureKind
from assistant.understand.slots.quarter import CLOCKS
from assistant.understand.slots.scene import Scene
from assistant.understand.slots.taken_back import COUNTED, correcting

_HUNDRED = Decimal(100)


def corrected(scene: Scene, held: Mapping[str, Fact], earlier: str) -> dict[str, Fact]:
    """The fact of before that the one number of a correction takes the place of; none when it fits several.

    Args:
        scene: a message that gives no fact of its own.
        held: the facts of earlier turns.
        earlier: the question before, whose facts come first.
    """
    numbers = [figure for figure in scene.figures if figure.kind in COUNTED]
    if len(numbers) != 1 or not _corrects().match(scene.lower):
        return {}
    fits = {name: value for name, fact in held.items() for value in _values(numbers[0], fact)}
    asked = {name: value for name, value in fits.items() if held[name].words.lower() in earlier.lower()}
    chosen = asked if len(fits) > 1 else fits
    if len(chosen) != 1:
        return {}
    name, value = next(iter(chosen.items()))
    return {name: Fact(value=value, unit=held[name].unit, source=FactSource.SAID, words=numbers[0].words)}


def another_quarter(scene: Scene, held: Mapping[str, Fact]) -> dict[str, Fact]:
    """The quarter of "et à partir du sixième ?", on the clock of the turn before.

    Args:
        scene: a message that gives no fact of its own.
        held: the facts of earlier turns.
    """
    places = [f for f in scene.figures if f.kind is FigureKind.ORDINAL and f.unit is None]
    clock = next((name for name in CLOCKS if name in held), None)
    if clock is None or len(places) != 1 or places[0].number != int(places[0].number):
        return {}
    number = int(places[0].number)
    return {clock: Fact(value=number, unit=Unit.QUARTER, source=FactSource.SAID, words=places[0].words)}


def _values(figure: Figure, fact: Fact) -> Iterator[Decimal | int]:
    """The value that a fact would get from a number, when it can be a number of that kind."""
    if not isinstance(fact.value, (int, Decimal)) or isinstance(fact.value, bool):
        return
    if figure.unit is Unit.PERCENT and fact.unit is Unit.FRACTION:
        yield figure.number / _HUNDRED
    elif figure.unit is fact.unit or (figure.unit is Unit.COUNT and _is_as_large(figure, fact)):
        yield int(figure.number) if isinstance(fact.value, int) else figure.number


def _is_as_large(figure: Figure, fact: Fact) -> bool:
    """Whether a bare number is large enough for an amount, or small enough for anything else."""
    large = figure.number >= Decimal(lexicon("slots")["money"]["smallest"])
    whole = figure.number == int(figure.number)
    return large if fact.unit is Unit.EUR else fact.unit is not Unit.FRACTION and whole and not large


@cache
def _corrects() -> re.Pattern[str]:
    return re.compile(rf"\s*{correcting()}(?!\w)")
