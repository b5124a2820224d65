"""Registration of temp agencies and of employers who lend out workers.

Source: the article of 30 May 2023 ("Uitzendarbeid"). Registration is asked only for the begeleidingspremie;
transparency towards the user firm in any case.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from assistant.models import Decision, DecisionKind
from assistant.rules.decisions.engine import Rule, Verdict, ask, decide, no, silent, years_later, yes
from assistant.rules.decisions.facts import Premium, UitzendFacts, UitzendQuestion
from assistant.rules.decisions.notes import WHO_DECIDES
from assistant.rules.decisions.sources import article
from assistant.rules.decisions.texts import say
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.texts import day
from corpus.parameters import Parameters, ParameterValue

_NEEDED = article("uitzendarbeid-lid-2-inleiding")
_TERM = article("uitzendarbeid-lid-3")
_CONDITIONS = {
    "matching": article("uitzendarbeid-lid-2-punt-1"),
    "fitting_job": article("uitzendarbeid-lid-2-punt-2"),
    "transparent": article("uitzendarbeid-lid-2-punt-3"),
    "organised": article("uitzendarbeid-lid-2-punt-4"),
    "supports_user": article("uitzendarbeid-lid-2-punt-5"),
}


def uitzend(facts: UitzendFacts, parameters: Parameters) -> Decision:
    """Is registration needed, are its conditions met, or is it still valid?

    Raises:
        InvalidCase: never without such workers, and without them since a date.
    """
    if facts.never_idle and facts.idle_since is not None:
        raise InvalidCase(say("uitzend.invalid.idle"), say("uitzend.invalid.idle_allowed"))
    return decide(DecisionKind.UITZEND, RULES, facts, parameters)


def _needed(facts: UitzendFacts, _: Figures) -> Verdict | None:
    if facts.asked is not UitzendQuestion.NODIG:
        return None
    if facts.premium in {None, Premium.VOLGENS_VDAB}:
        return ask(say("uitzend.needed.ask"), _NEEDED, missing=("premium",))
    if facts.premium is Premium.LOONPREMIE:
        return no(say("uitzend.needed.no"), _NEEDED)
    return yes(say("uitzend.needed.yes"), _NEEDED)


def _condition(name: str) -> Callable[[UitzendFacts, Figures], Verdict | None]:
    def judge(facts: UitzendFacts, _: Figures) -> Verdict | None:
        if facts.asked is not UitzendQuestion.VOORWAARDEN:
            return None
        fact, key = getattr(facts, name), f"uitzend.conditions.{name}"
        if fact is None:
            return ask(say(f"{key}.ask"), _CONDITIONS[name], missing=(name,))
        return (yes if fact else no)(say(f"{key}.{'yes' if fact else 'no'}"), _CONDITIONS[name])

    return judge


def _validity(facts: UitzendFacts, figures: Figures) -> Verdict | None:
    if facts.asked is not UitzendQuestion.GELDIG:
        return None
    start = facts.decided_on
    if start is None:
        return ask(say("uitzend.validity.ask"), _TERM, missing=("decided_on",))
    if facts.on < start:
        return no(say("uitzend.validity.too_early", start=day(start)), _TERM)
    years, end = _years(figures, "registratie", start)
    if facts.on == end:
        return silent(say("uitzend.validity.on_the_day", years=years), _TERM)
    if facts.on > end:
        return no(say("uitzend.validity.over", years=years), _TERM)
    return yes(say("uitzend.validity.valid", years=years), _TERM)


def _idle(facts: UitzendFacts, figures: Figures) -> Verdict | None:
    if facts.asked is not UitzendQuestion.GELDIG:
        return None
    since = facts.idle_since
    if since is None:
        if facts.never_idle:
            return yes(
                say("uitzend.idle.yes", years=int(_parameter(figures, "zonder_werknemers").value)), _TERM
            )
        missing = ("idle_since",) if facts.never_idle is False else ("never_idle", "idle_since")
        return ask(say("uitzend.idle.ask"), _TERM, missing=missing)
    years, end = _years(figures, "zonder_werknemers", since)
    if facts.on == end:
        return silent(say("uitzend.idle.on_the_day", years=years), _TERM)
    return (no if facts.on > end else yes)(
        say(f"uitzend.idle.{'no' if facts.on > end else 'yes'}", years=years), _TERM
    )


def _withdrawn(facts: UitzendFacts, _: Figures) -> Verdict | None:
    if facts.asked is not UitzendQuestion.GELDIG:
        return None
    source = article("uitzendarbeid-lid-4-inleiding")
    if facts.withdrawn is None:
        return ask(say("uitzend.withdrawn.ask"), source, missing=("withdrawn",))
    return (no if facts.withdrawn else yes)(
        say(f"uitzend.withdrawn.{'no' if facts.withdrawn else 'yes'}"), source
    )


def _grounds(facts: UitzendFacts, _: Figures) -> Verdict | None:
    if facts.asked is not UitzendQuestion.GELDIG:
        return None
    return yes(say("uitzend.grounds"), article("uitzendarbeid-lid-4"))


def _transparency(_facts: UitzendFacts, _: Figures) -> Verdict:
    return yes(say("uitzend.transparency"), article("uitzendarbeid-lid-1"))


def _parameter(figures: Figures, name: str) -> ParameterValue:
    return figures.parameters.history(f"voorwaarden.uitzend.{name}")[0]


def _years(figures: Figures, name: str, start: date) -> tuple[int, date]:
    years = int(_parameter(figures, name).value)
    return years, years_later(start, years)


RULES: tuple[Rule[UitzendFacts], ...] = (
    Rule("registratie_nodig", ("asked", "premium"), _needed),
    *(Rule(name, ("asked", name), _condition(name)) for name in _CONDITIONS),
    Rule("ingetrokken", ("asked", "withdrawn"), _withdrawn),
    Rule("geldigheid", ("on", "asked", "decided_on"), _validity),
    Rule("zonder_werknemers", ("on", "asked", "idle_since", "never_idle"), _idle),
    Rule("gronden", ("asked",), _grounds, note=True),
    Rule("transparantie", (), _transparency, note=True),
    WHO_DECIDES,
)
