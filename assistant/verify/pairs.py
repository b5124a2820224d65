"""Amounts against what they belong to: 1.330 euro of quarters 6 to 8 is not the amount of quarters 1 to 5.

That a figure stands somewhere in the quote is not enough when the quote holds several: a table row, or
"1200 euro in de eerste 5 kwartalen en nadien 600 euro". An amount must stand by the same quarters, in the row
and under the term of years that the sentence names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from assistant.models import Calculation, CalculationRow, Citation, Unit
from assistant.notation import Figure, FigureKind, figures
from assistant.verify.report import DropReason
from corpus.models import Corpus, Document

_AMOUNTS = frozenset({Unit.EUR, Unit.PERCENT})
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]{3,}")

Amount = tuple[Unit, Decimal]


@dataclass(frozen=True)
class Span:
    """The quarters, or years, that an amount is for; both ends included."""

    unit: Unit
    first: Decimal
    last: Decimal

    def holds(self, other: Span) -> bool:
        """Whether the other lies inside this one."""
        return self.unit is other.unit and self.first <= other.first and other.last <= self.last


@dataclass(frozen=True)
class Claim:
    """An amount with what it is for, as a source has it."""

    amount: Amount
    spans: tuple[Span, ...] = ()
    years: frozenset[Decimal] = frozenset()
    row: str = ""
    row_amounts: frozenset[Amount] = frozenset()
    """All amounts of the same table row; empty outside tables."""
    quote: frozenset[Amount] = frozenset()
    """All amounts of the same quote; empty in a calculation, where a sum may stand by any quarter."""


def pair_problems(
    text: str, citations: Sequence[Citation], calculations: Sequence[Calculation], corpus: Corpus
) -> Iterator[tuple[DropReason, str]]:
    """Amounts of a text that stand by other quarters, years or rows than in their source."""
    found = figures(text)
    said = _paired(found)
    claims = [c for citation in citations for c in _quoted(citation, corpus.documents[citation.document])]
    claims += [c for calculation in calculations for c in _worked(calculation)]
    years = frozenset(f.number for f in found if f.kind is FigureKind.QUANTITY and f.unit is Unit.YEAR)
    named = _named_rows(text, claims)
    used = {(span, amount) for span, amount in said if span}
    for span, amount in said:
        options = [c for c in claims if c.amount == amount]
        if not options:
            continue
        options = [c for c in options if _fits(c, years, named)]
        if not _stands(span, options, used, claims):
            yield DropReason.WRONG_PAIR, _words(found, amount)
        elif span is None and not used and _is_ambiguous(options, {a for _, a in said}):
            yield DropReason.AMBIGUOUS_CELL, _words(found, amount)


def _words(found: Iterable[Figure], amount: Amount) -> str:
    return next(f.words for f in found if (f.unit, f.value) == amount)


def _fits(claim: Claim, years: frozenset[Decimal], named: frozenset[str]) -> bool:
    right_term = not claim.years or not years or bool(claim.years & years)
    return right_term and (not claim.row or not named or claim.row in named)


def _stands(
    span: Span | None, options: Sequence[Claim], used: set[tuple[Span, Amount]], claims: Sequence[Claim]
) -> bool:
    """Whether one of the places where a source has an amount agrees with where the sentence has it."""
    if span is None:
        return any(_is_free(claim, used) for claim in options)
    if any(own.holds(span) for claim in options for own in claim.spans):
        return True
    unbound = [claim for claim in options if not claim.spans]
    known = any(own.holds(span) for claim in claims for own in claim.spans if claim.quote)
    return any(not claim.quote or not known for claim in unbound)


def _is_free(claim: Claim, used: set[tuple[Span, Amount]]) -> bool:
    """Whether no amount of the same quote has taken the quarters of this one: "daarna 600 euro"."""
    taken = [span for span, amount in used if amount in claim.quote]
    return not claim.spans or any(not _overlaps(span, taken) for span in claim.spans)


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(other.holds(span) or span.holds(other) for other in others)


def _quoted(citation: Citation, document: Document) -> list[Claim]:
    claims = list(_claims(citation, document))
    every = frozenset(claim.amount for claim in claims)
    return [replace(claim, quote=every) for claim in claims]


def _is_ambiguous(options: Sequence[Claim], said: set[Amount]) -> bool:
    """Whether one amount is given of a table row that has several, without saying when it holds."""
    rows = [c.row_amounts for c in options]
    return all(len(row) > 1 and not row <= said for row in rows)


def _paired(found: Sequence[Figure]) -> list[tuple[Span | None, Amount]]:
    """Amounts with the quarters they stand by: before them, or after them when an amount comes first."""
    marks = _marks(found)
    spans_first = bool(marks) and isinstance(marks[0], Span)
    pairs: list[tuple[Span | None, Amount]] = []
    waiting: Span | None = None
    for mark in marks:
        if isinstance(mark, Span):
            if spans_first:
                waiting = mark
            elif pairs and pairs[-1][0] is None:
                pairs[-1] = (mark, pairs[-1][1])
        else:
            pairs.append((waiting, mark))
            waiting = None
    return pairs


def _marks(found: Sequence[Figure]) -> list[Span | Amount]:
    marks: list[Span | Amount] = []
    for figure in found:
        if figure.kind is FigureKind.ORDINAL and figure.unit is not None:
            span = _span(figure)
            if not marks or marks[-1] != span:
                marks.append(span)
        elif figure.kind is FigureKind.QUANTITY and figure.unit in _AMOUNTS:
            marks.append((figure.unit, figure.number))
    return marks


def _span(figure: Figure) -> Span:
    first, last = figure.series or (figure.number, figure.number)
    return Span(figure.unit or Unit.COUNT, first, last)


def _claims(citation: Citation, document: Document) -> Iterator[Claim]:
    """The amounts of a quote, from the cells of a table or the sentences of a text."""
    rows = list(_table_lines(citation, document))
    if rows:
        for start, end in rows:
            yield from _cells(document.text, start, end, citation)
        return
    for sentence in _SENTENCE.split(citation.quote):
        for span, amount in _paired(figures(sentence)):
            yield Claim(amount, (span,) if span else ())


def _table_lines(citation: Citation, document: Document) -> Iterator[tuple[int, int]]:
    """Spans of the table lines that a quote touches."""
    text, start = document.text, document.text.rfind("\n", 0, citation.start) + 1
    while start < citation.end:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text.startswith("|", start):
            yield start, end
        start = end + 1


def _cells(text: str, start: int, end: int, citation: Citation) -> Iterator[Claim]:
    heads = [text[a:b] for a, b in _cell_spans(text, *_head(text, start))]
    spans = _cell_spans(text, start, end)
    label = text[slice(*spans[0])].strip()
    amounts = {i: _amounts(text[a:b]) for i, (a, b) in enumerate(spans)}
    every = frozenset(a for values in amounts.values() for a in values)
    corner = figures(heads[0]) if heads else ()
    years = frozenset(f.number for f in corner if f.kind is FigureKind.QUANTITY and f.unit is Unit.YEAR)
    for i, (a, b) in enumerate(spans):
        if a >= citation.end or b <= citation.start or i >= len(heads):
            continue
        own = tuple(m for m in _marks(figures(heads[i])) if isinstance(m, Span))
        yield from (Claim(amount, own, years, label, every) for amount in amounts[i])


def _amounts(text: str) -> list[Amount]:
    return [mark for mark in _marks(figures(text)) if not isinstance(mark, Span)]


def _head(text: str, start: int) -> tuple[int, int]:
    """The first line of the table in which a line stands."""
    while start > 0:
        before = text.rfind("\n", 0, start - 1) + 1
        if not text.startswith("|", before):
            break
        start = before
    end = text.find("\n", start)
    return start, len(text) if end < 0 else end


def _cell_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    bars = [i for i in range(start, end) if text[i] == "|"]
    return [(a + 1, b) for a, b in pairwise(bars)]


def _named_rows(text: str, claims: Iterable[Claim]) -> frozenset[str]:
    """Rows whose label the text names in full; "hoge begeleidingspremie" wins from "begeleidingspremie"."""
    words = set(_WORD.findall(text.lower()))
    labels = {c.row: set(_WORD.findall(c.row.lower())) for c in claims if c.row}
    named = {row: own for row, own in labels.items() if own and own <= words}
    return frozenset(row for row, own in named.items() if not any(own < other for other in named.values()))


def _worked(calculation: Calculation) -> Iterator[Claim]:
    """The amounts of a calculation, with the quarters of their row, step or input."""
    asked = _asked(calculation)
    yield from _of_rows(calculation.outcome.rows)
    for step in calculation.steps:
        yield Claim((step.unit, step.value), _spans_of(step.label) or asked)
    if calculation.outcome.value is not None:
        yield Claim((calculation.outcome.unit, calculation.outcome.value), asked)
    for other in calculation.alternatives:
        yield Claim((other.unit, other.value), _spans_of(other.label) or asked)
        yield from _of_rows(other.rows)


def _of_rows(rows: Iterable[CalculationRow]) -> Iterator[Claim]:
    """An amount that returns in several quarters in a row is claimed for all of them together."""
    quarters: dict[Amount, list[int]] = {}
    for row in rows:
        for value in row.values.values():
            if row.quarter is None:
                yield Claim((row.unit, value), _spans_of(row.label))
            else:
                quarters.setdefault((row.unit, value), []).append(row.quarter)
    for amount, numbers in quarters.items():
        yield Claim(amount, tuple(_runs(sorted(set(numbers)))))


def _runs(numbers: Sequence[int]) -> Iterator[Span]:
    first = previous = numbers[0]
    for number in numbers[1:]:
        if number != previous + 1:
            yield _quarters(first, previous)
            first = number
        previous = number
    yield _quarters(first, previous)


def _quarters(first: int, last: int) -> Span:
    return Span(Unit.QUARTER, Decimal(first), Decimal(last))


def _asked(calculation: Calculation) -> tuple[Span, ...]:
    """The quarter that the calculation was asked for."""
    quarter = calculation.inputs.get("quarter")
    if isinstance(quarter, bool) or not isinstance(quarter, int | Decimal):
        return ()
    return (Span(Unit.QUARTER, Decimal(quarter), Decimal(quarter)),)


def _spans_of(text: str) -> tuple[Span, ...]:
    return tuple(mark for mark in _marks(figures(text)) if isinstance(mark, Span))
