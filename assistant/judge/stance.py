"""Which way the answer goes: the facts of one fiche are a yes to one question and a no to its reverse.

The ways of asking of a fiche each say how its answer opens; those nearest to the question vote, unless they
tell of another case. A figure that the question takes for granted and the sources contradict makes it a no.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from assistant.judge.case import of_another_case, turns_on
from assistant.lexicon import lexicon
from assistant.models import Unit
from assistant.notation import Figure, FigureKind, figures
from assistant.rules.decisions.tasks import find_task
from assistant.understand import Understood
from assistant.understand.cues import Cue, any_found, cues
from assistant.understand.slots.cases import listed_values
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
_LIKEST = 3
"""Ways of asking whose own denial is heeded."""
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[^.!?\n]+(?=\?)")


def stance(understood: Understood, hit: FicheHit) -> Stance:
    """How the answer of a fiche opens for this question; NONE where no stance is sure."""
    if wants_no_yes_or_no(understood):
        return Stance.NONE
    asserted = asserts(understood)
    near = _of_this_case(understood, hit)
    if not asserted and not asks_yes_no(understood):
        return Stance.NONE if _asks_otherwise(understood) else voted(understood, near)
    against = contradicted(understood, hit.fiche)
    compared = against is not None and (asserted or hit.fiche.polarity is None)
    if compared and against:
        return Stance.NO
    decided = _decided(understood, near)
    if compared and decided is Stance.NONE and _borne_out(understood, hit.fiche):
        return Stance.YES
    return _against_denial(understood, hit.fiche, near) if decided is Stance.YES else decided


def _of_this_case(understood: Understood, hit: FicheHit) -> Sequence[Near]:
    """The ways of asking that tell of no other case than the one that is known."""
    names = turns_on(hit.fiche, understood.known)
    return [n for n in hit.nearest if not of_another_case(n.text, names, understood.known)]


def _borne_out(understood: Understood, fiche: Fiche) -> bool:
    """Whether a figure that is right makes the whole right: it is said of this subject, and not denied."""
    said = " ".join((fiche.title, *(sentence.text for sentence in fiche.answer)))
    denied = _denies(understood.text or understood.query)
    return fiche.scope is Scope.INDIVIDUEEL and not denied and not names_another(understood, said)


def names_another(understood: Understood, text: str) -> bool:
    """Whether a question names a task, a measure or a case that a text says nothing of."""
    task = find_task(understood.text or understood.query)
    if task is not None:
        held = find_task(text)
        return held is None or held.name != task.name
    told = understood.said & listed_values().keys() & understood.facts.keys()
    said = (understood.facts[name] for name in told)
    return bool(understood.measures) or any(fact.words.lower() not in text.lower() for fact in said)


def _against_denial(understood: Understood, fiche: Fiche, near: Sequence[Near]) -> Stance:
    """What a yes becomes where the question and the answer do not deny the same.

    A yes to what the question does not deny, where the answer does, is no plain yes. Who wants a denial
    confirmed that the answer does not make, is told no; a restriction ("alleen") leaves it open.
    """
    words = understood.text or understood.query
    answer = fiche.answer[0].text
    if _denies(answer):
        return Stance.YES if _denies(words) else Stance.NONE
    if not _denies(words):
        narrowed = asserts(understood) and _restricts(words) and not _restricts(answer)
        return Stance.NONE if narrowed else Stance.YES
    if any(_denies(n.text) and n.stance is Stance.YES for n in near[:_LIKEST]):
        return Stance.YES
    return Stance.NO if asserts(understood) else Stance.NONE


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


def wants_no_yes_or_no(understood: Understood) -> bool:
    """Whether no yes or no can answer: one of two is to be named ("voor of na?"), or the question is open."""
    lower = (understood.own or understood).text.lower()
    asked = _SENTENCE.findall(lower) or [lower]
    if any_found(_either_or(), asked[-1]):
        return True
    return not asserts(understood) and all(_is_open(sentence) for sentence in asked)


def denies(understood: Understood) -> bool:
    """Whether a question denies something: "telt dat niet?", "is die uitgesloten?"."""
    words = (understood.own or understood).text
    return _denies(words) or bool(frozenset(_listed("excluding")) & set(_WORD.findall(words.lower())))


def _is_open(sentence: str) -> bool:
    """Whether a question begins with a word such as "wie", and no verb opens a later clause of it."""
    words = _WORD.findall(sentence)
    return bool(words) and words[0] in lexicon("question_words") and "," not in sentence


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


def _restricts(text: str) -> bool:
    return bool(frozenset(_listed("restrictions")) & set(_WORD.findall(text.lower())))


@cache
def _either_or() -> tuple[Cue, ...]:
    return cues(_listed("either_or"))


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
