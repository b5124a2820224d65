"""Sabotage: every figure of a sound draft is changed in turn, and the change is caught."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from assistant.draft import Citer, Draft
from assistant.models import Statement, StatementKind, Status, Unit
from assistant.notation import Figure, FigureKind, PartialDate, day, figures, money, number, quantity
from assistant.verify import verify
from corpus.load import load_corpus
from corpus.models import Corpus, Document, Provision, ProvisionKind

GOAL = Decimal("0.99")
TABLES = "imw-update-2023-05-30"
_SENTENCE = re.compile(r"(?<=[.;])\s+")


@cache
def corpus() -> Corpus:
    return load_corpus()


@dataclass(frozen=True)
class Case:
    """A sentence that holds, with the places that support it."""

    text: str
    provisions: tuple[str, ...]

    def draft(self, text: str | None = None) -> Draft:
        citer = Citer(corpus())
        numbers = tuple(citer.cite(corpus().provision(p)) for p in self.provisions)
        statement = Statement(text=text or self.text, kind=StatementKind.RULE, citations=numbers)
        return Draft(Status.ANSWERED, statements=(statement,), citations=citer.citations)


def is_sound(draft: Draft) -> bool:
    return verify(draft, corpus(), frozenset()).sound


def cells(row: Provision) -> list[str]:
    return [cell.strip() for cell in row.text.split("|")]


def table_cases() -> Iterator[Case]:
    """Each cell of the premium tables in a sentence with its term, its row and its quarters."""
    document = corpus().documents[TABLES]
    head: Provision | None = None
    for provision in document.provisions:
        if provision.locator.split("--")[0].endswith("rij-0"):
            head = provision
        elif provision.kind is ProvisionKind.ROW and head:
            yield from row_cases(head, provision)


def row_cases(head: Provision, row: Provision) -> Iterator[Case]:
    term, *quarters = cells(head)
    label, *values = cells(row)
    years = next(f.words for f in figures(term))
    for span, value in zip(quarters, values, strict=True):
        amount = next((f.words for f in figures(value)), None)
        if amount:
            text = f"Bij een behoefte van {years} is de {label.lower()} in het {span} {amount}."
            yield Case(text, (head.id, row.id))


def text_cases() -> Iterator[Case]:
    """Sentences of the texts themselves, as if retold without a change."""
    for document in corpus().documents.values():
        for provision in document.provisions:
            if provision.is_leaf and provision.kind is not ProvisionKind.ROW:
                yield from sentence_cases(document, provision)


def sentence_cases(document: Document, provision: Provision) -> Iterator[Case]:
    for sentence in _SENTENCE.split(document.text[provision.start : provision.end]):
        if any(f.kind is not FigureKind.REFERENCE for f in figures(sentence)):
            yield Case(sentence, (provision.id,))


@cache
def cases() -> tuple[Case, ...]:
    return tuple(case for case in (*table_cases(), *text_cases()) if is_sound(case.draft()))


def other_value(figure: Figure, step: int) -> str | None:
    """The figure with another value, written as answers write it."""
    value = figure.value
    if isinstance(value, PartialDate):
        return other_date(value, step)
    if not isinstance(value, Decimal) or figure.kind is FigureKind.TIME:
        return None
    changed = value + step
    if figure.unit is Unit.EUR:
        return money(changed)
    if figure.kind is FigureKind.ORDINAL:
        return re.sub(r"\d+", str(changed), figure.words, count=1) if figure.words[:1].isdigit() else None
    if figure.unit is Unit.FRACTION:
        return f"{number(value * 100 + step).replace('.', '')}/777"
    return f"{number(changed)} {figure.noun}" if figure.noun else quantity(changed, figure.unit or Unit.COUNT)


def other_date(value: PartialDate, step: int) -> str:
    if value.date:
        return day(date.fromordinal(value.date.toordinal() + step))
    year = (value.year or 2000) + step
    return f"{day(date(year, value.month, 1)).split(' ', 1)[1]}" if value.month else str(year)


def sabotaged(case: Case, step: int) -> Iterator[str]:
    for figure in figures(case.text):
        changed = other_value(figure, step)
        if changed is not None:
            text = case.text[: figure.start] + changed + case.text[figure.end :]
            if values(text) != values(case.text):
                yield text


def values(text: str) -> list[tuple[object, ...]]:
    return [(f.kind, f.unit, f.value) for f in figures(text)]


def neighbours(case: Case) -> Iterator[str]:
    """An amount swapped for another amount of the same quotes."""
    own = [
        f for f in figures(case.text) if f.unit in (Unit.EUR, Unit.PERCENT) and f.kind is FigureKind.QUANTITY
    ]
    near = [f for p in case.provisions for f in figures(corpus().provision(p).text)]
    for figure in own:
        for other in near:
            if other.unit is figure.unit and other.kind is figure.kind and other.value != figure.value:
                yield case.text[: figure.start] + other.words + case.text[figure.end :]


def share_caught(attempts: list[tuple[Case, str]]) -> tuple[Decimal, list[str]]:
    missed = [text for case, text in attempts if is_sound(case.draft(text))]
    return 1 - Decimal(len(missed)) / len(attempts), missed


def test_there_is_enough_to_sabotage() -> None:
    assert sum(1 for _ in table_cases()) >= 15
    assert all(is_sound(case.draft()) for case in table_cases())
    assert len(cases()) >= 150


def test_a_changed_figure_is_caught() -> None:
    attempts = [(case, text) for case in cases() for step in (1, 7) for text in sabotaged(case, step)]
    assert len(attempts) >= 300
    caught, missed = share_caught(attempts)
    assert caught >= GOAL, missed


def test_an_amount_swapped_for_its_neighbour_in_the_table_is_caught() -> None:
    attempts = [(case, text) for case in table_cases() for text in neighbours(case)]
    assert len(attempts) >= 20
    caught, missed = share_caught(attempts)
    assert caught == 1, missed


def test_a_series_with_another_end_is_caught() -> None:
    attempts = [
        (case, case.text.replace(f.words, other, 1))
        for case in table_cases()
        for f in figures(case.text)
        if f.kind is FigureKind.ORDINAL and (other := other_value(f, 1))
    ]
    caught, missed = share_caught(attempts)
    assert caught == 1, missed


@given(st.data())
def test_any_other_amount_is_caught(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(cases()))
    amounts = [f for f in figures(case.text) if f.unit is Unit.EUR]
    known = {f.value for p in case.provisions for f in figures(corpus().provision(p).text)}
    value = data.draw(st.decimals(min_value=1, max_value=99_999, places=2).filter(lambda v: v not in known))
    for figure in amounts:
        text = case.text[: figure.start] + money(value) + case.text[figure.end :]
        assert not is_sound(case.draft(text)), text


def test_a_tampered_quote_is_caught_at_every_character() -> None:
    case = next(table_cases())
    made = case.draft()
    first, *rest = made.citations
    for index, letter in enumerate(first.quote):
        quote = first.quote[:index] + ("x" if letter != "x" else "y") + first.quote[index + 1 :]
        assert not is_sound(replace(made, citations=(first.model_copy(update={"quote": quote}), *rest)))
