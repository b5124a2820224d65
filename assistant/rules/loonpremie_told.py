"""The outcome of the loonpremie in sentences: what it is, of what, and where the limit comes from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.rules.loonpremie_case import NAME, LoonpremieInputs, Package
from assistant.rules.money import euro, percent
from assistant.rules.referteloon import Ceiling
from assistant.rules.sheet import Sheet
from assistant.rules.stretches import Runs, made_of, quarters, stretch
from assistant.rules.texts import day, listed, say


def tell_percentages(rates: Runs, inputs: LoonpremieInputs, sheet: Sheet) -> None:
    """The percentage of each stretch of quarters."""
    if inputs.percentage is not None:
        sheet.tell("percentage_vdab", percentage=percent(inputs.percentage))
        return
    parts = [(percent(rate), quarters(first, last)) for first, last, rate in rates]
    if len(parts) == 1:
        ((rate, when),) = parts
        sheet.tell("percentage", percentage=rate, quarters=when, **_of(inputs))
    else:
        told = listed([f"{rate} ({when})" for rate, when in parts])
        sheet.tell("percentages", parts=told, **_of(inputs))


def tell_premium(
    value: Decimal, percentage: Decimal, limit: Ceiling, inputs: LoonpremieInputs, sheet: Sheet
) -> None:
    """The premium of one quarter, and of what it is a percentage."""
    key = "premium" if inputs.percentage is None else "premium_vdab"
    sheet.tell(key, value=_at_least(value, limit, inputs), quarter=inputs.quarter or 1, **_of(inputs))
    assert inputs.wage_cost is not None  # noqa: S101 - without it there is no premium
    bites = inputs.wage_cost > limit.amount
    sheet.tell(
        "of_ceiling" if bites else "of_wage",
        percentage=percent(percentage),
        ceiling=euro(limit.amount),
        wage=euro(inputs.wage_cost),
    )
    if bites:
        _tell_ceiling(limit, inputs, sheet)


def tell_total(
    value: Decimal,
    same: Runs,
    numbers: Sequence[int],
    limit: Ceiling,
    inputs: LoonpremieInputs,
    sheet: Sheet,
) -> None:
    """The premium of a stretch of quarters, what it is made of, and the wage it is worked out on."""
    sheet.tell("total", value=_at_least(value, limit, inputs), term=stretch(numbers), **_of(inputs))
    sheet.tell("made_of", parts=made_of(same))
    assert inputs.wage_cost is not None  # noqa: S101 - without it there is no premium
    bites = inputs.wage_cost > limit.amount
    key = "on_ceiling" if bites else "on_wage"
    sheet.tell(key, ceiling=euro(limit.amount), wage=euro(inputs.wage_cost))
    if bites:
        _tell_ceiling(limit, inputs, sheet)


def _tell_ceiling(limit: Ceiling, inputs: LoonpremieInputs, sheet: Sheet) -> None:
    part_time = inputs.fraction is not None and inputs.fraction < 1
    share = sheet.say("says.part_time", share=limit.worked) if part_time else ""
    if limit.since is None:
        sheet.tell("ceiling_given", ggmmi=euro(limit.monthly), share=share)
        return
    key = "ceiling" if limit.exact else "ceiling_last"
    sheet.tell(key, ggmmi=euro(limit.monthly), start=day(limit.since), share=share)


def _at_least(value: Decimal, limit: Ceiling, inputs: LoonpremieInputs) -> str:
    if inputs.wage_cost is not None and limit.bites_unknown(inputs.wage_cost):
        return say("common.at_least", value=euro(value))
    return euro(value)


def _of(inputs: LoonpremieInputs) -> dict[str, str | int]:
    """The case, in the words of the first sentence."""
    package = say(f"{NAME}.packages.{inputs.package or Package.GEWOON}")
    return {"package": package, "years": inputs.need_years or 0}
