"""Which quarter is meant, and on which clock: that of the premium or that of the agreement with the city."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.models import FactSource, Unit
from assistant.notation import Figure, FigureKind, PartialDate, are_joined
from assistant.rules.quarters import MONTHS_PER_QUARTER, QUARTERS_PER_YEAR
from assistant.understand.cues import any_found, is_denied
from assistant.understand.slots.need import lengths
from assistant.understand.slots.scene import Found, Scene, ends_with, starts_with, words

CLOCKS = ("quarter", "premium_quarter", "agreement_quarter")
"""The same question on three clocks: not said which, of the premium, of the agreement."""

SPANS = ("quarter_from", "quarter_to")
"""The ends of a stretch of quarters."""

_PER_YEAR = Decimal(QUARTERS_PER_YEAR)
_IN_QUARTERS = {Unit.YEAR: _PER_YEAR, Unit.QUARTER: Decimal(1), Unit.MONTH: 1 / Decimal(MONTHS_PER_QUARTER)}
_AFTER = 16
_MORE = re.compile(
    r"\s+(?:en|et|and)\s+(?:een|één|un|a|one|\w+)\s+(?:kwarta|maand|trimestre|quarter|mois|month)"
)


def quarter(scene: Scene) -> Iterator[Found]:
    """Quarters by number, by year, or by the time that has passed."""
    placed = [f for f in scene.figures if f.kind is FigureKind.ORDINAL and not _of_calendar(scene, f)]
    quarters = [f for f in placed if f.unit is Unit.QUARTER and f.number == int(f.number)]
    yield from _numbered(scene, quarters)
    if not quarters:
        yield from _by_year(scene, [f for f in placed if f.unit is Unit.YEAR])
        yield from _passed(scene)
    yield from _lengths(scene)


def _numbered(scene: Scene, quarters: list[Figure]) -> Iterator[Found]:
    for index, figure in enumerate(quarters):
        if is_denied(scene.lower, figure.start, figure.end):
            continue
        if figure.series:
            yield from _span(figure, *figure.series)
        elif not _is_listed(scene, quarters, index):
            yield _one(scene, figure)


def _is_listed(scene: Scene, quarters: list[Figure], index: int) -> bool:
    """Whether it stands beside another quarter: "kwartaal 5 en 6" is not one quarter."""
    pairs = zip(
        quarters[max(0, index - 1) : index + 2], quarters[max(0, index - 1) + 1 : index + 2], strict=False
    )
    return any(are_joined(scene.normal.text, first, second) for first, second in pairs)


def _one(scene: Scene, figure: Figure) -> Found:
    before, after = scene.before(figure.start), scene.after(figure.end)
    place = (figure.start, figure.end)
    number = int(figure.number)
    if ends_with(words("quarter", "after"), before):
        return Found("quarter", number + 1, *place, Unit.QUARTER, FactSource.ASSUMED)
    if ends_with(words("quarter", "since"), before):
        return Found("quarter_from", number, *place, Unit.QUARTER)
    if ends_with(words("quarter", "until"), before):
        return Found("quarter_to", number, *place, Unit.QUARTER)
    return Found(_clock(scene, figure, after), number, *place, Unit.QUARTER)


def _clock(scene: Scene, figure: Figure, after: str) -> str:
    first, _ = scene.sentence(figure.start, figure.end)
    if any_found(words("quarter", "starts"), scene.lower[first : figure.start] + " x"):
        return "agreement_start_quarter"
    if starts_with(words("quarter", "premium"), after):
        return "premium_quarter"
    if starts_with(words("quarter", "agreement"), after):
        return "agreement_quarter"
    return "quarter"


def _span(figure: Figure, first: Decimal, last: Decimal) -> Iterator[Found]:
    yield Found("quarter_from", int(first), figure.start, figure.end, Unit.QUARTER)
    yield Found("quarter_to", int(last), figure.start, figure.end, Unit.QUARTER)


def _of_calendar(scene: Scene, figure: Figure) -> bool:
    """Whether it is a quarter of a calendar year: "het derde kwartaal van 2024"."""
    years = (
        f.start
        for f in scene.figures
        if f.kind is FigureKind.DATE and isinstance(f.value, PartialDate) and f.value.month is None
    )
    return any(0 <= start - figure.end <= len(" van het jaar ") for start in years)


def _by_year(scene: Scene, years: list[Figure]) -> Iterator[Found]:
    """The quarters of "het tweede jaar"."""
    for figure in years:
        near = scene.before(figure.start, 24) + " | " + scene.after(figure.end, 24)
        if figure.number < 1 or any_found(words("year", "without"), near):
            continue
        first, last = figure.series or (figure.number, figure.number)
        yield from _span(figure, (first - 1) * _PER_YEAR + 1, last * _PER_YEAR)


def _passed(scene: Scene) -> Iterator[Found]:
    """The quarter that begins "na anderhalf jaar", as long as any premium can run by then."""
    for figure in scene.quantities(*_IN_QUARTERS):
        before = scene.before(figure.start, _AFTER)
        if not ends_with(words("quarter", "after"), before) or figure.unit is None:
            continue
        first, last = scene.sentence(figure.start, figure.end)
        sentence = scene.lower[first:last]
        if any_found(words("after", "without"), sentence) or not any_found(words("after", "with"), sentence):
            continue
        if figure.unit is Unit.MONTH and not _counts_quarters(figure, sentence):
            continue
        passed = figure.number * _IN_QUARTERS[figure.unit]
        if passed >= max(lengths().values()) * _PER_YEAR or _MORE.match(scene.after(figure.end)):
            continue
        yield Found("quarter", int(passed) + 1, figure.start, figure.end, Unit.QUARTER, FactSource.ASSUMED)


def _counts_quarters(months: Figure, sentence: str) -> bool:
    """Whether months are whole quarters, in a sentence that asks an amount: not a term of notice."""
    whole = months.number % MONTHS_PER_QUARTER == 0
    return whole and any_found(words("after", "amount"), sentence)


def _lengths(scene: Scene) -> Iterator[Found]:
    """How many quarters were granted, or an agreement runs."""
    for figure in scene.quantities(Unit.QUARTER):
        if figure.number != int(figure.number) or figure.bound:
            continue
        near = scene.before(figure.start) + " | " + scene.after(figure.end, 24)
        if any_found(words("quarter", "granted"), near):
            yield Found("quarters", int(figure.number), figure.start, figure.end, Unit.QUARTER)
        elif any_found(words("quarter", "agreement_runs"), near):
            yield Found("agreement_quarters", int(figure.number), figure.start, figure.end, Unit.QUARTER)
