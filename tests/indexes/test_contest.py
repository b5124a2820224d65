"""A changed fiche wins the questions that its new words are nearest to, and its neighbours lose them."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.fiches import Fiche, Fiches, Intent, Sentence
from corpus.phrases import Phrase
from indexes.contest import contest
from indexes.phrases import FicheIndex

ABOUT = {
    "rijden": ("Wat kost het rijden?", ["moet ik kilometers betalen", "zijn de kilometers gratis"]),
    "loon": (
        "Hoeveel is de loonpremie?",
        ["welke premie krijg ik voor het loon", "bedrag van de loonpremie"],
    ),
    "duur": ("Hoelang duurt het?", ["hoeveel jaar loopt de overeenkomst", "wanneer eindigt de overeenkomst"]),
}


def fiche(name: str, title: str) -> Fiche:
    return Fiche(
        id=name,
        title=title,
        intent=Intent.AMOUNT,
        answer=(Sentence(text="Dat staat in de bron."),),
        reviewed_on=date(2026, 11, 22),
    )


def said(name: str, *texts: str) -> tuple[tuple[str, Phrase], ...]:
    return tuple(
        (writer, Phrase(fiche=name, register="lay", language="nl", text=text))
        for writer, text in zip(("an", "jef", "lou"), texts, strict=False)
    )


@pytest.fixture
def fiches() -> Fiches:
    return Fiches(
        {name: fiche(name, title) for name, (title, _) in ABOUT.items()},
        dict.fromkeys(ABOUT, "proef"),
        {name: said(name, *texts) for name, (_, texts) in ABOUT.items()},
    )


def test_without_a_change_nothing_shifts(fiches: Fiches) -> None:
    found = contest(fiches, fiches, "loon", FicheIndex(fiches), {})
    assert found.shifts == ()
    assert found.asked == 6
    assert found.right_before == found.right_after


def test_a_title_in_the_words_of_a_neighbour_takes_its_questions(fiches: Fiches) -> None:
    greedy = fiche("loon", "Hoeveel kilometers verplaatsing moet ik betalen, zijn de kilometers gratis?")
    after = Fiches({**fiches.fiches, "loon": greedy}, fiches.topics, fiches.phrases)
    found = contest(fiches, after, "loon", FicheIndex(fiches), {})
    won = found.won("loon")
    assert {shift.meant for shift in won} == {"rijden"}
    assert all(shift.before == "rijden" for shift in won)
    assert found.right_after < found.right_before
    assert found.lost("rijden") == won


def test_what_is_taken_away_is_still_asked_and_what_is_new_is_not_its_own_proof(fiches: Fiches) -> None:
    new = said("duur", "tot welke dag geldt het contract")
    after = Fiches(fiches.fiches, fiches.topics, {**fiches.phrases, "duur": new})
    found = contest(fiches, after, "duur", FicheIndex(fiches), {})
    assert found.asked == 7
    assert "tot welke dag geldt het contract" not in {shift.text for shift in found.won("duur")}
    alone = Fiches({"duur": fiches.fiches["duur"]}, {"duur": "proef"}, {"duur": new})
    assert contest(alone, alone, "duur", FicheIndex(alone), {}).asked == 1
