"""What is said of the employer, the worker and VDAB: facts with a closed set of values, or yes and no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.lexicon import lexicon
from assistant.models import FactValue
from assistant.understand.cues import Cue, Hit, cues, is_denied
from assistant.understand.slots.scene import Found, Scene

_BOOLEANS: Mapping[str, bool] = {"yes": True, "no": False}
_YES_NO = "yes_no"


@dataclass(frozen=True)
class Value:
    """A value of a fact with the phrases that say it."""

    fact: str
    value: FactValue
    phrases: tuple[Cue, ...]
    denied: FactValue | None = None


def cases(scene: Scene) -> Iterator[Found]:
    """Every fact of the closed lists, each with at most one value: two different ones say nothing certain."""
    for fact, values in listed_values().items():
        taken: list[Hit] = []
        found: list[Found] = []
        for value in values:
            for hit in _hits(value, scene.lower):
                if any(hit.start < t.end and t.start < hit.end for t in taken):
                    continue
                taken.append(hit)
                said = value.value
                if is_denied(scene.lower, hit.start, hit.end) and not _denies_itself(value):
                    if value.denied is None:
                        continue
                    said = value.denied
                found.append(Found(fact, said, hit.start, hit.end))
        yield from found


def _hits(value: Value, lower: str) -> Iterator[Hit]:
    for cue in value.phrases:
        yield from cue.hits(lower)


def _denies_itself(value: Value) -> bool:
    """Whether the phrases of the value already hold the denial: "nog niet vastgesteld"."""
    return value.value in {"nog_niet", "niet_meer", "afgewezen", "gewoon"}


@cache
def listed_values() -> Mapping[str, tuple[Value, ...]]:
    """The values of every fact, the strongest first."""
    raw = dict(lexicon("cases"))
    yes_no = raw.pop(_YES_NO)
    found = {
        fact: tuple(
            Value(fact, _BOOLEANS.get(name, name), cues(entry["phrases"]), entry.get("denied"))
            for name, entry in values.items()
        )
        for fact, values in raw.items()
    }
    found |= {fact: (Value(fact, True, cues(phrases), False),) for fact, phrases in yes_no.items()}
    return found
