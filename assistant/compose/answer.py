"""Step 6, compose: answer first, then amounts, grounds, caveats, what is missing and where to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.compose.aged import aged
from assistant.compose.asking import missing_fact
from assistant.compose.confirm import confirmed
from assistant.compose.curated import answer_curated, tell_beside, tell_lacking
from assistant.compose.doors import door_sentence
from assistant.compose.followup import tell_follow_up
from assistant.compose.notices import in_order, says_already, source_notices
from assistant.compose.open_parts import choice, left_open, not_answered
from assistant.compose.opening import opening
from assistant.compose.parts import Part, Sheet
from assistant.compose.passages import passage_of, passages
from assistant.compose.quoting import quoted
from assistant.compose.reading import tell_place
from assistant.compose.stance import opened
from assistant.compose.texts import text, texts
from assistant.compose.worked import grounds, tell, tell_invalid
from assistant.draft import Citer, Draft
from assistant.judge import Action
from assistant.knowledge import Knowledge
from assistant.models import Citation, Notice, NoticeKind, Reason, Statement, StatementKind, Status
from assistant.numbering import numbered
from assistant.receive import Received
from assistant.understand import Understood
from corpus.contacts import door_for
from corpus.phrases import Stance

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
    received: Received, understood: Understood, parts: Sequence[Part], knowledge: Knowledge, as_of: date
) -> Draft:
    """The draft for a question that was understood: each of its parts answered, asked back or declined."""
    parts = [_settled(part) for part in parts]
    answered = [part for part in parts if part.judgement.action is Action.ANSWER]
    if not answered:
        return _without_answer(received, understood, parts[0], knowledge)
    invalid = next((p.worked.invalid for p in answered if p.worked.invalid), None)
    sheet = Sheet(Citer(knowledge.corpus))
    gap = False
    for part in parts:
        if part.judgement.action is not Action.ANSWER:
            left_open(part, sheet, knowledge)
        elif part.worked.invalid:
            tell_invalid(part.worked.invalid, sheet, knowledge.corpus)
        else:
            gap |= _answer(part, sheet, understood, knowledge, as_of)
    statements = (*opening(received.language, sheet, answered, knowledge), *sheet.statements)
    draft = Draft(
        status=Status.REFUSED if gap and len(answered) == 1 else Status.ANSWERED,
        reason=_reason(gap and len(answered) == 1, invalid is not None),
        statements=statements,
        citations=sheet.citer.citations,
        calculations=tuple(sheet.calculations),
        decisions=tuple(sheet.decisions),
        facts=understood.facts,
        missing=tuple(sheet.missing[:1]),
        next_questions=tuple(dict.fromkeys(sheet.next_questions))[:_NEXT_QUESTIONS],
        notices=in_order(
            (
                *_privacy(received),
                *(n for n in sheet.notices if not says_already(sheet.statements, n.text)),
                *not_answered(parts, understood),
                *source_notices(_shown(sheet), knowledge.corpus, as_of, sheet.statements),
            )
        ),
    )
    return numbered(draft)


def decline(reason: Reason, received: Received, understood: Understood | None = None) -> Draft:
    """The draft for a question that is not answered: one friendly line, and the right door."""
    statements = [_courtesy(text(f"courtesy.{reason.value}"))]
    if understood and reason in _DEFAULT_DOOR:
        door = door_for(understood.query, _DEFAULT_DOOR[reason])
        if door:
            statements.append(_courtesy(door_sentence(door)))
    return Draft(
        status=_STATUS[reason],
        reason=reason,
        statements=tuple(statements),
        next_questions=texts("next.individueel")[:_NEXT_QUESTIONS],
        notices=_privacy(received),
    )


def _settled(part: Part) -> Part:
    """A part whose only choice is made: one option is no question."""
    judgement = part.judgement
    if judgement.action is not Action.CHOOSE or len(judgement.fiches) != 1:
        return part
    return replace(part, judgement=replace(judgement, action=Action.ANSWER, reason=None))


def _answer(part: Part, sheet: Sheet, understood: Understood, knowledge: Knowledge, as_of: date) -> bool:
    """Write one part on the sheet. True when what is said is that the sources are silent."""
    if part.place or part.wanted:
        tell_place(part, understood, sheet, knowledge, as_of)
        return False
    if tell_follow_up(part, sheet, knowledge):
        return False
    before = len(sheet.statements)
    told = tell(part.worked, sheet, knowledge.corpus)
    for calculation in part.worked.calculations[:1]:
        stance = confirmed(understood, part.question, calculation)
        if stance is not Stance.NONE:
            sheet.statements[before:] = opened(sheet.statements[before:], stance)
    if part.judgement.fiches:
        return _tell_fiche(part, told, sheet, understood, knowledge, as_of)
    if told:
        found = grounds(part.worked, knowledge.corpus)[:_GROUNDS]
        shown = [passage_of(place, knowledge.corpus, part.question) for place in found]
    else:
        shown = list(passages(part.result.hits, part.question, knowledge.corpus))
    sheet.statements += [quoted(p, knowledge.corpus, sheet.citer) for p in shown]
    sheet.next_questions += texts("next.individueel")
    return False


def _tell_fiche(
    part: Part, told: bool, sheet: Sheet, understood: Understood, knowledge: Knowledge, as_of: date
) -> bool:
    """Write the fiche of a part, behind what the rules told. True when it only tells of a silence."""
    judgement = part.judgement
    fiche = knowledge.fiches.fiches[judgement.fiches[0][0]]
    if judgement.lacking and not told:
        tell_lacking(fiche, judgement.lacking, part.question, sheet, knowledge, as_of)
        return True
    before = len(sheet.statements)
    gap = answer_curated(fiche, judgement, told, sheet, knowledge, as_of)
    if part.where and not told:  # who asks for the place has it, and needs one sentence on it
        del sheet.statements[before + 1 :]
    if not told and len(understood.parts) <= 1:
        tell_beside(judgement, sheet, knowledge, as_of)
    sheet.notices += aged(fiche, part.worked.calculations, knowledge.parameters, as_of)
    if not part.where and (not part.worked.settled or part.worked.open):
        sheet.missing += missing_fact(fiche, part.worked, understood, sheet, knowledge)
    return gap and not told


def _without_answer(received: Received, understood: Understood, part: Part, knowledge: Knowledge) -> Draft:
    judgement = part.judgement
    if judgement.action is Action.DECLINE and judgement.reason is not Reason.UNCLEAR:
        return decline(judgement.reason or Reason.NOT_IN_CORPUS, received, understood)
    sheet = Sheet(Citer(knowledge.corpus))
    question = choice((fiche for fiche, _ in judgement.fiches), sheet, knowledge)
    draft = Draft(
        status=Status.CLARIFICATION,
        reason=Reason.UNCLEAR,
        statements=(_courtesy(text("courtesy.unclear")),),
        citations=sheet.citer.citations,
        missing=(question,),
        notices=_privacy(received),
    )
    return numbered(draft)


def _reason(gap: bool, invalid: bool) -> Reason | None:
    if invalid:
        return Reason.INVALID_CASE
    return Reason.NOT_IN_CORPUS if gap else None


def _shown(sheet: Sheet) -> list[Citation]:
    """The citations that stand behind a sentence, not only inside a calculation."""
    numbers = dict.fromkeys(number for s in sheet.statements for number in s.citations)
    return [sheet.citer.citation(number) for number in numbers]


def _courtesy(sentence: str) -> Statement:
    return Statement(text=sentence, kind=StatementKind.COURTESY)


def _privacy(received: Received) -> tuple[Notice, ...]:
    return (Notice(kind=NoticeKind.PRIVACY, text=text("notices.privacy")),) if received.personal.found else ()
