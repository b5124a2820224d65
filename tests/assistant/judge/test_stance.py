from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from assistant.judge.stance import asserts, contradicted, stance, voted, wants_no_yes_or_no
from assistant.models import Conversation
from assistant.receive import receive
from assistant.understand import Understood, understand
from corpus.fiches import Intent, Polarity
from corpus.phrases import Stance
from indexes.phrases import FicheHit, Near
from tests.indexes.fiche_samples import fiche

OPEN = fiche("open", "Wanneer is het zwembad open?")


def read(text: str) -> Understood:
    return understand(receive(text), Conversation(id="t"))


def near(*pairs: tuple[Stance, float]) -> tuple[Near, ...]:
    return tuple(Near(side, likeness, "is het zwembad open?") for side, likeness in pairs)


def hit(nearest: Sequence[Near], **more: object) -> FicheHit:
    return FicheHit(fiche("open", "Is het bad open?", **more), "bad", 1.0, {}, tuple(nearest))


def test_the_nearest_way_of_asking_outvotes_those_further_off() -> None:
    question = read("is het zwembad dan open?")
    assert voted(question, near((Stance.NO, 0.9), (Stance.YES, 0.5), (Stance.YES, 0.5))) is Stance.NO
    assert voted(question, near((Stance.NO, 0.6), (Stance.YES, 0.6))) is Stance.NONE
    assert voted(question, ()) is Stance.NONE


def test_a_denial_on_one_side_alone_makes_a_vote_weaker() -> None:
    denied = (
        Near(Stance.NO, 0.7, "is het zwembad niet open?"),
        Near(Stance.YES, 0.7, "is het bad open?"),
    )
    assert voted(read("is het zwembad open?"), denied) is Stance.YES
    assert voted(read("is het zwembad niet open?"), denied) is Stance.NO


@pytest.mark.parametrize(
    "text",
    [
        "Het zwembad is toch open?",
        "Het zwembad is open, klopt dat?",
        "Het zwembad is open, juist?",
        "'t zwembad is open he",
        "La piscine est ouverte, n'est-ce pas ?",
        "The pool is open, right?",
    ],
)
def test_a_statement_to_be_confirmed_is_recognised(text: str) -> None:
    assert asserts(read(text))


@pytest.mark.parametrize("text", ["Wanneer is het zwembad juist open?", "Is het zwembad open?"])
def test_a_question_is_no_statement(text: str) -> None:
    assert not asserts(read(text))


def test_a_question_that_asks_for_something_else_gets_no_yes_or_no() -> None:
    found = hit(near((Stance.YES, 0.9)), polarity=Polarity.YES)
    assert stance(read("Hoeveel kost het zwembad?"), found) is Stance.NONE
    assert stance(read("Is het zwembad open?"), found) is Stance.YES


def test_a_figure_taken_for_granted_is_held_against_the_source() -> None:
    quoted = fiche("kaart", "Hoe lang geldt een kaart?")
    support = quoted.answer[0].citations[0].model_copy(update={"quote": "Een kaart is 2 jaar geldig."})
    sentence = quoted.answer[0].model_copy(update={"citations": (support,)})
    card = quoted.model_copy(update={"answer": (sentence,)})
    assert contradicted(read("een kaart is 3 jaar geldig, toch?"), card) is True
    assert contradicted(read("een kaart is twee jaar geldig, toch?"), card) is False
    assert contradicted(read("een kaart is 24 maanden geldig, toch?"), card) is False
    assert contradicted(read("een kaart is 18 maanden geldig, toch?"), card) is True
    assert contradicted(read("een kaart kost 3 euro, toch?"), card) is None
    found = FicheHit(card, "kaart", 1.0, {}, near((Stance.NONE, 0.9)))
    assert stance(read("een kaart is 3 jaar geldig, toch?"), found) is Stance.NO
    assert stance(read("een kaart is 2 jaar geldig, toch?"), found) is Stance.YES


