"""Step 5, work out: what the rules can decide or calculate with the facts at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.models import Calculation, Decision, Fact
from assistant.rules.cumul import cumul, listed_measures
from assistant.rules.errors import InvalidCase
from assistant.rules.tarief_gent import NAME as TARIEF_GENT
from assistant.rules.tarief_gent import TariefGentInputs, tarief_gent
from assistant.understand import Understood
from corpus.parameters import Parameters

CUMUL = "cumul"


@dataclass(frozen=True)
class Invalid:
    """A case that cannot exist, and what would be possible."""

    message: str
    allowed: str
    fact: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True)
class Worked:
    """What the rules made of a question; empty when it asks nothing they know."""

    calculations: tuple[Calculation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    invalid: Invalid | None = None

    @property
    def settled(self) -> bool:
        """Whether the rules give the answer, so that the search only has to show the grounds."""
        return bool(self.calculations or self.decisions or self.invalid)


def work_out(understood: Understood, parameters: Parameters, on: date) -> Worked:
    """Run the rules whose topic the question names."""
    if CUMUL in understood.topics:
        named = [m for m in understood.measures if m in listed_measures()]
        if named:
            return Worked(decisions=tuple(cumul(measure) for measure in named))
    if TARIEF_GENT in understood.topics:
        return _tariff(understood.facts, parameters, on)
    return Worked()


def _tariff(facts: Mapping[str, Fact], parameters: Parameters, on: date) -> Worked:
    used = {name: fact for name, fact in facts.items() if name in TariefGentInputs.model_fields}
    try:
        inputs = TariefGentInputs.model_validate({"on": on, **{n: f.value for n, f in used.items()}})
        return Worked(calculations=(tarief_gent(inputs, parameters),))
    except InvalidCase as impossible:
        fact = next(iter(used), "on")
        return Worked(invalid=Invalid(impossible.message_nl, impossible.allowed, fact, used))
