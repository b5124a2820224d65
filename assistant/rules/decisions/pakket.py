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
from corpus.parameters import Parameters

_BASIC = model("art-2-gekwalificeerd-begeleider-lid-4")
_EXTRA = model("art-5-lid-1-punt-2")


def pakket(facts: PakketFacts, parameters: Parameters) -> Decision:
    """Yes: basic package. No: the extra package, neither, or no task of the begeleider at all."""
    return decide(DecisionKind.PAKKET, RULES, facts, parameters)


def _package(facts: PakketFacts, _: Figures) -> Verdict:
    task = find_task(facts.task)
    if task is None:
        return ask(say("pakket.onbekend"), _BASIC, _EXTRA, missing=("task",))
    text = say(f"pakket.{task.package or 'niet_begeleider'}", task=task.name)
    if task.package == "basis":
        return yes(text, *task.at, _BASIC)
    if task.package == "grens":
        return conflict(text, *task.at)
    return no(text, *task.at, *([_EXTRA] if task.package == "extra" else []))


def _border(facts: PakketFacts, _: Figures) -> Verdict | None:
    task = find_task(facts.task)
    if task is None or not task.border:
        return None
    return yes(say("pakket.border_note"), model("art-5-lid-2-punt-2"))


def _unsigned(_facts: PakketFacts, _: Figures) -> Verdict:
    return yes(say("pakket.model"), model("lid-1"))


RULES: tuple[Rule[PakketFacts], ...] = (
    Rule("pakket", ("task",), _package),
    Rule("grens", ("task",), _border, note=True),
    Rule("model", (), _unsigned, note=True),
    WHO_DECIDES,
)
