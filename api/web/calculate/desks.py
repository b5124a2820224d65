"""The calculators that have a form, and running them with what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from api.web.forms import Field, Form, Kind, Value
from assistant.models import Calculation
from assistant.rules.begeleidingspremie import NAME as BEGELEIDINGSPREMIE
from assistant.rules.begeleidingspremie import Level
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.loonpremie import NAME as LOONPREMIE
from assistant.rules.loonpremie import Package
from assistant.rules.need import needs
from assistant.rules.quarters import CalendarQuarter
from assistant.rules.registry import REGISTRY, calculate
from assistant.rules.saldo import NAME as SALDO
from assistant.rules.tarief_gent import NAME as TARIEF_GENT
from assistant.rules.tijdlijn import NAME as TIJDLIJN
from corpus.parameters import Parameters

DAY = "on"
DECISION = "decision"
_NEED = "need_years"
_TERM = "quarters"
_OWN_RATES = {
    "index_coefficient": Kind.NUMBER,
    "basic_first": Kind.AMOUNT,
    "basic_next": Kind.AMOUNT,
    "hourly": Kind.AMOUNT,
}


@dataclass(frozen=True)
class Desk:
    """A calculator as a page: its address, and what its picture shows."""

    name: str
    """In the registry of calculators, and in the texts."""
    slug: str
    start: str
    """The field that puts the first quarter in the calendar."""
    series: tuple[str, ...]
    """What the bars are, of the values in a row; they stand on each other, or beside each other."""
    stacked: bool = False

    @property
    def path(self) -> str:
        """The address of the page."""
        return f"/bereken/{self.slug}"


DESKS = (
    Desk(LOONPREMIE, "loonpremie", DECISION, ("loonpremie", "percentage")),
    Desk(BEGELEIDINGSPREMIE, "begeleidingspremie", DECISION, ("vast", "variabel"), stacked=True),
    Desk(TARIEF_GENT, "tarief-gent", "agreement_start", ("basis",)),
    Desk(SALDO, "saldo", "premium_start", ("premie", "tarief")),
)


@dataclass(frozen=True)
class Outcome:
    """What the rules made of a case."""

    calculation: Calculation
    timeline: Calculation | None
    """When the premium starts, changes and ends, where the day of the decision is known."""
    start: CalendarQuarter | None
    """The first quarter in the calendar."""


def fields_of(desk: Desk, parameters: Parameters, today: date) -> tuple[Field, ...]:
    """The fields of a form; the lengths of need to choose from are those of the figures."""
    years = tuple(str(need.years) for need in needs(Figures(parameters, today)))
    need = Field(_NEED, Kind.CHOICE, years, required=True)
    level = Field("level", Kind.CHOICE, tuple(Level))
    hours = Field("hours_share", Kind.SHARE)
    decision = Field(DECISION, Kind.DATE)
    quarter, term = Field("quarter", Kind.COUNT, more=True), Field(_TERM, Kind.COUNT, more=True)
    on = Field(DAY, Kind.DATE, more=True)
    match desk.name:
        case "loonpremie":
            package = Field("package", Kind.CHOICE, tuple(Package))
            wage, fraction = Field("wage_cost", Kind.AMOUNT), Field("fraction", Kind.SHARE)
            percentage = Field("percentage", Kind.PERCENT, more=True)
            ggmmi = Field("ggmmi", Kind.AMOUNT, more=True)
            return need, package, wage, fraction, decision, quarter, term, percentage, ggmmi, on
        case "begeleidingspremie":
            return need, level, hours, decision, quarter, term, on
        case "tarief_gent":
            return (replace(need, required=False), *_fee_fields(), on)
        case _:
            return need, level, hours, *_balance_fields(), quarter, term, on


def _fee_fields() -> tuple[Field, ...]:
    more = {
        "quarter": Kind.COUNT,
        "premium_quarter": Kind.COUNT,
        "agreement_start_quarter": Kind.COUNT,
    }
    plain = {"quarters": Kind.COUNT, "extra_hours": Kind.NUMBER, "agreement_start": Kind.DATE}
    return (
        *(Field(name, kind) for name, kind in plain.items()),
        *(Field(name, kind, more=True) for name, kind in (more | _OWN_RATES).items()),
    )


def _balance_fields() -> tuple[Field, ...]:
    plain = {"premium_start": Kind.DATE, "agreement_start": Kind.DATE, "extra_hours": Kind.NUMBER}
    return (
        *(Field(name, kind) for name, kind in plain.items()),
        Field("agreement_start_quarter", Kind.COUNT, more=True),
        Field("agreement_quarters", Kind.COUNT, more=True),
        *(Field(name, kind, more=True) for name, kind in _OWN_RATES.items()),
    )


def run(desk: Desk, values: Mapping[str, Value], parameters: Parameters, today: date) -> Outcome:
    """Work out a case.

    Raises:
        InvalidCase: it cannot exist.
    """
    known = {DAY: today, **values}
    inputs = REGISTRY[desk.name].inputs.model_fields
    calculation = calculate(desk.name, {n: v for n, v in known.items() if n in inputs}, parameters)
    start = known.get(desk.start)
    timeline = None
    if desk.start == DECISION and isinstance(start, date) and _NEED in known:
        wanted = (_NEED, DECISION, _TERM, DAY)
        timeline = calculate(TIJDLIJN, {n: known[n] for n in wanted if n in known}, parameters)
    quarter = CalendarQuarter.of(start) if isinstance(start, date) else None
    return Outcome(calculation, timeline, quarter)


def blame(desk: Desk, form: Form, error: InvalidCase, parameters: Parameters, today: date) -> Form:
    """The form with the refusal of a rule beside the field that caused it.

    That is the last field without which the same case can exist; failing that, the first field.
    """
    values = form.values
    message = f"{error.message_nl} {error.allowed}"
    for name in reversed(values):
        without = {other: value for other, value in values.items() if other != name}
        try:
            run(desk, without, parameters, today)
        except InvalidCase:
            continue
        return form.blamed(name, message)
    return form.blamed(form.fields[0].field.name, message)


def query(form: Form, today: date) -> dict[str, str]:
    """What an address needs to give this outcome again: what was filled in, and the day of the figures."""
    values = {DAY: today, **form.values}
    return {name: _written(value) for name, value in values.items()}


def _written(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)
