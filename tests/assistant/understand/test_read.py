from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.models import Conversation, Fact, FactSource, Status, Turn, Unit
from assistant.receive import receive
from assistant.understand import Understood, understand

FRESH = Conversation(id="c")


def read(question: str, conversation: Conversation = FRESH) -> Understood:
    return understand(receive(question), conversation)


@pytest.mark.parametrize(
    ("question", "quarter"),
    [
        ("Wat rekent Stad Gent aan in het 7de kwartaal?", 7),
        ("hoeveel kost kwartaal 6 bij stad gent", 6),
        ("tarief Gent in het eerste kwartaal", 1),
    ],
)
def test_a_quarter_is_a_fact_with_its_words(question: str, quarter: int) -> None:
    fact = read(question).facts["quarter"]
    assert (fact.value, fact.unit, fact.source) == (quarter, Unit.QUARTER, FactSource.SAID)
    assert fact.words in question


@pytest.mark.parametrize("question", ["Is het anders in kwartaal 5 en kwartaal 6?", "de eerste 5 kwartalen"])
def test_two_quarters_or_a_span_are_not_one_quarter(question: str) -> None:
    assert "quarter" not in read(question).facts


def test_hours_count_only_for_the_extra_package() -> None:
    assert read("Wat kost 3 uur extra begeleiding in Gent?").facts["extra_hours"].value == Decimal(3)
    assert "extra_hours" not in read("Mijn werknemer werkt 19 uur per week").facts


def test_facts_of_earlier_turns_stay_and_new_ones_replace_them() -> None:
    old = Fact(value=2, unit=Unit.QUARTER, source=FactSource.SAID, words="kwartaal 2")
    held = Conversation(id="c", facts={"quarter": old})
    assert read("En het extra pakket?", held).facts["quarter"] == old
    assert read("En in kwartaal 8?", held).facts["quarter"].value == 8


def test_a_follow_up_that_cannot_stand_alone_leans_on_the_turn_before() -> None:
    turn = Turn(question="Wat rekent Stad Gent aan?", status=Status.ANSWERED, answer_id="a")
    held = Conversation(id="c", turns=(turn,))
    assert read("en daarna?", held).query.casefold().startswith("wat rekent stad gent aan")
    assert read("Wie ondertekent het ondersteuningsplan?", held).query.casefold().startswith("wie")


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Wat gold op 1 maart 2024 voor diploma's?", date(2024, 3, 1)),
        ("Hoeveel is het GGMMI per 01/02/2025?", date(2025, 2, 1)),
        ("Hij is op 1 juli 2023 in dienst gekomen, krijg ik iets?", None),
    ],
)
def test_a_date_is_the_day_asked_about_only_when_words_say_so(question: str, day: date | None) -> None:
    assert read(question).as_of == day


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("Wat rekent Stad Gent aan per kwartaal?", {"tarief_gent"}),
        ("hoeveel kost de begeleiding door jullie per uur", {"tarief_gent"}),
        ("Mag ik de VOP combineren met IMW?", {"cumul", "eligibility"}),
        ("Hoeveel bedraagt de loonpremie?", {"loonpremie"}),
        ("Wat is het weer in Gent?", set()),
    ],
)
def test_topics_need_a_word_of_every_group(question: str, topics: set[str]) -> None:
    assert read(question).topics == topics


def test_measures_are_recognised_by_what_people_call_them() -> None:
    assert read("kan ik gesco of art. 60 samen met imw nemen").measures == ("artikel_60", "gesco")
    assert read("hij is medicijnen aan het nemen").measures == ()
