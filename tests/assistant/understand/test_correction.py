"""A number that is taken back, and one that takes the place of a number of the turn before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.models import Conversation, Fact, FactSource, FactValue, Status, Turn, Unit
from assistant.receive import receive
from assistant.understand import Understood, understand

ASKED = "Hoeveel is de gewone loonpremie voor 5 jaar in kwartaal 2 bij een loonkost van 9.000 per kwartaal?"
TARIFF = "Wat rekent de stad aan in kwartaal 2?"


def after(*messages: str, rules: tuple[str, ...] = ()) -> Understood:
    conversation = Conversation(id="test")
    for number, message in enumerate(messages[:-1]):
        facts = understand(receive(message), conversation).facts
        rule = rules[number] if number < len(rules) else None
        turn = Turn(question=message, status=Status.ANSWERED, answer_id="", rule=rule or None)
        conversation = Conversation(id="test", facts=facts, turns=(*conversation.turns, turn))
    return understand(receive(messages[-1]), conversation)


@pytest.mark.parametrize(
    ("messages", "name", "value"),
    [
        ((ASKED, "pardon tis 8.000"), "wage_cost_quarter", Decimal(8000)),
        ((ASKED, "nee, voor 2 jaaar"), "need_years", 2),
        ((ASKED, "kwartaal 3. sorry, 4"), "quarter", 4),
        ((ASKED, "en in het zevende?"), "quarter", 7),
        ((TARIFF, "sorry, 4"), "quarter", 4),
        (("Hoeveel is de loonpremie in kwartaal 3 voor 5 jaar? nee, 2 jaar",), "need_years", 2),
        (("Hoeveel is de loonpremie voor 5 jaar in kwartaal 3. sorry, 4?",), "quarter", 4),
    ],
)
def test_the_last_number_counts(messages: tuple[str, ...], name: str, value: FactValue) -> None:
    assert after(*messages).facts[name].value == value


def test_a_correction_that_fits_two_facts_changes_none() -> None:
    facts = after("Hoeveel is de loonpremie voor 5 jaar in kwartaal 2?", "sorry, 4").facts
    assert (facts["need_years"].value, facts["quarter"].value) == (5, 2)


def test_a_correction_without_a_fact_of_that_kind_gives_none() -> None:
    assert "wage_cost_quarter" not in after(TARIFF, "sorry, 8.000").facts


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("loonpremie voor 5 jaar in kwartaal nr. 7", "quarter", 7),
        ("loonpremie voor vijf jaqr in kwartaal 2", "need_years", 5),
        ("wat kost 6 uurkes extra begeleiding van de stad?", "extra_hours", Decimal(6)),
        ("hij komt 6 keer per kwartaal, hoeveel is de premie in kwartaal 2?", "quarter", 2),
    ],
)
def test_figures_as_they_are_typed(typed: str, name: str, value: FactValue) -> None:
    assert after(typed).facts[name].value == value


def test_a_message_leans_past_a_turn_that_its_facts_say_nothing_to() -> None:
    rules = ("loonpremie", "")
    last = after(
        ASKED, "Wie tekent het ondersteuningsplan?", "Goed, en die premie in kwartaal 7?", rules=rules
    )
    assert last.turns_back == 1
    assert last.query.casefold().startswith(ASKED.rstrip("?").casefold())
    assert after(ASKED, "Wie tekent het plan?", "en de coach?", rules=rules).turns_back == 0


@pytest.mark.parametrize(
    "messages",
    [
        ("Hoeveel zijn beide premies in kwartaal 3 bij een behoefte van 5 jaar?",),
        (ASKED, "en voor allebei?"),
    ],
)
def test_both_premiums_are_two_questions(messages: tuple[str, ...]) -> None:
    parts = after(*messages, rules=("loonpremie",)).parts
    assert [part.topics & {"loonpremie", "begeleidingspremie"} for part in parts] == [
        {"loonpremie"},
        {"begeleidingspremie"},
    ]
    assert all("quarter" in part.facts for part in parts)


def test_both_premiums_in_another_question_are_one() -> None:
    assert after("Kan ik beide premies tegelijk krijgen?").parts == ()


def test_a_corrected_fact_is_said_by_the_user() -> None:
    fact: Fact = after(ASKED, "pardon tis 8.000").facts["wage_cost_quarter"]
    assert (fact.unit, fact.source, fact.words) == (Unit.EUR, FactSource.SAID, "8.000")
