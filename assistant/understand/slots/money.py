"""Wages and wage costs with the time they are for, percentages that VDAB set, and an index coefficient."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.lexicon import lexicon
from assistant.models import FactSource, Unit
from assistant.notation import Figure, FigureKind
from assistant.understand.cues import Cue, any_found, is_denied
from assistant.understand.slots.scene import Found, Scene, words
from corpus.parameters import load_parameters

_PERIODS = {Unit.MONTH: "month", Unit.QUARTER: "quarter", Unit.YEAR: "year"}
_ADVERBS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"maandelijks|maandloon|(?:per|in de) (?:maand|mnd)|/\s?maand", "month"),
        (r"par mois|mensuel|a month|monthly", "month"),
        (r"(?:per|op een) kwartaal|kwartaalkost|/\s?kwartaal|par trimestre|per quarter", "quarter"),
        (r"jaarlijks|jaarloon|per jaar|op jaarbasis|/\s?jaar|par an|a year|yearly", "year"),
    )
)
_YEAR_BEFORE = re.compile(r"(?:sinds|in|vanaf|jaar|tot|voor|na|depuis|en|since)\s*$")
_BEFORE, _AFTER = 45, 32
_NEAR = 12
_OF = re.compile(r"\s*(?:op|van|sur|de|of|on)\s*(?:een )?")
_WAGES = frozenset({"gross_wage", "wage_cost", "ggmmi", "net"})
_PER_QUARTER = re.compile(r"(?:euro|eur|€)?\s*(?:per|/|par)\s*(?:kwartaal|kw|trimestre|quarter)")


def wages(scene: Scene) -> Iterator[Found]:
    """Gross wage, wage cost and GGMMI; the name of the fact ends in the time the amount is for, if said."""
    for figure in _amounts(scene):
        name = _what(scene, figure)
        if name == "ggmmi":
            yield Found(name, figure.number, figure.start, figure.end, Unit.EUR)
        elif name:
            source = FactSource.ASSUMED if name == "earned" else FactSource.SAID
            name = "gross_wage" if name == "earned" else name
            period = _period(scene, figure)
            if name == "wage_cost" and not period and _is_referteloon(scene, figure):
                period, source = "quarter", FactSource.ASSUMED  # it is counted per quarter
            full = f"{name}_{period}" if period else name
            yield Found(full, figure.number, figure.start, figure.end, Unit.EUR, source)
        elif _is_listed_cost(scene, figure):
            place = (figure.start, figure.end)
            yield Found("wage_cost_quarter", figure.number, *place, Unit.EUR, FactSource.ASSUMED)


def _amounts(scene: Scene) -> Iterator[Figure]:
    smallest = Decimal(lexicon("slots")["money"]["smallest"])
    for figure in scene.figures:
        if (figure.kind is FigureKind.QUANTITY and figure.unit is Unit.EUR and figure.number > 0) or (
            figure.kind is FigureKind.QUANTITY and figure.unit is Unit.COUNT and figure.number >= smallest
        ):
            yield figure
        elif figure.kind is FigureKind.DATE and re.fullmatch(r"\d{4}", figure.words):
            adjacent = scene.before(figure.start, _NEAR) + "|" + scene.after(figure.end, _NEAR)
            dated = _YEAR_BEFORE.search(scene.before(figure.start, _NEAR))
            if not dated and any_found(words("money", "gross_wage"), adjacent):
                yield _as_amount(figure)


def _as_amount(figure: Figure) -> Figure:
    """A number that looked like a year: "2000 bruto"."""
    return Figure(
        FigureKind.QUANTITY, Decimal(figure.words), figure.start, figure.end, figure.words, Unit.EUR
    )


def _what(scene: Scene, figure: Figure) -> str | None:
    """What an amount is: by the nearest word around it."""
    before, after = scene.before(figure.start, _BEFORE), scene.after(figure.end, _AFTER)
    plain = figure.unit is Unit.COUNT
    ranked: list[tuple[int, str]] = []
    for name in ("gross_wage", "wage_cost", "ggmmi", "net", "not", "earned"):
        distance = _distance(words("money", name), before, after)
        if distance is not None:
            ranked.append((distance + (15 if name == "earned" else 0), name))
    if _is_base(scene, figure):
        name = next((name for _, name in sorted(ranked) if name in _WAGES), "wage_cost")
        return None if name == "net" else name
    if not ranked:
        return None
    distance, name = min(ranked)
    if name in {"net", "not"} or (plain and distance > _NEAR and name != "earned"):
        return None
    others = {other for _, other in ranked}
    if name == "earned" and ("net" in others or "not" in others or plain):
        return None
    return name


def _is_base(scene: Scene, figure: Figure) -> bool:
    """Whether a percentage is taken of it: "40 % op 8.500 euro"."""
    return any(
        _OF.fullmatch(scene.lower[percent.end : figure.start]) for percent in scene.quantities(Unit.PERCENT)
    )


def _distance(phrases: tuple[Cue, ...], before: str, after: str) -> int | None:
    distances = [len(before) - hit.end for cue in phrases for hit in cue.hits(before)]
    distances += [hit.start + 1 for cue in phrases for hit in cue.hits(after)]
    return min(distances, default=None)


def _period(scene: Scene, figure: Figure) -> str | None:
    if figure.per in _PERIODS:
        return _PERIODS[figure.per]
    around = scene.before(figure.start, _BEFORE) + " | " + scene.after(figure.end, _AFTER)
    found = {name for pattern, name in _ADVERBS if pattern.search(around)}
    return found.pop() if len(found) == 1 else None


def _is_referteloon(scene: Scene, figure: Figure) -> bool:
    near = f"{scene.before(figure.start, _BEFORE)} | {scene.after(figure.end, _AFTER)}"
    return any_found(words("money", "referteloon"), near)


def _is_listed_cost(scene: Scene, figure: Figure) -> bool:
    """Whether an amount per quarter stands by itself in a list of facts on the loonpremie: its wage cost."""
    if figure.per is not Unit.QUARTER and not _PER_QUARTER.fullmatch(scene.after(figure.end).strip(" .")):
        return False
    alone = not scene.before(figure.start).strip()
    return alone and any_found(words("money", "listed_with"), scene.lower)


def is_no_premium(percent: Decimal) -> bool:
    """Whether no loonpremie can be this percentage."""
    low, high, step = (
        load_parameters().history(f"loonpremie.door_vdab.{name}")[-1].value
        for name in ("minimum", "maximum", "stap")
    )
    return not low <= percent <= high or percent % step != 0


def percentage(scene: Scene) -> Iterator[Found]:
    """The percentage of the loonpremie that VDAB set, or that is asked about."""
    for figure in scene.quantities(Unit.PERCENT):
        if figure.bound or is_denied(scene.lower, figure.start, figure.end):
            continue
        near = scene.before(figure.start, 36) + " | " + scene.after(figure.end, 24)
        if any_found(words("percent", "other"), scene.after(figure.end, 24)):
            continue
        if any_found(words("percent", "work"), near):
            near = scene.before(figure.start, 20) + " | " + scene.after(figure.end, 14)
        if any_found(words("percent", "with"), near) and not any_found(words("percent", "work"), near):
            yield Found("percentage", figure.number, figure.start, figure.end, Unit.PERCENT)


def index_coefficient(scene: Scene) -> Iterator[Found]:
    """A coefficient the user gives."""
    for figure in scene.figures:
        if figure.kind is not FigureKind.QUANTITY or figure.unit not in {Unit.COUNT, Unit.COEFFICIENT}:
            continue
        if figure.number == int(figure.number):
            continue
        if any_found(words("index"), scene.before(figure.start, 30)):
            yield Found("index_coefficient", figure.number, figure.start, figure.end, Unit.COEFFICIENT)
