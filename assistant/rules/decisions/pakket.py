"""Does a task belong to the basic package of Stad Gent?

Source: the model agreement, article 2 (eight tasks of the basic package) and article 5 (extra package; no
part in business processes). The border between preventive advice and ergonomics is not drawn in the text.
"""

from __future__ import annotations

from assistant.models import Decision, DecisionKind
from assistant.rules.decisions.engine import Rule, Verdict, ask, conflict, decide, no, yes
from assistant.rules.decisions.facts import PakketFacts
from assistant.rules.decisions.notes import WHO_DECIDES
from assistant.rules.decisions.sources import model
from assistant.rules.decisions.tasks import find_task
from assistant.rules.decisions.texts import say
from assistant.rules.figures import Figures
from assistant.rules.money import euro
from corpus.parameters import Parameters, ParameterValue

_BASIC = model("art-2-gekwalificeerd-begeleider-lid-4")
_EXTRA = model("art-5-lid-1-punt-2")
_HOURLY = "tarief_gent.extra.uurtarief"


def pakket(facts: PakketFacts, parameters: Parameters) -> Decision:
    """Yes: basic package. No: the extra package, neither, or no task of the begeleider at all.

    Where it is asked whether a task costs extra, yes is the extra package and no is any other.
    """
    return decide(DecisionKind.PAKKET, RULES, facts, parameters)


def _package(facts: PakketFacts, figures: Figures) -> Verdict:
    task = find_task(facts.task)
    if task is None:
        return ask(say("pakket.onbekend"), _BASIC, _EXTRA, missing=("task",))
    hourly = _hourly(figures)
    text = say(f"pakket.{task.package or 'niet_begeleider'}", task=task.name, hourly=euro(hourly.value))
    if task.package == "grens":
        return conflict(text, *task.at)
    also = {"basis": (_BASIC,), "extra": (_EXTRA, *hourly.sources)}.get(task.package or "", ())
    return (yes if task.package == facts.asked else no)(text, *task.at, *also)


def _hourly(figures: Figures) -> ParameterValue:
    """The fee of the extra package on the day, or its first one for a day before there was any."""
    first = figures.parameters.history(_HOURLY)[0].valid_from
    return figures.parameters.last_known(_HOURLY, max(figures.on, first))


def _border(facts: PakketFacts, _: Figures) -> Verdict | None:
    task = find_task(facts.task)
    if task is None or not task.border:
        return None
    return yes(say("pakket.border_note"), model("art-5-lid-2-punt-2"))


def _unsigned(_facts: PakketFacts, _: Figures) -> Verdict:
    return yes(say("pakket.model"), model("lid-1"))


RULES: tuple[Rule[PakketFacts], ...] = (
    Rule("pakket", ("task", "asked"), _package),
    Rule("grens", ("task",), _border, note=True),
    Rule("model", (), _unsigned, note=True),
    WHO_DECIDES,
)
