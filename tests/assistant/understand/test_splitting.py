from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.receive import receive
from assistant.understand import understand
from tests.assistant.understand.reading import FRESH, read

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "splitting.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["message"][:40])
def test_a_message_is_split_into_the_questions_it_holds(case: dict[str, object]) -> None:
    asked = understand(receive(str(case["message"])), FRESH).questions
    assert [question.text for question in asked] == case["questions"]


def test_the_table_is_wide_and_mostly_of_messages_that_are_one_question() -> None:
    assert len(CASES) >= 60
    assert sum(len(case["questions"]) == 1 for case in CASES) >= len(CASES) // 2 - 2


def test_a_message_with_one_question_has_no_parts() -> None:
    assert read("Hoeveel is de loonpremie?").parts == ()


def test_every_part_knows_what_stands_before_it_and_not_what_follows() -> None:
    first, second = read("Wat is de loonpremie voor 5 jaar in kwartaal 3 en wat is ze in kwartaal 8?").parts
    assert (first.facts["quarter"].value, second.facts["quarter"].value) == (3, 8)
    assert second.facts["need_years"].value == 5
    early, _ = read("Hoeveel is de loonpremie voor 5 jaar? Wat rekent Stad Gent aan in kwartaal 6?").parts
    assert "quarter" not in early.facts


def test_what_is_told_around_the_questions_counts_for_all() -> None:
    message = (
        "Onze kok heeft een behoefte van 5 jaar. Hoeveel is de loonpremie? Wie betaalt? Hij werkt halftijds."
    )
    for part in read(message).parts:
        assert part.facts["need_years"].value == 5
        assert str(part.facts["fraction"].value) == "0.5"


def test_a_part_without_a_subject_is_read_with_the_question_before_it() -> None:
    message = "Wat kost de begeleiding door Stad Gent en moet ik daar voorschotten op betalen?"
    first, second = read(message).parts
    assert first.own is None
    assert second.own is not None
    assert second.own.query.casefold() == "moet ik daar voorschotten op betalen?"
    assert second.query.casefold().startswith("wat kost de begeleiding door stad gent")


def test_a_part_with_a_subject_of_its_own_stands_alone() -> None:
    message = "Wie ondertekent het ondersteuningsplan en hoeveel bedraagt de loonpremie in kwartaal 2?"
    parts = read(message).parts
    assert [part.own for part in parts] == [None, None]
    assert "loonpremie" not in parts[0].topics
    assert parts[1].topics == {"loonpremie"}


def test_measures_belong_to_their_own_part() -> None:
    parts = read("Mag ik imw combineren met gesco, en wat met iemand met een lopende vop?").parts
    assert [part.measures for part in parts] == [("gesco",), ("vop",)]