def about(name: str, text: str, stance_of: Stance, *ways: str, **more: Any) -> FicheHit:
    made = fiche(name, "Over het zwembad", intent=Intent.YES_NO, **more)
    told = made.model_copy(update={"answer": (made.answer[0].model_copy(update={"text": text}),)})
    return FicheHit(told, "bad", 1.0, {}, tuple(Near(stance_of, 0.9, way) for way in ways))


def test_a_way_of_asking_for_another_case_has_no_vote() -> None:
    found = about(
        "x", "Nee: wie in Brussel woont, komt er niet in.", Stance.NO,
        "mijn zoon woont in Brussel, mag hij erin?", needs=("residence",), polarity=Polarity.NO,
    )  # fmt: skip
    assert stance(read("mijn dochter woont in Jette, mag zij erin?"), found) is Stance.NO
    assert stance(read("mijn dochter woont in Lokeren, mag zij erin?"), found) is Stance.NONE
    assert stance(read("mag mijn dochter erin?"), found) is Stance.NO


@pytest.mark.parametrize(
    "text",
    [
        "kinderen mogen er toch niet in?",
        "een kind telt dus niet mee?",
        "kinderen mogen er niet in, neem ik aan?",
    ],
)
def test_who_wants_a_denial_confirmed_that_the_answer_does_not_make_is_told_no(text: str) -> None:
    found = about("x", "Ook kinderen zijn welkom.", Stance.YES, "mogen kinderen erin?")
    assert stance(read(text), found) is Stance.NO


def test_a_denial_in_a_plain_question_gives_no_yes() -> None:
    found = about("x", "Ook kinderen zijn welkom.", Stance.YES, "mogen kinderen erin?")
    assert stance(read("mogen kinderen er niet in?"), found) is Stance.NONE
    assert stance(read("mogen kinderen erin?"), found) is Stance.YES


def test_a_restriction_that_the_answer_does_not_make_gives_no_yes() -> None:
    found = about("x", "Ook kinderen zijn welkom.", Stance.YES, "mogen volwassenen erin?")
    assert stance(read("het is enkel voor volwassenen, toch?"), found) is Stance.NONE
    assert stance(read("het is voor volwassenen, toch?"), found) is Stance.YES


@pytest.mark.parametrize(
    "text",
    [
        "moet ik betalen voor of na het zwemmen?",
        "betaal ik eerst of pas achteraf?",
        "is het de werknemer of de werkgever die betaalt?",
        "betaalt de werkgever of de stad?",
        "rekent u per uur of per dag?",
        "do I pay before or after?",
        "dois-je payer avant ou après ?",
        "wie moet er betalen?",
        "waar is het?",
    ],
)
def test_what_is_to_be_named_gets_neither_yes_nor_no(text: str) -> None:
    found = about("x", "Nee: u betaalt vooraf.", Stance.NO, "moet ik achteraf betalen?", polarity=Polarity.NO)
    assert wants_no_yes_or_no(read(text))
    assert stance(read(text), found) is Stance.NONE


@pytest.mark.parametrize(
    "text",
    [
        "moet ik betalen of niet?",
        "mag een kind of een hond erin?",
        "mag ik erin na de middag?",
        "hoe zit dat, moet ik betalen?",
        "waar het om gaat is toch het bad, nietwaar?",
    ],
)
def test_other_questions_may_get_a_yes_or_a_no(text: str) -> None:
    assert not wants_no_yes_or_no(read(text))


def test_a_figure_that_agrees_is_no_yes_for_another_task() -> None:
    made = fiche("prijs", "Wat kost het extra pakket?")
    support = made.answer[0].citations[0].model_copy(update={"quote": "Het kost 70 euro per uur."})
    sentence = made.answer[0].model_copy(
        update={"text": "Het extra pakket kost 70 euro per uur.", "citations": (support,)}
    )
    price = FicheHit(made.model_copy(update={"answer": (sentence,)}), "prijs", 1.0, {}, ())
    assert stance(read("een uur extra kost toch 70 euro?"), price) is Stance.YES
    assert stance(read("een uur doorverwijzen kost toch 70 euro?"), price) is Stance.NONE
    assert stance(read("een uur doorverwijzen kost toch 50 euro?"), price) is Stance.NO
