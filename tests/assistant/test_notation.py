"""Figures in text: kind, unit and value, in Belgian, French and English notation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models import Unit
from assistant.notation import (
    Bound,
    Figure,
    FigureKind,
    PartialDate,
    day,
    figures,
    money,
    number,
    percent,
    quantity,
)


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, found
    return found[0]


def brief(text: str) -> list[tuple[str, Decimal]]:
    return [(str(f.unit), f.number) for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.930,00 euro", "1930"),
        ("€ 1 930", "1930"),
        ("€ 1\u00a0930,50", "1930.50"),
        ("€1930", "1930"),
        ("1200€", "1200"),
        ("1200 euro/kwartaal", "1200"),
        ("1,930.00 EUR", "1930"),
        ("1,930 euros", "1930"),
        ("EUR 90", "90"),
        ("1 930 euro", "1930"),
        ("1.930,- euro", "1930"),
        ("-270,00 euro", "-270"),
        ("twaalfhonderd euro", "1200"),
        ("negentienhonderddertig euro", "1930"),
        ("tweeduizend vierhonderdtachtig euro", "2480"),
        ("mille neuf cent trente euros", "1930"),
        ("quatre-vingt-dix euros", "90"),
        ("deux mille quatre cent quatre-vingts euros", "2480"),
        ("one thousand nine hundred and thirty euros", "1930"),
        ("cent euros", "100"),
        ("30k euro", "30000"),
        ("1930 **euro**", "1930"),
    ],
)
def test_money(text: str, value: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.unit, figure.number) == (FigureKind.QUANTITY, Unit.EUR, Decimal(value))


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("90 euro per uur", Unit.HOUR),
        ("90 euros par heure", Unit.HOUR),
        ("1200 euro/kwartaal", Unit.QUARTER),
        ("€ 90 per begonnen uur", Unit.HOUR),
        ("1200€ voor de eerste", None),
    ],
)
def test_what_an_amount_is_counted_by(text: str, per: Unit | None) -> None:
    assert figures(text)[0].per is per


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("40 %", Unit.PERCENT, "40"),
        ("40%", Unit.PERCENT, "40"),
        ("12,5 %", Unit.PERCENT, "12.5"),
        ("65 procent", Unit.PERCENT, "65"),
        ("65 pct", Unit.PERCENT, "65"),
        ("quarante pour cent", Unit.PERCENT, "40"),
        ("40 per cent", Unit.PERCENT, "40"),
        ("5 jaar", Unit.YEAR, "5"),
        ("vijf jaar", Unit.YEAR, "5"),
        ("two years", Unit.YEAR, "2"),
        ("ten years", Unit.YEAR, "10"),
        ("deux ans", Unit.YEAR, "2"),
        ("onze ans", Unit.YEAR, "11"),
        ("tweejarige", Unit.YEAR, "2"),
        ("5-jarige", Unit.YEAR, "5"),
        ("anderhalf jaar", Unit.YEAR, "1.5"),
        ("2 maanden", Unit.MONTH, "2"),
        ("een maand", Unit.MONTH, "1"),
        ("zes maanden", Unit.MONTH, "6"),
        ("un mois", Unit.MONTH, "1"),
        ("30 dagen", Unit.DAY, "30"),
        ("een halve dag", Unit.DAY, "0.5"),
        ("5 kwartalen", Unit.QUARTER, "5"),
        ("5 volle kwartalen", Unit.QUARTER, "5"),
        ("cinq trimestres", Unit.QUARTER, "5"),
        ("24u", Unit.HOUR, "24"),
        ("24 uur", Unit.HOUR, "24"),
        ("20 VTE", Unit.FTE, "20"),
        ("twintig voltijdsequivalenten", Unit.FTE, "20"),
        ("5 voorwaarden", Unit.COUNT, "5"),
        ("1 persoon", Unit.COUNT, "1"),
        ("één persoon", Unit.COUNT, "1"),
        ("2.500 Gentenaars", Unit.COUNT, "2500"),
        ("tweeëntwintig opleidingen", Unit.COUNT, "22"),
        ("twenty-five people", Unit.COUNT, "25"),
        ("4/5", Unit.FRACTION, "0.8"),
        ("19/38", Unit.FRACTION, "0.5"),
        ("halftijds", Unit.FRACTION, "0.5"),
        ("2 keer", Unit.COEFFICIENT, "2"),
        ("het dubbele van", Unit.COEFFICIENT, "2"),
        ("0.930", Unit.COUNT, "0.93"),
        ("1,930", Unit.COUNT, "1.93"),
    ],
)
def test_quantities(text: str, unit: Unit, value: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.unit, figure.number) == (FigureKind.QUANTITY, unit, Decimal(value))


def test_working_days_are_not_calendar_days() -> None:
    assert only("één werkdag").working
    assert not only("30 kalenderdagen").working


@pytest.mark.parametrize(
    ("text", "value", "series"),
    [
        ("5de kwartaal", 5, None),
        ("het zevende kwartaal", 7, None),
        ("kwartaal 7", 7, None),
        ("K7", 7, None),
        ("le cinquième trimestre", 5, None),
        ("5th quarter", 5, None),
        ("de eerste 5 kwartalen", 5, (1, 5)),
        ("les 5 premiers trimestres", 5, (1, 5)),
        ("the first five quarters", 5, (1, 5)),
    ],
)
def test_one_place_in_a_series(text: str, value: int, series: tuple[int, int] | None) -> None:
    figure = only(text)
    assert (figure.kind, figure.unit, figure.number) == (FigureKind.ORDINAL, Unit.QUARTER, value)
    assert figure.series == series


@pytest.mark.parametrize(
    "text",
    [
        "6de tot en met 8ste kwartaal",
        "van het 6de tot en met het 8ste kwartaal",
        "kwartalen 6–8",
        "kwartaal 6 tot en met 8, 1.330,00 euro",
        "kwartaal 6 tot kwartaal 8",
        "kwartaal 6 t.e.m. 8",
        "du 6e au 8e trimestre",
        "quarters 6 to 8",
    ],
)
def test_both_ends_of_a_series(text: str) -> None:
    ends = [f for f in figures(text) if f.unit is Unit.QUARTER]
    assert [(f.kind, f.number, f.series) for f in ends] == [
        (FigureKind.ORDINAL, 6, (6, 8)),
        (FigureKind.ORDINAL, 8, (6, 8)),
    ]


def test_a_list_of_quarters_is_no_series() -> None:
    assert [(f.number, f.series) for f in figures("kwartaal 6, 7 en 8")] == [(6, None), (7, None), (8, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 of 5 jaar", [("year", 2), ("year", 5)]),
        ("twee of vijf jaar", [("year", 2), ("year", 5)]),
        ("20 à 55 %", [("percent", 20), ("percent", 55)]),
        ("1930 of 1330 euro", [("EUR", 1930), ("EUR", 1330)]),
        ("2.480, 1.880 of 1.330 euro", [("EUR", 2480), ("EUR", 1880), ("EUR", 1330)]),
        ("two and three years", [("year", 2), ("year", 3)]),
    ],
)
def test_a_number_takes_the_unit_it_is_joined_with(text: str, expected: list[tuple[str, int]]) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 juli 2023", (2023, 7, 1)),
        ("01/07/2023", (2023, 7, 1)),
        ("1er juillet 2023", (2023, 7, 1)),
        ("July 1, 2023", (2023, 7, 1)),
        ("1st of July 2023", (2023, 7, 1)),
        ("31-12-2025", (2025, 12, 31)),
        ("31.12.25", (2025, 12, 31)),
        ("2023-07-01", (2023, 7, 1)),
        ("3 juli", (None, 7, 3)),
        ("01/07", (None, 7, 1)),
        ("juli 2023", (2023, 7, None)),
        ("sinds 2023", (2023, None, None)),
    ],
)
def test_dates(text: str, value: tuple[int | None, int | None, int | None]) -> None:
    assert only(text).value == PartialDate(*value)


def test_a_full_date_is_a_calendar_day_and_an_impossible_one_is_not() -> None:
    assert only("1 juli 2023").day == date(2023, 7, 1)
    assert only("31 februari 2023").day is None
    assert only("juli 2023").day is None
    assert only("5 jaar").day is None


def test_the_first_of_two_dates_takes_the_year_of_the_second() -> None:
    found = figures("tussen 1 juli en 31 december 2023")
    assert [f.value for f in found] == [PartialDate(2023, 7, 1), PartialDate(2023, 12, 31)]


def test_a_coarser_date_follows_from_a_finer_one_only() -> None:
    full, month = PartialDate(2023, 7, 1), PartialDate(2023, 7)
    assert month.implied_by(full)
    assert not full.implied_by(month)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9 uur tot 17 uur", ["9", "17"]),
        ("van 9 tot 17 uur", ["9", "17"]),
        ("9u30", ["9.5"]),
        ("om 17 uur", ["17"]),
    ],
)
def test_times_of_the_day(text: str, hours: list[str]) -> None:
    found = figures(text)
    assert {f.kind for f in found} == {FigureKind.TIME}
    assert [f.number for f in found] == [Decimal(h) for h in hours]


def test_hours_a_week_are_no_times() -> None:
    assert brief("20 tot 38 uur per week") == [("hour", 20), ("hour", 38)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("artikel 5", ["art-5"]),
        ("artikel 5, § 2", ["art-5", "par-2"]),
        ("art. 60 §7", ["art-60", "par-7"]),
        ("artikelen 2, 4 en 6 van het besluit", ["art-2", "art-4", "art-6"]),
        ("artikel 5bis", ["art-5bis"]),
        ("bijlage 3", ["bijlage-3"]),
        ("punt 12°", ["punt-12"]),
        ("12°", ["punt-12"]),
        ("artikel 2, tweede lid", ["art-2", "lid-2"]),
        ("§ 2, 1°, b), 1)", ["par-2", "punt-1", "punt-1"]),
        ("[1]", ["mark-1"]),
        ("KBO 0207.451.227", ["id-0207451227"]),
        ("2026_GR_00367", ["id-2026_gr_00367"]),
        ("gr-2026-00367-overeenkomst#art-5", ["id-gr-2026-00367-overeenkomst#art-5"]),
        ("bijlage N3", ["id-n3"]),
    ],
)
def test_references_are_no_amounts(text: str, values: list[str]) -> None:
    found = figures(text)
    assert {f.kind for f in found} == {FigureKind.REFERENCE}
    assert [f.value for f in found] == values


def test_a_number_with_a_unit_is_not_drawn_into_a_reference() -> None:
    kinds = [(f.kind, f.words) for f in figures("artikel 7, 20 euro")]
    assert kinds == [(FigureKind.REFERENCE, "artikel 7"), (FigureKind.QUANTITY, "20 euro")]


@pytest.mark.parametrize(
    "text",
    [
        "een werknemer",
        "onze kwartalen",
        "ten laste van de werkgever",
        "in acht name van de termijn",
        "het eerste aanspreekpunt",
        "per kwartaal",
        "een kwartaal",
        "gegevens van derden",
        "un employeur",
        "this one",
        "",
    ],
)
def test_words_that_are_no_figures(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "bound"),
    [("minimaal 20%", Bound.LEAST), ("maximaal 75%", Bound.MOST), ("max. 5 jaar", Bound.MOST), ("75%", None)],
)
def test_the_least_and_the_most(text: str, bound: Bound | None) -> None:
    assert only(text).bound is bound


def test_a_number_of_unknown_kind_is_a_count_with_its_noun() -> None:
    figure = only("wel 37 zaken")
    assert (figure.unit, figure.number, figure.noun) == (Unit.COUNT, 37, "zaken")


def test_a_date_has_no_number() -> None:
    with pytest.raises(TypeError, match="date"):
        _ = only("1 juli 2023").number


@pytest.mark.parametrize("text", ["5 \u212awartalen", "5 jaar\u017f", "2 t\u0130mes", "2 t\u0131mes", "k 5"])
def test_look_alike_letters_do_not_break_reading(text: str) -> None:
    assert figures(text)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for figure in figures(text):
        assert figure.start < figure.end
        assert text[figure.start : figure.end] == figure.words


@given(st.integers(0, 99_999))
def test_no_number_in_digits_is_passed_over(value: int) -> None:
    assert figures(f"zo zijn er {value} bekend")


amounts = st.decimals(min_value=-999_999, max_value=999_999, places=2)


@given(amounts)
def test_money_reads_back_as_written(value: Decimal) -> None:
    figure = only(f"U krijgt {money(value)}.")
    assert (figure.unit, figure.number) == (Unit.EUR, value)


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_a_percentage_reads_back_as_written(value: Decimal) -> None:
    assert (only(percent(value)).unit, only(percent(value)).number) == (Unit.PERCENT, value)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_date_reads_back_as_written(value: date) -> None:
    assert only(day(value)).day == value


@given(
    st.integers(1, 5_000), st.sampled_from([u for u in Unit if u not in (Unit.FRACTION, Unit.COEFFICIENT)])
)
def test_a_quantity_reads_back_with_its_value(value: int, unit: Unit) -> None:
    figure = only(f"met {quantity(Decimal(value), unit)}")
    year_like = unit is Unit.COUNT and 1900 <= value < 2100 and "." not in quantity(Decimal(value), unit)
    assert year_like or figure.number == value
    assert unit is Unit.COUNT or figure.unit is unit


def test_belgian_notation() -> None:
    assert money(Decimal("1930")) == "1.930,00 euro"
    assert money(Decimal("0.005")) == "0,01 euro"
    assert percent(Decimal("40.0")) == "40 %"
    assert number(Decimal("2500")) == "2.500"
    assert day(date(2023, 7, 1)) == "1 juli 2023"
    assert quantity(Decimal(1), Unit.QUARTER) == "1 kwartaal"
    assert quantity(Decimal(5), Unit.QUARTER) == "5 kwartalen"
    assert quantity(Decimal(90), Unit.EUR) == "90,00 euro"
    assert quantity(Decimal("12.5"), Unit.PERCENT) == "12,5 %"


def test_an_amount_per_quarter_behind_a_quarter_is_no_place() -> None:
    found = figures("kw 3, 11.500 per kwartaal")
    assert [(figure.kind, figure.value) for figure in found] == [
        (FigureKind.ORDINAL, Decimal(3)),
        (FigureKind.QUANTITY, Decimal(11500)),
    ]
