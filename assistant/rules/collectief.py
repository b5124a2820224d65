"""Collective maatwerk: average FTE, share of target-group workers, and the reference amount.

Legal source: ministerial decision of 10 January 2019 (`mb-2019-01-10`), articles 2, 4 and 6. None of it
applies to individueel maatwerk, and every result says so.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from pydantic import Field

from assistant.models import Amount, Calculation, Model, Unit
from assistant.rules import checks
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.grounds import grounds
from assistant.rules.limits import MAX_COEFFICIENT, MAX_HEADS
from assistant.rules.money import CENT, HUNDRED, cents, euro, number, percent
from assistant.rules.quarters import QUARTERS_PER_YEAR, CalendarQuarter
from assistant.rules.sheet import RuleInputs, Sheet, row
from assistant.rules.texts import day, say
from corpus.parameters import Parameters

NODE = "collectief"


class Kind(StrEnum):
    """A maatwerkbedrijf, or a maatwerkafdeling, which is being phased out since 1 July 2023."""

    MAATWERKBEDRIJF = "maatwerkbedrijf"
    MAATWERKAFDELING = "maatwerkafdeling"


class Contract(Model):
    """The employment of one target-group worker."""

    fraction: Amount = Field(description="Contractuele prestatiebreuk: 1 is voltijds")
    start: date = Field(description="Eerste dag van de tewerkstelling")
    end: date | None = Field(None, description="Laatste dag van de tewerkstelling, als die er is")


class VteInputs(RuleInputs):
    """All target-group workers who count, each with fraction, start and end."""

    year: int = Field(description="Kalenderjaar")
    kind: Kind = Field(Kind.MAATWERKBEDRIJF, description="Maatwerkbedrijf of maatwerkafdeling")
    contracts: tuple[Contract, ...] = Field(
        description="Tewerkstellingen van doelgroepwerknemers die meetellen"
    )


class AandeelInputs(RuleInputs):
    """Heads, per label, in one calendar year."""

    target_group: int = Field(description="Aantal doelgroepwerknemers van de letters a en b")
    staff: int = Field(description="Totale werknemersbestand volgens de DmfA van het kalenderjaar")


class RefertebedragInputs(RuleInputs):
    """Own settlements if there are any; otherwise the amount of the decision, with a coefficient if given."""

    kind: Kind = Field(Kind.MAATWERKBEDRIJF, description="Maatwerkbedrijf of maatwerkafdeling")
    settlements: tuple[Amount, ...] = Field(
        (), description="Maandbedrag per VTE, per vroegere kwartaalafrekening"
    )
    index_coefficient: Amount | None = Field(
        None, description="Gezondheidsindex nu gedeeld door die van januari 2017"
    )


def vte_collectief(inputs: VteInputs, parameters: Parameters) -> Calculation:
    """The average number of FTE over a calendar year, each quarter weighing a quarter.

    Raises:
        InvalidCase: an impossible fraction, an end before its start, or a year without rules.
    """
    sheet = Sheet("vte_collectief", inputs)
    checks.whole("year", inputs.year, 1, inputs.on.year + 1)
    figures = Figures(parameters, CalendarQuarter(inputs.year, QUARTERS_PER_YEAR).last_day)
    norm = figures[f"{NODE}.vte.{inputs.kind}"]
    _check_contracts(inputs)
    origin = grounds(f"vte.{inputs.kind}")
    rows, total = [], Decimal(0)
    for quarter in range(1, QUARTERS_PER_YEAR + 1):
        period = CalendarQuarter(inputs.year, quarter)
        fte = _two_decimals(_fte(inputs.contracts, period.first_day, period.last_day))
        total += sheet.step("quarter", sheet.say("by_days"), fte, Unit.FTE, origin, quarter=period.label)
        rows.append(row(period.label, {"vte": fte}, Unit.FTE, quarter))
    average = _two_decimals(total / QUARTERS_PER_YEAR)
    expression = f"{number(total)} / {QUARTERS_PER_YEAR}"
    sheet.step("average", expression, average, Unit.FTE, origin, year=inputs.year)
    sheet.quote("norm", norm)
    sheet.caveat("reached" if average >= norm.value else "not_reached")
    for key in ("proration", "who_counts"):
        sheet.caveat(key)
    _collective_only(inputs.kind, sheet)
    return sheet.finish(average, Unit.FTE, rows)


def aandeel_doelgroep(inputs: AandeelInputs, parameters: Parameters) -> Calculation:
    """The share of target-group workers (a and b) in the staff, in percent.

    Raises:
        InvalidCase: negative heads, no staff, or more target-group workers than staff.
    """
    sheet = Sheet("aandeel_doelgroep", inputs)
    figures = Figures(parameters, inputs.on)
    checks.whole("staff", inputs.staff, 1, MAX_HEADS)
    checks.whole("target_group", inputs.target_group, 0, inputs.staff)
    norm = figures[f"{NODE}.aandeel.minimum"]
    exact = HUNDRED * inputs.target_group / inputs.staff
    share = sheet.step(
        "share", f"{inputs.target_group} / {inputs.staff}", _two_decimals(exact), Unit.PERCENT, norm.sources
    )
    sheet.quote("norm", norm)
    sheet.caveat("reached" if exact >= norm.value else "not_reached", norm=percent(norm.value))
    _other_norm(exact, figures, sheet)
    for key in ("who_counts", "per_label"):
        sheet.caveat(key)
    sheet.common_caveat("collective_only")
    return sheet.finish(share, Unit.PERCENT)


def refertebedrag_collectief(inputs: RefertebedragInputs, parameters: Parameters) -> Calculation:
    """The reference amount per month and per FTE.

    Raises:
        InvalidCase: a negative settlement or an impossible coefficient.
    """
    sheet = Sheet("refertebedrag_collectief", inputs)
    figures = Figures(parameters, inputs.on)
    for settlement in inputs.settlements:
        checks.amount("settlements", settlement)
    if inputs.settlements:
        value = _own_average(inputs.settlements, sheet)
    else:
        value = _amount_of_decision(inputs, figures, sheet)
    sheet.caveat("not_a_premium")
    _collective_only(inputs.kind, sheet)
    return sheet.finish(value, Unit.EUR)


def _own_average(settlements: tuple[Decimal, ...], sheet: Sheet) -> Decimal:
    average = cents(sum(settlements, Decimal(0)) / len(settlements))
    expression = f"({' + '.join(euro(s) for s in settlements)}) / {len(settlements)}"
    sheet.caveat("own_average")
    return sheet.step("own", expression, average, Unit.EUR, grounds("refertebedrag.eigen"))


def _amount_of_decision(inputs: RefertebedragInputs, figures: Figures, sheet: Sheet) -> Decimal:
    base = figures[f"{NODE}.refertebedrag.{inputs.kind}"]
    value = sheet.quote("base", base)
    if inputs.index_coefficient is None:
        sheet.caveat("not_indexed")
    else:
        coefficient = checks.positive("index_coefficient", inputs.index_coefficient, MAX_COEFFICIENT)
        expression = f"{euro(base.value)} × {number(coefficient)}"
        value = sheet.step("indexed", expression, cents(base.value * coefficient), Unit.EUR, base.sources)
        sheet.caveat("indexed_by_user", coefficient=number(coefficient))
    sheet.quote("waiting", figures[f"{NODE}.refertebedrag.wachtmaand"])
    sheet.caveat("no_settlement")
    return value


def _other_norm(share: Decimal, figures: Figures, sheet: Sheet) -> None:
    try:
        other = figures[f"{NODE}.aandeel.minimum_andere_bron"]
    except InvalidCase:
        return  # before that source's date there is nothing to set beside the decision
    key = "norm_reached" if share >= other.value else "norm_not_reached"
    sheet.alternative(key, other.value, Unit.PERCENT, other.sources)
    sheet.caveat("two_norms")


def _check_contracts(inputs: VteInputs) -> None:
    checks.whole("contracts", len(inputs.contracts), 0, MAX_HEADS)
    for contract in inputs.contracts:
        checks.fraction(contract.fraction)
        checks.meant(contract.start)
        checks.meant(contract.end or contract.start)
        if contract.end is not None and contract.end < contract.start:
            raise InvalidCase(
                say("vte_collectief.errors.order", start=day(contract.start), end=day(contract.end)),
                say("vte_collectief.errors.order_allowed"),
            )


def _fte(contracts: tuple[Contract, ...], first: date, last: date) -> Decimal:
    """The fractions, each in proportion to the calendar days of the quarter that the employment covers."""
    worked = Decimal(0)
    for contract in contracts:
        covered = (min(contract.end or last, last) - max(contract.start, first)).days + 1
        worked += contract.fraction * max(covered, 0)
    return worked / ((last - first).days + 1)


def _two_decimals(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def _collective_only(kind: Kind, sheet: Sheet) -> None:
    if kind is Kind.MAATWERKAFDELING:
        sheet.common_caveat("phased_out")
    sheet.common_caveat("collective_only")
