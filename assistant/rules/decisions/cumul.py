"""May individueel maatwerk be combined with another measure for the same worker?

Source: the list in the article of 30 May 2023 ("Cumulverbod"). The ban is for the same worker, not for the
firm. Not being on the list is an answer of its own: the list is as old as its article, and no source says
that what is not on it is allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import Field

from assistant.models import Criterion, Decision, DecisionKind, Model
from assistant.rules.decisions.engine import conclude, criterion, no, silent, yes
from assistant.rules.decisions.notes import who_decides
from assistant.rules.decisions.sources import article, outside
from assistant.rules.decisions.spelling import Names
from assistant.rules.decisions.texts import say
from assistant.rules.errors import InvalidCase
from corpus.data import packaged

_LIST = article("cumulverbod-lid-1")
_LOWERS_WAGE = outside("loonpremie-en-referteloon-vermindering-van-bijdragen")


class ListedMeasure(Model):
    """One measure of the list, with the provision that names it."""

    name: str
    listed_at: str
    status: Literal["open", "closed", "replaced", "unsaid"]
    status_at: str | None = None
    spellings: tuple[str, ...]


class UnlistedMeasure(Model):
    """A measure people ask about that is not on the list; `about` is where a source speaks of it."""

    name: str
    about: str | None = None
    lowers_contributions: bool = Field(False, description="lowers the contributions, and so the referteloon")
    spellings: tuple[str, ...]


class CumulFacts(Model):
    """Can individueel maatwerk go together with this measure?"""

    measure: str = Field(description="De andere maatregel: een naam, afkorting of omschrijving")
    same_worker: bool = Field(
        True, description="Gaat het om dezelfde werknemer? (niet gezegd: ja, want daarover gaat het verbod)"
    )


@cache
def listed_measures() -> Mapping[str, ListedMeasure]:
    """The measures of the list, by id."""
    return {k: ListedMeasure.model_validate(v) for k, v in packaged("maatregelen.yaml")["listed"].items()}


@cache
def unlisted_measures() -> Mapping[str, UnlistedMeasure]:
    """Measures people ask about that are not on the list, by id."""
    return {k: UnlistedMeasure.model_validate(v) for k, v in packaged("maatregelen.yaml")["unlisted"].items()}


@cache
def _names() -> Names:
    listed = {key: measure.spellings for key, measure in listed_measures().items()}
    return Names(listed | {key: measure.spellings for key, measure in unlisted_measures().items()})


def find_measures(text: str) -> tuple[str, ...]:
    """The ids of the measures a text names, listed or not, in its order."""
    return _names().find(text)


def cumul(measure: str, *, same_worker: bool = True) -> Decision:
    """Whether the measure may be combined with individueel maatwerk.

    Args:
        measure: an id of `listed_measures` or `unlisted_measures`.
        same_worker: the ban is only for one and the same worker.

    Raises:
        KeyError: there is no such id; `cumul_named` takes what people type.
    """
    listed = listed_measures().get(measure)
    if listed is None:
        return _unlisted(measure, unlisted_measures()[measure], same_worker=same_worker)
    if not same_worker:
        return _other_worker(measure, listed.name)
    banned = criterion(measure, no(say("cumul.listed", measure=listed.name), _LIST, listed.listed_at))
    return _conclude(measure, (banned, *_status(listed), _note("zelfde_werknemer", "cumul.same_worker")))


def cumul_named(facts: CumulFacts) -> tuple[Decision, ...]:
    """A decision for each measure that the words name; a measure we do not know is "not on the list".

    Raises:
        InvalidCase: no measure is named at all.
    """
    if not any(c.isalpha() for c in facts.measure):
        allowed = ", ".join(m.name for m in listed_measures().values())
        raise InvalidCase(say("cumul.nothing"), say("cumul.nothing_allowed", allowed=allowed))
    found = find_measures(facts.measure)
    if found:
        return tuple(cumul(measure, same_worker=facts.same_worker) for measure in found)
    unnamed = UnlistedMeasure(name=say("cumul.unnamed"), spellings=())
    return (_unlisted("onbekend", unnamed, same_worker=facts.same_worker),)


def _other_worker(measure: str, name: str) -> Decision:
    verdict = yes(say("cumul.other_worker", measure=name), _LIST)
    return _conclude(measure, (criterion(measure, verdict),), "ander")


def _unlisted(measure: str, unlisted: UnlistedMeasure, *, same_worker: bool) -> Decision:
    if not same_worker:
        return _other_worker(measure, unlisted.name)
    about = (unlisted.about,) if unlisted.about else ()
    open_question = silent(say("cumul.unlisted", measure=unlisted.name), _LIST, *about)
    return _conclude(measure, (criterion(measure, open_question), *_lowered_wage(unlisted)))


def _lowered_wage(unlisted: UnlistedMeasure) -> tuple[Criterion, ...]:
    if not unlisted.lowers_contributions:
        return ()
    return (criterion("referteloon", yes(say("cumul.lowers_wage"), _LOWERS_WAGE), note=True),)


def _status(listed: ListedMeasure) -> tuple[Criterion, ...]:
    """Being on the list does not mean that the measure still exists."""
    sources = (listed.status_at,) if listed.status_at else (listed.listed_at,)
    return (criterion("bestaat_nog", yes(say(f"cumul.status.{listed.status}"), *sources), note=True),)


def _note(name: str, key: str) -> Criterion:
    return criterion(name, yes(say(key), _LIST), note=True)


def _conclude(measure: str, criteria: tuple[Criterion, ...], mark: str = "") -> Decision:
    name = f"cumul-{measure}-{mark}" if mark else f"cumul-{measure}"
    return conclude(name, DecisionKind.CUMUL, (*criteria, who_decides()))
