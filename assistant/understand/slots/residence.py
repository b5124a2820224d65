"""Where the worker lives, or is going to live: a municipality behind a word of living or moving."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.lexicon import lexicon
from assistant.notation.lexicon import alternatives
from assistant.understand.cues import is_denied
from assistant.understand.slots.scene import Found, Scene

_LIVE = r"(?:woon|woont|wonen|woonde|woonachtig|gedomicilieerd|habite|habitent|lives?|living)"
_MOVE = r"(?:verhuis|verhuist|verhuizen|verhuisde|verhuisd|trek|trekt|trekken|move|moves|moving|déménage)"
_GAP = r"(?:[ ]+(?!(?:in|te|naar|en|maar|of|werk|werkt|werken|van|uit)(?!\w))[\w'-]+){0,3}"


def residence(scene: Scene) -> Iterator[Found]:
    """The region of the municipality; where somebody moves to counts, not where he comes from."""
    moved = [found for found in _read(scene, _moves()) if not _of_firm(scene, found)]
    yield from moved or _read(scene, _lives())


def _read(scene: Scene, frames: tuple[re.Pattern[str], ...]) -> Iterator[Found]:
    for frame in frames:
        for match in frame.finditer(scene.lower):
            if not is_denied(scene.lower, match.start(), match.end()):
                yield Found("residence", _regions()[" ".join(match["place"].split())], *match.span())


def _of_firm(scene: Scene, found: Found) -> bool:
    """Whether it is a firm that moves: "wij verhuizen onze zaak naar Brussel"."""
    clause = scene.before(found.start, 60) + scene.lower[found.start : found.end] + scene.after(found.end, 30)
    return _firm().search(clause) is not None


@cache
def _regions() -> Mapping[str, str]:
    return {name: region for region, names in lexicon("municipalities").items() for name in names}


@cache
def _lives() -> tuple[re.Pattern[str], ...]:
    place = rf"(?P<place>{alternatives(_regions())})(?!\w)"
    return (
        re.compile(rf"(?<!\w){_LIVE}(?!\w){_GAP}[ ]+(?:in|te|à|in the)[ ]+{place}"),
        re.compile(rf"(?<!\w)(?:in|te)[ ]+{place}{_GAP}[ ]+{_LIVE}(?!\w)"),
    )


@cache
def _moves() -> tuple[re.Pattern[str], ...]:
    place = rf"(?P<place>{alternatives(_regions())})(?!\w)"
    going = r"(?:ga|gaat|gaan|kom|komt|komen|wil|wou|zou)"
    return (
        re.compile(rf"(?<!\w){_MOVE}(?!\w){_GAP}[ ]+(?:naar|to|à|vers)[ ]+{place}"),
        re.compile(rf"(?<!\w)(?:naar|to)[ ]+{place}{_GAP}[ ]+(?:te[ ]+)?{_MOVE}(?!\w)"),
        re.compile(rf"(?<!\w)in[ ]+{place}[ ]+(?:{going}[ ]+){{1,2}}wonen(?!\w)"),
        re.compile(rf"(?<!\w){going}(?!\w){_GAP}[ ]+in[ ]+{place}[ ]+wonen(?!\w)"),
    )


@cache
def _firm() -> re.Pattern[str]:
    words = (
        "zaak",
        "bedrijf",
        "winkel",
        "kantoor",
        "vestiging",
        "zetel",
        "firma",
        "wij",
        "we",
        "onderneming",
        "atelier",
    )
    return re.compile(rf"(?<!\w){alternatives(words)}(?!\w)")
