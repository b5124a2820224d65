"""Certificates, handed on as they are written: the rule on qualifications reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.lexicon import lexicon
from assistant.notation.lexicon import alternatives
from assistant.rules.decisions.matching import is_profession
from assistant.understand.cues import any_found, cues, is_denied
from assistant.understand.slots.scene import Found, Scene
from assistant.understand.topics import topics

_STOP = re.compile(r"[?!;:\n()\"]|\.(?=\s|$)|,\s*(?!en\b|of\b)")
_LONGEST = 90
_TOPIC = "qualification"


def certificates(scene: Scene) -> Iterator[Found]:
    """The first stretch of text that names one or more certificates."""
    places: list[tuple[int, int]] = []
    for match in _announced().finditer(scene.lower):
        if places and match.start() < places[-1][1]:
            continue
        place = _stretch(scene.lower, match)
        if place and not is_denied(scene.lower, match.start(), match.end()):
            places.append(place)
    places = places or list(_professions(scene.lower))
    if places:
        start, end = places[0]
        if len(places) > 1 and places[-1][1] - start <= _LONGEST * 2:
            end = places[-1][1]
        first, last = scene.normal.origin(start, end)
        yield Found("certificates", scene.normal.source[first:last].strip(), start, end)


def _professions(lower: str) -> Iterator[tuple[int, int]]:
    """Where somebody is said to have a profession, in a text about certificates."""
    found = [match for match in _being().finditer(lower) if is_profession(match["name"])]
    if found and _TOPIC in topics(lower):
        yield from (match.span("name") for match in found)


def asks_whether_it_counts(lower: str) -> bool:
    """Whether a text asks what a certificate is worth: "telt dat", "staat dat op de lijst"."""
    return any_found(cues(lexicon("certificates")["judged"]), lower)


def _stretch(lower: str, match: re.Match[str]) -> tuple[int, int] | None:
    """From the level, or from what follows the announcement, up to a word that ends the name."""
    stop = _STOP.search(lower, match.end(), match.end() + _LONGEST)
    limit = stop.start() if stop else min(len(lower), match.end() + _LONGEST)
    ending = _ending().search(lower, match.end(), limit)
    end = len(lower[: ending.start() if ending else limit].rstrip(" ,-"))
    if match["level"]:
        return (
            (match.start(), end)
            if end >= match.end() and lower[match.end() : match.end() + 1] != "-"
            else None
        )
    glue = _glue().match(lower, match.end(), max(end, match.end()))
    start = glue.end() if glue else match.end()
    name = lower[start:end].strip()
    if len(name) < 3 or name in _empty() or (_firsts(name) & _empty()):
        return None
    return match.start(), end


def _firsts(name: str) -> set[str]:
    words = name.split()
    return {words[0]} if words else set()


@cache
def _empty() -> frozenset[str]:
    return frozenset(lexicon("certificates")["empty"])


@cache
def _being() -> re.Pattern[str]:
    """Somebody with a profession: "ik ben kinesist"."""
    lists = lexicon("certificates")
    return re.compile(rf"(?<!\w){alternatives(lists['being'])}\s+(?P<name>[^\W\d_][\w-]{{3,}})")


@cache
def _announced() -> re.Pattern[str]:
    lists = lexicon("certificates")
    return re.compile(
        rf"(?<!\w)(?:(?P<level>{alternatives(lists['level'])})|{alternatives(lists['announce'])})(?!\w)"
    )


@cache
def _glue() -> re.Pattern[str]:
    return re.compile(rf"[\s:]*(?:(?:{alternatives(lexicon('certificates')['glue'])})(?!\w)\s*)*")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(lexicon('certificates')['end'])})(?!\w)")
