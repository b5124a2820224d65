"""A question with its answer, as the page, a shared link and a case note show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from api.problems import ProblemError
from api.store import StoredConversation, StoredFeedback, StoredLink
from api.store.records import StoredTurn
from api.web import view
from api.web.asking.facts import Chip, chips
from api.web.calculate.series import Series, series_of
from assistant.models import Answer, Calculation, CalculationRow, Language, Statement, StatementKind
from corpus.models import Corpus

_TOO_OLD = "Dit gesprek is van een oudere versie en kan niet meer getoond worden. Stel uw vraag opnieuw."
_BRUSSELS = ZoneInfo("Europe/Brussels")
_BESIDE = frozenset({StatementKind.NOTICE, StatementKind.COURTESY})
"""Sentences a case note leaves out: the notices stand apart in it."""


@dataclass(frozen=True)
class Work:
    """A calculation with its quarters, and the rows that are no quarter."""

    calculation: Calculation
    series: Series | None
    rows: tuple[CalculationRow, ...]


@dataclass(frozen=True)
class Said:
    """A sentence, with the calculations and decisions it tells, by their ids."""

    line: view.Line
    worked: tuple[str, ...]


@dataclass(frozen=True)
class Exchange:
    """One turn. `feedback` is what somebody thought of it before."""

    asked: str
    answer: Answer
    said: tuple[Said, ...]
    works: tuple[Work, ...]
    sources: tuple[view.Source, ...]
    feedback: StoredFeedback | None = None


@dataclass(frozen=True)
class NoteSource:
    """A document with the places in it that a note names, each with its number."""

    source: view.Source
    places: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Note:
    """A turn for a dossier: the facts it was answered with, and what it rests on."""

    asked: str
    answer: Answer
    facts: tuple[Chip, ...]
    lines: tuple[view.Line, ...]
    works: tuple[Work, ...]
    sources: tuple[NoteSource, ...]


def exchange(
    answer: Answer, asked: str, corpus: Corpus, language: Language, feedback: StoredFeedback | None = None
) -> Exchange:
    """An answer as it is shown.

    Raises:
        KeyError: it cites a document that is no longer there.
    """
    return Exchange(
        asked=asked,
        answer=answer,
        said=tuple(
            Said(line, (*statement.calculations, *statement.decisions))
            for line, statement in zip(view.lines(answer), answer.statements, strict=True)
        ),
        works=tuple(_work(calculation) for calculation in answer.calculations),
        sources=view.sources(answer.citations, corpus, language),
        feedback=feedback,
    )


def exchanges(kept: StoredConversation, corpus: Corpus, language: Language) -> tuple[Exchange, ...]:
    """What was said before, the first turn first.

    Raises:
        ProblemError: 404, it was kept by a version with another contract or other documents.
    """
    return tuple(_of_turn(turn, corpus, language) for turn in kept.turns)


def shared_exchanges(link: StoredLink, corpus: Corpus, language: Language) -> tuple[Exchange, ...]:
    """What a link shows, without the ids that would let a reader change or delete it.

    Raises:
        ProblemError: 404, as `exchanges`.
    """
    return tuple(_of_turn(turn, corpus, language, hidden=True) for turn in link.turns)


def note(turn: StoredTurn, corpus: Corpus, language: Language) -> Note:
    """A turn for a dossier, with only the sources that it names.

    Raises:
        ProblemError: 404, as `exchanges`.
    """
    shown = _of_turn(turn, corpus, language)
    statements = tuple(s for s in shown.answer.statements if s.kind not in _BESIDE)
    named = _named(shown.answer, statements)
    return Note(
        asked=shown.asked,
        answer=shown.answer,
        facts=chips(shown.answer.facts, language),
        lines=view.lines(shown.answer.model_copy(update={"statements": statements})),
        works=shown.works,
        sources=_by_document([source for source in shown.sources if source.citation.id in named], corpus),
    )


def moment(at: datetime, language: Language) -> str:
    """A day and an hour, as it is here."""
    here = at.astimezone(_BRUSSELS)
    return f"{view.day(here.date(), language)}, {here:%H:%M}"


def _of_turn(turn: StoredTurn, corpus: Corpus, language: Language, *, hidden: bool = False) -> Exchange:
    try:
        answer = turn.answer
        if hidden:
            answer = answer.model_copy(update={"conversation_id": "", "answer_id": ""})
        return exchange(answer, turn.question, corpus, language, turn.feedback)
    except (ValidationError, KeyError):
        raise ProblemError(404, _TOO_OLD) from None


def _work(calculation: Calculation) -> Work:
    rows = calculation.outcome.rows
    others = [other.rows for other in calculation.alternatives]
    return Work(calculation, series_of(rows, None, others), tuple(r for r in rows if r.quarter is None))


def _by_document(sources: Sequence[view.Source], corpus: Corpus) -> tuple[NoteSource, ...]:
    """Sources under their document and its version, in the order in which they are named."""
    grouped: dict[tuple[str, str], list[view.Source]] = {}
    for source in sources:
        grouped.setdefault((source.citation.document, source.citation.version), []).append(source)
    return tuple(
        NoteSource(group[0], tuple((s.citation.id, _place(s, corpus)) for s in group))
        for group in grouped.values()
    )


def _place(source: view.Source, corpus: Corpus) -> str:
    """The place alone: its document is named beside it."""
    return source.citation.title.removeprefix(f"{corpus.documents[source.citation.document].entry.title}, ")


def _named(answer: Answer, statements: tuple[Statement, ...]) -> set[int]:
    """The numbers of the sources in what a note shows."""
    criteria = [criterion for decision in answer.decisions for criterion in decision.criteria]
    steps = [step for calculation in answer.calculations for step in calculation.steps]
    cited = chain(
        (s.citations for s in statements),
        (c.citations for c in criteria),
        (s.citations for s in steps),
        (n.citations for n in answer.notices),
    )
    return set(chain.from_iterable(cited))
