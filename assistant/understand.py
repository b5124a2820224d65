"""Step 2, understand: what is asked and which facts the question gives. No search happens here.

This is the simple form: figures from the notation, topics and measures from word lists, and a follow-up that
leans on the turn before it. It never guesses a fact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from assistant.lexicon import lexicon
from assistant.models import Conversation, Fact, FactSource, Unit
from assistant.notation import Figure, FigureKind, PartialDate, figures
from assistant.receive import Received

_CONTENT_WORD = re.compile(r"[^\W\d_]{3,}", re.UNICODE)
_AS_OF = re.compile(
    r"\b(?:per|op datum van|(?:zoals|wat)(?: het| er)? (?:gold|geldt)(?: er)? op"
    r"|(?:situatie|stand) op|as of)\s*$",
    re.IGNORECASE,
)
_EXTRA_HOURS = re.compile(r"\bextra\b|\bregie\b|\bsupplément|\bbijkomend", re.IGNORECASE)


@dataclass(frozen=True)
class Understood:
    """A question in our terms."""

    query: str
    """What to search for: the question, with the one before it when it cannot stand alone."""
    topics: frozenset[str]
    measures: tuple[str, ...]
    facts: Mapping[str, Fact]
    as_of: date | None
    content_words: tuple[str, ...]


def understand(received: Received, conversation: Conversation) -> Understood:
    """Read topics, measures and facts from a question. Facts of earlier turns stay; new ones replace them."""
    text = received.text
    words = tuple(w for w in _CONTENT_WORD.findall(text.lower()) if w not in _function_words())
    query = text
    if len(words) < 2 and conversation.turns:
        query = f"{conversation.turns[-1].question} {text}"
    found = figures(text)
    return Understood(
        query=query,
        topics=frozenset(name for name in lexicon("topics") if _has_topic(name, query.lower())),
        measures=tuple(name for name, pattern in _measure_patterns().items() if pattern.search(text)),
        facts={**conversation.facts, **_facts(text, found)},
        as_of=_as_of(text, found),
        content_words=words,
    )


def _facts(text: str, found: tuple[Figure, ...]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    ordinals = [f for f in found if f.kind is FigureKind.ORDINAL and f.series is None]
    quarters = [f for f in ordinals if f.unit is Unit.QUARTER]
    if len({f.value for f in quarters}) == 1:
        facts["quarter"] = _said(quarters[0], whole=True)
    hours = [f for f in found if f.kind is FigureKind.QUANTITY and f.unit is Unit.HOUR]
    if len(hours) == 1 and _EXTRA_HOURS.search(text):
        facts["extra_hours"] = _said(hours[0])
    return facts


def _said(figure: Figure, *, whole: bool = False) -> Fact:
    value = Decimal(str(figure.value))
    return Fact(
        value=int(value) if whole else value, unit=figure.unit, source=FactSource.SAID, words=figure.words
    )


def _as_of(text: str, found: tuple[Figure, ...]) -> date | None:
    """The day asked about, when words say that a date is that; a hiring date is a fact instead."""
    named = [f.value for f in found if f.kind is FigureKind.DATE and _AS_OF.search(text[: f.start])]
    days = [value.date for value in named if isinstance(value, PartialDate) and value.date]
    return days[0] if len(days) == 1 else None


def _has_topic(name: str, text: str) -> bool:
    return all(pattern.search(text) for pattern in _topic_patterns()[name])


@cache
def _topic_patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        name: tuple(re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in group)) for group in groups)
        for name, groups in lexicon("topics").items()
    }


@cache
def _measure_patterns() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in written), re.IGNORECASE)
        for name, written in lexicon("measures").items()
    }


@cache
def _function_words() -> frozenset[str]:
    return frozenset(lexicon("function_words"))
