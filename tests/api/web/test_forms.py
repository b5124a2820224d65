"""What people type in a field, and what becomes of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from api.web.forms import Field, Kind, Value, read
from api.web.texts import texts

WORDS = texts()["forms"]["errors"]


def typed(kind: Kind, text: str) -> Value | None:
    form = read([Field("veld", kind)], {"veld": text}, WORDS)
    assert form.fields[0].text == text.strip()[:40]
    assert bool(form.wrong) == (form.fields[0].value is None)
    return form.fields[0].value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.AMOUNT, "9000", Decimal(9000)),
        (Kind.AMOUNT, "9.000", Decimal(9000)),
        (Kind.AMOUNT, "9 000,5", Decimal("9000.5")),
        (Kind.AMOUNT, "€ 9.000,50", Decimal("9000.50")),
        (Kind.AMOUNT, "9000.50 euro", Decimal("9000.50")),
        (Kind.AMOUNT, "1.234.567", Decimal(1234567)),
        (Kind.SHARE, "4/5", Decimal("0.8")),
        (Kind.SHARE, "19 / 38", Decimal("0.5")),
        (Kind.SHARE, "30,4/38", Decimal("0.8")),
        (Kind.SHARE, "2/3", Decimal("0.6667")),
        (Kind.SHARE, "80 %", Decimal("0.8")),
        (Kind.SHARE, "0,8", Decimal("0.8")),
        (Kind.SHARE, "0.875", Decimal("0.875")),
        (Kind.SHARE, "100%", Decimal(1)),
        (Kind.COUNT, "5", 5),
        (Kind.PERCENT, "35 %", Decimal(35)),
        (Kind.NUMBER, "7,5", Decimal("7.5")),
        (Kind.DATE, "2026-02-14", date(2026, 2, 14)),
        (Kind.DATE, "14/02/2026", date(2026, 2, 14)),
        (Kind.DATE, "14-2-2026", date(2026, 2, 14)),
    ],
)
def test_the_belgian_ways_of_writing_are_read(kind: Kind, text: str, value: Value) -> None:
    assert typed(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.AMOUNT, "veel"),
        (Kind.AMOUNT, "-5"),
        (Kind.AMOUNT, "1,930"),  # 1930, or one euro and 93 cents
        (Kind.AMOUNT, "1,9,3"),
        (Kind.AMOUNT, "1e5"),
        (Kind.AMOUNT, "NaN"),
        (Kind.AMOUNT, "٣٤"),
        (Kind.AMOUNT, "9" * 50),
        (Kind.AMOUNT, "=1+1"),
        (Kind.COUNT, "5,5"),
        (Kind.COUNT, "vijf"),
        (Kind.SHARE, "1/0"),
        (Kind.SHARE, "half"),
        (Kind.PERCENT, "%"),
        (Kind.DATE, "30/02/2026"),
        (Kind.DATE, "morgen"),
        (Kind.DATE, "02/14/2026"),
    ],
)
def test_what_cannot_be_meant_gets_an_error_that_says_what_can(kind: Kind, text: str) -> None:
    form = read([Field("veld", kind)], {"veld": text}, WORDS)
    assert form.fields[0].value is None
    assert form.fields[0].error == WORDS[kind.value]
    assert not form.ready


def test_a_fresh_form_has_its_defaults_and_no_errors() -> None:
    fields = [Field("a", Kind.CHOICE, ("x", "y"), default="x"), Field("b", Kind.COUNT, required=True)]
    form = read(fields, {}, WORDS)
    assert (form.fields[0].text, form.wrong, form.ready) == ("x", (), False)


def test_what_is_required_is_asked_for_and_a_choice_must_be_on_the_list() -> None:
    fields = [Field("a", Kind.CHOICE, ("x",), required=True), Field("b", Kind.CHOICE, ("x",))]
    form = read(fields, {"b": "z"}, WORDS)
    assert [bound.error for bound in form.fields] == [WORDS["required"], WORDS["choice"]]


def test_a_strange_field_is_never_silently_dropped() -> None:
    form = read([Field("a", Kind.COUNT)], {"a": "1", "wage_costs": "9000"}, WORDS)
    assert form.problem == WORDS["unknown"]
    assert not form.ready
