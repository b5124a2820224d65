"""Follow-ups on the answer before: where it stands, how it was calculated, what comes next."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.compose.parts import Part, Sheet
from assistant.compose.passages import passage_of
from assistant.compose.quoting import quoted
from assistant.compose.texts import text, texts
from assistant.compose.where import tell_where
from assistant.compose.worked import tell
from assistant.draft import Draft
from assistant.knowledge import Knowledge
from assistant.models import (
    Calculation,
    CalculationStep,
    Missing,
    Reason,
    Statement,
    StatementKind,
    Status,
)
from assistant.notation import quantity
from assistant.phases import Phase, phases_after
from assistant.understand import FollowUp
from corpus.models import Provision

_MOST_GROUNDS = 2
"""Provisions to quote where it is asked why the answer before is so."""


def tell_follow_up(part: Part, sheet: Sheet, knowledge: Knowledge) -> bool:
    """Write a part that follows on an answer. True when that is all there is to say."""
    if part.where and part.follow_up is FollowUp.WHY:
        _tell_grounds(part.where, part.question, sheet, knowledge)
    elif part.where:
        tell_where(part.where, part.question, sheet, knowledge)
    elif part.follow_up is FollowUp.NEXT_PHASE and part.term:
        _tell_phases(part, sheet, knowledge)
    elif part.follow_up is FollowUp.CALCULATION:
        _tell_steps(part, sheet, knowledge)
    return part.follow_up is not None


def restart() -> Draft:
    """The draft for "opnieuw": what was known is forgotten, and anything can be asked."""
    return Draft(
        status=Status.CLARIFICATION,
        reason=Reason.UNCLEAR,
        statements=(_courtesy("restart"),),
        missing=(
            Missing(fact="subject", question=text("unclear.question"), options=texts("next.individueel")),
        ),
    )


def _tell_grounds(places: Iterable[Provision], question: str, sheet: Sheet, knowledge: Knowledge) -> None:
    """What the sources say that the answer before rests on, in their own words."""
    for provision in list(places)[:_MOST_GROUNDS]:
        passage = passage_of(provision, knowledge.corpus, question)
        sheet.statements.append(quoted(passage, knowledge.corpus, sheet.citer))


def _tell_steps(part: Part, sheet: Sheet, knowledge: Knowledge) -> None:
    """The outcome, then every step that leads to it."""
    tell(part.worked, sheet, knowledge.corpus)
    told = {statement.text for statement in sheet.statements}
    for calculation in sheet.calculations:
        steps = (_step(step, calculation) for step in calculation.steps)
        sheet.statements += [step for step in steps if step.text not in told]


def _step(step: CalculationStep, calculation: Calculation) -> Statement:
    said = text(
        "calculated.step", label=step.label, expression=step.expression, value=quantity(step.value, step.unit)
    )
    return _calculated(said, calculation, step.citations)


def _tell_phases(part: Part, sheet: Sheet, knowledge: Knowledge) -> None:
    """The later phases of a term, or that none follows."""
    assert part.term is not None  # noqa: S101 - the caller looked
    before = len(sheet.statements)
    tell(part.worked, sheet, knowledge.corpus)
    written = sheet.statements[before:]
    calculation = sheet.calculations[-1]
    cited = tuple(dict.fromkeys(n for step in calculation.steps for n in step.citations))
    phases = phases_after(part.term)
    if not phases and any(row.quarter for row in calculation.outcome.rows):
        said: Iterable[str] = (text("later.none"),)
    else:
        said = map(_phase, phases)
    later = [_calculated(sentence, calculation, cited) for sentence in said]
    others = [
        text("calculated.alternative", label=o.label, value=quantity(o.value, o.unit))
        for o in calculation.alternatives
    ]
    kept = [s for s in written if s.text in others] if later else written
    sheet.statements[before:] = [*later, *kept]


def _phase(phase: Phase) -> str:
    key = "later.one" if phase.first == phase.last else "later.several"
    return text(key, first=phase.first, last=phase.last, value=quantity(phase.value, phase.unit))


def _calculated(said: str, calculation: Calculation, cited: tuple[int, ...]) -> Statement:
    return Statement(
        text=said, kind=StatementKind.CALCULATION, citations=cited, calculations=(calculation.id,)
    )


def _courtesy(key: str) -> Statement:
    return Statement(text=text(f"courtesy.{key}"), kind=StatementKind.COURTESY)
