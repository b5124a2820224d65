from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.judge.stance import asserts, contradicted, stance, voted
from assistant.models import Conversation
from assistant.receive import receive
from assistant.understand import Understood, understand
from corpus.fiches import Polarity
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
