"""Outcomes of the rules as statements, with their sources as citations."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain
from typing import TypeVar

from assistant.compose.texts import text
from assistant.draft import Citer
from assistant.models import Calculation, Criterion, Decision, FactValue, Statement, StatementKind
from assistant.notation import money, number
from assistant.work import Worked
from corpus.models import Corpus, Provision

_Outcome = TypeVar("_Outcome", Calculation, Decision)


def with_citations(worked: _Outcome, citer: Citer, corpus: Corpus) -> _Outcome:
    """The same outcome, with the provisions it rests on as citations of this answer."""
    parts = worked.steps if isinstance(worked, Calculation) else worked.criteria
    cited = tuple(part.model_copy(update={"citations": _cite(part.sources, citer, corpus)}) for part in parts)
    return worked.model_copy(update={"steps" if isinstance(worked, Calculation) else "criteria": cited})


def tariff_statements(calculation: Calculation) -> tuple[Statement, ...]:
    """What Stad Gent charges, in a sentence: for one quarter, or the tariff as such."""
    said: list[str] = []
    quarter, hours = calculation.inputs.get("quarter"), calculation.inputs.get("extra_hours")
    value, rows = calculation.outcome.value, calculation.outcome.rows
    if value is None:
        early, later, hourly = (next(iter(row.values.values())) for row in rows)
        said.append(
            text(
                "tarief_gent.tariff",
                early=money(early), early_label=rows[0].label,
                later=money(later), later_label=rows[1].label,
            )
        )  # fmt: skip
        said.append(text("tarief_gent.hourly", hourly=money(hourly)))
    elif quarter is not None:
        key = "quarter_with_extra" if hours else "quarter"
        said.append(text(f"tarief_gent.{key}", quarter=quarter, value=money(value), hours=_hours(hours)))
        said += [
            text("tarief_gent.other_reading", label=other.label, value=money(other.value))
            for other in calculation.alternatives
        ]
    else:
        said.append(text("tarief_gent.extra", hours=_hours(hours), value=money(value)))
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
    """The outcome of a decision, one sentence per criterion that settles it."""
    return tuple(_decided(decision, criterion) for criterion in decision.criteria)


def _decided(decision: Decision, criterion: Criterion) -> Statement:
    sentence = text(f"{decision.kind}.{decision.outcome}", measure=criterion.text)
    return Statement(
        text=sentence,
        kind=StatementKind.DECISION,
        citations=criterion.citations,
        decisions=(decision.id,),
    )


def grounds(worked: Worked, corpus: Corpus) -> tuple[Provision, ...]:
    """The provisions the outcomes rest on, each once, the first used first."""
    parts = [
        *(step.sources for calculation in worked.calculations for step in calculation.steps),
        *(criterion.sources for decision in worked.decisions for criterion in decision.criteria),
    ]
    return tuple(corpus.provision(source) for source in dict.fromkeys(chain.from_iterable(parts)))


def _cite(sources: Iterable[str], citer: Citer, corpus: Corpus) -> tuple[int, ...]:
    return tuple(citer.cite(corpus.provision(source)) for source in sources)


def _sources_of(sentence: str, calculation: Calculation) -> tuple[int, ...]:
    """The citations of the steps whose outcome the sentence tells, or of all steps when it tells another one."""
    told = [step for step in calculation.steps if money(step.value) in sentence]
    return tuple(dict.fromkeys(chain.from_iterable(s.citations for s in told or calculation.steps)))


def _hours(hours: FactValue | None) -> str:
    return number(Decimal(str(hours))) if hours is not None else ""
