"""The sources of an answer: only those something refers to, in the order in which they come up."""

from __future__ import annotations

import pytest

from assistant.draft import Citer, Draft
from assistant.models import (
    Answer,
    Calculation,
    CalculationOutcome,
    CalculationStep,
    Notice,
    NoticeKind,
    Statement,
    StatementKind,
    Status,
    Unit,
)
from assistant.numbering import numbered
from assistant.pipeline import Assistant
from corpus.models import Corpus

MODEL = "gr-2026-00367-overeenkomst"


def _cited(corpus: Corpus, *locators: str) -> Citer:
    citer = Citer(corpus)
    for locator in locators:
        citer.cite(corpus.provision(f"{MODEL}#{locator}"))
    return citer


def test_only_what_is_referred_to_is_left_in_the_order_of_reading(corpus: Corpus) -> None:
    citer = _cited(corpus, "art-7", "art-8", "art-10", "art-6-lid-2", "art-6-lid-1")
    step = CalculationStep(label="x", expression="", value=1, unit=Unit.EUR, citations=(4,))
    draft = Draft(
        Status.ANSWERED,
        statements=(Statement(text="x", kind=StatementKind.RULE, citations=(3, 1)),),
        notices=(Notice(kind=NoticeKind.DATED, text="y", citations=(5, 3)),),
        calculations=(
            Calculation(
                id="c", name="n", title="t", inputs={}, steps=(step,),
                outcome=CalculationOutcome(value=None, unit=Unit.EUR),
            ),
        ),
        citations=citer.citations,
    )  # fmt: skip
    left = numbered(draft)
    assert [(c.id, c.locator) for c in left.citations] == [
        (1, "art-10"),
        (2, "art-7"),
        (3, "art-6-lid-1"),
        (4, "art-6-lid-2"),
    ]
    assert left.statements[0].citations == (1, 2)
    assert left.notices[0].citations == (1, 3)
    assert left.calculations[0].steps[0].citations == (4,)


def test_the_same_words_at_the_same_place_are_one_source(corpus: Corpus) -> None:
    (first,) = _cited(corpus, "art-7").citations
    again = first.model_copy(update={"id": 2})
    said = Statement(text="x", kind=StatementKind.RULE, citations=(2, 1))
    left = numbered(Draft(Status.ANSWERED, statements=(said,), citations=(first, again)))
    assert [c.id for c in left.citations] == [1]
    assert left.statements[0].citations == (1,)


def _referred(answer: Answer) -> set[int]:
    steps = [step for calculation in answer.calculations for step in calculation.steps]
    criteria = [criterion for decision in answer.decisions for criterion in decision.criteria]
    parts = (*answer.statements, *answer.notices, *answer.missing, *steps, *criteria)
    return {number for part in parts for number in part.citations}


@pytest.mark.parametrize(
    "question",
    [
        "Wat betaal ik aan de stad in kwartaal 8?",
        "Rekent Stad Gent verplaatsingen aan?",
        "Krijg ik een loonpremie voor iemand die al een VOP heeft?",
        "Wat houdt het extra pakket in en hoeveel kost een uur ervan?",
        "Volstaat een bachelor orthopedagogie om te begeleiden?",
    ],
)
def test_an_answer_lists_no_source_that_nothing_refers_to(assistant: Assistant, question: str) -> None:
    answer, _ = assistant.ask(question)
    assert answer.citations
    assert {c.id for c in answer.citations} == _referred(answer)
    marks = [number for statement in answer.statements for number in statement.citations]
    assert marks[0] == 1
    assert len({(c.document, c.start, c.end) for c in answer.citations}) == len(answer.citations)
