"""One question about both premiums, as two: "hoeveel zijn beide premies?", "en voor allebei?"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.lexicon import lexicon
from assistant.models import Fact, Turn
from assistant.understand.cues import Hit, cues
from assistant.understand.dialogue import swapped
from assistant.understand.model import Understood
from assistant.understand.normalise import lowered
from assistant.understand.slots.quarter import CLOCKS, SPANS
from corpus.fiches import Intent

_PREMIUMS = ("loonpremie", "begeleidingspremie")


def for_both(whole: Understood, facts: Mapping[str, Fact], turn: Turn | None) -> tuple[Understood, ...]:
    """The question for each of the premiums; nothing when it does not ask what both are in a quarter.

    Args:
        whole: a message with one question.
        facts: what is known of the case.
        turn: the turn before, which the message may lean on.
    """
    lower = lowered(whole.text)
    leans = whole.own is not None and turn is not None and turn.rule in _PREMIUMS
    asks = leans or Intent.AMOUNT in whole.intents[:1]
    hit = _hit(lower, leans=leans)
    if hit is None or not asks or not any(name in facts for name in (*CLOCKS, *SPANS)):
        return ()
    return tuple(_about(name, whole, hit, turn if leans else None) for name in _PREMIUMS)


def _about(name: str, whole: Understood, hit: Hit, turn: Turn | None) -> Understood:
    asked = f"{whole.text[: hit.start]}{name}{whole.text[hit.end :]}"
    if turn is not None:
        earlier = turn.about or turn.question
        asked = f"{swapped(earlier, name) or earlier} {asked}"
    others = frozenset(_PREMIUMS) - {name}
    return replace(
        whole, query=asked, text=asked, topics=(whole.topics - others) | {name}, own=None, follow_up=None
    )


def _hit(lower: str, *, leans: bool) -> Hit | None:
    written = lexicon("dialogue")["both"]
    phrases = [*written["named"], *(written["leaning"] if leans else ())]
    return next((hit for cue in cues(phrases) for hit in cue.hits(lower)), None)
