"""A fiche on the sheet: its sentences with their quotes, the tensions that matter, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.compose.doors import door_sentence
from assistant.compose.fiche import fiche_statements
from assistant.compose.notices import says_already
from assistant.compose.parts import Sheet
from assistant.compose.stance import opened
from assistant.compose.texts import text
from assistant.judge import Judgement
from assistant.knowledge import Knowledge
from assistant.models import Notice, NoticeKind, Outcome, Statement, StatementKind
from assistant.notation import figures
from corpus.contacts import contacts, door_for
from corpus.fiches import Fiche, FicheKind, Polarity
from corpus.models import is_within
from corpus.tensions import Tension

_MOST_TENSIONS = 1
_LINE = 30
"""Words of a line that is told beside an answer."""
_OUTCOME_OF = {Polarity.YES: Outcome.YES, Polarity.NO: Outcome.NO}


def answer_curated(
    fiche: Fiche, judgement: Judgement, told: bool, sheet: Sheet, knowledge: Knowledge, as_of: date
) -> bool:
    """Write a fiche on the sheet, behind what the rules told. True when it says the sources are silent."""
    said = fiche_statements(fiche, knowledge.corpus, knowledge.parameters, as_of, sheet.citer)
    said = opened(said, judgement.stance)
    sheet.tell(_beside_outcome(fiche, said, sheet) if told else said)
    if not (told and sheet.calculations):
        sheet.notices += _tensions(fiche, sheet, knowledge)
    sheet.next_questions += curated_titles(fiche.related, knowledge)
    if fiche.kind is FicheKind.GAP and fiche.door:
        door = next(contact for contact in contacts() if contact.id == fiche.door)
        if door.name not in " ".join(s.text for s in said):
            sentence = door_sentence(door)
            sheet.tell([Statement(text=sentence, kind=StatementKind.COURTESY)])
    return fiche.kind is FicheKind.GAP


def tell_beside(judgement: Judgement, sheet: Sheet, knowledge: Knowledge, as_of: date) -> None:
    """Write one short line on what may be meant as well: its question and the first sentence of its answer.

    What the answer says already is not told again; what is too long for a line is offered as a next question.
    """
    for fiche_id in judgement.beside[:1]:
        fiche = knowledge.fiches.fiches[fiche_id]
        if figures(fiche.title):  # nothing in the answer would hold them
            return
        first = fiche_statements(fiche, knowledge.corpus, knowledge.parameters, as_of, sheet.citer)[0]
        said = text("beside.lead", title=fiche.title, answer=first.text)
        if not first.citations or says_already(sheet.statements, first.text):
            return
        if len(said.split()) > _LINE:
            sheet.next_questions.insert(0, fiche.title)
        else:
            sheet.statements.append(first.model_copy(update={"text": said}))


def tell_lacking(
    fiche: Fiche, detail: str, question: str, sheet: Sheet, knowledge: Knowledge, as_of: date
) -> None:
    """Say that the detail asked for is in no source, then the answer that lies nearest, and whom to ask."""
    said = fiche_statements(fiche, knowledge.corpus, knowledge.parameters, as_of, sheet.citer)
    sheet.statements.append(Statement(text=text(f"sought.{detail}"), kind=StatementKind.COURTESY))
    sheet.statements += said[:1]
    door = door_for(question, None)
    if door:
        sheet.statements.append(Statement(text=door_sentence(door), kind=StatementKind.COURTESY))
    sheet.next_questions += curated_titles((fiche.id, *fiche.related), knowledge)


def curated_titles(ids: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    """Titles to offer as next questions, without those whose figures nothing in the answer would hold."""
    titles = (knowledge.fiches.fiches[i].title for i in ids if i in knowledge.fiches.fiches)
    return tuple(title for title in titles if not figures(title))


def _beside_outcome(fiche: Fiche, said: tuple[Statement, ...], sheet: Sheet) -> tuple[Statement, ...]:
    """What a fiche adds to an outcome: all but its own first answer, and nothing when the two differ.

    A calculation brings its own caveats: the fiche may speak of another term or package.
    """
    if sheet.calculations:
        return ()
    if sheet.decisions and sheet.decisions[-1].missing:  # how the case stands was told instead
        return ()
    polarity = _OUTCOME_OF.get(fiche.polarity) if fiche.polarity else None
    if sheet.decisions and polarity is not None and polarity is not sheet.decisions[-1].outcome:
        return ()
    return said[1:]


def _tensions(fiche: Fiche, sheet: Sheet, knowledge: Knowledge) -> list[Notice]:
    """The weightiest tension that matters here: one about a place that a sentence rests on."""
    known = [knowledge.tensions[key] for key in fiche.tensions]
    mattering = [tension for tension in known if _rests_on(tension, sheet)]
    severe = sorted(mattering, key=lambda tension: tension.severity)
    new = [t for t in severe if not says_already(sheet.statements, t.text)][:_MOST_TENSIONS]
    return [
        Notice(
            kind=NoticeKind(tension.kind),
            text=tension.text,
            citations=tuple(sheet.citer.cite(knowledge.corpus.provision(p)) for p in tension.provisions),
        )
        for tension in new
    ]


def _rests_on(tension: Tension, sheet: Sheet) -> bool:
    """Whether a sentence cites one of the places that a tension is about."""
    numbers = {number for said in sheet.statements for number in said.citations}
    cited = [sheet.citer.citation(number) for number in numbers]
    places = [place.partition("#") for place in tension.provisions]
    return any(
        one.document == document and is_within(one.locator, locator)
        for one in cited
        for document, _, locator in places
    )
