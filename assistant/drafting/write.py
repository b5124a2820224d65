"""From a request or a pasted e-mail to a letter: every question goes the whole way of a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.compose.asked import plain
from assistant.compose.doors import door_sentences
from assistant.compose.fiche import silent_sentences
from assistant.compose.letter import (
    Paragraph,
    courtesy,
    letter_courtesies,
    letter_markdown,
    placeholders,
    sentences_of,
    sources_of,
    thanks,
)
from assistant.compose.notices import in_order
from assistant.compose.stance import opened
from assistant.compose.texts import courtesies, text
from assistant.draft import Draft
from assistant.drafting.merge import Merger
from assistant.drafting.model import LONGEST, Letter, LetterQuestion, LetterSource
from assistant.drafting.questions import Sought, find_questions, with_facts
from assistant.drafting.request import Request, of_the_city, read_request
from assistant.models import (
    Answer,
    Audience,
    Conversation,
    Engine,
    Notice,
    NoticeKind,
    Reason,
    Statement,
    StatementKind,
    Status,
    Turn,
)
from assistant.privacy import mask
from assistant.understand.questions import content
from assistant.verify import verify
from assistant.verify.report import Part
from corpus.fiches import Fiches, load_fiches
from corpus.models import Corpus
from corpus.phrases import Stance

MOST = 12
"""Questions that one letter answers; the rest is listed as not answered."""
_CLOSING = ("more", "closing", "sender", "service")
_LEAST_TOLD = 2
"""Words of content that what is told must have to be a subject."""


class Answers(Protocol):
    """What answers one question."""

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        as_of: date | None = None,
        audience: Audience | None = None,
    ) -> tuple[Answer, Conversation]:
        """Answer one question."""

    def engine(self) -> Engine:
        """Which parts are live."""


def write_letter(
    assistant: Answers, corpus: Corpus, raw: str, as_of: date, audience: Audience | None = None
) -> Letter:
    """Answer an e-mail, or a request to write a letter. Never raises for anything a user can type.

    Args:
        assistant: answers each question.
        corpus: the documents that the letter is checked against.
        raw: what was typed or pasted.
        as_of: the day on which the letter must hold.
        audience: who the letter is for, when that is known.
    """
    if len(raw) > LONGEST:
        return _without(Status.REFUSED, Reason.TOO_LONG, "too_long", as_of, assistant.engine())
    request = read_request(raw, audience)
    found = find_questions(request.text)
    questions = tuple(dict.fromkeys((*map(Sought.alone, request.asked), *found.questions)))
    questions = questions or _of_what_is_told(request)
    if not questions:
        reason = Reason.UNSAFE if request.set_aside else Reason.EMPTY
        return _without(_status_of(reason), reason, "no_question", as_of, assistant.engine())
    return _written(assistant, corpus, request, questions, found.around, as_of)


def _of_what_is_told(request: Request) -> tuple[Sought, ...]:
    """A task told in statements: the statements together are what the letter is about."""
    words = len(content(request.told.lower()))
    subject = " ".join(request.told.split())
    return (Sought(subject, subject, told=True),) if words >= _LEAST_TOLD else ()


def as_answer(
    letter: Letter, masked: str, conversation: Conversation, answer_id: str
) -> tuple[Answer, Conversation]:
    """A letter as the answer to the message that asked for it."""
    answer = Answer(
        conversation_id=conversation.id,
        answer_id=answer_id,
        status=letter.status,
        reason=letter.reason,
        as_of=letter.as_of,
        answer=letter.letter,
        statements=letter.statements,
        citations=letter.citations,
        calculations=letter.calculations,
        decisions=letter.decisions,
        missing=letter.missing,
        notices=letter.notices,
        engine=letter.engine,
    )
    turn = Turn(question=masked, status=letter.status, answer_id=answer_id)
    return answer, conversation.model_copy(update={"turns": (*conversation.turns, turn)})


@dataclass(frozen=True)
class _Told:
    """One question with its answer, and where its sentences stand in the letter."""

    shown: str
    """Its words, masked."""
    status: Status
    reason: Reason | None
    meant: str | None = None
    places: tuple[int, ...] = ()

    def after(self, now: Mapping[int, int]) -> LetterQuestion:
        """What became of it, with the places as they are after the last check."""
        kept = tuple(now[place] for place in self.places if place in now)
        lost = self.status is Status.ANSWERED and not kept
        return LetterQuestion(
            text=self.shown,
            understood_as=self.meant,
            status=Status.REFUSED if lost else self.status,
            reason=Reason.NOT_IN_CORPUS if lost else self.reason,
            statements=kept,
        )


def _written(
    assistant: Answers,
    corpus: Corpus,
    request: Request,
    questions: Sequence[Sought],
    around: tuple[str, ...],
    as_of: date,
) -> Letter:
    fiches = load_fiches()
    silent = silent_sentences(fiches)
    conversation = with_facts(Conversation(id="letter"), around)
    merger = Merger()
    merger.open(courtesy("salutation"))
    told: list[_Told] = []
    answers: list[Answer] = []
    for question in questions[:MOST]:
        asked = of_the_city(question.text)
        answer, conversation = assistant.ask(asked, conversation, as_of, request.audience)
        said = sentences_of(answer, silent)
        said = opened(said, Stance.NONE) if question.told else said
        places = _added(merger, answer, said)
        meant = _taken_for(conversation, fiches) if said else None
        told.append(_Told(mask(question.shown).text, answer.status, answer.reason, meant, tuple(places)))
        answers += [answer] if said else []
    for answer in answers:
        merger.ask_for(answer)
        merger.warn(answer)
    merger.weigh(corpus, as_of)
    told += [_Told(mask(q.shown).text, Status.REFUSED, Reason.TOO_LONG) for q in questions[MOST:]]
    draft, now = _verified(merger.draft(), corpus, silent, as_of)
    personal = mask("\n".join((*around, *(q.text for q in questions)))).found
    outcome = [one.after(now) for one in told]
    reply = not any(question.told for question in questions)
    return _letter(draft, outcome, corpus, bool(personal), as_of, assistant.engine(), reply)


def _added(merger: Merger, answer: Answer, said: Sequence[Statement]) -> list[int]:
    """Where the sentences of an answer stand in the letter; what was said before is not repeated."""
    before = {statement.text for statement in merger.statements}
    new = [statement for statement in said if statement.text not in before]
    if said and not new:
        new = [courtesy("above")]
    return merger.add(answer, new)


def _taken_for(conversation: Conversation, fiches: Fiches) -> str | None:
    meant = conversation.turns[-1].fiches[:1] if conversation.turns else ()
    return fiches.fiches[meant[0]].title if meant and meant[0] in fiches.fiches else None


def _verified(
    draft: Draft, corpus: Corpus, silent: frozenset[str], as_of: date
) -> tuple[Draft, dict[int, int]]:
    """The letter as a whole through the last step, and where each sentence stands after it."""
    closed = courtesies() | letter_courtesies() | door_sentences() | silent
    report = verify(draft, corpus, closed, as_of)
    gone = {drop.index for drop in report.dropped if drop.part is Part.STATEMENT}
    kept = [index for index in range(len(draft.statements)) if index not in gone]
    return report.draft, {before: now for now, before in enumerate(kept)}


def _letter(
    draft: Draft,
    questions: Sequence[LetterQuestion],
    corpus: Corpus,
    personal: bool,
    as_of: date,
    engine: Engine,
    reply: bool,
) -> Letter:
    paragraphs = [Paragraph(q.text, tuple(draft.statements[i] for i in q.statements)) for q in questions]
    answered = [p for p in paragraphs if p.sentences]
    if not answered:
        return _unanswered(questions, draft, personal, as_of, engine)
    caveats = in_order(draft.notices)
    sources = sources_of(draft.statements, caveats, corpus, draft.citations)
    lead = thanks(len(paragraphs)) if reply else "inform"
    letter = letter_markdown(paragraphs, draft, caveats, sources, lead)
    for_staff = [NoticeKind.PRIVACY] if personal else []
    if len(answered) < len(paragraphs):
        for_staff.append(NoticeKind.PARTIAL)
    return Letter(
        status=Status.ANSWERED,
        as_of=as_of,
        letter=letter,
        placeholders=placeholders(letter),
        sources=tuple(
            LetterSource(number=s.number, title=s.title, url=s.url, citations=s.citations) for s in sources
        ),
        questions=tuple(
            q.model_copy(update={"statements": tuple(i + 1 for i in q.statements)}) for q in questions
        ),
        statements=(draft.statements[0], courtesy(lead), *draft.statements[1:], *map(courtesy, _CLOSING)),
        citations=draft.citations,
        calculations=draft.calculations,
        decisions=draft.decisions,
        missing=draft.missing,
        notices=(*(Notice(kind=kind, text=text(f"notices.{kind}")) for kind in for_staff), *caveats),
        engine=engine,
    )


def _unanswered(
    questions: Sequence[LetterQuestion], draft: Draft, personal: bool, as_of: date, engine: Engine
) -> Letter:
    """No letter: which questions have no answer, and what would help. Nobody sends a greeting alone."""
    said = courtesy("nothing")
    listed = "\n".join(f"- {plain(question.text)}" for question in questions)
    return Letter(
        status=_status_of(questions[0].reason),
        reason=questions[0].reason,
        as_of=as_of,
        letter=f"{said.text}\n\n{listed}",
        questions=questions,
        statements=(said,),
        missing=draft.missing,
        notices=(Notice(kind=NoticeKind.PRIVACY, text=text("notices.privacy")),) if personal else (),
        engine=engine,
    )


def _status_of(reason: Reason | None) -> Status:
    """The status of a letter in which nothing could be answered."""
    return Status.CLARIFICATION if reason in (Reason.UNCLEAR, Reason.EMPTY) else Status.REFUSED


def _without(status: Status, reason: Reason, key: str, as_of: date, engine: Engine) -> Letter:
    """No letter, with the reason in one line."""
    said = Statement(text=text(f"letter.courtesy.{key}"), kind=StatementKind.COURTESY)
    return Letter(
        status=status, reason=reason, as_of=as_of, letter=said.text, statements=(said,), engine=engine
    )
