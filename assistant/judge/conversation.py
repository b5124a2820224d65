"""What the conversation adds to the ranking of fiches, in the units of the ranking.

Not learnt, since ways of asking are written without a conversation: nudges between candidates only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.models import Audience, Conversation, Status, Turn
from assistant.rules import registry as calculators
from assistant.understand import Understood, facts_for
from assistant.understand.asker import asker
from corpus.data import read_words
from corpus.fiches import Fiche


def conversation_bonus(
    fiche: Fiche, topic: str | None, conversation: Conversation | None, audience: str | None
) -> float:
    """What the asker and the subject of the turn before add for a fiche."""
    weights = _weights()
    bonus = 0.0
    if audience and fiche.audience:
        bonus += weights["audience"] if audience in fiche.audience else -weights["audience"]
    last = conversation.turns[-1].topic if conversation and conversation.turns else None
    if last and last in (fiche.id, topic, fiche.rule):
        bonus += weights["topic"]
    return bonus


def who_asks(understood: Understood, audience: str | None) -> str | None:
    """Who asks: as known, but an employer and a worker are told apart by their own words."""
    if audience in (Audience.STAD, Audience.COACH):
        return audience
    return asker((understood.own or understood).text or understood.query) or audience


def expected(known: float, conversation: Conversation | None) -> float:
    """How likely a fiche is meant, knowing that people mostly go on about what was just answered."""
    if not conversation or not conversation.turns or conversation.turns[-1].status is not Status.ANSWERED:
        return known
    odds = known / max(1 - known, 1e-9) * math.exp(_weights()["expected"])
    return odds / (1 + odds)


def follow_up_bonus(fiche: Fiche, understood: Understood, turn: Turn, related: frozenset[str]) -> float:
    """What a message that leans on the turn before adds for a fiche.

    People do not ask the same thing twice: what was answered is set back, unless the message gives its rule
    new facts. What is related to it comes closer.

    Args:
        fiche: the candidate.
        understood: the message.
        turn: the turn it leans on.
        related: the fiches that the answered ones name as related.
    """
    weights = _weights()
    if fiche.id in turn.fiches:
        return 0.0 if fiche.rule and gives(understood, fiche.rule) else weights["again"]
    bonus = weights["related"] if fiche.id in related else 0.0
    if fiche.rule and fiche.rule == turn.rule and gives(understood, fiche.rule):
        bonus += weights["rule"]
    return bonus


def gives(understood: Understood, rule: str) -> bool:
    """Whether the message itself gives facts that a rule uses, or names what it decides on."""
    if rule == _MEASURES:
        return bool(understood.measures)
    said = {name: fact for name, fact in understood.facts.items() if name in understood.said}
    try:
        return bool(facts_for(rule, said))
    except KeyError:  # a rule without a table takes its facts by name; no follow-up fills it
        return False


def continued(understood: Understood, turn: Turn | None) -> str | None:
    """The calculator to run again, when a message only changes the case: "nee, voor 2 jaar"."""
    if turn is None or turn.rule is None or turn.rule not in calculators.REGISTRY or understood.own is None:
        return None
    elsewhere = understood.own.topics - {turn.rule}
    return None if elsewhere or not gives(understood, turn.rule) else turn.rule


_MEASURES = "cumul"


@cache
def _weights() -> Mapping[str, float]:
    lists = read_words(Path(__file__).with_name("cues.yaml"))
    return {name: float(value) for name, value in lists["bonus"].items()}
