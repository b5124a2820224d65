"""Who asks, where the words tell: "mijn baas" is said by a worker, "mijn werknemer" by an employer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from assistant.lexicon import lexicon
from assistant.models import Audience
from assistant.understand.cues import Cue, any_found, cues


def asker(text: str) -> Audience | None:
    """The audience that the words of a question belong to; None where they tell nothing, or two things."""
    lower = text.lower()
    found = [audience for audience, phrases in _cues().items() if any_found(phrases, lower)]
    return found[0] if len(found) == 1 else None


@cache
def _cues() -> Mapping[Audience, tuple[Cue, ...]]:
    lists: Mapping[str, Iterable[str]] = lexicon("askers")
    return {Audience(name): cues(phrases) for name, phrases in lists.items()}
