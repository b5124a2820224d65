"""Asks every case of the assistant and judges the answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.models import Answer, Conversation, Status
from assistant.pipeline import Assistant
from corpus.models import Corpus
from corpus.parameters import load_parameters
from evals import stats
from evals.answers.cases import Case, Slice
from evals.answers.checks import Check, Judge, Verdict
from indexes.search import SearchIndex

TODAY = date(2026, 11, 22)
"""The day on which the cases were written and that they call today."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Result:
    """One case with the answer to its last turn and the verdict."""

    case: Case
    answer: Answer
    verdict: Verdict
    seconds: float


def assistant(corpus: Corpus, index: SearchIndex) -> Assistant:
    """The whole assistant, on the day of the cases."""
    return Assistant(corpus, index, load_parameters(), clock=lambda: TODAY)


def run(
    cases: Sequence[Case], asked: Assistant, corpus: Corpus, progress: Progress | None = None
) -> list[Result]:
    """Hold every conversation and judge its last answer."""
    judge = Judge(corpus)
    results = []
    for number, case in enumerate(cases, start=1):
        began = time.perf_counter()
        answer = _converse(case, asked)
        seconds = time.perf_counter() - began
        results.append(Result(case, answer, judge.verdict(case, answer), seconds))
        if progress:
            progress(number, len(cases))
    return results


def _converse(case: Case, asked: Assistant) -> Answer:
    conversation: Conversation | None = None
    for turn in case.turns:
        answer, conversation = asked.ask(turn, conversation, as_of=case.as_of, audience=case.audience)
    return answer


@dataclass(frozen=True)
class Totals:
    """What a run reached. Every figure is a share with its Wilson interval."""

    correct: stats.Estimate
    answered: stats.Estimate
    """Of the cases that expect an answer: answered, or asked back where the case allows that."""
    refusal_precision: stats.Estimate
    refusal_recall: stats.Estimate
    cited: stats.Estimate
    first_sentence: stats.Estimate
    no_unasked_euro: stats.Estimate
    grounded: stats.Estimate


GOALS = {
    "correct": 0.95,
    "answered": 0.95,
    "refusal_precision": 0.95,
    "refusal_recall": 0.95,
    "cited": 0.97,
    "first_sentence": 0.90,
    "no_unasked_euro": 1.0,
    "grounded": 1.0,
}
"""What each total must reach on the sealed half."""


def totals(results: Sequence[Result]) -> Totals:
    """The figures of a run, or of a slice of it."""
    expects_answer = [r for r in results if r.case.expect.status is Status.ANSWERED]
    expects_refusal = [r for r in results if r.case.expect.status is Status.REFUSED]
    refused = [r for r in results if r.answer.status is Status.REFUSED]
    return Totals(
        correct=_share([r.verdict.correct for r in results]),
        answered=_share([_accepted(r) for r in expects_answer]),
        refusal_precision=_share([_accepted(r) for r in refused]),
        refusal_recall=_share([_accepted(r) for r in expects_refusal]),
        cited=_passed(results, Check.SOURCES),
        first_sentence=_passed(results, Check.FIRST_SENTENCE),
        no_unasked_euro=_passed(results, Check.NO_UNASKED_EURO),
        grounded=_passed(results, Check.GROUNDED),
    )


def by_slice(results: Sequence[Result]) -> dict[str, list[Result]]:
    """All results, and those of every slice that occurs."""
    parts = {part.value: [r for r in results if part in r.case.slices] for part in Slice}
    return {"all": list(results)} | {name: part for name, part in parts.items() if part}


def _accepted(result: Result) -> bool:
    return result.verdict.of(Check.STATUS).passed is True


def _passed(results: Sequence[Result], check: Check) -> stats.Estimate:
    findings = [r.verdict.of(check).passed for r in results]
    return _share([passed for passed in findings if passed is not None])


def _share(outcomes: Sequence[bool]) -> stats.Estimate:
    return stats.share(sum(outcomes), len(outcomes))
