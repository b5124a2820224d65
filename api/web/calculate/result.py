"""A calculation as people read it: the outcome first, then quarters, years, steps, sources and caveats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from api.web import view
from api.web.calculate.chart import Chart, chart_of
from api.web.calculate.desks import Desk, Outcome
from api.web.calculate.series import Quarter, Series, series_of
from api.web.forms import Bound, Form, Kind
from api.web.marks import Marks
from api.web.texts import texts
from assistant.models import Alternative, Calculation, CalculationStep, Language, Unit
from assistant.rules.texts import say
from corpus.models import Corpus

_AT_LEAST = "loonpremie.caveats.at_least"


@dataclass(frozen=True)
class Figure:
    """A figure with what it is."""

    label: str
    value: Decimal
    unit: Unit


@dataclass(frozen=True)
class Stretch:
    """Quarters in a row with the same values."""

    first: int
    last: int
    values: tuple[Decimal, ...]


@dataclass(frozen=True)
class Step:
    """One step of the work, with the numbers of its sources."""

    label: str
    expression: str
    value: Decimal
    unit: Unit
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Other:
    """Another outcome, and the quarters in which it differs."""

    figure: Figure
    marks: tuple[int, ...]
    quarters: tuple[Quarter, ...]


@dataclass(frozen=True)
class Moment:
    """A moment that another source puts elsewhere."""

    label: str
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Timeline:
    """When the premium starts, changes and ends."""

    steps: tuple[Step, ...]
    others: tuple[Moment, ...]


@dataclass(frozen=True)
class Result:
    """Everything the page and the files show of one calculation."""

    title: str
    given: tuple[tuple[str, str], ...]
    """What was filled in: label and value, as people read them."""
    on: date
    outcome: tuple[Figure, ...]
    summary: tuple[str, ...]
    """The same in sentences."""
    at_least: bool
    """Whether the amounts are a lower bound."""
    series: Series | None
    stretches: tuple[Stretch, ...]
    chart: Chart | None
    steps: tuple[Step, ...]
    timeline: Timeline | None
    others: tuple[Other, ...]
    caveats: tuple[str, ...]
    sources: tuple[view.Source, ...]


def result_of(
    desk: Desk, form: Form, outcome: Outcome, corpus: Corpus, language: Language, on: date
) -> Result:
    """Put the outcome of the rules in the order in which people read it."""
    calculation, timeline = outcome.calculation, outcome.timeline
    citer = Marks(corpus)
    others = [other.rows for other in calculation.alternatives]
    series = series_of(calculation.outcome.rows, outcome.start, others)
    caveats = (*calculation.caveats, *(timeline.caveats if timeline else ()))
    steps = tuple(_step(step, citer) for step in calculation.steps)
    return Result(
        title=calculation.title,
        given=_given(form, language),
        on=on,
        outcome=_figures(calculation),
        summary=calculation.summary,
        at_least=say(_AT_LEAST) in calculation.caveats,
        series=series,
        stretches=_stretches(series) if series else (),
        chart=chart_of(series, desk.series, stacked=desk.stacked) if series else None,
        steps=steps,
        timeline=_timeline(timeline, citer) if timeline else None,
        others=tuple(_other(other, series, citer) for other in calculation.alternatives),
        caveats=tuple(dict.fromkeys(caveats)),
        sources=view.sources(citer.citations, corpus, language),
    )


def _step(step: CalculationStep, citer: Marks) -> Step:
    return Step(step.label, step.expression, step.value, step.unit, citer.numbers(step.sources))


def _timeline(calculation: Calculation, citer: Marks) -> Timeline:
    return Timeline(
        tuple(_step(step, citer) for step in calculation.steps),
        tuple(Moment(other.label, citer.numbers(other.sources)) for other in calculation.alternatives),
    )


def _figures(calculation: Calculation) -> tuple[Figure, ...]:
    """The outcome under the name of the step that gives it; without one value, what the rows say instead."""
    value, unit = calculation.outcome.value, calculation.outcome.unit
    if value is not None:
        named = [step.label for step in calculation.steps if (step.value, step.unit) == (value, unit)]
        return (Figure(named[-1] if named else calculation.title, value, unit),)
    return tuple(
        Figure(row.label, amount, row.unit)
        for row in calculation.outcome.rows
        if row.quarter is None
        for amount in row.values.values()
    )


def _stretches(series: Series) -> tuple[Stretch, ...]:
    grouped = [list(group) for _, group in groupby(series.quarters, key=lambda quarter: quarter.values)]
    return tuple(Stretch(group[0].number, group[-1].number, group[0].values) for group in grouped)


def _other(other: Alternative, series: Series | None, citer: Marks) -> Other:
    here = {quarter.number: quarter.values for quarter in series.quarters} if series else {}
    there = series_of(other.rows, None, ())
    differing = [q for q in there.quarters if here.get(q.number) != q.values] if there else []
    figure = Figure(other.label, other.value, other.unit)
    return Other(figure, citer.numbers(other.sources), tuple(differing))


def _given(form: Form, language: Language) -> tuple[tuple[str, str], ...]:
    words = texts(language)
    labels = words["calculate"]["fields"]
    return tuple(
        (labels[bound.field.name]["label"], _shown(bound, labels[bound.field.name], words, language))
        for bound in form.fields
        if bound.value is not None
    )


def _shown(bound: Bound, labels: Mapping[str, Any], words: Mapping[str, Any], language: Language) -> str:
    value = bound.value
    if bound.field.kind is Kind.CHOICE:
        choices = labels.get("choices")
        return str(choices[value]) if choices else str(labels["choice"]).format(value=value)
    if isinstance(value, date):
        return view.day(value, language)
    unit = words["forms"]["units"][bound.field.kind.value]
    written = view.plain_number(
        Decimal(str(value)), Unit.EUR if bound.field.kind is Kind.AMOUNT else Unit.COUNT
    )
    return f"{written} {unit}".strip()
