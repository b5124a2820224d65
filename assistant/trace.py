"""How an answer came about, in plain values that can be kept: no text of the user that is not masked.

A `Tracer` goes along with one question and only remembers what it is shown; `trace` makes the record when
somebody wants it, outside the time of the answer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from assistant.compose.parts import Part
from assistant.models import Answer, Calculation, Fact
from assistant.privacy import mask
from assistant.receive import Received
from assistant.understand import Understood
from assistant.verify.report import VerifyReport
from assistant.work import case_of, used_facts
from corpus.parameters import Parameters
from indexes.phrases import FicheHit

_CANDIDATES = 8
_PASSAGES = 8


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A fact with the words it came from, masked."""

    name: str
    value: str
    unit: str | None
    source: str
    words: str
    said_now: bool
    """Whether this message gave it; otherwise it was carried over or set by hand."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fiche that might have been meant. `probability` is None where the judge did not keep it."""

    fiche: str
    score: float
    probability: float | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A provision that was found."""

    provision: str
    score: float


@dataclass(frozen=True, slots=True)
class RuleRun:
    """What a rule was given and what it made of it."""

    rule: str | None
    inputs: Mapping[str, str]
    outcomes: tuple[str, ...]
    refused: str | None = None
    """Why the case cannot exist (Dutch)."""


@dataclass(frozen=True, slots=True)
class PartTrace:
    """One question of the message: what was found, judged and worked out."""

    question: str
    candidates: tuple[Candidate, ...]
    passages: tuple[Passage, ...]
    action: str
    reason: str | None
    answerable: float
    chosen: tuple[Candidate, ...]
    rule: RuleRun
    place: str | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A part of the answer that verify did not let through. Its words are masked."""

    part: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Trace:
    """The way of one question."""

    answer_id: str
    question: str
    language: str
    personal: tuple[str, ...]
    """Kinds of personal data that were masked."""
    set_aside: int
    """How many instructions were not followed."""
    query: str
    follow_up: str | None
    intents: tuple[str, ...]
    topics: tuple[str, ...]
    as_of: date
    facts: tuple[HeldFact, ...]
    parts: tuple[PartTrace, ...]
    dropped: tuple[Dropped, ...]
    provisions: tuple[str, ...]
    """What the answer cites."""
    corpus: str
    index: str | None
    dense: str | None
    parameters: str | None
    timings_ms: Mapping[str, float]


@dataclass
class Tracer:
    """Remembers the steps of one question."""

    received: Received | None = None
    understood: Understood | None = None
    parts: list[tuple[Part, tuple[FicheHit, ...], str | None]] = field(default_factory=list)
    report: VerifyReport | None = None
    _candidates: tuple[FicheHit, ...] = ()
    _rule: str | None = None

    def read(self, received: Received, understood: Understood | None = None) -> None:
        """Steps 1 and 2."""
        self.received, self.understood = received, understood

    def found(self, candidates: Sequence[FicheHit]) -> None:
        """Step 3, of the question that `part` will end."""
        self._candidates = tuple(candidates)

    def ruled(self, rule: str | None) -> None:
        """Which rule step 5 takes, of the question that `part` will end."""
        self._rule = rule

    def part(self, part: Part) -> None:
        """Steps 3 to 5 of one of the questions of the message are done."""
        self.parts.append((part, self._candidates, self._rule))
        self._candidates, self._rule = (), None

    def checked(self, report: VerifyReport) -> None:
        """Step 7."""
        self.report = report

    def trace(self, answer: Answer, parameters: str | None = None) -> Trace | None:
        """The record; None when nothing was shown to this tracer.

        Args:
            answer: what came out.
            parameters: the version of the figures.
        """
        received, understood = self.received, self.understood
        if received is None:
            return None
        return Trace(
            answer_id=answer.answer_id,
            question=received.masked,
            language=answer.language,
            personal=tuple(sorted({item.kind for item in received.personal.found})),
            set_aside=len(received.set_aside),
            query=_masked(understood.query, received) if understood else "",
            follow_up=understood.follow_up if understood else None,
            intents=tuple(understood.intents) if understood else (),
            topics=tuple(sorted(understood.topics)) if understood else (),
            as_of=answer.as_of,
            facts=_facts(understood) if understood else (),
            parts=tuple(_part(p, hits, rule, received, understood) for p, hits, rule in self.parts),
            dropped=tuple(
                Dropped(d.part, d.reason, _masked(d.detail, received))
                for d in (self.report.dropped if self.report else ())
            ),
            provisions=tuple(dict.fromkeys(c.provision for c in answer.citations)),
            corpus=answer.engine.corpus,
            index=answer.engine.index,
            dense=answer.engine.dense,
            parameters=parameters,
            timings_ms=dict(answer.timings_ms),
        )


