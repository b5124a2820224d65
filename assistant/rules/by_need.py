"""A premium for every need and package it can be, when the length of the need is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from assistant.models import Calculation, CalculationRow, Unit
from assistant.rules.begeleidingspremie import NAME as BEGELEIDINGSPREMIE
from assistant.rules.begeleidingspremie import TOTALS
from assistant.rules.errors import Bound, InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.loonpremie_case import NAME as LOONPREMIE
from assistant.rules.loonpremie_case import TABLE, Package
from assistant.rules.need import Need, needs
from assistant.rules.registry import REGISTRY
from assistant.rules.render import figure
from assistant.rules.saldo import NAME as SALDO
from assistant.rules.sheet import Sheet, SpanInputs, row, unique
from assistant.rules.stretches import quarters
from assistant.rules.texts import listed, say
from corpus.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Kinds:
    """The input field that names a kind, and the parameters below which the kinds of each need stand."""

    field: str
    table: str


KINDS: Mapping[str, Kinds] = {
    LOONPREMIE: Kinds("package", TABLE),
    BEGELEIDINGSPREMIE: Kinds("level", TOTALS),
    SALDO: Kinds("level", TOTALS),
}
_ASKED_FOR = frozenset({Package.AFGETOPT.value})
"""Kinds that are only worked out for who names them."""


@dataclass(frozen=True, slots=True)
class _Option:
    need: Need
    kind: str
    value: Decimal
    unit: Unit
    steps: Calculation


def by_need(name: str, inputs: SpanInputs, parameters: Parameters) -> Calculation | None:
    """The outcome for each need and kind that the other facts allow; None when there is nothing to compare.

    Raises:
        InvalidCase: the measure did not exist on that day.
    """
    figures = Figures(parameters, inputs.on)
    found: list[_Option] = []
    refused: list[tuple[Need, tuple[Bound, ...]]] = []
    for need in needs(figures):
        try:
            found += _options(name, need, inputs, parameters)
        except InvalidCase as impossible:
            refused.append((need, impossible.bounds))
    if not found:
        return None
    sheet = Sheet(name, inputs)
    where = _where(inputs)
    rows = tuple(_write(option, where, name, sheet) for option in found)
    _tell(found, where, sheet)
    for need, bounds in refused:
        _tell_none(need, bounds, where, sheet)
    sheet.common_caveat("by_need")
    shared = set.intersection(*(set(option.steps.caveats) for option in found))
    for caveat in dict.fromkeys(chain.from_iterable(option.steps.caveats for option in found)):
        if caveat in shared:  # what holds for one need only speaks of figures that are not shown here
            sheet.add_caveat(caveat)
    return sheet.finish(None, found[0].unit, rows)


def _options(name: str, need: Need, inputs: SpanInputs, parameters: Parameters) -> Iterator[_Option]:
    kinds = KINDS[name]
    asked = getattr(inputs, kinds.field)
    for kind in parameters.children(f"{kinds.table}.{need.key}"):
        if (kind != asked) if asked else (kind in _ASKED_FOR):
            continue
        given = inputs.model_dump() | {"need_years": need.years, kinds.field: kind}
        done = REGISTRY[name].run(REGISTRY[name].inputs.model_validate(given), parameters)
        if done.outcome.value is not None:
            yield _Option(need, kind, done.outcome.value, done.outcome.unit, done)


def _where(inputs: SpanInputs) -> str:
    """The quarters in words."""
    if inputs.quarter is not None:
        return quarters(inputs.quarter, inputs.quarter)
    if inputs.quarter_to is not None:
        return quarters(inputs.quarter_from or 1, inputs.quarter_to)
    if inputs.quarter_from not in (None, 1):
        return say("common.by_need.from", first=inputs.quarter_from or 1)
    return say("common.by_need.whole")


def _write(option: _Option, where: str, name: str, sheet: Sheet) -> CalculationRow:
    years, kind = option.need.years, _word(name, option.kind)
    label = say(f"common.by_need.label.{name}", kind=kind, where=where, years=years)
    sources = unique(chain.from_iterable(step.sources for step in option.steps.steps))
    how = option.steps.steps[-1].expression if option.unit is Unit.EUR else say("common.by_need.table")
    sheet.plain_step(label, how, option.value, option.unit, (*sources, *option.need.sources))
    return row(label, {name: option.value}, option.unit)


def _tell(found: Sequence[_Option], where: str, sheet: Sheet) -> None:
    years: dict[tuple[str, str], list[str]] = {}
    for option in found:
        same = (figure(option.value, option.unit), option.kind)
        years.setdefault(same, []).append(str(option.need.years))
    parts = [
        say("common.by_need.part", value=value, kind=kind, years=listed(of, "or"))
        for (value, kind), of in years.items()
    ]
    unit = "_percent" if found[0].unit is Unit.PERCENT else ""
    sheet.add_sentence(say(f"common.by_need.says.{sheet.name}{unit}", where=where, parts=listed(parts, "or")))


def _tell_none(need: Need, bounds: Sequence[Bound], where: str, sheet: Sheet) -> None:
    """That with a shorter need there is nothing any more, with the limits that say so."""
    for bound in bounds:
        sheet.plain_step(bound.label, say("common.bounds.stands"), bound.value, bound.unit, bound.sources)
    if bounds:
        sheet.add_sentence(say("common.by_need.none", years=need.years, where=where))


def _word(name: str, kind: str) -> str:
    """A kind as it stands before its noun: `verhoogde`."""
    return say(f"loonpremie.packages.{kind}" if name == LOONPREMIE else f"begeleidingspremie.levels.{kind}")
