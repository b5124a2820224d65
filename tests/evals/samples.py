"""Invented corpora, answers and cases to try the checkers on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assistant.models import (
    Answer,
    Audience,
    Calculation,
    CalculationOutcome,
    CalculationStep,
    Citation,
    Engine,
    Fact,
    FactSource,
    Language,
    Notice,
    NoticeKind,
    Reason,
    Statement,
    StatementKind,
    Status,
    Unit,
)
from corpus.models import Corpus, Document
from evals.answers.cases import Case, Expectation
from tests.indexes.samples import document as plain_document

DOCUMENT = "reglement"
TEXT = "Een abonnement kost 50 euro per kwartaal. Het geldt 2 jaar."


def document() -> Document:
    return plain_document(DOCUMENT, [("Prijs", TEXT, "individueel")])  # type: ignore[list-item]


def corpus() -> Corpus:
    made = document()
    return Corpus({made.id: made}, "sample")


def citation(number: int = 1, quote: str = "Een abonnement kost 50 euro per kwartaal.") -> Citation:
    start = TEXT.index(quote)
    return Citation(
        id=number,
        provision=f"{DOCUMENT}#art-1",
        document=DOCUMENT,
        version="1",
        locator="art-1",
        title="Reglement",
        quote=quote,
        start=start,
        end=start + len(quote),
        official=True,
    )


def answer(
    *sentences: str,
    status: Status = Status.ANSWERED,
    reason: Reason | None = None,
    citations: tuple[Citation, ...] | None = None,
    notice: str | None = None,
    **more: Any,
) -> Answer:
    cited = (citation(),) if citations is None else citations
    numbers = tuple(c.id for c in cited)
    statements = tuple(Statement(text=s, kind=StatementKind.RULE, citations=numbers) for s in sentences)
    notices = (Notice(kind=NoticeKind.DATED, text=notice),) if notice else ()
    return Answer(
        conversation_id="c",
        answer_id="a",
        status=status,
        reason=reason,
        as_of=date(2026, 1, 1),
        answer=" ".join(sentences),
        statements=more.pop("statements", statements),
        citations=cited,
        notices=notices,
        engine=Engine(corpus="x", index=None, lexical=True, dense=None),
        **more,
    )


def calculated() -> Answer:
    """An answer whose amount comes from a calculation and whose quarter comes from what the user said."""
    calculation = Calculation(
        id="k1",
        name="prijs",
        title="Prijs",
        inputs={"quarters": 3},
        steps=(
            CalculationStep(
                label="Totaal", expression="3 x 50", value=Decimal("150.00"), unit=Unit.EUR, citations=(1,)
            ),
        ),
        outcome=CalculationOutcome(value=Decimal("150.00"), unit=Unit.EUR),
    )
    said = Statement(
        text="Voor 3 kwartalen betaalt u 150 euro.", kind=StatementKind.CALCULATION, calculations=("k1",)
    )
    fact = Fact(value=3, unit=Unit.QUARTER, source=FactSource.SAID, words="drie kwartalen")
    return answer(
        "Voor 3 kwartalen betaalt u 150 euro.",
        statements=(said,),
        calculations=(calculation,),
        facts={"quarters": fact},
    )


def case(question: str = "Kost een abonnement geld?", **expected: Any) -> Case:
    return Case(
        id="t-001",
        audience=Audience.WERKGEVER,
        language=Language.NL,
        slices=expected.pop("slices", ()),
        turns=expected.pop("turns", (question,)),
        expect=Expectation(**{"status": Status.ANSWERED, **expected}),
        why="invented",
    )
