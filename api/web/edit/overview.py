"""The lists: fiches by topic, figures with their dates, and questions that got no answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rapidfuzz import fuzz

from api.store import StoredTurn
from corpus.checks import load_checks
from corpus.fiches import Fiche, Fiches
from corpus.parameters import Parameters, ParameterValue
from corpus.review import is_past, periods

_ALIKE = 85
"""How alike two questions must be, of 100, to be listed as one."""


@dataclass(frozen=True)
class FicheRow:
    """A fiche with its marks."""

    fiche: Fiche
    topic: str
    past: bool
    unread: int
    """Sentences that nobody has read as they stand now."""
    phrases: int


@dataclass(frozen=True)
class TopicRow:
    """A topic with how many fiches it has, and how many of them carry each mark."""

    topic: str
    fiches: int
    past: int
    unread: int


@dataclass(frozen=True)
class ParameterRow:
    """A figure with its latest value."""

    name: str
    latest: ParameterValue
    values: int
    ends: date | None
    """The day from which no source gives a value any more."""
    past: bool


@dataclass(frozen=True)
class Asked:
    """A question that got no answer, with those that are nearly the same."""

    text: str
    answer_id: str
    reason: str | None
    times: int
    last: datetime
    others: tuple[str, ...]


def fiche_rows(
    fiches: Fiches, today: date, *, wanted: str = "", topic: str = "", only: str = ""
) -> Mapping[str, Sequence[FicheRow]]:
    """The fiches by topic.

    Args:
        fiches: all fiches.
        today: the day on which reviews are counted.
        wanted: words that must stand in the id, the title or the answer.
        topic: the only topic to list.
        only: "past" or "unread" for the fiches with that mark alone.
    """
    checks = load_checks()
    rows: dict[str, list[FicheRow]] = {}
    for fiche in fiches.fiches.values():
        of = fiches.topics[fiche.id]
        if (topic and of != topic) or not _holds(fiche, wanted):
            continue
        row = FicheRow(
            fiche,
            of,
            is_past(fiche.reviewed_on, periods().fiche_months, today),
            sum(sentence.content_hash() not in checks for sentence in fiche.answer),
            len(fiches.phrases.get(fiche.id, ())),
        )
        if {"past": row.past, "unread": row.unread > 0}.get(only, True):
            rows.setdefault(of, []).append(row)
    return rows


def topic_rows(rows: Mapping[str, Sequence[FicheRow]]) -> Sequence[TopicRow]:
    """The topics of a list of fiches."""
    return [
        TopicRow(topic, len(of), sum(row.past for row in of), sum(row.unread > 0 for row in of))
        for topic, of in rows.items()
    ]


def parameter_rows(parameters: Parameters, today: date) -> Sequence[ParameterRow]:
    """Every figure that has a value, those to be looked at again first."""
    rows = []
    for name in parameters.names():
        history = parameters.history(name)
        if history:
            latest = history[-1]
            past = is_past(latest.reviewed_on, periods().parameter_months, today)
            rows.append(ParameterRow(name, latest, len(history), latest.valid_to, past))
    return sorted(rows, key=lambda row: not row.past)


def asked(turns: Iterable[StoredTurn]) -> Sequence[Asked]:
    """Questions without an answer, nearly equal ones as one, the most asked first.

    Args:
        turns: the newest first; their text is masked.
    """
    groups: list[list[StoredTurn]] = []
    for turn in turns:
        if not turn.question.strip():
            continue
        like = next((g for g in groups if _alike(g[0].question, turn.question)), None)
        if like is None:
            groups.append([turn])
        else:
            like.append(turn)
    rows = [
        Asked(
            group[0].question,
            group[0].answer_id,
            group[0].reason,
            len(group),
            group[0].asked_at,
            tuple(dict.fromkeys(t.question for t in group[1:] if t.question != group[0].question)),
        )
        for group in groups
    ]
    return sorted(rows, key=lambda row: -row.times)


def _alike(one: str, other: str) -> bool:
    return fuzz.token_sort_ratio(one.casefold(), other.casefold()) >= _ALIKE


def _holds(fiche: Fiche, wanted: str) -> bool:
    text = " ".join((fiche.id, fiche.title, *(s.text for s in fiche.answer))).casefold()
    return all(word in text for word in wanted.casefold().split())
