"""How long the need is that VDAB finds: "voor vijf jaar", "een tijdelijke behoefte"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from assistant.models import FactSource, Unit
from assistant.notation import Figure, are_joined
from assistant.rules.need import NODE
from assistant.understand.cues import any_found, is_denied
from assistant.understand.slots.scene import Found, Scene, ends_with, groups, words
from corpus.parameters import load_parameters

_FEW_WORDS = 7


def need(scene: Scene) -> Iterator[Found]:
    """The years of need that a text gives, or that its words for the need imply; "2 of 5 jaar" gives none."""
    years = list(scene.quantities(Unit.YEAR))
    pairs = [(a, b) for a, b in pairwise(years) if are_joined(scene.normal.text, a, b)]
    listed = {figure.start for pair in pairs for figure in pair}
    said = [_years(f) for f in years if f.start not in listed and _is_need(scene, f)]
    yield from said
    if not said:
        yield from _named(scene)


def _years(figure: Figure) -> Found:
    return Found("need_years", int(figure.number), figure.start, figure.end, Unit.YEAR)


def _is_need(scene: Scene, figure: Figure) -> bool:
    if figure.number != int(figure.number) or is_denied(scene.lower, figure.start, figure.end):
        return False
    before, after = scene.before(figure.start, 32), scene.after(figure.end, 24)
    near = f"{before} | {after}"
    if any_found(words("need", "without"), near):
        return False
    first, last = scene.sentence(figure.start, figure.end)
    about = any_found(words("need", "with"), scene.lower[first:last])
    if int(figure.number) not in lengths().values():
        return any_found(words("need", "itself"), near)
    alone = scene.in_conversation and len(scene.lower.split()) <= _FEW_WORDS
    return about or alone or ends_with(words("need", "before"), before)


def _named(scene: Scene) -> Iterator[Found]:
    lower = scene.lower
    short = scene.in_conversation and len(lower.split()) <= _FEW_WORDS
    others = [hit for cue in words("need", "named_not") for hit in cue.hits(lower)]
    for key, phrases in groups("need", "named").items():
        for cue in phrases:
            for hit in cue.hits(lower):
                taken = any(o.start < hit.end and hit.start < o.end for o in others)
                first, last = scene.sentence(hit.start, hit.end)
                about = short or any_found(words("need", "with"), lower[first:last])
                if key in lengths() and about and not taken and not is_denied(lower, hit.start, hit.end):
                    yield Found(
                        "need_years", lengths()[key], hit.start, hit.end, Unit.YEAR, FactSource.ASSUMED
                    )


@cache
def lengths() -> Mapping[str, int]:
    """The lengths of need that exist, in years, by their name among the parameters."""
    parameters = load_parameters()
    keys = parameters.children(NODE)
    return {key: int(parameters.history(f"{NODE}.{key}.jaren")[-1].value) for key in keys}
