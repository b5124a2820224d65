"""Places in the sources that a question names: "artikel 6", "bijlage 3, punt 12", "art. 7 § 2"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.lexicon import lexicon
from assistant.notation import Figure, FigureKind
from assistant.understand.cues import Cue, any_found, cues
from assistant.understand.model import Place
from assistant.understand.slots.scene import Scene

_SEGMENT = re.compile(r"(art|par|lid|punt|bijlage|hoofdstuk|rij)-(\d+\w*)")
_ORDER = ("bijlage", "hoofdstuk", "art", "par", "lid", "punt", "rij")
_JOINED = re.compile(
    r"(?:\s*\b(?:van|in|uit|volgens|onder|de|het|die|dit|dat|deze|onze|ons|du|de la|la|le|of|the))+\s*$"
)
_BETWEEN = re.compile(r"[\s,]*(?:van|in|onder|de|het|of|du|de la|l')*[\s,]*")


def places(scene: Scene) -> tuple[Place, ...]:
    """Every place named, with its document where one of the documents is named too."""
    found = tuple(_joined(scene))
    documents = documents_named(scene.lower)
    document = documents[0] if len(documents) == 1 else None
    return tuple(Place(document, locator, scene.normal.text[start:end]) for locator, start, end in found)


def _joined(scene: Scene) -> Iterator[tuple[str, int, int]]:
    """References that stand together make one locator, the widest segment first."""
    group: list[Figure] = []
    for figure in scene.figures:
        if figure.kind is not FigureKind.REFERENCE or not _SEGMENT.fullmatch(str(figure.value)):
            continue
        if _is_measure(figure):
            continue
        if group and not _belongs(scene.lower, group, figure):
            yield _place(group)
            group = []
        group.append(figure)
    if group:
        yield _place(group)


def _belongs(lower: str, group: list[Figure], figure: Figure) -> bool:
    kinds = {str(f.value).split("-")[0] for f in group}
    if str(figure.value).split("-")[0] in kinds:
        return False
    return bool(_BETWEEN.fullmatch(lower[group[-1].end : figure.start]))


def _place(group: list[Figure]) -> tuple[str, int, int]:
    segments = sorted((str(f.value) for f in group), key=lambda s: _ORDER.index(s.split("-")[0]))
    return "-".join(segments), min(f.start for f in group), max(f.end for f in group)


def _is_measure(figure: Figure) -> bool:
    """Whether "artikel 60" is meant: a measure, not a place."""
    return str(figure.value) in lexicon("places")["measures"]


def documents_named(lower: str) -> tuple[str, ...]:
    """The documents whose names stand in the text; a longer name hides the shorter one inside it."""
    return tuple(dict.fromkeys(name for _, _, name in _longest(lower)))


def without_documents(lower: str) -> str:
    """The text without the names of documents and the words that join them to the rest: "van het decreet"."""
    for start, end, _ in reversed(_longest(lower)):
        head = _JOINED.sub(" ", lower[:start])
        lower = f"{head} {lower[end:].lstrip()}"
    return lower.strip()


def _longest(lower: str) -> list[tuple[int, int, str]]:
    """The names of documents with their places; a longer name hides the shorter one inside it."""
    found = [
        (hit.start, hit.end, name)
        for name, phrases in _named().items()
        for c in phrases
        for hit in c.hits(lower)
    ]
    kept = [
        (start, end, name)
        for start, end, name in found
        if not any(s <= start and end <= e and (e - s) > (end - start) for s, e, _ in found)
    ]
    return sorted(kept)


@cache
def _named() -> Mapping[str, tuple[Cue, ...]]:
    return {name: cues(written) for name, written in lexicon("places")["documents"].items()}


def names_document(lower: str) -> bool:
    """Whether one of the documents is named."""
    return any(any_found(phrases, lower) for phrases in _named().values())
