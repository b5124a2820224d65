"""What is said of the employer, the worker and VDAB: facts with a closed set of values, or yes and no."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.lexicon import lexicon
from assistant.models import FactSource, FactValue
from assistant.understand.cues import Cue, Hit, any_found, cues, is_denied
from assistant.understand.questions import asks
from assistant.understand.slots.scene import Found, Scene

_BOOLEANS: Mapping[str, bool] = {"yes": True, "no": False}
_YES_NO = "yes_no"
_EMPLOYER = "employer"
_WORD = re.compile(r"[\w']+")
_FEW = 3
"""Words that may stand between "wij zijn een" and what the asker is."""


@dataclass(frozen=True)
class Value:
    """A value of a fact with the phrases that say it."""

    fact: str
    value: FactValue
    phrases: tuple[Cue, ...]
    denied: FactValue | None = None
    own: tuple[Cue, ...] = ()
    """Phrases that say it only where the asker says it of himself: "mijn kapsalon"."""


def cases(scene: Scene) -> Iterator[Found]:
    """Every fact of the closed lists that the text gives."""
    yield from _said(scene, listed_values())


def aspects(scene: Scene, rules: Iterable[str]) -> Iterator[Found]:
    """What the text asks of each of these rules."""
    for rule in rules:
        yield from _said(scene, listed_aspects().get(rule, {}))


def _said(scene: Scene, facts: Mapping[str, tuple[Value, ...]]) -> Iterator[Found]:
    for values in facts.values():
        taken: list[Hit] = []
        for value in values:
            for cue, hit in _hits(value, scene):
                if any(hit.start < t.end and t.start < hit.end for t in taken):
                    continue
                taken.append(hit)
                denied = not cue.denies and is_denied(scene.lower, hit.start, hit.end)
                said = value.denied if denied else value.value
                if said is not None and not _is_wondered(scene, hit):
                    own = _is_self(scene, hit) if value.fact == _EMPLOYER else True
                    source = FactSource.SAID if own and _is_own(scene, hit) else FactSource.ASSUMED
                    yield Found(value.fact, said, hit.start, hit.end, source=source)


def _is_own(scene: Scene, hit: Hit) -> bool:
    """Whether the sentence tells of the user's own case, not of any school, and supposes nothing."""
    start, end = scene.sentence(hit.start, hit.end)
    sentence = scene.lower[start:end].strip()
    asking = scene.lower[end : end + 1] == "?" or asks(sentence)
    own = not asking or bool(set(_WORD.findall(sentence)) & _own())
    return own and not set(_WORD.findall(scene.before(hit.start))) & _if()


def _is_wondered(scene: Scene, hit: Hit) -> bool:
    """Whether it stands in what the user wants to know: "hoe weet ik of VDAB het vaststelde"."""
    return any_found(_wondering(), scene.before(hit.start, 60))


def _hits(value: Value, scene: Scene) -> Iterator[tuple[Cue, Hit]]:
    for cue in value.phrases:
        for hit in cue.hits(scene.lower):
            if value.fact != _EMPLOYER or _is_self(scene, hit) or not _is_pointed_at(scene, hit):
                yield cue, hit
    for cue in value.own:
        for hit in cue.hits(scene.lower):
            if _is_self(scene, hit):
                yield cue, hit


def _is_self(scene: Scene, hit: Hit) -> bool:
    """Whether the asker, or who he works for, is what stands here: "wij zijn een kleine ..."."""
    return _self().search(scene.before(hit.start, 60)) is not None


def _is_pointed_at(scene: Scene, hit: Hit) -> bool:
    """Whether somebody else is spoken of: "iemand bij de vlaamse overheid", "het ministerie bellen"."""
    reached = any_found(_reaching(), scene.after(hit.end))
    return reached or _pointing().search(scene.before(hit.start)) is not None


@cache
def _own() -> frozenset[str]:
    return frozenset(lexicon("own_case")["own"])


@cache
def _if() -> frozenset[str]:
    return frozenset(lexicon("own_case")["if"])


@cache
def _wondering() -> tuple[Cue, ...]:
    return cues(lexicon("own_case")["wondering"])


@cache
def _self() -> re.Pattern[str]:
    said = "|".join(cue.pattern.pattern for cue in cues(lexicon("own_case")["self"]))
    other = "|".join(lexicon("own_case")["pointing"])
    return re.compile(rf"(?:{said})(?:\s+(?!(?:{other})\b)[\w'-]+){{0,{_FEW}}}\s*$")


@cache
def _reaching() -> tuple[Cue, ...]:
    return cues(lexicon("own_case")["reaching"])


@cache
def _pointing() -> re.Pattern[str]:
    words, articles = lexicon("own_case")["pointing"], lexicon("own_case")["articles"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?:\s+(?:{'|'.join(articles)}))?\s*$")


@cache
def listed_values() -> Mapping[str, tuple[Value, ...]]:
    """The values of every fact, the strongest first."""
    raw = dict(lexicon("cases"))
    yes_no = raw.pop(_YES_NO)
    found = {fact: _values(fact, values) for fact, values in raw.items()}
    found |= {fact: (Value(fact, True, cues(phrases), False),) for fact, phrases in yes_no.items()}
    return found


@cache
def listed_aspects() -> Mapping[str, Mapping[str, tuple[Value, ...]]]:
    """What can be asked of a rule, by rule and name."""
    return {
        rule: {name: _values(name, values) for name, values in names.items()}
        for rule, names in lexicon("aspects").items()
    }


def _values(fact: str, values: Mapping[str, Any]) -> tuple[Value, ...]:
    return tuple(
        Value(
            fact,
            _BOOLEANS.get(name, name),
            cues(entry["phrases"]),
            entry.get("denied"),
            cues(entry.get("own", ())),
        )
        for name, entry in values.items()
    )
