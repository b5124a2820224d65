"""Step 6, compose: answer first, then amounts, grounds, caveats, what is missing and where to ask."""

from __future__ import annotations

from datetime import date

from assistant.compose.notices import source_notices
from assistant.compose.passages import passage_of, passages
from assistant.compose.quoting import quoted
from assistant.compose.texts import text, texts
from assistant.compose.worked import decision_statements, grounds, tariff_statements, with_citations
from assistant.draft import Citer, Draft
from assistant.judge import Judgement
from assistant.models import Missing, Notice, NoticeKind, Reason, Statement, StatementKind, Status
from assistant.receive import Received
from assistant.understand import Understood
from assistant.work import Worked
from corpus.contacts import contacts, door_for
from corpus.models import Corpus
from indexes.models import SearchResult

_STATUS = {
    Reason.OUT_OF_SCOPE: Status.REFUSED,
    Reason.NOT_IN_CORPUS: Status.REFUSED,
    Reason.UNSAFE: Status.REFUSED,
    Reason.TOO_LONG: Status.REFUSED,
    Reason.UNCLEAR: Status.CLARIFICATION,
    Reason.EMPTY: Status.CLARIFICATION,
    Reason.INVALID_CASE: Status.CLARIFICATION,
}
_DEFAULT_DOOR = {Reason.OUT_OF_SCOPE: None, Reason.NOT_IN_CORPUS: "wewis"}
_NEXT_QUESTIONS = 3
_GROUNDS = 1
"""Passages to show beside an outcome of the rules: the ground, not a second answer."""


def compose(
    received: Received,
    understood: Understood,
    result: SearchResult,
    judgement: Judgement,
    worked: Worked,
    corpus: Corpus,
    as_of: date,
) -> Draft:
    """The draft for a question that was understood: worked out, quoted, or declined."""
    if judgement.reason is Reason.UNCLEAR:
        return _which(received)
    if judgement.reason:
        return decline(judgement.reason, received, understood)
    if worked.invalid:
        return _invalid(received, worked)

    citer = Citer(corpus)
    calculations = tuple(with_citations(c, citer, corpus) for c in worked.calculations)
    decisions = tuple(with_citations(d, citer, corpus) for d in worked.decisions)
    statements = [
        *(s for d in decisions for s in decision_statements(d)),
        *(s for c in calculations for s in tariff_statements(c)),
    ]
    if statements:
        shown = tuple(passage_of(p, corpus, understood.query) for p in grounds(worked, corpus)[:_GROUNDS])
    else:
        shown = passages(result.hits, understood.query, corpus)
    statements += [quoted(p, corpus, citer) for p in shown]
    return Draft(
        status=Status.ANSWERED,
        statements=tuple(statements),
        citations=citer.citations,
        calculations=calculations,
        decisions=decisions,
        facts=understood.facts,
        next_questions=texts("next.individueel")[:_NEXT_QUESTIONS],
        notices=(*source_notices(citer.citations, corpus, as_of), *_privacy(received)),
    )


def decline(reason: Reason, received: Received, understood: Understood | None = None) -> Draft:
    """The draft for a question that is not answered: one friendly line, and the right door."""
    statements = [_courtesy(text(f"courtesy.{reason.value}"))]
    if understood and reason in _DEFAULT_DOOR:
        door = _door(understood.query, _DEFAULT_DOOR[reason])
        if door:
            statements.append(_courtesy(door))
    return Draft(
        status=_STATUS[reason],
        reason=reason,
        statements=tuple(statements),
        next_questions=texts("next.individueel")[:_NEXT_QUESTIONS],
        notices=_privacy(received),
    )


def door_sentences() -> frozenset[str]:
    """Every sentence that names a door: part of the closed list of sentences without a source."""
    return frozenset(text("doors.lead", name=contact.name) for contact in contacts())


def _door(question: str, default: str | None) -> str | None:
    door = door_for(question, default)
    return text("doors.lead", name=door.name) if door else None


def _which(received: Received) -> Draft:
    question = Missing(fact="subject", question=text("unclear.question"), options=texts("next.individueel"))
    return Draft(
        status=Status.CLARIFICATION,
        reason=Reason.UNCLEAR,
        statements=(_courtesy(text("courtesy.unclear")),),
        missing=(question,),
        notices=_privacy(received),
    )


def _invalid(received: Received, worked: Worked) -> Draft:
    assert worked.invalid is not None  # noqa: S101 - the caller has looked
    question = Missing(fact=worked.invalid.fact, question=worked.invalid.allowed)
    return Draft(
        status=Status.CLARIFICATION,
        reason=Reason.INVALID_CASE,
        statements=(_courtesy(text("courtesy.invalid_case")),),
        missing=(question,),
        facts=worked.invalid.facts,
        notices=_privacy(received),
    )


def _courtesy(sentence: str) -> Statement:
    return Statement(text=sentence, kind=StatementKind.COURTESY)


def _privacy(received: Received) -> tuple[Notice, ...]:
    return (Notice(kind=NoticeKind.PRIVACY, text=text("notices.privacy")),) if received.personal.found else ()
