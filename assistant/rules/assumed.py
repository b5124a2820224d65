"""What a calculation takes for granted where the sources leave it open."""

from __future__ import annotations

from assistant.models import Calculation
from assistant.rules.texts import say

_ASSUMED = ("saldo.caveats.same_start",)
"""Caveats that say on what assumption an amount was worked out."""


def takes_for_granted(calculation: Calculation) -> bool:
    """Whether an outcome rests on what no source says and the user did not tell."""
    return any(say(key) in calculation.caveats for key in _ASSUMED)
