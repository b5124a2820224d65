"""A fiche on the sheet: its sentences with their quotes, the tensions that matter, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.compose.fiche import fiche_statements
from assistant.compose.parts import Sheet
from assistant.compose.stance import opened
from assistant.compose.texts import text
from assistant.judge import Judgement
from assistant.knowledge import Knowledge
from assistant.models import Notice, NoticeKind, Outcome, Statement, StatementKind
from assistant.notation import figures
from corpus.contacts import contacts
from corpus.fiches import Fiche, FicheKind, Polarity

_MOST_TENSIONS = 1
_OUTCOME_OF = {Polarity.YES: Outcome.YES, Polarity.NO: Outcome.NO}


def answer_curated(
    fiche: Fiche, judgement: Judgement, told: bool, sheet: Sheet, knowledge: Knowledge, as_of: date
) -> bool:
    """Write a fiche on the sheet, behind what the rules told. True when it says the sources are silent."""
    said = fiche_statements(fiche, knowledge.corpus, knowledge.parameters, as_of, sheet.citer)
    said = opened(said, judgement.stance)
    sheet.statements += _beside_outcome(fiche, said, sheet) if told else said
    if not (told and sheet.calculations):
        sheet.notices += _tensions(fiche, sheet, knowledge)
    sheet.next_questions += curated_titles(fiche.related, knowledge)
    if fiche.kind is FicheKind.GAP and fiche.door:
        door = next(contact for contact in contacts() if contact.id == fiche.door)
        if door.name not in " ".join(s.text for s in said):
            sentence = text("doors.lead", name=door.name)
            sheet.statements.append(Statement(text=sentence, kind=StatementKind.COURTESY))
    return fiche.kind is FicheKind.GAP


def tell_beside(judgement: Judgement, sheet: Sheet, knowledge: Knowledge, as_of: date) -> None:
    """Write the first sentence of each fiche that may be meant as well, behind its question."""
    for fiche_id in judgement.beside:
        fiche = knowledge.fiches.fiches[fiche_id]
        if figures(fiche.title):  # nothing in the answer would hold them
            continue
        first = fiche_statements(fiche, knowledge.corpus, knowledge.parameters, as_of, sheet.citer)[0]
        if first.citations:
            said = text("beside.lead", title=fiche.title, answer=first.text)
            sheet.statements.append(first.model_copy(update={"text": said}))


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
    polarity = _OUTCOME_OF.get(fiche.polarity) if fiche.polarity else None
    if sheet.decisions and polarity is not None and polarity is not sheet.decisions[-1].outcome:
        return ()
    return said[1:]


def _tensions(fiche: Fiche, sheet: Sheet, knowledge: Knowledge) -> list[Notice]:
    known = [knowledge.tensions[key] for key in fiche.tensions]
    severe = sorted(known, key=lambda tension: tension.severity)[:_MOST_TENSIONS]
    return [
        Notice(
            kind=NoticeKind(tension.kind),
            text=tension.text,
            citations=tuple(sheet.citer.cite(knowledge.corpus.provision(p)) for p in tension.provisions),
        )
        for tension in severe
    ]
