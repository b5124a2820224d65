"""Which way the answer goes: the facts of one fiche are a yes to one question and a no to its reverse.

The ways of asking of a fiche each say how its answer opens; the ones nearest to the question vote. A figure
that the question takes for granted and the sources contradict makes it a no.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from assistant.lexicon import lexicon
from assistant.models import Unit
from assistant.notation import Figure, FigureKind, figures
from assistant.understand import Understood
from assistant.understand.cues import Cue, any_found, cues
from corpus.fiches import Fiche, Intent
from corpus.models import Scope
from corpus.phrases import Stance
from indexes.phrases import FicheHit, Near

_SHARPNESS = 9.0
"""How fast a vote loses weight with the likeness of its way of asking."""
_CLEAR = 0.65
"""The share of the votes a stance needs before the answer opens with it."""
_DENIED = 0.2
"""What is left of a vote when only one of the question and the way of asking holds a denial."""
_ENOUGH = 0.35
"""The share of the votes that must be for some stance before a question of yes or no gets one.

These were chosen on ways of asking whose writer was left out (`imw eval judge`)."""
_COMPARED = frozenset({FigureKind.QUANTITY, FigureKind.DATE})
_IN_SMALLER = {Unit.YEAR: (Unit.MONTH, 12), Unit.QUARTER: (Unit.MONTH, 3), Unit.WEEK: (Unit.DAY, 7)}
"""How many of a smaller unit go into a unit."""
_WORD = re.compile(r"[^\W\d_]+")


def stance(understood: Understood, hit: FicheHit) -> Stance:
    """How the answer of a fiche opens for this question; NONE where no stance is sure."""
    asserted = asserts(understood)
    if not asserted and not asks_yes_no(understood):
        return Stance.NONE if _asks_otherwise(understood) else voted(understood, hit.nearest)
    against = contradicted(understood, hit.fiche)
    compared = against is not None and (asserted or hit.fiche.polarity is None)
    if compared and against:
        return Stance.NO
    decided = _decided(understood, hit.nearest)
    if compared and decided is Stance.NONE and _borne_out(understood, hit.fiche):
        return Stance.YES
    return Stance.NONE if decided is Stance.YES and _at_odds(understood, hit.fiche) else decided


def _borne_out(understood: Understood, fiche: Fiche) -> bool:
    """Whether a figure that is right makes the whole right: it is said of this subject, and not denied."""
    return fiche.scope is Scope.INDIVIDUEEL and not _denies(understood.text or understood.query)


def _at_odds(understood: Understood, fiche: Fiche) -> bool:
    """Whether the answer denies something where the question does not: a yes to that is no plain yes."""
    return _denies(fiche.answer[0].text) and not _denies(understood.text or understood.query)


def voted(understood: Understood, nearest: Sequence[Near]) -> Stance:
    """What the nearest ways of asking say."""
    votes = _votes(understood, nearest)
    return _leading(votes)


def _decided(understood: Understood, nearest: Sequence[Near]) -> Stance:
    """The same for a question of yes or no: ways of asking that are none do not count against it."""
    votes = _votes(understood, nearest)
    for_some: dict[Stance, float] = {one: votes[one] for one in Stance if one is not Stance.NONE}
    if not nearest or sum(for_some.values()) < _ENOUGH * sum(votes.values()):
        return Stance.NONE
    return _leading(for_some)


def _votes(understood: Understood, nearest: Sequence[Near]) -> dict[Stance, float]:
    votes = dict.fromkeys(Stance, 0.0)
    denies = _denies(understood.text or understood.query)
    for near in nearest:
        weight = math.exp(_SHARPNESS * (near.likeness - nearest[0].likeness))
        votes[near.stance] += weight if _denies(near.text) == denies else weight * _DENIED
    return votes


def _leading(votes: Mapping[Stance, float]) -> Stance:
    leading = max(votes, key=lambda one: votes[one])
    return leading if votes[leading] > 0 and votes[leading] >= _CLEAR * sum(votes.values()) else Stance.NONE


def asserts(understood: Understood) -> bool:
    """Whether the question takes something for granted and wants it confirmed: "... toch?", "klopt dat?"."""
    lower = understood.text.lower()
    return any_found(_tags(), lower) or _closing().search(lower) is not None


def asks_yes_no(understood: Understood) -> bool:
    """Whether a yes or a no is what the question wants first."""
    return Intent.YES_NO in understood.intents[:1]


def contradicted(understood: Understood, fiche: Fiche) -> bool | None:
    """Whether a figure taken for granted differs from what the first sentence rests on; None: no pair.

    In a plain question, figures that tell the case ("met een behoefte van 5 jaar") are no claim.
    """
    sources = [support.quote for support in fiche.answer[0].citations]
    known = [figure for quote in sources for figure in _compared(quote)]
    facts = () if asserts(understood) else understood.said & understood.facts.keys()
    case = [understood.facts[name].words or "" for name in facts]
    said = [f for f in _compared(understood.query) if not any(f.words in words for words in case)]
    pairs = [(mine, [k for k in known if _comparable(mine, k)]) for mine in said]
    pairs = [(mine, others) for mine, others in pairs if others]
    if not pairs:
        return None
    return any(all(_measure(mine) != _measure(other) for other in others) for mine, others in pairs)


def _compared(text: str) -> list[Figure]:
    return [figure for figure in figures(text) if figure.kind in _COMPARED]


def _comparable(one: Figure, other: Figure) -> bool:
    if one.kind is not other.kind or _basis(one) is not _basis(other):
        return False
    return one.unit is not None or one.kind is FigureKind.DATE or one.noun == other.noun


def _basis(figure: Figure) -> Unit | None:
    return _IN_SMALLER[figure.unit][0] if figure.unit in _IN_SMALLER else figure.unit


def _measure(figure: Figure) -> object:
    if figure.unit in _IN_SMALLER:
        return figure.number * _IN_SMALLER[figure.unit][1]
    return figure.value


def _asks_otherwise(understood: Understood) -> bool:
    return bool(understood.intents) and understood.intents[0] is not Intent.YES_NO


def _denies(text: str) -> bool:
    return bool(_denials() & set(_WORD.findall(text.lower())))


@cache
def _denials() -> frozenset[str]:
    return frozenset(_listed("denials"))


@cache
def _tags() -> tuple[Cue, ...]:
    return cues(_listed("tags"))


@cache
def _closing() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in _listed("closing"))
    return re.compile(rf",\s*(?:dat is |is dat )?(?:{words})\s*[?!.]*$|\w\s+(?:he|hé|hè|hein)\s*[?!.]*$")


def _listed(name: str) -> Iterable[str]:
    found: Iterable[str] = lexicon("stance")[name]
    return found
