"""The loonpremie: a percentage of the limited reference wage, per quarter.

Source: the table of the article of 30 May 2023 (the start packages); another source ends the second phase
a quarter earlier. The reference wage is wage cost, so no premium is ever worked out from gross pay.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.models import Calculation, CalculationRow, Unit
from assistant.rules.figures import Figures
from assistant.rules.grounds import grounds
from assistant.rules.loonpremie_case import (
    NAME,
    TABLE,
    Case,
    LoonpremieInputs,
    Package,
    Rate,
    check,
    need_for,
    quarters_for,
)
from assistant.rules.loonpremie_told import tell_percentages, tell_premium, tell_total
from assistant.rules.money import cents, euro, percent, share
from assistant.rules.need import Need
from assistant.rules.quarters import by_year, runs
from assistant.rules.referteloon import Ceiling, ceiling
from assistant.rules.sheet import Sheet, quarter_row, row, unique
from assistant.rules.stretches import quarters, tell_years, total_step
from assistant.rules.texts import day, say
from corpus.parameters import Parameters

__all__ = ["NAME", "LoonpremieInputs", "Package", "loonpremie"]


def loonpremie(inputs: LoonpremieInputs, parameters: Parameters) -> Calculation:
    """The premium of one quarter or of a stretch; without wage cost, the percentages and the ceiling.

    Raises:
        InvalidCase: impossible input, or a day before the measure started.
        MissingFact: neither the length of the need nor a percentage is known, and nothing implies it.
    """
    figures = Figures(parameters, inputs.on)
    check(inputs)
    need = need_for(inputs, figures)
    implied = need is not None and inputs.need_years is None
    inputs = inputs.model_copy(update={"need_years": need.years if need else None})
    sheet = Sheet(NAME, inputs)
    if need and implied:
        sheet.need(need.years, need.sources)
    case = Case(inputs, need, quarters_for(inputs, need), figures)
    rates = case.rates(inputs.package)
    _write_rates(rates, case, sheet)
    limit = ceiling(figures, inputs.fraction or Decimal(1), inputs.ggmmi, sheet)
    if inputs.wage_cost is None:
        value, unit, rows = _percentages(rates, case, sheet)
    else:
        unit = Unit.EUR
        value, rows = _premiums(rates, case, limit, sheet)
    _other_source(case, rates, limit, sheet)
    _other_packages(case, limit, sheet)
    _ceiling_caveat(limit, inputs, figures, sheet)
    _caveats(inputs, sheet)
    return sheet.finish(value, unit, rows)


def _write_rates(rates: Sequence[Rate], case: Case, sheet: Sheet) -> None:
    if case.inputs.percentage is not None:
        sheet.step(
            "percentage_vdab", sheet.say("by_user"), rates[0].percentage, Unit.PERCENT, rates[0].sources
        )
        sheet.caveat("percentage_vdab")
        return
    for first, last, rate in runs(case.numbers, rates):
        words: dict[str, int] = {"quarter": first} if first == last else {"first": first, "last": last}
        key = "percentage" if first == last else "percentage_phase"
        sheet.step(key, sheet.say("table"), rate.percentage, Unit.PERCENT, rate.sources, **words)


def _percentages(
    rates: Sequence[Rate], case: Case, sheet: Sheet
) -> tuple[Decimal | None, Unit, tuple[CalculationRow, ...]]:
    sheet.caveat("gross_only" if case.inputs.gross_wage is not None else "wage_cost_missing")
    tell_percentages(runs(case.numbers, [rate.percentage for rate in rates]), case.inputs, sheet)
    if len(case.numbers) == 1:
        return rates[0].percentage, Unit.PERCENT, ()
    rows = tuple(
        row(say("common.quarter", quarter=n), {"percentage": r.percentage}, Unit.PERCENT, n)
        for n, r in zip(case.numbers, rates, strict=True)
    )
    return None, Unit.PERCENT, rows


def _premiums(
    rates: Sequence[Rate], case: Case, limit: Ceiling, sheet: Sheet
) -> tuple[Decimal, tuple[CalculationRow, ...]]:
    inputs, numbers = case.inputs, case.numbers
    assert inputs.wage_cost is not None  # noqa: S101 - the caller looked
    base = limit.base(inputs.wage_cost)
    at_least = limit.bites_unknown(inputs.wage_cost)
    expression = sheet.say("lowest", wage=euro(inputs.wage_cost), ceiling=euro(limit.amount))
    sheet.step("base", expression, base, Unit.EUR, grounds("referteloon.begrip"))
    amounts = [cents(base * share(rate.percentage)) for rate in rates]
    suffix = "_at_least" if at_least else ""
    if len(numbers) == 1:
        expression = f"{percent(rates[0].percentage)} × {euro(base)}"
        key = "premium" if inputs.percentage is None else "premium_vdab"
        sheet.step(f"{key}{suffix}", expression, amounts[0], Unit.EUR, rates[0].sources, quarter=numbers[0])
        _index_jump(rates[0], limit, inputs.wage_cost, amounts[0], sheet)
        tell_premium(amounts[0], rates[0].percentage, limit, inputs, sheet)
        return amounts[0], ()
    for first, last, total in by_year(numbers, amounts):
        sheet.step("year", say("common.sum"), total, Unit.EUR, (), first=first, last=last)
    same = runs(numbers, amounts)
    total = total_step(same, sheet, suffix)
    tell_total(total, same, numbers, limit, inputs, sheet)
    tell_years(numbers, amounts, sheet)
    return total, tuple(quarter_row(n, {NAME: a}) for n, a in zip(numbers, amounts, strict=True))


def _index_jump(rate: Rate, limit: Ceiling, wage_cost: Decimal, used: Decimal, sheet: Sheet) -> None:
    """Another month of the quarter may count: show what it gives, where that differs."""
    for other in limit.others:
        amount = cents(min(wage_cost, other) * share(rate.percentage))
        if amount != used:
            sheet.alternative(
                "other_month", amount, Unit.EUR, grounds("referteloon.maand"), ceiling=euro(other)
            )


def _other_packages(case: Case, limit: Ceiling, sheet: Sheet) -> None:
    """The same with the other packages of this need, when the user did not name one."""
    if case.inputs.package is not None or case.inputs.percentage is not None or case.need is None:
        return
    for package in map(Package, case.figures.parameters.children(f"{TABLE}.{case.need.key}")):
        if package in (Package.GEWOON, Package.AFGETOPT):  # the last one is for maatwerkbedrijven only
            continue
        rates = case.rates(package)
        sources = unique(s for rate in rates for s in rate.sources)
        if case.inputs.wage_cost is not None:
            base = limit.base(case.inputs.wage_cost)
            total = sum((cents(base * share(rate.percentage)) for rate in rates), Decimal(0))
            suffix = "_at_least" if limit.bites_unknown(case.inputs.wage_cost) else ""
            sheet.alternative(f"package_{package}{suffix}", total, Unit.EUR, sources)
        else:
            for first, last, rate in runs(case.numbers, rates):
                key, where = f"package_{package}_in", quarters(first, last)
                sheet.alternative(key, rate.percentage, Unit.PERCENT, rate.sources, quarters=where)


def _other_source(case: Case, rates: Sequence[Rate], limit: Ceiling, sheet: Sheet) -> None:
    """The outcome by the source that ends the second phase earlier, where it differs."""
    inputs, numbers = case.inputs, case.numbers
    if case.need is None or inputs.percentage is not None or not _disputed(case.need, case.figures):
        return
    others = case.rates(inputs.package, other=True)
    disputed = [
        n
        for n, mine, theirs in zip(numbers, rates, others, strict=True)
        if mine.percentage != theirs.percentage
    ]
    if not disputed:
        return
    sources = grounds("loonpremie.andere_bron")
    sheet.caveat("disputed", quarters=", ".join(map(str, disputed)))
    if inputs.wage_cost is None:
        for number, rate in zip(numbers, others, strict=True):
            if number in disputed:
                sheet.alternative("other_source", rate.percentage, Unit.PERCENT, sources, quarter=number)
        return
    amounts = [cents(limit.base(inputs.wage_cost) * share(rate.percentage)) for rate in others]
    if len(numbers) == 1:
        sheet.alternative("other_source", amounts[0], Unit.EUR, sources, quarter=numbers[0])
    else:
        rows = tuple(quarter_row(n, {NAME: a}) for n, a in zip(numbers, amounts, strict=True))
        sheet.alternative("other_source_term", sum(amounts, Decimal(0)), Unit.EUR, sources, rows)


def _disputed(need: Need, figures: Figures) -> bool:
    return need.key in figures.parameters.children("loonpremie.einde_fase_andere_bron")


def _ceiling_caveat(limit: Ceiling, inputs: LoonpremieInputs, figures: Figures, sheet: Sheet) -> None:
    if limit.exact:
        return
    if inputs.wage_cost is not None and not limit.bites_unknown(inputs.wage_cost):
        sheet.caveat("below_ceiling")
        return
    sheet.caveat("ggmmi_unknown", on=day(figures.on))
    if inputs.wage_cost is not None:
        sheet.caveat("at_least")


def _caveats(inputs: LoonpremieInputs, sheet: Sheet) -> None:
    if inputs.fraction is None:
        sheet.caveat("full_time_assumed")
    if inputs.percentage is None:
        sheet.caveat("start_packages")
        if inputs.quarter is None:
            sheet.common_caveat("maximum_term")
    if inputs.package is Package.AFGETOPT:
        sheet.caveat("maatwerkbedrijf_only")
    sheet.caveat("dienstencheques")
    if inputs.wage_cost is not None:
        sheet.common_caveat("rounding")
    sheet.common_caveat("who_decides")
