"""How much somebody works: "4/5", "halftijds", "80 %", "19 uur op 38"; and hours of extra help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from assistant.models import FactSource, Unit
from assistant.notation import Figure, FigureKind
from assistant.understand.cues import any_found, is_denied
from assistant.understand.slots.money import is_no_premium
from assistant.understand.slots.scene import Found, Scene, ends_with, starts_with, words

_HUNDRED = Decimal(100)
_NUMBER = r"(\d{1,2}(?:[.,]\d{1,2})?)"
_UNIT = r"(?:uren|uur|u|h|heures?|hours?|dagen|dag|jours?|days?)"
_OUT_OF = re.compile(
    rf"(?<![\d.,/]){_NUMBER}\s*(?P<first>{_UNIT})?(?:\s+(?:per|par|/)\s*\w+)?"
    r"\s*(?:op|van de|van|sur|out of|of|op de|/)\s*"
    rf"{_NUMBER}(?![\d/%]|[.,]\d)\s*(?P<second>{_UNIT}\b)?"
)
_COUNTED = re.compile(r"(?:\d|uur|uren|/week|per week)\s*$")
_OF_TIME = re.compile(r"\s*(?:van (?:de|het|een)|d'un)?\s*(?:tijd|voltijds|temps|uren)")
_CONTRACT = re.compile(
    r"(?:contract|arbeidsovereenkomst|contrat)(?: (?:van|de|of|voor|duurt|duur van|pour|for))*\s*$"
)
_UNDER_CONTRACT = re.compile(
    r"\s*(?:(?:op|met|onder|via) (?:een|1|één|hetzelfde) (?:\w+ )?contract|(?:[\w-]+ ){0,3}komt werken)"
)
_DAY = 24
_AT_LEAST = {Unit.DAY: _DAY, Unit.WEEK: 7 * _DAY, Unit.MONTH: 28 * _DAY}
"""Hours that a unit has at least: a day of the calendar, a week, the shortest month."""


def fraction(scene: Scene) -> Iterator[Found]:
    """The part of a full-time job, 1 for full time."""
    out_of = list(_out_of(scene))
    yield from out_of
    for figure in scene.figures:
        if any(f.start < figure.end and figure.start < f.end for f in out_of):
            continue
        found = _fraction(scene, figure)
        if found:
            yield found
    for cue in words("fraction", "full"):
        for hit in cue.hits(scene.lower):
            if not is_denied(scene.lower, hit.start, hit.end) and not _is_measure(scene, hit.start):
                yield Found("fraction", Decimal(1), hit.start, hit.end, Unit.FRACTION)


def _is_measure(scene: Scene, start: int) -> bool:
    """Whether "voltijds" only says what is measured against: "38 uur voltijds", "van een voltijds"."""
    if ends_with(words("fraction", "full_after"), scene.before(start)) or _COUNTED.search(
        scene.lower[:start]
    ):
        return True
    return any_found(words("fraction", "full_not"), scene.lower[start : start + 40])


def _out_of(scene: Scene) -> Iterator[Found]:
    for match in _OUT_OF.finditer(scene.lower):
        if not match["first"] and not match["second"]:
            continue
        part, whole = _decimal(match[1]), _decimal(match[3])
        if whole and 0 < part <= whole:
            yield Found("fraction", part / whole, match.start(), match.end(), Unit.FRACTION)


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits.replace(",", "."))
    except InvalidOperation:
        return Decimal(0)


def _fraction(scene: Scene, figure: Figure) -> Found | None:
    if figure.kind is not FigureKind.QUANTITY or is_denied(scene.lower, figure.start, figure.end):
        return None
    before, after = scene.before(figure.start, 30), scene.after(figure.end, 24)
    near = f"{before} | {after}"
    if figure.unit is Unit.FRACTION:
        loose = not any(c.isdigit() for c in figure.words) and not figure.words.lower().startswith("halft")
        if starts_with(words("fraction", "not_after"), after) and not _OF_TIME.match(after):
            return None
        if not 0 < figure.number <= 1 or (loose and not any_found(words("fraction", "work"), near)):
            return None
        name = "hours_share" if any_found(words("hours_share"), near) and "uren" in near else "fraction"
        return Found(name, figure.number, figure.start, figure.end, Unit.FRACTION)
    if figure.unit is Unit.PERCENT and _is_working_time(scene, figure):
        name = "hours_share" if any_found(words("hours_share"), near) else "fraction"
        return Found(name, figure.number / _HUNDRED, figure.start, figure.end, Unit.FRACTION)
    return None


def _is_working_time(scene: Scene, figure: Figure) -> bool:
    """Whether a percentage says how much somebody works, and not how much premium there is."""
    before, after = scene.before(figure.start, 30), scene.after(figure.end, 24)
    if any_found(words("percent", "other"), after):
        return False
    if ends_with(words("percent", "at"), before) and not any_found(words("percent", "with"), before):
        return True
    if _is_bare(scene, figure):
        return is_no_premium(figure.number) or any_found(words("percent", "package"), scene.lower)
    if not any_found(words("percent", "work"), f"{before} | {after}"):
        return any_found(words("hours_share"), f"{before} | {after}")
    return not any_found(words("percent", "with"), f"{before[-14:]} | {after[:14]}")


def _is_bare(scene: Scene, figure: Figure) -> bool:
    """Whether it stands by itself in a list of facts: "kw 3, 80 %, 5 jaar"."""
    alone = not (scene.before(figure.start).strip() or scene.after(figure.end).strip(" ."))
    return alone and scene.lower.strip() != scene.lower[figure.start : figure.end]


def extra_hours(scene: Scene) -> Iterator[Found]:
    """Hours of the extra package of the city."""
    hours = list(scene.quantities(Unit.HOUR))
    if len(hours) != 1 or not any_found(words("extra"), scene.lower):
        return
    figure = hours[0]
    if re.match(r"\s*(?:per|/|op|sur)\s*(?:week|maand|\d)", scene.lower[figure.end :]):
        return
    yield Found("extra_hours", figure.number, figure.start, figure.end, Unit.HOUR)


def contract_hours(scene: Scene) -> Iterator[Found]:
    """The length of a contract in hours, from its start to its end; of months at least so many."""
    for figure in scene.quantities(Unit.HOUR, *_AT_LEAST):
        if figure.number != int(figure.number) or figure.bound:
            continue
        under = figure.unit in _AT_LEAST and _UNDER_CONTRACT.match(scene.lower, figure.end)
        if not under and re.match(r"\s*(?:per|/|op|sur|par|a)\s*\w", scene.lower[figure.end :]):
            continue
        if under or _CONTRACT.search(scene.lower[: figure.start]):
            hours = int(figure.number) * _AT_LEAST.get(figure.unit or Unit.HOUR, 1)
            source = FactSource.SAID if figure.unit is Unit.HOUR else FactSource.ASSUMED
            yield Found("contract_hours", hours, figure.start, figure.end, Unit.HOUR, source)
