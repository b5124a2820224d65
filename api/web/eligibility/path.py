"""The way through the questions: the rules are asked again after every answer, and say what still matters.

The answers are walked from the start each time, so an answer that no longer matters after a change counts
for nothing, without being lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.web.eligibility.questions import (
    LENGTH,
    MEASURE,
    NONE,
    OTHER,
    OTHER_MEASURE,
    UNITS,
    UNNAMED,
    UNSURE,
    Answered,
    Question,
    answered,
    questions,
)
from api.web.forms import Bound, Field, Kind, read
from assistant.models import Decision, DecisionKind, Outcome
from assistant.rules.decisions import decide
from assistant.rules.decisions.cumul import CumulFacts, cumul, cumul_named
from assistant.rules.decisions.facts import Employer, Establishment, VdabFinding
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from corpus.parameters import Parameters

_UNIT = "eenheid"
_ANY: Mapping[str, str] = {kind.value: "" for kind in Kind}
_EARLY, _LATE = "establishment", "premium"
"""Facts that the rules assume when nothing is said: asked as well, so that nothing is assumed silently."""


@dataclass(frozen=True)
class Path:
    """How far the answers lead: to the next question, or to the outcome when there is none."""

    decision: Decision
    answers: tuple[Answered, ...]
    asked: Bound | None
    """The next question, with what was typed when that was wrong."""
    question: Question | None
    left: int
    """How many questions may still come, this one included; answers can make it more or less."""

    def value(self, name: str) -> object:
        """What was answered to a question; None when it was not asked, or unsure."""
        return next((answer.value for answer in self.answers if answer.question.name == name), None)

    @property
    def unsure(self) -> tuple[str, ...]:
        """The questions to which the user did not know the answer."""
        return tuple(answer.question.name for answer in self.answers if answer.text == UNSURE)

    @property
    def cumul(self) -> Decision | None:
        """Whether the other measure goes together with individueel maatwerk; None when there is none."""
        named = self.value(OTHER_MEASURE) if self.value(MEASURE) == OTHER else self.value(MEASURE)
        if named in (None, NONE):
            return None
        if named == UNNAMED:
            return cumul_named(CumulFacts(measure=UNNAMED))[0]
        return cumul(str(named))


def canonical(given: Mapping[str, str]) -> dict[str, str]:
    """The answers as they stand in an address: the unsure button and the unit of a length worked in."""
    answers = {name: text for name, text in given.items() if name not in {UNSURE, _UNIT}}
    if UNSURE in given:
        answers[given[UNSURE]] = UNSURE
    unit = UNITS.get(given.get(_UNIT, ""))
    number = read([Field(LENGTH, Kind.COUNT)], {LENGTH: answers.get(LENGTH, "")}, _ANY).values.get(LENGTH)
    if unit and isinstance(number, int):
        answers[LENGTH] = str(number * (unit // UNITS["uur"]))
    return answers


def walk(
    given: Mapping[str, str], parameters: Parameters, on: date, words: Mapping[str, Any], until: str = ""
) -> Path:
    """Follow the answers as far as they lead.

    Args:
        given: the answers by question, in any order.
        parameters: the figures.
        on: the day for which it is asked.
        words: the error texts of forms.
        until: a question to stop at, to change its answer.
    """
    every = questions(Figures(parameters, on))
    answers: tuple[Answered, ...] = ()
    while True:
        decision = _decide(answers, parameters, on)
        question = _next(decision, answers, every)
        if question is None:
            return Path(decision, answers, None, None, 0)
        left = _left(decision, answers)
        name = question.name
        bound = _bound(question, given, words)
        if name not in given or name == until or bound.error:
            fresh = Bound(question.field) if name not in given else bound
            return Path(decision, answers, fresh, question, left)
        tried = (*answers, answered(question, bound))
        try:
            _decide(tried, parameters, on)
        except InvalidCase as error:
            wrong = Bound(question.field, bound.text, bound.value, f"{error.message_nl} {error.allowed}")
            return Path(decision, answers, wrong, question, left)
        answers = tried


def _bound(question: Question, given: Mapping[str, str], words: Mapping[str, Any]) -> Bound:
    text = given.get(question.name, "")
    if text == UNSURE:
        return Bound(question.field, text)
    return read([question.field], {question.name: text}, words).fields[0]


def _decide(answers: tuple[Answered, ...], parameters: Parameters, on: date) -> Decision:
    known = {answer.question.name: answer.value for answer in answers if answer.value is not None}
    facts = {name: value for name, value in known.items() if name not in {MEASURE, OTHER_MEASURE}}
    return decide(DecisionKind.ELIGIBILITY, {"on": on, **facts}, parameters)[0]


def _next(
    decision: Decision, answers: tuple[Answered, ...], every: Mapping[str, Question]
) -> Question | None:
    """The most decisive fact that is not asked yet; none once the outcome is no."""
    if decision.outcome is Outcome.NO:
        return None
    done = {answer.question.name for answer in answers}
    wanted = [name for name in _wanted(decision, answers) if name not in done]
    return every[wanted[0]] if wanted else None


def _wanted(decision: Decision, answers: tuple[Answered, ...]) -> tuple[str, ...]:
    values = {answer.question.name: answer.value for answer in answers}
    early = (_EARLY,) if "employer" in values else ()
    late = (_LATE,) if _premium_matters(values) else ()
    other = (OTHER_MEASURE,) if values.get(MEASURE) == OTHER else ()
    return (*early, *decision.missing, *late, MEASURE, *other)


def _premium_matters(values: Mapping[str, object]) -> bool:
    """Which premium is asked for changes the outcome only in these cases."""
    return (
        values.get("vdab_finding") == VdabFinding.VASTGESTELD
        or values.get("employer") == Employer.UITZENDKANTOOR
        or values.get(_EARLY, Establishment.VLAANDEREN) not in {Establishment.VLAANDEREN, None}
    )


def _left(decision: Decision, answers: tuple[Answered, ...]) -> int:
    """One for every condition that is still open, and for what the rules would assume."""
    done = {answer.question.name for answer in answers}
    conditions = [c for c in decision.criteria if not c.note and set(c.missing) - done]
    assumed = {*_wanted(decision, answers), _EARLY} - done - set(decision.missing)
    return len(conditions) + len(assumed)
