"""What a rule raises when a case cannot exist, or is not known well enough."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant.models import Unit


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit that a case breaks, with where it stands."""

    label: str
    value: Decimal
    unit: Unit
    sources: tuple[str, ...]


class InvalidCase(Exception):  # noqa: N818 - it describes the case, not a defect of the program
    """The case given is impossible or lies outside what the sources cover.

    `message_nl` says in plain Dutch what is wrong; `allowed` says what would be possible; `bounds` are the
    figures in both that come from the sources.
    """

    def __init__(self, message_nl: str, allowed: str, bounds: tuple[Bound, ...] = ()) -> None:
        super().__init__(f"{message_nl} {allowed}")
        self.message_nl = message_nl
        self.allowed = allowed
        self.bounds = bounds


class MissingFact(InvalidCase):
    """Nothing is wrong with the case, but a fact that decides the outcome is not known."""
