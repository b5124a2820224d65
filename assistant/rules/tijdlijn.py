"""The two clocks: VDAB's finding, and the premium, which runs from the quarter of the department's decision.

Source: the article of 30 May 2023, Procedure, and the phases of its tables. No date is worked out for an
extension, because the sources contradict each other on when it can be asked.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

from pydantic import Field

from assistant.models import Calculation, CalculationRow, Unit
from assistant.rules.calendar_days import add_years
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.grounds import grounds
from assistant.rules.need import Need, need_of
from assistant.rules.quarters import CalendarQuarter, term_length
from assistant.rules.sheet import RuleInputs, Sheet, row
from assistant.rules.texts import day, say
from corpus.parameters import Parameters

NAME = "tijdlijn"
PREMIUMS = ("loonpremie", "begeleidingspremie")
TABLES = {"loonpremie": "loonpremie.percentage", "begeleidingspremie": "begeleidingspremie.totaal"}


class TijdlijnInputs(RuleInputs):
    """A decision for the premium clock, a finding or its end for the clock of VDAB, or both."""

    need_years: int = Field(description="Duur van de behoefte die VDAB vaststelde, in jaren")
    decision: date | None = Field(None, description="Datum van de beslissing van het departement")
    quarters: int | None = Field(None, description="Aantal toegekende kwartalen, als de termijn korter is")
    vdab_finding: date | None = Field(None, description="Datum waarop VDAB de behoefte vaststelde")
    vdab_end: date | None = Field(None, description="Laatste dag van de termijn van VDAB")
    applications: tuple[date, ...] = Field((), description="Datum van elke aanvraag, een per werkgever")


def tijdlijn(inputs: TijdlijnInputs, parameters: Parameters) -> Calculation:
    """Calendar quarters of the premium, the days it changes and ends, and whether applications were in time.

    Raises:
        InvalidCase: no date to start from, dates in an impossible order, or a day before the measure started.
    """
    sheet = Sheet(NAME, inputs)
    _check(inputs)
    figures = Figures(parameters, inputs.decision or inputs.on)
    need = need_of(inputs.need_years, figures)
    length: int | None = None
    rows: tuple[CalculationRow, ...] = ()
    if inputs.decision is not None:
        length = term_length(inputs.quarters, need)
        rows = _premium_clock(CalendarQuarter.of(inputs.decision), length, need, figures, sheet)
    _vdab_clock(inputs, need, sheet)
    sheet.caveat(f"extension_{need.key}")
    if inputs.quarters is None and inputs.decision is not None:
        sheet.common_caveat("maximum_term")
    sheet.common_caveat("who_decides")
    return sheet.finish(None if length is None else Decimal(length), Unit.QUARTER, rows)


def _check(inputs: TijdlijnInputs) -> None:
    if inputs.decision is None and inputs.vdab_finding is None and inputs.vdab_end is None:
        raise InvalidCase(say("tijdlijn.errors.no_date"), say("tijdlijn.errors.no_date_allowed"))
    ordered = (
        ("finding_end", inputs.vdab_finding, inputs.vdab_end),
        ("finding_decision", inputs.vdab_finding, inputs.decision),
    )
    for key, early, late in ordered:
        if early is not None and late is not None and late < early:
            raise InvalidCase(
                say(f"tijdlijn.errors.{key}", early=day(early), late=day(late)),
                say("tijdlijn.errors.order_allowed"),
            )


def _premium_clock(
    start: CalendarQuarter, length: int, need: Need, figures: Figures, sheet: Sheet
) -> tuple[CalculationRow, ...]:
    origin = grounds("tijdlijn.start")
    sheet.step("start", _from(start), Decimal(1), Unit.QUARTER, origin)
    for premium in PREMIUMS:
        _switches(premium, start, length, need, figures, sheet)
    last = start.later(length - 1)
    sheet.tell("term", first=start.label, last=last.label, end=day(last.last_day))
    sheet.step(
        "end", _until(last), Decimal(length), Unit.QUARTER, (*origin, *need.sources, *need.quarter_sources)
    )
    sheet.caveat("whole_quarter")
    return tuple(_row(number, start.later(number - 1)) for number in range(1, length + 1))


def _switches(
    premium: str, start: CalendarQuarter, length: int, need: Need, figures: Figures, sheet: Sheet
) -> None:
    """The quarters in which the amount of a premium changes, and where another source puts one of them."""
    ends = f"{premium}.einde_fase.{need.key}"
    other = f"{premium}.einde_fase_andere_bron"
    disputed = need.key in _children(figures, other)
    keys = figures.parameters.children(ends)
    for key, following in pairwise(keys):
        end = figures[f"{ends}.{key}"]
        number = int(end.value) + 1
        if number > length or not _changes(premium, need, key, following, figures):
            continue
        quarter = start.later(number - 1)
        sheet.step(
            f"switch_{premium}", _from(quarter), Decimal(number), Unit.QUARTER, end.sources, quarter=number
        )
        if disputed and key in _children(figures, f"{other}.{need.key}"):
            elsewhere = figures[f"{other}.{need.key}.{key}"]
            number = int(elsewhere.value) + 1
            sheet.alternative(
                "switch",
                Decimal(number),
                Unit.QUARTER,
                elsewhere.sources,
                quarter=number,
                moment=_from(start.later(number - 1)),
            )


def _children(figures: Figures, node: str) -> tuple[str, ...]:
    names = figures.parameters.names()
    return figures.parameters.children(node) if any(name.startswith(f"{node}.") for name in names) else ()


def _changes(premium: str, need: Need, before: str, after: str, figures: Figures) -> bool:
    node = f"{TABLES[premium]}.{need.key}"
    packages = figures.parameters.children(node)
    return any(
        figures.value(f"{node}.{p}.{before}") != figures.value(f"{node}.{p}.{after}") for p in packages
    )


def _vdab_clock(inputs: TijdlijnInputs, need: Need, sheet: Sheet) -> None:
    end = inputs.vdab_end
    if end is not None:
        sheet.tell("vdab_end", end=day(end))
        sheet.step("vdab_end_given", day(end), Decimal(need.years), Unit.YEAR, grounds("tijdlijn.vdab"))
    elif inputs.vdab_finding is not None:
        end = add_years(inputs.vdab_finding, need.years)
        sheet.tell("vdab_end_at_most", end=day(end))
        sheet.step("vdab_end", day(end), Decimal(need.years), Unit.YEAR, grounds("tijdlijn.vdab"))
        sheet.caveat("vdab_maximum")
    _applications(inputs, end, sheet)


def _applications(inputs: TijdlijnInputs, end: date | None, sheet: Sheet) -> None:
    if not inputs.applications:
        return
    if end is None:
        raise InvalidCase(say("tijdlijn.errors.no_vdab"), say("tijdlijn.errors.no_vdab_allowed"))
    for application in inputs.applications:
        left = Decimal((end - application).days)
        verdict = _verdict(application, inputs, end)
        sheet.step(
            "application",
            say(f"tijdlijn.{verdict}"),
            left,
            Unit.DAY,
            grounds("tijdlijn.aanvraag"),
            date=day(application),
        )
        if verdict == "on_last_day":
            sheet.caveat("last_day")
        elif verdict == "late":
            sheet.caveat("late")
    sheet.caveat("each_employer")


def _verdict(application: date, inputs: TijdlijnInputs, end: date) -> str:
    if inputs.vdab_finding is not None and application < inputs.vdab_finding:
        return "early"
    if application > end:
        return "late"
    return "on_last_day" if application == end and inputs.vdab_end is None else "in_time"


def _row(number: int, quarter: CalendarQuarter) -> CalculationRow:
    label = f"{say('common.quarter', quarter=number)}: {quarter.label}"
    values = {"jaar": Decimal(quarter.year), "kwartaal": Decimal(quarter.number)}
    return row(label, values, Unit.COUNT, number)


def _from(quarter: CalendarQuarter) -> str:
    return say("tijdlijn.from", quarter=quarter.label, first=day(quarter.first_day))


def _until(quarter: CalendarQuarter) -> str:
    return say("tijdlijn.until", quarter=quarter.label, last=day(quarter.last_day))
