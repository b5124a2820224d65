"""Three-valued criteria: a rule says yes, no, or what it would need to know; a decision adds them up.

A decision is no as soon as one criterion is no, unknown as long as one is unknown, and yes otherwise. A
rule that does not apply to the case says nothing. Notes go with a decision without weighing in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pydantic import Field

from assistant.models import Criterion, Decision, DecisionKind, Gap, Model, Outcome
from assistant.rules.figures import Figures
from assistant.rules.sheet import ID_LENGTH
from corpus.parameters import Parameters, ParameterValue


class DecisionFacts(Model):
    """What every decision needs: the day it is asked for. Everything else may be unknown."""

    on: date = Field(description="Dag waarvoor de vraag geldt")


F_contra = TypeVar("F_contra", bound=DecisionFacts, contravariant=True)
F = TypeVar("F", bound=DecisionFacts)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule finds. `missing` are facts that would settle it; with a `gap` no fact can."""

    outcome: Outcome
    text: str
    sources: tuple[str, ...]
    missing: tuple[str, ...] = ()
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Rule(Generic[F_contra]):
    """One criterion. `reads` names every fact it looks at, so that it can be tried with all their values."""

    id: str
    reads: tuple[str, ...]
    judge: Callable[[F_contra, Figures], Verdict | None]
    note: bool = False


def yes(text: str, *sources: str) -> Verdict:
    """The criterion is met."""
    return Verdict(Outcome.YES, text, sources)


def no(text: str, *sources: str) -> Verdict:
    """The criterion is not met."""
    return Verdict(Outcome.NO, text, sources)


def ask(text: str, *sources: str, missing: Sequence[str]) -> Verdict:
    """Not known yet: these facts would settle it."""
    return Verdict(Outcome.UNKNOWN, text, sources, tuple(missing))


def conflict(text: str, *sources: str) -> Verdict:
    """Not to be known: the sources contradict each other."""
    return Verdict(Outcome.UNKNOWN, text, sources, gap=Gap.CONFLICT)


def silent(text: str, *sources: str) -> Verdict:
    """Not to be known: no source says it."""
    return Verdict(Outcome.UNKNOWN, text, sources, gap=Gap.SILENT)


def decide(kind: DecisionKind, rules: Iterable[Rule[F]], facts: F, parameters: Parameters) -> Decision:
    """Apply the rules in order; the most decisive stand first."""
    figures = Figures(parameters, facts.on)
    criteria = tuple(
        criterion(rule.id, verdict, note=rule.note)
        for rule in rules
        if (verdict := rule.judge(facts, figures)) is not None
    )
    return conclude(f"{kind}-{fingerprint(facts)}", kind, criteria)


def criterion(name: str, verdict: Verdict, *, note: bool = False) -> Criterion:
    """A finding as the contract shows it."""
    return Criterion(
        id=name,
        outcome=verdict.outcome,
        text=verdict.text,
        sources=tuple(dict.fromkeys(verdict.sources)),
        missing=verdict.missing,
        gap=verdict.gap,
        note=note,
    )


def conclude(name: str, kind: DecisionKind, criteria: tuple[Criterion, ...]) -> Decision:
    """Add up the criteria; what is missing counts only while the outcome is open."""
    weighing = [c for c in criteria if not c.note]
    outcome = all_of(c.outcome for c in weighing)
    open_facts = dict.fromkeys(fact for c in weighing for fact in c.missing)
    missing = tuple(open_facts) if outcome is Outcome.UNKNOWN else ()
    return Decision(id=name, kind=kind, outcome=outcome, criteria=criteria, missing=missing)


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """No beats unknown, unknown beats yes."""
    seen = set(outcomes)
    if Outcome.NO in seen:
        return Outcome.NO
    return Outcome.UNKNOWN if Outcome.UNKNOWN in seen else Outcome.YES


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Yes beats unknown, unknown beats no."""
    seen = set(outcomes)
    if Outcome.YES in seen:
        return Outcome.YES
    return Outcome.UNKNOWN if Outcome.UNKNOWN in seen else Outcome.NO


def after(day: date | None, boundary: date) -> Outcome:
    """Whether a day lies after a boundary; the boundary itself does not."""
    if day is None:
        return Outcome.UNKNOWN
    return Outcome.YES if day > boundary else Outcome.NO


def truth(fact: bool | None) -> Outcome:
    """A yes-or-no fact."""
    if fact is None:
        return Outcome.UNKNOWN
    return Outcome.YES if fact else Outcome.NO


def boundary(figures: Figures, name: str) -> ParameterValue:
    """A boundary day from the parameters: its `valid_from` is the day the source names."""
    return figures.parameters.history(f"grensdagen.{name}")[0]


def years_later(start: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 1 March in an ordinary year."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, start.month + 1, 1)


def fingerprint(facts: Model) -> str:
    """A short digest of the facts, to name a decision by."""
    return hashlib.sha256(facts.model_dump_json().encode()).hexdigest()[:ID_LENGTH]
