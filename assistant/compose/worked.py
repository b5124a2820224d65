"""Outcomes of the rules as statements, with their sources as citations."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain
from typing import TypeVar

from assistant.compose.parts import Sheet
from assistant.compose.texts import text
from assistant.draft import Citer
from assistant.models import Calculation, Criterion, Decision, Outcome, Statement, StatementKind
from assistant.notation import money, number, quantity
from assistant.rules.tarief_gent import NAME as TARIEF_GENT
from assistant.work import Worked
from corpus.models import Corpus, Provision, ProvisionKind

_MOST_CAVEATS = 2
"""Caveats to say in the answer; the calculation shown beside it has them all."""
_MOST_CONDITIONS = 3
"""Conditions to name behind a yes; the decision shown beside the answer has them all."""

_Outcome = TypeVar("_Outcome", Calculation, Decision)


def tell(worked: Worked, sheet: Sheet, corpus: Corpus) -> bool:
    """Write what the rules made of a question on the sheet. True when there was something to tell."""
    calculations = [_with_citations(c, sheet.citer, corpus) for c in worked.calculations]
    decisions = [_with_citations(d, sheet.citer, corpus) for d in worked.decisions]
    said = [
        *(s for d in decisions for s in decision_statements(d)),
        *(s for c in calculations for s in calculation_statements(c)),
    ]
    if said:
        sheet.calculations += calculations
        sheet.decisions += decisions
        sheet.statements += said
    return bool(said)


def _with_citations(worked: _Outcome, citer: Citer, corpus: Corpus) -> _Outcome:
    """The same outcome, with the provisions it rests on as citations of this answer."""
    parts = worked.steps if isinstance(worked, Calculation) else worked.criteria
    cited = tuple(part.model_copy(update={"citations": _cite(part.sources, citer, corpus)}) for part in parts)
    return worked.model_copy(update={"steps" if isinstance(worked, Calculation) else "criteria": cited})


def calculation_statements(calculation: Calculation) -> tuple[Statement, ...]:
    """The outcome of a calculation in a sentence or two; nothing when it has no outcome to tell."""
    said = _tariff(calculation) if calculation.name == TARIEF_GENT else _outcome(calculation)
    said += [
        text("calculated.alternative", label=other.label, value=quantity(other.value, other.unit))
        for other in calculation.alternatives
    ]
    if said:
        said += calculation.caveats[:_MOST_CAVEATS]
    return tuple(
        Statement(
            text=sentence,
            kind=StatementKind.CALCULATION,
            citations=_sources_of(sentence, calculation),
            calculations=(calculation.id,),
        )
        for sentence in said
    )


def decision_statements(decision: Decision) -> tuple[Statement, ...]:
    """What settles a decision: for a no the first ground is enough, for a yes all conditions count."""
    if decision.outcome is Outcome.UNKNOWN and decision.missing:
        return ()
    settling = [c for c in decision.criteria if c.outcome is decision.outcome and not c.note]
    shown = settling[:_MOST_CONDITIONS] if decision.outcome is Outcome.YES else settling[:1]
    return tuple(_decided(decision, criterion, first=criterion is shown[0]) for criterion in shown)


def _outcome(calculation: Calculation) -> list[str]:
    value, unit = calculation.outcome.value, calculation.outcome.unit
    labels = [s.label for s in calculation.steps if s.value == value and s.unit is unit]
    if value is None or not labels:
        return []
    return [text("calculated.outcome", label=labels[-1], value=quantity(value, unit))]


def _tariff(calculation: Calculation) -> list[str]:
    quarter, hours = calculation.inputs.get("quarter"), calculation.inputs.get("extra_hours")
    value, rows = calculation.outcome.value, calculation.outcome.rows
    if value is None:
        early, later, hourly = (next(iter(row.values.values())) for row in rows)
        tariff = text(
            "tarief_gent.tariff",
            early=money(early),
            early_label=rows[0].label,
            later=money(later),
            later_label=rows[1].label,
        )
        return [tariff, text("tarief_gent.hourly", hourly=money(hourly))]
    if quarter is None:
        return _outcome(calculation)
    extra = Decimal(str(hours or 0))
    key = "quarter_with_extra" if extra else "quarter"
    return [text(f"tarief_gent.{key}", quarter=quarter, value=money(value), hours=number(extra))]


def _decided(decision: Decision, criterion: Criterion, *, first: bool) -> Statement:
    opening = text(f"decided.{decision.outcome}") if first else ""
    return Statement(
        text=f"{opening}{criterion.text}",
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
    """The citations of the steps whose outcome the sentence tells, or of all steps when it tells none."""
    told = [step for step in calculation.steps if money(step.value) in sentence]
    return tuple(dict.fromkeys(chain.from_iterable(s.citations for s in told or calculation.steps)))
