"""A message that leans on the one before is read twice: by its own words, and with what it leans on.

A fiche that both readings support comes first; of the others, the one that the new words support.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.judge import model as models
from assistant.judge.conversation import follow_up_bonus
from assistant.judge.policy import Weighed, decide, weigh
from assistant.judge.verdict import Judgement
from assistant.models import Conversation, Turn
from assistant.understand import Understood
from corpus.fiches import Fiches
from indexes.models import SearchResult
from indexes.phrases import FicheHit

_LEAST = 0.001
"""The share of a fiche that one of the readings does not find."""
_OWN, _OWN_SURE = 0.45, 0.2
"""What the reading by its own words counts for, and how much more when it is sure."""
_EMPTY = 0.1
"""What it counts for without a word of content: "en daarna?"."""
_SUBJECT = 1.0
"""How strongly the subject of the turn before pulls, and how much more when the own words are not sure."""
_SHARPNESS = 1.3
"""Two readings that agree are surer than their mean."""
_FOREIGN = 0.3
"""Below this probability that its own words mean any fiche, a message has left the subject."""
_RICH = 3
"""Words of content from which a message could stand on its own."""


@dataclass(frozen=True)
class Reading:
    """One way to read a message, with what was found for it."""

    understood: Understood
    result: SearchResult
    hits: Sequence[FicheHit]


def judge_readings(
    readings: Sequence[Reading],
    turn: Turn | None,
    fiches: Fiches,
    conversation: Conversation,
    audience: str | None,
    least: float = 0.0,
) -> Judgement:
    """Decide what to do with a question in all its readings.

    Args:
        readings: by its own words first; when it leans on the turn before, with that as well.
        turn: what it leans on.
        fiches: all fiches.
        conversation: what was said before.
        audience: who asks, when that is known.
        least: how likely its own words must make it that any fiche is meant, for the rest to count.
    """
    learnt = models.packaged()
    weighed = [weigh(r.understood, r.result, r.hits, conversation, audience, learnt) for r in readings]
    if len(weighed) == 1 or turn is None or weighed[0].known < least:
        return decide(weighed[0])
    return decide(together(weighed[0], weighed[1], readings[-1].understood, turn, fiches))


def together(own: Weighed, joined: Weighed, understood: Understood, turn: Turn, fiches: Fiches) -> Weighed:
    """Both readings as one. Of the joined one, what was answered says nothing new: it is left out."""
    alone = {fiche.id: share for fiche, share in own.ranked}
    together = _without(turn.fiches, joined)
    sure = max(alone.values(), default=0.0) if understood.content_words else 0.0
    weight = _OWN + _OWN_SURE * sure if understood.content_words else _EMPTY
    related = frozenset(
        other for one in turn.fiches if one in fiches.fiches for other in fiches.fiches[one].related
    )
    candidates = {fiche.id: fiche for fiche, _ in (*joined.ranked, *own.ranked)}
    scores = {
        name: _SHARPNESS
        * (
            weight * math.log(max(alone.get(name, 0.0), _LEAST))
            + (1 - weight) * math.log(max(together.get(name, 0.0), _LEAST))
            + follow_up_bonus(fiche, understood, turn, related)
            + (_SUBJECT * (2 - sure) if _continues(name, turn, fiches) else 0.0)
        )
        for name, fiche in candidates.items()
    }
    total = sum(map(math.exp, scores.values())) or 1.0
    shares = {name: math.exp(score) / total for name, score in scores.items()}
    foreign = bool(understood.content_words) and own.known < _FOREIGN
    alone_counts = foreign or len(understood.content_words) >= _RICH
    return replace(
        joined,
        ranked=tuple((candidates[name], shares[name]) for name in sorted(shares, key=lambda n: -shares[n])),
        known=own.known if alone_counts else max(own.known, joined.known),
        subject=own.subject if alone_counts else max(own.subject, joined.subject),
        loose=False,
        stances={**joined.stances, **own.stances},
    )


def _without(answered: Sequence[str], weighed: Weighed) -> dict[str, float]:
    """The shares as they are when what was answered is no candidate."""
    left = sum(share for fiche, share in weighed.ranked if fiche.id not in answered) or 1.0
    return {f.id: share if f.id in answered else share / left for f, share in weighed.ranked}


def _continues(name: str, turn: Turn, fiches: Fiches) -> bool:
    return name not in turn.fiches and turn.topic is not None and fiches.topics.get(name) == turn.topic
