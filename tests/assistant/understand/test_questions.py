from __future__ import annotations

import pytest

from corpus.fiches import Intent
from tests.assistant.understand.reading import read

MAIL = """Beste,

Wij zijn een kleine vzw in Gent. Onze medewerker woont in Brussel en werkt 4/5.
Komt hij in aanmerking voor individueel maatwerk? En hoeveel is de loonpremie in het 7de kwartaal?
Ik zou ook graag weten wie het ondersteuningsplan ondertekent.

Met vriendelijke groeten,
An Peeters
Tel. 09 000 00 00"""


def asked(message: str) -> list[str]:
    return [question.text for question in read(message).questions]


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("Hoeveel is de loonpremie?", ["Hoeveel is de loonpremie?"]),
        ("hoeveel loonpremie krijg ik", ["hoeveel loonpremie krijg ik"]),
        (
            "Hoeveel is de loonpremie en wie beslist daarover?",
            ["Hoeveel is de loonpremie", "wie beslist daarover?"],
        ),
        (
            "1) Wat is een collega-coach? 2) Mag de baas dat zijn?",
            ["1) Wat is een collega-coach?", "2) Mag de baas dat zijn?"],
        ),
        ("vat artikel 6 samen", ["vat artikel 6 samen"]),
        ("Wat staat in art. 6 van de overeenkomst?", ["Wat staat in art. 6 van de overeenkomst?"]),
        ("Is 1.930 euro juist?", ["Is 1.930 euro juist?"]),
        ("premie school", ["premie school"]),
        ("Mag ik VOP en gesco combineren met imw?", ["Mag ik VOP en gesco combineren met imw?"]),
    ],
)
def test_a_message_is_taken_apart_into_its_questions(message: str, questions: list[str]) -> None:
    assert asked(message) == questions


def test_greeting_context_and_signature_of_a_mail_are_no_questions() -> None:
    questions = asked(MAIL)
    assert len(questions) == 3
    assert questions[0].startswith("Komt hij")
    assert questions[1].startswith("En hoeveel")
    assert "ondertekent" in questions[2]
    assert "Peeters" not in " ".join(questions)


def test_the_context_of_a_mail_holds_facts_for_all_its_questions() -> None:
    facts = {name: fact.value for name, fact in read(MAIL).facts.items()}
    assert facts["residence"] == "brussel"
    assert facts["employer"] == "privaat"
    assert facts["quarter"] == 7


def test_there_are_at_most_four_questions() -> None:
    assert len(asked("Wie? Wat? Waar? Wanneer? Waarom? Hoe?")) == 4


def test_every_question_has_its_own_intent_topic_and_place() -> None:
    first, second = read("Hoeveel is de loonpremie? Wat staat er letterlijk in artikel 6?").questions
    assert first.intents[0] is Intent.AMOUNT
    assert first.topics == {"loonpremie"}
    assert not first.places
    assert second.intents[0] is Intent.QUOTE
    assert [place.locator for place in second.places] == ["art-6"]


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("hoeveel trek ik in t 7de kwartaal", Intent.AMOUNT),
        ("combien coûte l'accompagnement ?", Intent.AMOUNT),
        ("how much is the wage premium?", Intent.AMOUNT),
        ("mag een school imw aanvragen", Intent.YES_NO),
        ("kunde gij da combineren met vop?", Intent.YES_NO),
        ("puis-je cumuler ?", Intent.YES_NO),
        ("can I combine both?", Intent.YES_NO),
        ("wie beslist over de premie", Intent.WHO),
        ("qui décide ?", Intent.WHO),
        ("hoe vraag ik individueel maatwerk aan", Intent.STEPS),
        ("welke papieren heb ik nodig", Intent.PAPERS),
        ("binnen hoeveel dagen moet ik betalen?", Intent.DEADLINE),
        ("hoeveel dagen heb ik om te betalen", Intent.DEADLINE),
        ("tegen wanneer moet het plan klaar zijn", Intent.DEADLINE),
        ("wat is het verschil tussen loonpremie en begeleidingspremie", Intent.COMPARE),
        ("wat betekent referteloon", Intent.DEFINITION),
        ("wat zijn de taken van de begeleider", Intent.LIST),
        ("welk artikel regelt de opzeg", Intent.WHERE),
        ("waar staat dat", Intent.WHERE),
        ("in welk kwartaal zit ik", Intent.WHICH_QUARTER),
        ("schrijf een antwoord aan deze werkgever", Intent.DRAFT),
        ("vat artikel 6 samen", Intent.SUMMARISE),
        ("citeer artikel 10", Intent.QUOTE),
        ("quote article 10", Intent.QUOTE),
        ("résumez l'article 6", Intent.SUMMARISE),
    ],
)
def test_what_is_wanted_of_the_answer(message: str, intent: Intent) -> None:
    assert read(message).intents[0] is intent


@pytest.mark.parametrize("message", ["imw", "loonpremie kwartaal 7", "..."])
def test_no_intent_is_made_up(message: str) -> None:
    assert read(message).intents == ()


@pytest.mark.parametrize(
    ("message", "provisions"),
    [
        ("vat artikel 6 van de overeenkomst samen", ["gr-2026-00367-overeenkomst#art-6"]),
        ("citeer art. 7 § 2 van de modelovereenkomst", ["gr-2026-00367-overeenkomst#art-7-par-2"]),
        ("punt 12 van bijlage 3 van het ministerieel besluit", ["mb-2019-01-10#bijlage-3-punt-12"]),
        ("artikel 3 van de overeenkomst met VDAB", ["gent-vdab-2020-00300#art-3"]),
        ("article 5 of the agreement", ["gr-2026-00367-overeenkomst#art-5"]),
        ("artikelen 2 en 4 van het decreet", ["decreet-2022-01-14#art-2", "decreet-2022-01-14#art-4"]),
    ],
)
def test_places_with_their_document(message: str, provisions: list[str]) -> None:
    assert [place.provision for place in read(message).places] == provisions


def test_a_place_without_document_is_a_candidate_in_all() -> None:
    (place,) = read("wat zegt artikel 6?").places
    assert (place.document, place.locator, place.provision) == (None, "art-6", None)


@pytest.mark.parametrize("message", ["mag ik artikel 60 combineren", "5 jaar", "4/5", "01/07/2023"])
def test_what_is_no_place(message: str) -> None:
    assert read(message).places == ()
