from __future__ import annotations

import pytest

from evals.figures import Unit, figures, holds, normalised


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.930,00 euro per kwartaal", {"1930 EUR"}),
        ("1 930,50 euro", {"1930.5 EUR"}),
        ("€ 1.200 en daarna 600€", {"1200 EUR", "600 EUR"}),
        ("1200 euro/kwartaal in de eerste 5 kwartalen", {"1200 EUR", "5 quarter"}),
        ("tussen 20% en 75 procent", {"20 percent", "75 percent"}),
        ("2 of 5 jaar", {"2 year", "5 year"}),
        ("van het 1ste tot en met het 5de kwartaal", {"1 quarter", "5 quarter"}),
        ("kwartaal 6 tot en met 9: 30 %", {"6 quarter", "9 quarter", "30 percent"}),
        ("het zevende kwartaal", {"7 quarter"}),
        ("tot en met het 3de kwartaal 2027", {"3 quarter", "2027 date"}),
        (
            "van het 1ste kwartaal 2026 tot en met het 4de kwartaal 2030",
            {"1 quarter", "2026 date", "4 quarter", "2030 date"},
        ),
        ("binnen één werkdag", {"1 day"}),
        ("na anderhalf jaar", {"1.5 year"}),
        ("op 1 juli 2023, dus 01/07/2023 of 2023-07-01", {"2023-07-01 date"}),
        ("in mei 2023", {"2023-05 date"}),
        ("sinds 2019", {"2019 date"}),
        ("20 plaatsen", {"20 count"}),
        ("trois trimestres", {"3 quarter"}),
        ("during the first five quarters", {"5 quarter"}),
        ("artikel 5, lid 2; bijlage 3, punt 12; § 7; zie [4]", set()),
        ("12° en 2026_GR_00367", set()),
        ("een werknemer en onze ploeg", set()),
        ("", set()),
    ],
)
def test_what_a_text_states(text: str, expected: set[str]) -> None:
    assert {str(f) for f in figures(text)} == expected


def test_units_keep_apart_what_digits_do_not() -> None:
    assert not holds(normalised("5", "year"), figures("5 kwartalen"))
    assert holds(normalised("1930", "EUR"), figures("1.930,00 euro"))


def test_a_year_is_held_by_a_day_in_it_and_not_the_other_way() -> None:
    assert holds(normalised("2023", "date"), figures("op 1 juli 2023"))
    assert not holds(normalised("1 juli 2023", "date"), figures("in 2023"))


def test_a_case_with_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="not a number"):
        normalised("veel", Unit.EUR.value)
