"""The terms of the model agreement with Stad Gent, and the days they lead to.

A day is only worked out from a day the user gives: the text names no start for the notice, the retention or
the payment, and leaves "one working day" and "within the week" to the reader. Norms that an outside page
reports stand beside them, to be checked in the law.
"""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from assistant.models import Calculation, CalculationRow, Unit
from assistant.rules.calendar_days import add_months, add_working_days, add_years, parts
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.money import number
from assistant.rules.sheet import RuleInputs, Sheet, row
from assistant.rules.texts import day, say
from corpus.parameters import Parameters

NAME = "overeenkomst"
TERMS = ("opzegtermijn", "bereikbaarheid", "op_de_werkvloer", "betalingstermijn", "bewaartermijn")
ELSEWHERE = ("beschikbaar", "opvolging")


class OvereenkomstInputs(RuleInputs):
    """Every day is optional; without any, the terms themselves are the answer."""

    start: date | None = Field(None, description="Dag waarop de overeenkomst ingaat")
    premium_approved: date | None = Field(None, description="Dag waarop WEWIS de premie goedkeurde")
    notice: date | None = Field(None, description="Dag waarop schriftelijk is opgezegd")
    employment_end: date | None = Field(None, description="Laatste dag van de arbeidsovereenkomst")
    request: date | None = Field(None, description="Dag waarop de begeleider is gevraagd")
    invoice: date | None = Field(None, description="Datum van de factuur")
    retention_start: date | None = Field(None, description="Dag vanaf wanneer de bewaartermijn telt")


def overeenkomst(inputs: OvereenkomstInputs, parameters: Parameters) -> Calculation:
    """Notice, end, deadlines, payment and retention.

    Raises:
        InvalidCase: the agreement would start before the premium is approved, or end before it starts.
    """
    figures = Figures(parameters, inputs.on)
    sheet = Sheet(NAME, inputs)
    _check(inputs)
    for name in TERMS:
        sheet.quote(name, figures[f"{NAME}.{name}"])
    for name in ELSEWHERE:
        sheet.quote(f"elsewhere_{name}", figures[f"{NAME}.norm_elders.{name}"])
    rows = [
        *_ending(inputs, figures, sheet),
        *_guidance(inputs, figures, sheet),
        *_papers(inputs, figures, sheet),
    ]
    for key in ("need", "negligence", "elsewhere", "model"):
        sheet.caveat(key)
    return sheet.finish(None, Unit.COUNT, rows)


def _check(inputs: OvereenkomstInputs) -> None:
    if inputs.start and inputs.premium_approved and inputs.start < inputs.premium_approved:
        raise InvalidCase(
            say(f"{NAME}.errors.before_approval"), say(f"{NAME}.errors.before_approval_allowed")
        )
    for later in (inputs.notice, inputs.employment_end, inputs.request, inputs.invoice):
        if inputs.start and later and later < inputs.start:
            raise InvalidCase(
                say(f"{NAME}.errors.before_start", given=day(later), start=day(inputs.start)),
                say(f"{NAME}.errors.before_start_allowed"),
            )


def _ending(inputs: OvereenkomstInputs, figures: Figures, sheet: Sheet) -> list[CalculationRow]:
    rows = []
    if inputs.notice:
        months = figures[f"{NAME}.opzegtermijn"]
        end = add_months(inputs.notice, int(months.value))
        sheet.step(
            "end_by_notice", day(end), months.value, Unit.MONTH, months.sources, given=day(inputs.notice)
        )
        sheet.tell("end_by_notice", term=number(months.value), given=day(inputs.notice), end=day(end))
        sheet.caveat("notice_start")
        rows.append(_row("end_by_notice", end))
    if inputs.employment_end:
        sheet.tell("end_by_employment", end=day(inputs.employment_end))
        sheet.caveat("employment_end", end=day(inputs.employment_end))
        rows.append(_row("end_by_employment", inputs.employment_end))
    return rows


def _guidance(inputs: OvereenkomstInputs, figures: Figures, sheet: Sheet) -> list[CalculationRow]:
    if not inputs.request:
        return []
    reach, floor = figures[f"{NAME}.bereikbaarheid"], figures[f"{NAME}.op_de_werkvloer"]
    week = figures.whole(f"{NAME}.kantoordagen")
    reachable = add_working_days(inputs.request, int(reach.value), week)
    present = inputs.request + timedelta(weeks=int(floor.value))
    given = day(inputs.request)
    sheet.step("reachable", day(reachable), reach.value, Unit.DAY, reach.sources, given=given)
    sheet.step("on_the_floor", day(present), floor.value, Unit.WEEK, floor.sources, given=given)
    sheet.tell("reachable", given=given, end=day(reachable))
    sheet.tell("on_the_floor", end=day(present))
    sheet.caveat("guidance_days")
    return [_row("reachable", reachable), _row("on_the_floor", present)]


def _papers(inputs: OvereenkomstInputs, figures: Figures, sheet: Sheet) -> list[CalculationRow]:
    rows = []
    if inputs.invoice:
        days = figures[f"{NAME}.betalingstermijn"]
        due = inputs.invoice + timedelta(days=int(days.value))
        sheet.step("due", day(due), days.value, Unit.DAY, days.sources, given=day(inputs.invoice))
        sheet.tell("due", given=day(inputs.invoice), end=day(due))
        sheet.caveat("invoice_start")
        rows.append(_row("due", due))
    if inputs.retention_start:
        years = figures[f"{NAME}.bewaartermijn"]
        gone = add_years(inputs.retention_start, int(years.value))
        sheet.step(
            "retention", day(gone), years.value, Unit.YEAR, years.sources, given=day(inputs.retention_start)
        )
        sheet.tell("retention", given=day(inputs.retention_start), end=day(gone))
        sheet.caveat("retention_start")
        rows.append(_row("retention", gone))
    return rows


def _row(key: str, moment: date) -> CalculationRow:
    return row(f"{say(f'{NAME}.rows.{key}')}: {day(moment)}", parts(moment), Unit.COUNT)
