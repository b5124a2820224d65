"""What no case can have, whatever else is known of it; and an impossible case as a calculation to show."""

from __future__ import annotations

from assistant.models import Calculation, Unit
from assistant.rules import checks
from assistant.rules.begeleidingspremie import BegeleidingspremieInputs
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.loonpremie_case import LoonpremieInputs
from assistant.rules.need import need_of, needs
from assistant.rules.quarters import check_quarter
from assistant.rules.sheet import RuleInputs, Sheet
from assistant.rules.texts import say
from corpus.parameters import Parameters

_QUARTERS = ("quarter", "quarter_from", "quarter_to", "quarters")
_KNOWN = "need_years"


def check_possible(inputs: RuleInputs, parameters: Parameters) -> None:
    """Refuse a need that does not exist, a quarter beyond every table, and more than all hours.

    The calculators refuse the same once they know enough to run.

    Raises:
        InvalidCase: one of the facts alone is impossible.
    """
    figures = Figures(parameters, inputs.on)
    years = getattr(inputs, _KNOWN, None)
    need = need_of(years, figures) if isinstance(years, int) else needs(figures)[-1]
    if not isinstance(inputs, LoonpremieInputs | BegeleidingspremieInputs):
        return
    for name in _QUARTERS:
        value = getattr(inputs, name)
        if value is not None:
            check_quarter(value, need)
    if isinstance(inputs, LoonpremieInputs) and inputs.fraction is not None:
        checks.fraction(inputs.fraction)
    if isinstance(inputs, BegeleidingspremieInputs) and inputs.hours_share is not None:
        checks.share_of_hours(inputs.hours_share)


def shown(name: str, inputs: RuleInputs, impossible: InvalidCase) -> Calculation:
    """The limits that a case breaks, with their sources, and what is wrong in sentences."""
    sheet = Sheet(name, inputs)
    for bound in impossible.bounds:
        sheet.plain_step(bound.label, say("common.bounds.stands"), bound.value, bound.unit, bound.sources)
    sheet.sentences += [impossible.message_nl, impossible.allowed]
    return sheet.finish(None, Unit.COUNT).model_copy(update={"title": say("common.bounds.title")})
