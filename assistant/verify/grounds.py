"""What a sentence may take its figures from: the quotes, calculations, decisions and facts it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from assistant.models import Calculation, CalculationRow, Citation, Fact, FactSource, FactValue, Unit
from assistant.notation import Figure, FigureKind, PartialDate, figures
from corpus.models import Corpus

_SEGMENT = re.compile(r"(?<![a-z])(art|par|lid|punt|letter|bijlage|hoofdstuk|afdeling|rij)-(\w+)")
_NAMING = frozenset({FigureKind.DATE, FigureKind.REFERENCE})
_NEVER_BARE = frozenset({Unit.EUR, Unit.PERCENT})
"""Units that a number without a unit never supports."""


@dataclass(frozen=True)
class Ground:
    """Figures that support a sentence.

    `quoted` figures stand in quotes and support a series only when both ends are the same. `worked` figures
    come from calculations and facts; there each end counts by itself.
    """

    quoted: tuple[Figure, ...] = ()
    worked: tuple[Figure, ...] = field(default=())

    def __or__(self, other: Ground) -> Ground:
        return Ground(self.quoted + other.quoted, self.worked + other.worked)

    def supports(self, said: Figure) -> bool:
        """Whether a figure of a sentence is found here, by kind, unit and value."""
        quoted = _of_same_noun(said, self.quoted) or self.quoted
        return any(_supports(said, source) for source in quoted) or any(
            _supports(replace(said, series=None), source) for source in self.worked
        )

    def loosely(self) -> Ground:
        """The same figures, with the ends of a series counting by themselves."""
        return Ground(worked=self.quoted + self.worked)


def _of_same_noun(said: Figure, sources: Iterable[Figure]) -> tuple[Figure, ...]:
    """The counts of the very thing that is counted: beside "3 sporen", "2 actielijnen" is no ground for 3."""
    if said.unit is not Unit.COUNT or not said.noun:
        return ()
    return tuple(source for source in sources if source.unit is Unit.COUNT and source.noun == said.noun)


def _supports(said: Figure, source: Figure) -> bool:
    if isinstance(said.value, PartialDate):
        return _same_day(said, source)
    if said.kind in (FigureKind.REFERENCE, FigureKind.TIME):
        return said.kind is source.kind and said.value == source.value
    if not isinstance(source.value, Decimal) or source.kind is FigureKind.TIME:
        return False
    if source.unit is None and source.kind is FigureKind.QUANTITY:
        return said.unit not in _NEVER_BARE and said.value == source.value
    if said.unit is not source.unit:
        return False
    return _same_place(said, source) if said.kind is FigureKind.ORDINAL else _same_quantity(said, source)


def _same_day(said: Figure, source: Figure) -> bool:
    """The same day, month or year; of years that stand as a series in both, the same series."""
    if not isinstance(said.value, PartialDate) or not isinstance(source.value, PartialDate):
        return False
    other_series = said.series and source.series and said.series != source.series
    return not other_series and said.value.implied_by(source.value)


def _same_place(said: Figure, source: Figure) -> bool:
    if source.kind is not FigureKind.ORDINAL:
        return False
    if said.series:
        return said.series == source.series
    return said.value == source.value or said.value in (source.series or ())


def _same_quantity(said: Figure, source: Figure) -> bool:
    if source.kind is FigureKind.ORDINAL:  # "5 kwartalen" follows from "de eerste 5 kwartalen"
        return source.series == (Decimal(1), said.value)
    if said.bound and source.bound and said.bound is not source.bound:
        return False
    same_per = said.per is None or source.per is None or said.per is source.per
    return said.value == source.value and same_per and said.working == source.working


def of_citations(citations: Iterable[Citation], corpus: Corpus) -> Ground:
    """Figures of the quotes; from the title and place of the source only dates and references."""
    found: list[Figure] = []
    for citation in citations:
        found += figures(citation.quote)
        document = corpus.documents[citation.document]
        provision = document.by_locator[citation.locator]
        names = (document.entry.title, document.entry.full_title, provision.label, *provision.breadcrumb)
        found += [f for name in names for f in figures(name) if f.kind in _NAMING]
        found += [_reference(f"{m[1]}-{m[2]}") for m in _SEGMENT.finditer(citation.locator)]
        found += [_date(day) for day in (citation.in_force_from, citation.in_force_to) if day]
        found.append(_reference(f"mark-{citation.id}"))
    return Ground(quoted=tuple(found))


def of_calculation(calculation: Calculation, facts: Mapping[str, Fact]) -> Ground:
    """Figures of the steps, outcome, rows, inputs and alternatives; caveats support nothing."""
    found = [*figures(calculation.title)]
    for name, value in calculation.inputs.items():
        unit = facts[name].unit if name in facts else None
        found += _of_value(value, unit)
    for step in calculation.steps:
        found += [*_number(step.value, step.unit), *figures(step.label), *figures(step.expression)]
    found += _of_rows(calculation.outcome.rows)
    if calculation.outcome.value is not None:
        found += _number(calculation.outcome.value, calculation.outcome.unit)
    for other in calculation.alternatives:
        found += [*figures(other.label), *_number(other.value, other.unit), *_of_rows(other.rows)]
    return Ground(worked=tuple(found))


def _of_rows(rows: Iterable[CalculationRow]) -> list[Figure]:
    found: list[Figure] = []
    for row in rows:
        found += figures(row.label)
        if row.quarter is not None:
            found.append(_figure(FigureKind.ORDINAL, Decimal(row.quarter), Unit.QUARTER))
        for value in row.values.values():
            found += _number(value, row.unit)
    return found


def of_facts(facts: Mapping[str, Fact]) -> Ground:
    """Figures that the user gave."""
    said = [fact for fact in facts.values() if fact.source is FactSource.SAID]
    found = [f for fact in said for f in (*_of_value(fact.value, fact.unit), *figures(fact.words))]
    return Ground(worked=tuple(found))


def of_day(day: date | None) -> Ground:
    """The day on which the answer holds, which the answer states itself."""
    return Ground(worked=(_date(day),) if day else ())


def _of_value(value: FactValue | None, unit: Unit | None) -> list[Figure]:
    if value is None or isinstance(value, bool):
        return []
    if isinstance(value, date):
        return [_date(value)]
    if isinstance(value, str):
        return list(figures(value))
    return _number(Decimal(value), unit)


def _number(value: Decimal, unit: Unit | None) -> list[Figure]:
    """A number of a calculation; a number of quarters may also name the quarter."""
    found = [_figure(FigureKind.QUANTITY, value, unit)]
    if unit in (Unit.QUARTER, Unit.YEAR):
        found.append(_figure(FigureKind.ORDINAL, value, unit))
    return found


def _date(day: date) -> Figure:
    return Figure(FigureKind.DATE, PartialDate.of(day), 0, 0, "")


def _reference(value: str) -> Figure:
    return Figure(FigureKind.REFERENCE, value, 0, 0, "")


def _figure(kind: FigureKind, value: Decimal, unit: Unit | None) -> Figure:
    return Figure(kind, value, 0, 0, "", unit)
