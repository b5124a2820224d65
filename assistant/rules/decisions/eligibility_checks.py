"""Facts that cannot go together. They are refused, so that no order of telling changes the outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from assistant.rules.decisions.eligibility_worker import long_enough, longest_need, shortest
from assistant.rules.decisions.engine import boundary, years_later
from assistant.rules.decisions.facts import ContractTerm, EligibilityFacts
from assistant.rules.decisions.texts import say
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.need import need_of
from assistant.rules.texts import day

_ONE_DAY = timedelta(days=1)


def check(facts: EligibilityFacts, figures: Figures) -> None:
    """Refuse a case that cannot exist.

    Raises:
        InvalidCase: says which facts contradict each other and what would be possible.
    """
    if facts.need_years is not None:
        started = max(figures.on, boundary(figures, "aanvraag_imw").valid_from)
        need_of(facts.need_years, replace(figures, on=started))
    hours = facts.contract_hours
    if facts.contract_term is ContractTerm.DAGCONTRACT and hours is not None and long_enough(hours, figures):
        raise _refuse("dagcontract", hours=hours, least=shortest(figures).reference)
    _check_finding(facts, figures)


def _check_finding(facts: EligibilityFacts, figures: Figures) -> None:
    start, end = facts.vdab_date, facts.vdab_end
    if start is None:
        return
    if start > facts.on:
        raise _refuse("finding_later", start=day(start), on=day(facts.on))
    if end is None:
        return
    longest = longest_need(figures)
    years = facts.need_years if facts.need_years is not None else longest
    last = years_later(start, years)
    too_short = facts.need_years == longest and end < last - _ONE_DAY
    if end < start or end > last or too_short:
        raise _refuse("finding_length", start=day(start), end=day(end), years=years)


def _refuse(key: str, **values: str | int) -> InvalidCase:
    return InvalidCase(
        say(f"eligibility.invalid.{key}", **values), say(f"eligibility.invalid.{key}_allowed", **values)
    )