@lru_cache(maxsize=4)
def version_of(parameters: Parameters) -> str:
    """A short name for the figures, which changes when any of them does."""
    text = "\n".join(sorted(map(repr, parameters)))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _part(
    part: Part, hits: Sequence[FicheHit], rule: str | None, received: Received, understood: Understood | None
) -> PartTrace:
    judged = dict(part.judgement.fiches)
    scores = {hit.fiche_id: hit.score for hit in hits}
    return PartTrace(
        question=_masked(part.question, received),
        candidates=tuple(
            Candidate(hit.fiche_id, round(hit.score, 4), judged.get(hit.fiche_id))
            for hit in hits[:_CANDIDATES]
        ),
        passages=tuple(Passage(h.provision.id, round(h.score, 4)) for h in part.result.hits[:_PASSAGES]),
        action=part.judgement.action,
        reason=part.judgement.reason,
        answerable=round(part.judgement.answerable, 4),
        chosen=tuple(
            Candidate(fiche, round(scores.get(fiche, 0.0), 4), round(probability, 4))
            for fiche, probability in part.judgement.fiches
        ),
        rule=_rule(part, rule, understood),
        place=part.place.id if part.place else None,
    )


def _rule(part: Part, rule: str | None, understood: Understood | None) -> RuleRun:
    worked = part.worked
    inputs: Mapping[str, object] = {}
    if worked.calculations:
        inputs = {name: value for name, value in worked.calculations[0].inputs.items() if value is not None}
    elif rule and understood:
        inputs = {name: fact.value for name, fact in used_facts(rule, case_of(understood)).items()}
    return RuleRun(
        rule=rule or next((c.name for c in worked.calculations), None),
        inputs={name: mask(str(value)).text for name, value in inputs.items()},
        outcomes=(
            *(_outcome(calculation) for calculation in worked.calculations),
            *(f"{decision.kind}: {decision.outcome}" for decision in worked.decisions),
        ),
        refused=worked.invalid.message if worked.invalid else None,
    )


def _outcome(calculation: Calculation) -> str:
    outcome = calculation.outcome
    amount = f"{len(outcome.rows)} rows" if outcome.value is None else f"{outcome.value} {outcome.unit}"
    return f"{calculation.name}: {amount}"


def _facts(understood: Understood) -> tuple[HeldFact, ...]:
    known: Mapping[str, Fact] = understood.known
    return tuple(
        HeldFact(
            name=name,
            value=mask(str(fact.value)).text,
            unit=fact.unit,
            source=fact.source,
            words=mask(fact.words).text,
            said_now=name in understood.said or name in understood.aspects,
        )
        for name, fact in known.items()
    )


def _masked(text: str, received: Received) -> str:
    """A text that was made from the question, masked: what was found in the whole also counts in a part."""
    if text == received.text:
        return received.masked
    # The longest first: a name can be a part of an address.
    for item in sorted(received.personal.found, key=lambda item: item.start - item.end):
        raw = re.escape(received.text[item.start : item.end])
        text = re.sub(rf"(?<!\w){raw}(?!\w)", f"[{item.kind}]", text, flags=re.IGNORECASE)
    return mask(text).text
