"""For who asks in French or English: the core of the answer in that language; the rest is in Dutch."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compose.parts import Part, Sheet
from assistant.compose.texts import text_in
from assistant.knowledge import Knowledge
from assistant.models import Language, Outcome, Statement, StatementKind, Unit
from assistant.notation import money
from corpus.fiches import Polarity
from corpus.phrases import Stance


def opening(
    language: Language, sheet: Sheet, parts: Sequence[Part], knowledge: Knowledge
) -> tuple[Statement, ...]:
    """One line from fixed templates: yes, no, it depends, the amount, or that the answer follows."""
    if language is Language.NL:
        return ()
    for calculation in sheet.calculations[:1]:
        value = calculation.outcome.value
        if value is not None and calculation.outcome.unit is Unit.EUR:
            said = text_in(language, "opening.amount", value=money(value))
            return (Statement(text=said, kind=StatementKind.CALCULATION, calculations=(calculation.id,)),)
    said = text_in(language, f"opening.{_core(sheet, parts, knowledge)}")
    return (Statement(text=said, kind=StatementKind.COURTESY),)


def _core(sheet: Sheet, parts: Sequence[Part], knowledge: Knowledge) -> str:
    if sheet.decisions and sheet.decisions[0].outcome is not Outcome.UNKNOWN:
        return sheet.decisions[0].outcome.value
    if len(parts) != 1 or not parts[0].judgement.fiches:
        return "follows"
    judgement = parts[0].judgement
    if judgement.stance is not Stance.NONE:
        return judgement.stance.value
    depends = knowledge.fiches.fiches[judgement.fiches[0][0]].polarity is Polarity.DEPENDS
    return Polarity.DEPENDS.value if depends else "follows"
