"""The GGMMI of a day, a month or a year: a figure with a history.

Source: cao nr. 43 sets it; its amounts are facts from elsewhere, each with its own source and confidence.
Where no source gives the amount, the last one that is known is a lower bound: it has only ever risen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pydantic import Field

from assistant.models import Calculation, Unit
from assistant.rules import checks
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.limits import FIRST_YEAR, LAST_YEAR
from assistant.rules.money import euro
from assistant.rules.referteloon import GGMMI
from assistant.rules.sheet import RuleInputs, Sheet, row
from assistant.rules.texts import day, listed, month
from corpus.models import Confidence
from corpus.parameters import NoValue, Parameters, ParameterValue

NAME = "ggmmi"
_DAY = timedelta(days=1)


class GgmmiInputs(RuleInputs):
    """Without a period the day itself counts."""

    period: str | None = Field(
        None,
        pattern=r"^\d\d\d\d(-\d\d)?(-\d\d)?$",
        description="De dag, de maand of het jaar waarvan u het GGMMI wilt, als jaar-maand-dag",
    )


def ggmmi(inputs: GgmmiInputs, parameters: Parameters) -> Calculation:
    """The amount of a day or a month, or every amount of a year.

    Raises:
        InvalidCase: before the first amount that is known, or a day that does not exist.
    """
    sheet = Sheet(NAME, inputs)
    if inputs.period is None:
        return _of_day(inputs.on, day(inputs.on), parameters, sheet)
    year, *rest = (int(part) for part in inputs.period.split("-"))
    checks.whole("year", year, FIRST_YEAR, LAST_YEAR)
    if not rest:
        return _of_year(year, parameters, sheet)
    try:
        on = date(year, rest[0], rest[-1] if len(rest) > 1 else 1)
    except ValueError as error:
        raise InvalidCase(sheet.say("errors.day"), sheet.say("errors.day_allowed")) from error
    return _of_day(on, day(on) if len(rest) > 1 else month(on), parameters, sheet)


def _of_day(on: date, when: str, parameters: Parameters, sheet: Sheet) -> Calculation:
    figures = Figures(parameters, on)
    try:
        now = parameters.get(GGMMI, on)
    except NoValue:
        return _unknown(on, when, figures, sheet)
    _write(now, when, sheet)
    sheet.tell("amount", value=euro(now.value), when=when)
    key = "since" if now.valid_to is None else "between"
    sheet.tell(key, start=day(now.valid_from), end=day(now.valid_to or on))
    _doubt((now,), sheet)
    return sheet.finish(now.value, Unit.EUR)


def _unknown(on: date, when: str, figures: Figures, sheet: Sheet) -> Calculation:
    """No source gives the amount: the last one that is known, and until when it was right."""
    try:
        last = figures.parameters.last_known(GGMMI, on)
    except NoValue:
        figures[GGMMI]  # raises with the days on which it is known
        raise
    _write(last, when, sheet)
    sheet.tell("unknown", when=when)
    sheet.tell("last", value=euro(last.value), start=day(last.valid_from), end=day(last.valid_to or on))
    _doubt((last,), sheet)
    return sheet.finish(None, Unit.EUR)


def _write(value: ParameterValue, when: str, sheet: Sheet) -> None:
    """The amount with the days on which it held, as a step."""
    key = "amount" if value.valid_to is None else "amount_until"
    end = day(value.valid_to or value.valid_from)
    sheet.quote(key, value, when=when, start=day(value.valid_from), end=end)


def _of_year(year: int, parameters: Parameters, sheet: Sheet) -> Calculation:
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    known = [v for v in parameters.history(GGMMI) if v.valid_from < last and (v.valid_to or first) >= first]
    if not known:
        return _unknown(first, str(year), Figures(parameters, first), sheet)
    for value in known:
        _write(value, str(year), sheet)
    told = [sheet.say("says.part", value=euro(v.value), start=day(v.valid_from)) for v in known]
    sheet.tell("year", parts=listed(told))
    starts = {value.valid_from for value in known}
    risen = [v for v in known if v.valid_to and v.valid_to < last - _DAY and v.valid_to + _DAY not in starts]
    for value in risen:
        sheet.tell("gap", end=day(value.valid_to or last))
    _doubt(known, sheet)
    rows = tuple(row(sheet.say("since", start=day(v.valid_from)), {NAME: v.value}) for v in known)
    return sheet.finish(None, Unit.EUR, rows)


def _doubt(values: Sequence[ParameterValue], sheet: Sheet) -> None:
    if any(value.confidence is not Confidence.HOOG for value in values):
        sheet.caveat("confidence")
    sheet.caveat("elsewhere")
