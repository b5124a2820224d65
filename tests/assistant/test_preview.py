"""The answer of one fiche as a user would see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.knowledge import Knowledge
from assistant.models import Engine, Status
from assistant.preview import preview
from corpus.fiches import Fiche, Fiches
from corpus.load import load_corpus
from corpus.parameters import load_parameters

ON = date(2026, 11, 22)
ENGINE = Engine(corpus="", index=None, lexical=True, dense=None)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.of(load_corpus(), load_parameters())


def changed(knowledge: Knowledge, fiche: Fiche) -> Knowledge:
    fiches = knowledge.fiches
    return replace(
        knowledge, fiches=Fiches({**fiches.fiches, fiche.id: fiche}, fiches.topics, fiches.phrases)
    )


def test_a_fiche_that_was_read_is_shown_whole(knowledge: Knowledge) -> None:
    fiche = knowledge.fiches.fiches["tarief-gent-extra-pakket"]
    shown = preview(fiche, "", knowledge, ENGINE, ON)
    assert shown.dropped == ()
    assert shown.answer.status is Status.ANSWERED
    assert shown.answer.citations
    assert "90,00 euro" in shown.answer.answer


def test_a_sentence_that_its_quote_does_not_hold_is_left_out_and_told(knowledge: Knowledge) -> None:
    fiche = knowledge.fiches.fiches["tarief-gent-extra-pakket"]
    wrong = fiche.answer[0].model_copy(update={"text": "Het extra pakket kost 77 euro per uur."})
    fiche = fiche.model_copy(update={"answer": (wrong, *fiche.answer[1:])})
    shown = preview(fiche, fiche.title, changed(knowledge, fiche), ENGINE, ON)
    assert [text for text in shown.dropped if "77 euro" in text]
    assert "77" not in shown.answer.answer


def test_a_question_with_a_case_is_worked_out(knowledge: Knowledge) -> None:
    fiche = knowledge.fiches.fiches["saldo-hoeveel-over"]
    question = "Hoeveel hou ik over in kwartaal 3 met 5 jaar behoefte en een hoge nood, voltijds?"
    shown = preview(fiche, question, knowledge, ENGINE, ON)
    assert shown.answer.calculations
