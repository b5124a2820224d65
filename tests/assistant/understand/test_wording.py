from __future__ import annotations

import pytest

from tests.assistant.understand.reading import read

QUESTION = "Hoeveel bedraagt de loonpremie van de VDAB in Stad Gent voor vijf jaar?"


@pytest.mark.parametrize(
    "typed",
    [
        QUESTION.upper(),
        QUESTION.lower(),
        QUESTION.rstrip("?"),
        QUESTION.replace("?", " ???"),
        QUESTION.replace(" ", "  "),
        QUESTION.replace("loonpremie", "loonpremie,"),
        QUESTION.replace("loonpremie", '"loonpremie"'),
        QUESTION.replace("loonpremie", "loonpremei"),
        f"... {QUESTION}",
        f"Goeiendag! {QUESTION} Dank u",
    ],
)
def test_one_question_is_searched_for_in_one_wording(typed: str) -> None:
    assert read(typed).query == read(QUESTION).query


def test_abbreviations_and_names_keep_their_capitals() -> None:
    query = read("KRIJG IK VOP OF IMW VAN DE VDAB IN GENT?").query
    assert {"VOP", "IMW", "VDAB", "Gent"} <= set(query.rstrip("?").split())


@pytest.mark.parametrize("figure", ["4/5", "1.930,50", "80 %", "01/07/2023", "7de"])
def test_figures_keep_their_notation(figure: str) -> None:
    assert figure in read(f"hoeveel is dat bij {figure}, ongeveer?").query


def test_who_somebody_is_is_not_searched_for() -> None:
    query = read("Heeft mevrouw Fatima Peeters, fatima@voorbeeld.be, recht op een premie?").query
    assert "peeters" not in query.casefold()
    assert "voorbeeld" not in query
    assert "premie" in query


def test_marks_alone_are_nothing_to_search_for() -> None:
    assert read("").query == ""
