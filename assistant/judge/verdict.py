"""What the judge says of a question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.models import Reason
from corpus.phrases import Stance


class Action(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    CHOOSE = "choose"
    """Two or three fiches are equally likely: offer them."""
    DECLINE = "decline"


@dataclass(frozen=True)
class Judgement:
    """What to do, with which fiches, and how sure we are that there is an answer.

    Fiches are likeliest first with their probability; an answer without fiches is made of passages.
    """

    action: Action
    answerable: float
    reason: Reason | None = None
    fiches: tuple[tuple[str, float], ...] = ()
    beside: tuple[str, ...] = ()
    """Fiches that may be meant as well: each is told in a sentence behind the answer."""
    stance: Stance = Stance.NONE
    """How the answer opens for this way of asking."""
    lacking: str | None = None
    """The kind of detail that is asked for and that no fiche gives: a key of the texts under `sought`."""
