"""A question that asks for one kind of detail is not answered by a fiche that gives none of it.

"Wat is het rekeningnummer voor de factuur?" lies close to what is known of invoices, yet no source holds a
number. Then the answer says so first, and tells what lies nearby.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache

from assistant.judge.verdict import Action, Judgement
from assistant.lexicon import lexicon
from assistant.understand import Understood
from assistant.understand.cues import Cue, any_found, cues
from corpus.fiches import Fiche, FicheKind, Fiches, Intent

_HEAD = len("het ")
"""How far from the head of a question its first word may begin: behind an article."""


class Detail(StrEnum):
    """A kind of detail that people ask for by its name."""

    TELEPHONE = "telephone"
    ACCOUNT = "account"
    EMAIL = "email"
    WEBSITE = "website"
    PRICE = "price"


def sought(understood: Understood) -> Detail | None:
    """The kind of detail that a question asks for.

    A question of yes or no only mentions one, unless it begins with it: "rekeningnummer van de stad?".
    """
    own = (understood.own or understood).text.lower()
    end = _HEAD if Intent.YES_NO in understood.intents[:1] else len(own)
    asked = ((one, cue) for one in Detail for cue in _cues()[one, "asks"])
    return next((one for one, cue in asked if any(hit.start <= end for hit in cue.hits(own))), None)


def with_detail(judgement: Judgement, understood: Understood, fiches: Fiches) -> Judgement:
    """The judgement, with a candidate that gives the detail first, or with the detail named as lacking.

    A price may come from a rule, and a fiche may say that the sources are silent: those stay as they are.
    """
    detail = sought(understood)
    if detail is None or judgement.action is Action.DECLINE or not judgement.fiches:
        return judgement
    names = dict.fromkeys([*(name for name, _ in judgement.fiches), *judgement.beside])
    candidates = [fiches.fiches[name] for name in names]
    first = candidates[0]
    if gives(first, detail) and (judgement.action is Action.ANSWER or detail is Detail.PRICE):
        return judgement
    if detail is Detail.PRICE and (first.rule or first.kind is FicheKind.GAP):
        return judgement
    giving = next((fiche for fiche in candidates if gives(fiche, detail)), None)
    told = giving or first
    beside = tuple(name for name in judgement.beside if name != told.id)
    lacking = None if giving else detail.value
    return Judgement(
        Action.ANSWER, judgement.answerable, None, ((told.id, judgement.answerable),), beside, lacking=lacking
    )


def gives(fiche: Fiche, detail: Detail) -> bool:
    """Whether the answer of a fiche holds such a detail, or at least speaks of it."""
    return any_found(_cues()[detail, "gives"], " ".join(s.text for s in fiche.answer).lower())


@cache
def _cues() -> Mapping[tuple[Detail, str], tuple[Cue, ...]]:
    lists: Mapping[str, Mapping[str, Iterable[str]]] = lexicon("sought")
    return {(one, side): cues(lists[one][side]) for one in Detail for side in ("asks", "gives")}
