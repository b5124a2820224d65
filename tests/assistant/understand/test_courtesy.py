from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understand.courtesy import courtesies
from assistant.understand.normalise import lowered
from tests.assistant.understand.reading import read


def left(text: str) -> str:
    """What is left of a message without its courtesy."""
    for start, end in reversed(courtesies(lowered(text))):
        text = text[:start] + text[end:]
    return text.strip()


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Goeiemorgen, hoeveel bedraagt de loonpremie?", "hoeveel bedraagt de loonpremie?"),
        ("hallo hoeveel premie krijg ik aub", "hoeveel premie krijg ik"),
        (
            "Kunt u mij zeggen of een school recht heeft op een premie?",
            "een school recht heeft op een premie?",
        ),
        ("ik zou graag weten hoeveel premie ik krijg", "hoeveel premie ik krijg"),
        ("sorry dat ik stoor maar telt een flexijob mee?", "telt een flexijob mee?"),
        ("Ik had een vraagje: mag een school dat?", "mag een school dat?"),
        ("Wie beslist daarover? Alvast bedankt voor uw antwoord!", "Wie beslist daarover?"),
        ("Beste, wie beslist daarover? Met vriendelijke groeten, An Peeters", "wie beslist daarover?"),
        ("Bonjour, pourriez-vous me dire combien ça coûte ? Merci d'avance", "combien ça coûte ?"),
        ("Hello, I was wondering whether a flexi-job counts. Kind regards, Tom", "a flexi-job counts."),
        ("en daarna? merci", "en daarna?"),
        ("Kunt u mij helpen? Wat kost de begeleiding?", "Wat kost de begeleiding?"),
    ],
)
def test_courtesy_is_left_out(typed: str, asked: str) -> None:
    assert left(typed) == asked


@pytest.mark.parametrize(
    "typed",
    [
        "ik ben bakker en wil iemand aannemen",
        "dag 1 van het contract, telt die mee?",
        "Beste aanpak voor een aanvraag?",
        "Is de beste premie die voor 5 jaar?",
        "Kunt u mij helpen met de aanvraag?",
        "Weet u dat de premie 40 % is?",
        "Mag ik een vraag stellen aan VDAB?",
        "sorry, 4",
        "Ik wil weten",
        "Bedankt!",
        "met vriendelijke groeten",
        "Moet ik de werknemer bedanken?",
    ],
)
def test_what_says_something_stays(typed: str) -> None:
    assert left(typed) == typed


def test_a_question_is_read_alike_with_and_without_courtesy() -> None:
    plain = read("Hoeveel bedraagt de loonpremie voor 5 jaar in kwartaal 7?")
    polite = read(
        "Dag, mag ik u iets vragen? Hoeveel bedraagt de loonpremie voor 5 jaar in kwartaal 7? Groetjes, Jan"
    )
    assert (polite.query, polite.intents, polite.topics) == (plain.query, plain.intents, plain.topics)
    assert polite.facts.keys() == plain.facts.keys()


def test_a_question_is_shown_with_the_words_that_ask_to_be_told() -> None:
    asked = read("Beste, ik had graag geweten of een school in aanmerking komt.").questions
    assert [question.text for question in asked] == ["ik had graag geweten of een school in aanmerking komt."]


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_places_are_in_order_and_leave_something(text: str) -> None:
    places = courtesies(lowered(text))
    edges = [edge for place in places for edge in place]
    assert edges == sorted(edges)
    assert not places or left(text)


def test_a_long_message_is_read_at_once() -> None:
    began = time.process_time()
    courtesies("kunt u mij misschien eens even " * 130)
    courtesies("dank u wel alvast voor de " * 150)
    assert time.process_time() - began < 1.0
