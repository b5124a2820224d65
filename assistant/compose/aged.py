"""The notice that nobody has looked lately at what an answer rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.compose.texts import text
from assistant.models import Calculation, Notice, NoticeKind
from corpus.fiches import Fiche
from corpus.parameters import Parameters
from corpus.review import is_past, periods


def aged(
    fiche: Fiche | None, calculations: Iterable[Calculation], parameters: Parameters, as_of: date
) -> tuple[Notice, ...]:
    """One notice when the fiche, a figure in it, or a figure behind a calculation is past its review.

    Args:
        fiche: what is told, if anything is.
        calculations: what is calculated.
        parameters: the figures.
        as_of: the day of the answer.
    """
    months = periods()
    if fiche and is_past(fiche.reviewed_on, months.fiche_months, as_of):
        return (_notice(),)
    names = {name for sentence in (fiche.answer if fiche else ()) for name in sentence.placeholders()}
    sources = {s for calculation in calculations for step in calculation.steps for s in step.sources}
    used = (p for p in parameters if p.name in names or not sources.isdisjoint(p.sources))
    if any(is_past(p.reviewed_on, months.parameter_months, as_of) for p in used):
        return (_notice(),)
    return ()


def _notice() -> Notice:
    return Notice(kind=NoticeKind.DATED, text=text("notices.aged"))
