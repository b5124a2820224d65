"""Whose case a text speaks of: a fiche on workers from Brussels says nothing of one who lives in Ghent.

Only facts with a closed set of values count, and only those on which the answer of a fiche turns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from assistant.models import Fact, FactValue
from assistant.understand.cues import is_denied
from assistant.understand.slots.cases import listed_values
from corpus.fiches import Fiche

_SHARE = 3
"""A fiche speaks of a value when its title tells it, or at least one in so many of its ways of asking."""

_SCENE = frozenset({"employer", "residence", "establishment"})
"""Facts that a title tells only of the case it is about."""


def turns_on(fiche: Fiche, known: Mapping[str, Fact]) -> frozenset[str]:
    """The known facts on which the answer of a fiche turns."""
    return frozenset(fiche.needs) & known.keys() & listed_values().keys()


def of_another_case(text: str, names: Iterable[str], known: Mapping[str, Fact]) -> bool:
    """Whether a text tells other values, and only other ones, for one of these facts."""
    told = ((known[name].value, values(name, text)) for name in names)
    return any(found and value not in found for value, found in told)


def about_another_case(fiche: Fiche, ways: Iterable[str], known: Mapping[str, Fact]) -> bool:
    """Whether a fiche answers for another case than the one that is known.

    Args:
        fiche: the fiche.
        ways: its ways of asking.
        known: everything that is known of the case.
    """
    names = turns_on(fiche, known)
    if not names:
        return False
    texts = tuple(ways)
    return any(_differs(name, known[name].value, fiche.title, texts) for name in names)


def supposes(fiche: Fiche, known: Mapping[str, Fact]) -> bool:
    """Whether the title of a fiche tells a case that nobody spoke of: "mijn vestiging ligt in Brussel"."""
    names = ((frozenset(fiche.needs) & listed_values().keys()) | _SCENE) - known.keys()
    return any(values(name, fiche.title) for name in names)


def _differs(name: str, value: FactValue, title: str, texts: tuple[str, ...]) -> bool:
    counted = Counter(v for text in texts for v in values(name, text))
    often = max(counted.values(), default=0)
    common = {v for v, times in counted.items() if _SHARE * often >= len(texts) and 2 * times >= often}
    own = values(name, title) | common
    return bool(own) and value not in own


@lru_cache(maxsize=50_000)
def values(name: str, text: str) -> frozenset[FactValue]:
    """The values of a fact that a text tells, denied ones aside."""
    lower = text.lower()
    return frozenset(
        value.value
        for value in listed_values()[name]
        for cue in value.phrases
        for hit in cue.hits(lower)
        if cue.denies or not is_denied(lower, hit.start, hit.end)
    )
