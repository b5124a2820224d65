from __future__ import annotations

from evals.folding import fold


def test_a_quote_is_found_across_no_break_spaces_marks_and_lines() -> None:
    text = "## Kop\n\n- Een **vast**\u00a0 bedrag\n  van 5 euro;\n"
    spans = fold(text).spans("Een vast bedrag van 5 euro;")
    assert [text[a:b] for a, b in spans] == ["Een **vast**\u00a0 bedrag\n  van 5 euro;"]


def test_every_occurrence_is_found() -> None:
    text = "Gratis toegang. Betaald. Gratis toegang."
    assert fold(text).spans("gratis") == []
    assert [a for a, _ in fold(text).spans("Gratis toegang.")] == [0, 25]


def test_cells_of_a_row_are_words_apart() -> None:
    assert fold("| Prijs | 50 euro |").spans("Prijs 50 euro") == [(2, 17)]


def test_an_empty_quote_is_nowhere() -> None:
    assert fold("iets").spans("  ") == []
