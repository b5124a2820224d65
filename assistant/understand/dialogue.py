"""How a message leans on the conversation: what carries over, what is replaced, what "en daarna?" asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.lexicon import lexicon
from assistant.models import Conversation, Fact, FactSource
from assistant.understand.cues import Cue, any_found, cues
from assistant.understand.model import FollowUp
from assistant.understand.slots.cases import listed_values
from assistant.understand.slots.quarter import CLOCKS

_SHORT, _LONGER = 7, 14
"""Words a message may have to be read as leaning on the one before."""
_SPANS = ("quarter_from", "quarter_to")
_WAGES = ("wage_cost", "gross_wage")


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a message leans on the one before, and what to search for."""

    follow_up: FollowUp | None
    query: str


def lean(
    text: str,
    lower: str,
    content: int,
    said: Mapping[str, Fact],
    conversation: Conversation,
    *,
    topical: bool,
) -> Leaning:
    """Tell how a message leans on the turn before it.

    Args:
        text: the message.
        lower: the message, normalised, in lower case.
        content: how many words of content it has.
        said: the facts it gives itself.
        conversation: what came before.
        topical: whether it names a subject of its own.
    """
    words = len(lower.split())
    if _restarts(lower, words):
        return Leaning(FollowUp.RESTART, text)
    if not conversation.turns:
        return Leaning(None, text)
    before = conversation.turns[-1].question
    if words <= _SHORT:
        for kind in (FollowUp.WHERE, FollowUp.CALCULATION, FollowUp.NEXT_PHASE):
            if any_found(_list(kind.value), lower) and not topical:
                return Leaning(kind, f"{before} {text}")
    opened = _opens(lower, "opens") or _opens(lower, "correction")
    elliptical = (words <= _LONGER and (opened or content < 2)) or (
        words <= _SHORT and bool(said) and not topical
    )
    if not elliptical:
        return Leaning(None, text)
    swapped = _swapped(before, lower)
    if swapped:
        return Leaning(FollowUp.OTHER_TOPIC, f"{swapped} {text}")
    if topical and words > _SHORT:
        return Leaning(FollowUp.OTHER_TOPIC, text)
    if topical and not said:
        return Leaning(FollowUp.OTHER_TOPIC, f"{before} {text}")
    return Leaning(FollowUp.SAME_TOPIC_NEW_FACTS, f"{before} {text}")


def carried(
    held: Mapping[str, Fact],
    said: Mapping[str, Fact],
    follow_up: FollowUp | None,
    edits: Mapping[str, Fact | None],
) -> dict[str, Fact]:
    """What is known after this message. New facts replace old ones; what the user changed by hand wins.

    Args:
        held: the facts of earlier turns.
        said: the facts of this message.
        follow_up: how the message leans on the turn before.
        edits: facts the user set by hand; None takes one away.
    """
    known = {} if follow_up is FollowUp.RESTART else dict(held)
    if follow_up is None:
        known = {name: fact for name, fact in known.items() if not _is_passing(name, fact)}
    now = _on_same_clock(known, dict(said)) if follow_up else dict(said)
    for name in _replaced(now, known):
        known.pop(name, None)
    known.update(now)
    for name, fact in edits.items():
        if fact is None:
            known.pop(name, None)
        else:
            known[name] = fact
    return known


def _is_passing(name: str, fact: Fact) -> bool:
    """Whether a fact only served its question: "kan een school dat?" makes the user no school."""
    return fact.source is FactSource.ASSUMED and name in listed_values()


def _on_same_clock(known: Mapping[str, Fact], said: dict[str, Fact]) -> dict[str, Fact]:
    """Let "en in kwartaal 8?" go on counting as the turn before did."""
    clocks = [name for name in CLOCKS[1:] if name in known]
    if "quarter" in said and len(clocks) == 1 and not any(name in said for name in CLOCKS[1:]):
        said[clocks[0]] = said.pop("quarter")
    return said


def _replaced(said: Mapping[str, Fact], known: Mapping[str, Fact]) -> set[str]:
    """Facts of before that the new ones put aside though they bear another name."""
    gone: set[str] = set()
    places = {*CLOCKS, *_SPANS}
    if places & said.keys():
        gone |= places - said.keys()
    for wage in _WAGES:
        if any(name.startswith(wage) for name in said):
            gone |= {name for name in known if name.startswith(wage)}
    return gone


def _restarts(lower: str, words: int) -> bool:
    head = " ".join(lower.split()[:_SHORT]) if words > _SHORT else lower
    return _opens(head, "restart") or (words <= _SHORT and any_found(_list("restart"), head))


def _opens(lower: str, name: str) -> bool:
    stripped = lower.lstrip(" ,.-")
    return any(hit.start == 0 for cue in _list(name) for hit in cue.hits(stripped))


def _swapped(before: str, lower: str) -> str | None:
    """The question before, about what this message names instead."""
    earlier = before.lower()
    for group in lexicon("dialogue")["swaps"]:
        new = [word for word in group if word in lower]
        old = [word for word in group if word in earlier]
        if len(new) == 1 and len(old) == 1 and new != old:
            return earlier.replace(old[0], new[0])
    return None


@cache
def _list(name: str) -> tuple[Cue, ...]:
    return cues(lexicon("dialogue")[name])
