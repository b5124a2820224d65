"""What stands beside the answer of a fiche: for whom it is, its rule, what it asks for and leads to.

Lists are filled with buttons: facts from a choice, other fiches and remarks from what a search finds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_args

from assistant.edit import settable
from assistant.models import DecisionKind
from assistant.rules import registry as calculators
from assistant.rules.decisions import registry as decisions
from assistant.understand.inputs import table
from corpus.fiches import Fiche, Fiches
from corpus.tensions import load_tensions

AUDIENCES: tuple[str, ...] = get_args(get_args(Fiche.model_fields["audience"].annotation)[0])
RULES: tuple[str, ...] = (*calculators.REGISTRY, *(kind.value for kind in decisions.REGISTRY))
MOST = 8
"""How many facts, fiches or remarks a fiche has at most."""
_FOUND = 8
_DAY = "on"


@dataclass(frozen=True)
class Found:
    """Something a search gives, to be taken with a button."""

    id: str
    text: str


@dataclass(frozen=True)
class Beside:
    """These parts of the form, as they were typed."""

    audience: tuple[str, ...] = ()
    rule: str = ""
    needs: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    tensions: tuple[str, ...] = ()
    wanted_fiche: str = ""
    """The words to look for a related fiche with."""
    wanted_tension: str = ""

    def changed(self) -> dict[str, Any]:
        """The fields of a fiche that these parts set."""
        return {
            "audience": self.audience,
            "rule": self.rule or None,
            "needs": self.needs,
            "related": self.related,
            "tensions": self.tensions,
        }


def beside_of(fiche: Fiche) -> Beside:
    """These parts of a fiche as it is."""
    return Beside(fiche.audience, fiche.rule or "", fiche.needs, fiche.related, fiche.tensions)


def typed(fields: Mapping[str, str]) -> Beside:
    """These parts as they were posted. Audiences that were there keep their order, new ones come behind."""
    before = [name for name in fields.get("publiek", "").split() if f"publiek-{name}" in fields]
    new = [name for name in AUDIENCES if f"publiek-{name}" in fields and name not in before]
    chosen = fields.get("gegeven", "").strip()
    needs = [*_listed(fields, "gegeven"), *([chosen] if chosen else [])]
    return Beside(
        audience=(*before, *new),
        rule=fields.get("rule", "").strip(),
        needs=tuple(dict.fromkeys(needs)),
        related=_listed(fields, "verwant"),
        tensions=_listed(fields, "opmerking"),
        wanted_fiche=fields.get("zoek-verwant", "").strip(),
        wanted_tension=fields.get("zoek-opmerking", "").strip(),
    )


def pressed(beside: Beside, what: str, number: int, place: str) -> Beside:
    """These parts after one of their buttons; any other button leaves them as they are."""
    match what:
        case "gegevenweg":
            return replace(beside, needs=_without(beside.needs, number))
        case "gegevenhoger" if 0 < number < len(beside.needs):
            needs = list(beside.needs)
            needs[number - 1 : number + 1] = reversed(needs[number - 1 : number + 1])
            return replace(beside, needs=tuple(needs))
        case "verwantweg":
            return replace(beside, related=_without(beside.related, number))
        case "verwanterbij" if place:
            return replace(beside, related=_with(beside.related, place))
        case "opmerkingweg":
            return replace(beside, tensions=_without(beside.tensions, number))
        case "opmerkingerbij" if place:
            return replace(beside, tensions=_with(beside.tensions, place))
    return beside


def errors_of(beside: Beside, own: str, fiches: Fiches, words: Mapping[str, str]) -> dict[str, str]:
    """What is wrong, by the name of the field it stands at.

    Args:
        beside: as typed.
        own: the id of the fiche itself.
        fiches: all fiches.
        words: the error texts.
    """
    wrong: dict[str, str] = {}
    if any(name not in AUDIENCES for name in beside.audience):
        wrong["publiek"] = words["choose"]
    if beside.rule and beside.rule not in RULES:
        wrong["rule"] = words["choose"]
    if unknown := [name for name in beside.needs if name not in fact_labels()]:
        wrong["gegeven"] = words["fact"].format(names=", ".join(unknown))
    if unknown := [name for name in beside.related if name not in fiches.fiches or name == own]:
        wrong["zoek-verwant"] = words["related"].format(names=", ".join(unknown))
    if unknown := [name for name in beside.tensions if name not in load_tensions()]:
        wrong["zoek-opmerking"] = words["remark"].format(names=", ".join(unknown))
    lists = {"gegeven": beside.needs, "zoek-verwant": beside.related, "zoek-opmerking": beside.tensions}
    for field, listed in lists.items():
        if len(listed) > MOST:
            wrong.setdefault(field, words["too_many"].format(most=MOST))
    return wrong


@cache
def fact_labels() -> Mapping[str, str]:
    """Every fact that a fiche can ask for, with what it means (Dutch)."""
    labels = {kind.name: kind.description for kind in settable()}
    for rule in RULES:
        for name, field in _model_fields(rule).items():
            if name != _DAY:
                labels.setdefault(name, field.description or name)
    return dict(sorted(labels.items()))


def choices_for(beside: Beside) -> Sequence[tuple[bool, tuple[str, ...]]]:
    """The facts to choose from, in groups that say whether they are of the rule; these come first."""
    own: set[str] = set()
    if beside.rule in RULES:
        own = {name for names in table().get(beside.rule, {}).values() for name in names}
        own |= set(_model_fields(beside.rule)) - {_DAY}
    left = [name for name in fact_labels() if name not in beside.needs]
    groups = ((True, tuple(n for n in left if n in own)), (False, tuple(n for n in left if n not in own)))
    return tuple(group for group in groups if group[1])


def found_fiches(beside: Beside, own: str, fiches: Fiches) -> tuple[Found, ...]:
    """The fiches whose title or id holds all words of the search."""
    said = {name: f"{name} {fiche.title}" for name, fiche in fiches.fiches.items() if name != own}
    hits = _holding(beside.wanted_fiche, said, beside.related)
    return tuple(Found(name, fiches.fiches[name].title) for name in hits)


def found_tensions(beside: Beside, cited: Sequence[str]) -> tuple[Found, ...]:
    """The remarks that hold all words of the search; without a search, those at the places that are cited."""
    known = load_tensions()
    if beside.wanted_tension:
        hits = _holding(
            beside.wanted_tension, {k: f"{k} {t.text}" for k, t in known.items()}, beside.tensions
        )
    else:
        here = [key for key, tension in known.items() if set(tension.provisions) & set(cited)]
        hits = [key for key in here if key not in beside.tensions][:_FOUND]
    return tuple(Found(key, known[key].text) for key in hits)


def remark_texts(beside: Beside) -> Mapping[str, str]:
    """The remarks that are chosen, by their id."""
    return {key: tension.text for key, tension in load_tensions().items() if key in beside.tensions}


def _holding(wanted: str, texts: Mapping[str, str], taken: Sequence[str]) -> list[str]:
    words = wanted.casefold().split()
    if not words:
        return []
    hits = [k for k, text in texts.items() if all(word in text.casefold() for word in words)]
    return [key for key in hits if key not in taken][:_FOUND]


def _model_fields(rule: str) -> Mapping[str, Any]:
    if rule in calculators.REGISTRY:
        return calculators.REGISTRY[rule].inputs.model_fields
    return decisions.REGISTRY[DecisionKind(rule)].facts.model_fields


def _listed(fields: Mapping[str, str], name: str) -> tuple[str, ...]:
    given = (fields.get(f"{name}-{number}", "").strip() for number in range(MOST + 1))
    return tuple(dict.fromkeys(one for one in given if one))


def _without(listed: tuple[str, ...], number: int) -> tuple[str, ...]:
    return listed[:number] + listed[number + 1 :]


def _with(listed: tuple[str, ...], one: str) -> tuple[str, ...]:
    return listed if one in listed or len(listed) >= MOST else (*listed, one)
