"""The need VDAB finds: for at most two years, or for five. Everything about it comes from the parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.models import Unit
from assistant.rules.errors import Bound, InvalidCase, MissingFact
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
    """Where the length in years stands."""
    quarter_sources: tuple[str, ...]
    """Where the number of quarters stands."""

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """Its length, and its first and last quarter, as limits."""
        first, last = (
            say(f"common.bounds.{key}", years=self.years) for key in ("first_quarter", "last_quarter")
        )
        return (
            Bound(say("common.bounds.years"), Decimal(self.years), Unit.YEAR, self.sources),
            Bound(first, Decimal(1), Unit.QUARTER, self.quarter_sources),
            Bound(last, Decimal(self.quarters), Unit.QUARTER, self.quarter_sources),
        )


def needs(figures: Figures) -> tuple[Need, ...]:
    """The kinds of need that exist on that day, the shortest first.

    Raises:
        InvalidCase: the measure did not exist yet.
    """
    found = []
    for key in figures.parameters.children(NODE):
        try:
            years, quarters = figures[f"{NODE}.{key}.jaren"], figures[f"{NODE}.{key}.kwartalen"]
        except InvalidCase as gap:
            raise InvalidCase(say("common.errors.before_measure", on=day(figures.on)), gap.allowed) from gap
        found.append(Need(key, int(years.value), int(quarters.value), years.sources, quarters.sources))
    return tuple(sorted(found, key=lambda need: need.years))


def years_allowed(of: Sequence[Need]) -> str:
    """The lengths of need in years, as a reader lists them."""
    return f" {say('common.or')} ".join(str(need.years) for need in of)


def need_of(years: int, figures: Figures) -> Need:
    """The need of that many years.

    Raises:
        InvalidCase: there is no such need, or the measure did not exist yet.
    """
    known = needs(figures)
    for need in known:
        if need.years == years:
            return need
    bounds = tuple(need.bounds[0] for need in known)
    allowed = say("common.errors.need_allowed", allowed=years_allowed(known), shortest=known[0].years)
    raise InvalidCase(say("common.errors.need", given=years), allowed, bounds)


def need_or_implied(years: int | None, table: str, kind: str | None, figures: Figures) -> Need:
    """The need of that many years; without years, the only one for which a table has that kind.

    Args:
        years: what VDAB found, if known.
        table: the parameters below which the kinds of each need stand.
        kind: a package or a level, if known.
        figures: the figures of the day.

    Raises:
        MissingFact: the years are not known and the kind exists for several needs.
        InvalidCase: there is no such need, or the measure did not exist yet.
    """
    if years is not None:
        return need_of(years, figures)
    fitting = [n for n in needs(figures) if kind and kind in figures.parameters.children(f"{table}.{n.key}")]
    if len(fitting) == 1:
        return fitting[0]
    raise MissingFact(say("common.errors.need_missing"), say("common.errors.need_missing_allowed"))
