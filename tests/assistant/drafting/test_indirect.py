"""Indirect questions as direct ones."""

from __future__ import annotations

import pytest

from assistant.drafting.indirect import clauses, direct, subjects


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("wat de begeleiding kost", "wat kost de begeleiding?"),
        ("of hij de overeenkomst kan opzeggen", "kan hij de overeenkomst opzeggen?"),
        ("of een school in aanmerking komt", "komt een school in aanmerking?"),
        ("welke papieren hij moet bezorgen", "welke papieren moet hij bezorgen?"),
        ("hoelang de premie loopt", "hoelang loopt de premie?"),
        ("wie de aanvraag indient.", "wie dient de aanvraag in?"),
        ("wat Stad Gent aanrekent", "wat rekent Stad Gent aan?"),
        ("wat is de opzegtermijn?", "wat is de opzegtermijn?"),
        ("hoeveel kost het extra pakket", "hoeveel kost het extra pakket?"),
        ("", ""),
    ],
)
def test_a_clause_becomes_a_question(clause: str, expected: str) -> None:
    assert direct(clause) == expected


@pytest.mark.parametrize(
    ("row", "count"),
    [
        ("wat de begeleiding kost en of hij kan opzeggen", 2),
        ("wat de begeleiding kost, hoelang die duurt en of er btw bij komt", 3),
        ("of hij voor opleiding en stage iemand mag inzetten", 1),
        ("tot wanneer hij kan opzeggen en bij wie hij dat moet doen", 2),
        ("of de werkgever en de werknemer moeten tekenen", 1),
    ],
)
def test_a_row_is_cut_where_a_new_question_opens(row: str, count: int) -> None:
    assert len(list(clauses(row))) == count


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("de tarieven en de opzegtermijn", ["de tarieven", "de opzegtermijn"]),
        ("rechten en plichten van de coach", ["rechten en plichten van de coach"]),
        (
            "de tarieven, de opzegtermijn en het diploma van de begeleider",
            ["tarieven", "opzegtermijn", "diploma"],
        ),
    ],
)
def test_a_row_of_subjects(row: str, expected: list[str]) -> None:
    found = list(subjects(row))
    assert len(found) == len(expected)
    assert all(word in question for word, question in zip(expected, found, strict=True))


def test_a_helper_goes_before_all_its_verbs() -> None:
    asked = list(clauses("waar hij zijn arbeidsbeperking kan laten erkennen en waarop men zich baseert."))
    assert asked == ["waar kan hij zijn arbeidsbeperking laten erkennen?", "waarop baseert men zich?"]
