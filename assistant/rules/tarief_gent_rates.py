"""The amounts that Stad Gent charges: as printed, indexed, those of the site, or as the user gives them.

Legal source: the model agreement laid before the council of 21 April 2026, article 5 (basic package per
quarter, extra package per hour), and the motivation of that proposal, which calls the amounts not indexed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pydantic import Field

from assistant.models import Amount, Unit
from assistant.rules import checks
from assistant.rules.figures import Figures
from assistant.rules.limits import MAX_COEFFICIENT
from assistant.rules.money import cents, euro, number
from assistant.rules.sheet import Sheet, SpanInputs, unique

NAME = "tarief_gent"
FIGURES = (
    "tarief_gent.basis.eerste_fase",
    "tarief_gent.basis.volgende",
    "tarief_gent.extra.uurtarief",
    "tarief_gent.basis.eerste_fase_kwartalen",
)


class FeeInputs(SpanInputs):
    """What the user knows of the amounts of today, which no source gives."""

    index_coefficient: Amount | None = Field(None, description="Indexcoëfficiënt, door u opgegeven")
    basic_first: Amount | None = Field(
        None, description="Bedrag van de eerste kwartalen dat Stad Gent nu aanrekent"
    )
    basic_next: Amount | None = Field(
        None, description="Bedrag van de kwartalen daarna dat Stad Gent nu aanrekent"
    )
    hourly: Amount | None = Field(
        None, description="Uurtarief van het extra pakket dat Stad Gent nu aanrekent"
    )


@dataclass(frozen=True, slots=True)
class Rates:
    """The amounts used, after a coefficient or an amount given by the user."""

    first: Decimal
    following: Decimal
    hourly: Decimal
    first_quarters: int
    sources: tuple[str, ...]
    hourly_sources: tuple[str, ...]
    of_site: bool
    """Whether a site put its own amounts over those of the agreement."""

    def basic(self, quarter: int) -> Decimal:
        """The basic package of one quarter, counted from 1."""
        return self.first if quarter <= self.first_quarters else self.following


def fee_rates(figures: Figures) -> Rates:
    """The amounts of the agreement as printed, not indexed, or those of the site.

    Raises:
        InvalidCase: no tariff on that day.
    """
    first, following, hourly, count = (figures[name] for name in FIGURES)
    return Rates(
        first=first.value,
        following=following.value,
        hourly=hourly.value,
        first_quarters=int(count.value),
        sources=unique((*first.sources, *following.sources)),
        hourly_sources=hourly.sources,
        of_site=any(figure.site for figure in (first, following, hourly)),
    )


def rates_used(inputs: FeeInputs, figures: Figures, sheet: Sheet) -> Rates:
    """The amounts to count with, each written down: as printed, indexed, or as the user gives them.

    Raises:
        InvalidCase: no tariff on that day, or an amount or a coefficient that cannot be.
    """
    _check_fee(inputs)
    sheet = sheet.under(NAME)
    printed = fee_rates(figures)
    given = (inputs.basic_first, inputs.basic_next, inputs.hourly)
    used: dict[str, Decimal] = {}
    for key, name, override in zip(("first", "following", "hourly"), FIGURES, given, strict=False):
        figure = figures[name]
        if override is not None:
            used[key] = sheet.step(f"given_{key}", sheet.say("by_user"), cents(override), Unit.EUR, ())
            sheet.caveat("amount_by_user")
        elif figure.site:  # what a site charges today is not indexed once more
            used[key] = sheet.quote(f"site_{key}", figure)
            sheet.common_caveat("amount_of_site")
        elif inputs.index_coefficient is not None:
            expression = f"{euro(figure.value)} × {number(inputs.index_coefficient)}"
            indexed = cents(figure.value * inputs.index_coefficient)
            used[key] = sheet.step(f"indexed_{key}", expression, indexed, Unit.EUR, figure.sources)
            sheet.caveat("indexed_by_user", coefficient=number(inputs.index_coefficient))
        else:
            used[key] = sheet.quote(f"rate_{key}", figure)
            sheet.caveat("not_indexed")
    sheet.quote("first_quarters", figures[FIGURES[-1]])
    return replace(printed, first=used["first"], following=used["following"], hourly=used["hourly"])


def fee_rows(rates: Rates, numbers: Sequence[int]) -> list[Decimal]:
    """The basic package for each quarter number given."""
    return [rates.basic(n) for n in numbers]


def _check_fee(inputs: FeeInputs) -> None:
    if inputs.index_coefficient is not None:
        checks.positive("index_coefficient", inputs.index_coefficient, MAX_COEFFICIENT)
    for what in ("basic_first", "basic_next", "hourly"):
        value = getattr(inputs, what)
        if value is not None:
            checks.amount(what, value)
