"""The bars of a series of quarters: where they stand in the picture. Words and colours are the template's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from api.web.calculate.series import Quarter, Series

WIDTH, HEIGHT = 360, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 2, 16, 26
_PLOT_WIDTH, _PLOT_HEIGHT = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
_GAP = Decimal("0.22")
"""Part of the room of a quarter that stays empty."""
_LINES = 4
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_PIXEL = Decimal("0.1")
_TICKS_UP_TO = 10
_TICK_EVERY = 5


@dataclass(frozen=True)
class Bar:
    """One bar; `series` is its place among those that are drawn."""

    series: int
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal


@dataclass(frozen=True)
class Tick:
    """A mark on an axis."""

    at: Decimal
    value: Decimal


@dataclass(frozen=True)
class Chart:
    """A picture of `WIDTH` by `HEIGHT`."""

    names: tuple[str, ...]
    bars: tuple[Bar, ...]
    lines: tuple[Tick, ...]
    quarters: tuple[Tick, ...]
    disputed: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    floor: int = HEIGHT - _BOTTOM


def chart_of(series: Series, wanted: Sequence[str], *, stacked: bool) -> Chart | None:
    """The bars of the wanted names; None when there is nothing to draw."""
    names = tuple(name for name in wanted if name in series.names)
    columns = [series.names.index(name) for name in names]
    drawn = [[quarter.values[column] for column in columns] for quarter in series.quarters]
    tops = [sum(values, Decimal(0)) if stacked else max(values) for values in drawn if values]
    if len(tops) < 2 or max(tops) <= 0:
        return None
    lines = _scale(max(tops))
    highest = lines[-1]
    room = Decimal(_PLOT_WIDTH) / len(drawn)
    bars, disputed = [], []
    for place, (quarter, values) in enumerate(zip(series.quarters, drawn, strict=True)):
        left = _LEFT + place * room + room * _GAP / 2
        bars += _bars(values, left, room * (1 - _GAP), highest, stacked=stacked)
        if quarter.disputed:
            disputed.append(Tick(_pixel(left + room * (1 - _GAP) / 2), Decimal(quarter.number)))
    return Chart(
        names=names,
        bars=tuple(bars),
        lines=tuple(Tick(_y(value, highest), value) for value in lines),
        quarters=_ticks(series.quarters, room),
        disputed=tuple(disputed),
    )


def _bars(
    values: Sequence[Decimal], left: Decimal, width: Decimal, highest: Decimal, *, stacked: bool
) -> list[Bar]:
    each = width if stacked else width / len(values)
    below = Decimal(0)
    bars = []
    for place, value in enumerate(values):
        top = _y(below + value, highest)
        x = left if stacked else left + place * each
        bars.append(Bar(place, _pixel(x), top, _pixel(each), _y(below, highest) - top))
        if stacked:
            below += value
    return bars


def _scale(top: Decimal) -> tuple[Decimal, ...]:
    """Round values for the lines, from zero up to at least the top."""
    rough = top / _LINES
    power = Decimal(10) ** rough.adjusted()
    step = next(power * factor for factor in _STEPS if power * factor >= rough)
    count = int((top / step).to_integral_value(ROUND_CEILING))
    return tuple(step * number for number in range(count + 1))


def _ticks(quarters: Sequence[Quarter], room: Decimal) -> tuple[Tick, ...]:
    shown = [
        (place, quarter.number)
        for place, quarter in enumerate(quarters)
        if len(quarters) <= _TICKS_UP_TO or place == 0 or quarter.number % _TICK_EVERY == 0
    ]
    return tuple(Tick(_pixel(_LEFT + place * room + room / 2), Decimal(number)) for place, number in shown)


def _y(value: Decimal, highest: Decimal) -> Decimal:
    return _pixel(_TOP + _PLOT_HEIGHT * (1 - value / highest))


def _pixel(value: Decimal) -> Decimal:
    return Decimal(value).quantize(_PIXEL)
