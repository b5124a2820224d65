"""What differs between two texts: which places are new, gone, moved or changed, and by which words."""

from __future__ import annotations

import difflib
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.lock import meaning
from corpus.models import Document, Provision
from corpus.parse import aliases, parse


class Change(StrEnum):
    """What became of a place."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    MOVED = "moved"
    """The same words under another locator."""


@dataclass(frozen=True)
class WordChange:
    """A run of words that stayed (`before == after`), came, went or became others."""

    before: str
    after: str


@dataclass(frozen=True)
class PlaceChange:
    """One place. `locator` is its name in the first text, or in the second when it is new."""

    change: Change
    locator: str
    label: str
    to: str | None = None
    """Its name in the second text, when it moved."""
    words: tuple[WordChange, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Two texts held side by side."""

    before: str
    after: str
    changes: tuple[PlaceChange, ...]
    same: int
    """How many places say what they said."""

    def of(self, change: Change) -> tuple[PlaceChange, ...]:
        """The places that this happened to."""
        return tuple(place for place in self.changes if place.change is change)

    @property
    def unsettled(self) -> frozenset[str]:
        """Locators of the first text that do not say there what they said."""
        return frozenset(place.locator for place in self.changes if place.change is not Change.NEW)


def with_text(document: Document, text: str) -> Document:
    """The same document with another text."""
    provisions = parse(document.entry, text)
    return replace(
        document,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        provisions=provisions,
        aliases=aliases(provisions),
    )


def compare_documents(before: Document, after: Document) -> Comparison:
    """What differs, in the order of the second text; what is gone comes last."""
    old, new = before.by_locator, after.by_locator
    moved = _moved(old, new)
    arrived = frozenset(moved.values())
    changes: list[PlaceChange] = []
    same = 0
    for locator, now in new.items():
        was = old.get(locator)
        if was is None:
            if locator not in arrived:
                changes.append(PlaceChange(Change.NEW, locator, now.label))
        elif meaning(was) == meaning(now):
            same += 1
        else:
            words = tuple(_words(_own(was), _own(now)))
            changes.append(PlaceChange(Change.CHANGED, locator, now.label, words=words))
    for locator, was in old.items():
        if locator in moved:
            changes.append(PlaceChange(Change.MOVED, locator, was.label, moved[locator]))
        elif locator not in new:
            changes.append(PlaceChange(Change.GONE, locator, was.label))
    return Comparison(before.version, after.version, tuple(changes), same)


def _moved(old: Mapping[str, Provision], new: Mapping[str, Provision]) -> dict[str, str]:
    """Places whose words stand once before and once after, under another name."""
    gone, came = _by_words(old, new), _by_words(new, old)
    return {
        places[0]: came[words][0] for words, places in gone.items() if len(places) == len(came[words]) == 1
    }


def _by_words(
    places: Mapping[str, Provision], others: Mapping[str, Provision]
) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for locator, provision in places.items():
        if locator not in others and provision.is_leaf:
            found[meaning(provision)].append(locator)
    return found


def _own(provision: Provision) -> str:
    """What the lock holds of a place: a leaf's words, a container's first line."""
    return provision.text if provision.is_leaf else provision.text.split("\n", 1)[0]


def _words(before: str, after: str) -> Iterator[WordChange]:
    old, new = before.split(), after.split()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        yield WordChange(" ".join(old[a:b]), " ".join(new[c:d]))
