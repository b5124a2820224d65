"""The need VDAB finds: for at most two years, or for five. Everything about it comes from the parameters."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.texts import day, say

NODE = "imw.behoefte"


@dataclass(frozen=True, slots=True)
class Need:
    """One kind of need: parameter name, length in years, number of quarters in the premium tables."""

    key: str
    years: int
    quarters: int
    sources: tuple[str, ...]


def needs(figures: Figures) -> tuple[Need, ...]:
    """The kinds of need that exist on that day.

    Raises:
        InvalidCase: the measure did not exist yet.
    """
    found = []
    for key in figures.parameters.children(NODE):
        try:
            years, quarters = figures[f"{NODE}.{key}.jaren"], figures[f"{NODE}.{key}.kwartalen"]
        except InvalidCase as gap:
            raise InvalidCase(say("common.errors.before_measure", on=day(figures.on)), gap.allowed) from gap
        found.append(Need(key, int(years.value), int(quarters.value), (*years.sources, *quarters.sources)))
    return tuple(found)


def years_allowed(figures: Figures) -> str:
    """The lengths of need in years, as a reader lists them.

    Raises:
        InvalidCase: the measure did not exist yet.
    """
    return f" {say('common.or')} ".join(str(need.years) for need in needs(figures))


def need_of(years: int, figures: Figures) -> Need:
    """The need of that many years.

    Raises:
        InvalidCase: there is no such need, or the measure did not exist yet.
    """
    for need in needs(figures):
        if need.years == years:
            return need
    allowed = say("common.errors.need_allowed", allowed=years_allowed(figures))
    raise InvalidCase(say("common.errors.need", given=years), allowed)
