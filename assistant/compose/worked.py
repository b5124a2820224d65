"""Outcomes of the rules as statements, with their sources as citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeVar

from assistant.compose.parts import Sheet
from assistant.compose.stance import lowered
from assistant.compose.texts import text
from assistant.draft import Citer
from assistant.models import (
    Calculation,
    Criterion,
    Decision,
    DecisionKind,
    Outcome,
    Statement,
    StatementKind,
    Unit,
)
from assistant.notation import quantity
from assistant.rules.decisions.texts import say
from assistant.work import Invalid, Worked
from corpus.models import Corpus, Provision, ProvisionKind

_MOST_CAVEATS = 2
"""Caveats to say in the answer; the calculation shown beside it has them all."""
_MOST_ALTERNATIVES = 3
"""Other outcomes to say; the calculation has them all."""
_AMOUNTS = frozenset({Unit.EUR, Unit.PERCENT})
"""Units of outcomes that are told beside another; a place in time needs words of its own."""
_MOST_CONDITIONS = 3
"""Conditions to name behind a yes; the decision shown beside the answer has them all."""
_MOST_DECISIVE = "behoefte_vdab"
"""The condition to name first while it is open: only VDAB can meet it."""

_WAYS_OUT = ("zelfde_niveau", "andere_wegen")
"""Remarks that are told behind a no: what is open to who gets it."""

_Outcome = TypeVar("_Outcome", Calculation, Decision)


def tell(worked: Worked, sheet: Sheet, corpus: Corpus) -> bool:
    """Write what the rules made of a question on the sheet. True when there was something to tell.

    An outcome that another question of the message gave already stands there once, and what was said of it is
    not said again.
    """
    calculations = [_with_citations(c, sheet.citer, corpus) for c in worked.calculations]
    decisions = [_with_citations(d, sheet.citer, corpus) for d in worked.decisions]
    said = [
        *(s for d in decisions for s in _of_decision(d, worked, len(decisions))),
        *(s for c in calculations for s in calculation_statements(c)),
    ]
    if said:
        sheet.calculations += _new(calculations, sheet.calculations)
        sheet.decisions += _new(decisions, sheet.decisions)
        sheet.statements += _unsaid(said, sheet)
    return bool(said)


def _unsaid(said: Iterable[Statement], sheet: Sheet) -> list[Statement]:
    """The sentences that do not stand on the sheet yet, each once."""
    told = {statement.text for statement in sheet.statements}
    return [s for s in {one.text: one for one in said}.values() if s.text not in told]


def _new(outcomes: Sequence[_Outcome], known: Sequence[_Outcome]) -> list[_Outcome]:
    """The outcomes that are not there yet, each once."""
    ids = {outcome.id for outcome in known}
    return [outcome for outcome in {o.id: o for o in outcomes}.values() if outcome.id not in ids]


def _with_citations(worked: _Outcome, citer: Citer, corpus: Corpus) -> _Outcome:
    """The same outcome, with the provisions it rests on as citations of this answer."""
    parts = worked.steps if isinstance(worked, Calculation) else worked.criteria
    cited = tuple(part.model_copy(update={"citations": _cite(part.sources, citer, corpus)}) for part in parts)
    return worked.model_copy(update={"steps" if isinstance(worked, Calculation) else "criteria": cited})


def tell_invalid(invalid: Invalid, sheet: Sheet, corpus: Corpus) -> None:
    """Write what is wrong with a case, and what would be possible, with the limits it breaks beside it."""
    calculation = _with_citations(invalid.calculation, sheet.citer, corpus)
    sheet.calculations += _new((calculation,), sheet.calculations)
    sheet.statements += _unsaid(calculation_statements(calculation), sheet)


def calculation_statements(calculation: Calculation) -> tuple[Statement, ...]:
    """The outcome of a calculation in a few sentences; nothing when it has no outcome to tell."""
    said = [*(calculation.summary or _outcome(calculation))]
    said += [
        text("calculated.alternative", label=other.label, value=quantity(other.value, other.unit))
        for other in calculation.alternatives[:_MOST_ALTERNATIVES]
        if other.unit in _AMOUNTS
    ]
    if said:
        said += calculation.caveats[:_MOST_CAVEATS]
    return tuple(
        Statement(
            text=sentence,
            kind=StatementKind.CALCULATION,
            citations=_sources_of(sentence, calculation) or (_all_sources(calculation) if not number else ()),
            calculations=(calculation.id,),
        )
        for number, sentence in enumerate(said)
    )


def _of_decision(decision: Decision, worked: Worked, among: int) -> tuple[Statement, ...]:
    if worked.explained and decision.outcome is Outcome.UNKNOWN and decision.missing:
        return open_statements(decision)
    reversed_ = worked.denied and decision.outcome is Outcome.YES
    return decision_statements(decision, among=among, yes_no=worked.yes_no and not reversed_)


def open_statements(decision: Decision) -> tuple[Statement, ...]:
    """What a decision still hangs on, its first open condition, and the conditions that the case meets."""
    weighing = [c for c in decision.criteria if not c.note]
    wanted = [c for c in weighing if c.missing]
    first = next((c for c in wanted if c.id == _MOST_DECISIVE), wanted[0])
    met = [c for c in weighing if c.outcome is Outcome.YES][:_MOST_CONDITIONS]
    hangs_on = first.text if decision.kind is DecisionKind.QUALIFICATION else None
    return (
        _plain(decision, first, hangs_on or say(f"{decision.kind}.depends.{first.id}")),
        *(_plain(decision, c, say("common.met", condition=lowered(c.text))) for c in met),
    )


def decision_statements(decision: Decision, *, among: int = 1, yes_no: bool = True) -> tuple[Statement, ...]:
    """What settles a decision: for a no the first ground is enough, for a yes all conditions count.

    Args:
        decision: an outcome of the rules.
        among: how many were decided at once. One that waits for a fact is asked about, unless the others
            would be told without it.
        yes_no: whether it opens with the yes or the no.
    """
    if decision.outcome is Outcome.UNKNOWN and decision.missing and among == 1:
        return ()
    settling = [c for c in decision.criteria if c.outcome is decision.outcome and not c.note]
    shown = settling[:_MOST_CONDITIONS] if decision.outcome is Outcome.YES else settling[:1]
    ways_out = [c for c in decision.criteria if c.note and c.id in _WAYS_OUT]
    return (
        *(_decided(decision, c, opens=yes_no and c is shown[0]) for c in shown),
        *(_plain(decision, c, c.text) for c in ways_out if decision.outcome is Outcome.NO),
    )


def _outcome(calculation: Calculation) -> list[str]:
    value, unit = calculation.outcome.value, calculation.outcome.unit
    labels = [s.label for s in calculation.steps if s.value == value and s.unit is unit]
    if value is None or not labels:
        return []
    return [text("calculated.outcome", label=labels[-1], value=quantity(value, unit))]


def _decided(decision: Decision, criterion: Criterion, *, opens: bool) -> Statement:
    opening = text(f"decided.{decision.outcome}") if opens else ""
    return _plain(decision, criterion, f"{opening}{criterion.text}")


def _plain(decision: Decision, criterion: Criterion, sentence: str) -> Statement:
    return Statement(
        text=sentence,
        kind=StatementKind.DECISION,
        citations=criterion.citations,
        decisions=(decision.id,),
    )


def grounds(worked: Worked, corpus: Corpus) -> tuple[Provision, ...]:
    """The provisions the outcomes rest on, each once; a sentence that only introduces a list is none."""
    parts = [
        *(step.sources for calculation in worked.calculations for step in calculation.steps),
        *(criterion.sources for decision in worked.decisions for criterion in decision.criteria),
    ]
    found = [corpus.provision(source) for source in dict.fromkeys(chain.from_iterable(parts))]
    return tuple(p for p in found if p.kind is not ProvisionKind.INTRO)


def _cite(sources: Iterable[str], citer: Citer, corpus: Corpus) -> tuple[int, ...]:
    return tuple(citer.cite(corpus.provision(source)) for source in sources)


def _sources_of(sentence: str, calculation: Calculation) -> tuple[int, ...]:
    """The citations of the steps whose outcome the sentence tells; the calculation itself bears the rest."""
    told = [step for step in calculation.steps if quantity(step.value, step.unit) in sentence]
    return tuple(dict.fromkeys(chain.from_iterable(step.citations for step in told)))


def _all_sources(calculation: Calculation) -> tuple[int, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(step.citations for step in calculation.steps)))
