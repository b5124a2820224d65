"""Is there still a right under VOP, SINE, LDE or a maatwerkafdeling on a given day?

Source: the article of 30 May 2023 ("Afgeschafte maatregelen"): all closed to new applications, running
rights possible. SINE has exceptions that no source names, and is silent on what ends on the boundary day
itself.
"""

from __future__ import annotations

from datetime import date

from assistant.models import Decision, DecisionKind
from assistant.rules.decisions.engine import Rule, Verdict, ask, boundary, decide, no, silent, yes
from assistant.rules.decisions.facts import OldMeasure, OldRight, TransitionFacts
from assistant.rules.decisions.notes import WHO_DECIDES
from assistant.rules.decisions.sine import sine
from assistant.rules.decisions.sources import article, outside
from assistant.rules.decisions.texts import say
from assistant.rules.figures import Figures
from assistant.rules.texts import day
from corpus.parameters import Parameters

_VOP = article("afgeschafte-maatregelen-punt-1")
_PLACE = {
    OldMeasure.LDE: article("afgeschafte-maatregelen-punt-3"),
    OldMeasure.MWA: article("afgeschafte-maatregelen-punt-4"),
}
_BANNED = {OldMeasure.VOP: "cumulverbod-punt-1", OldMeasure.SINE: "cumulverbod-punt-7"}


def transition(facts: TransitionFacts, parameters: Parameters) -> Decision:
    """Whether what is asked of the old measure is possible on the day asked for."""
    return decide(DecisionKind.TRANSITION, RULES, facts, parameters)


def _ask() -> Verdict:
    return ask(say("transition.ask"), article("afgeschafte-maatregelen-lid-1"), missing=("asked",))


def _sine(facts: TransitionFacts, figures: Figures) -> Verdict | None:
    if facts.measure is not OldMeasure.SINE:
        return None
    return sine(facts, facts.asked, figures) if facts.asked else _ask()


def _vop(facts: TransitionFacts, figures: Figures) -> Verdict | None:
    asked = facts.asked
    if facts.measure is not OldMeasure.VOP:
        return None
    if asked is None:
        return _ask()
    if asked is OldRight.LOPEND:
        return _running_vop(facts)
    if asked is OldRight.OMZETTING:
        return silent(say("transition.silent"), _VOP)
    closed = boundary(figures, "vop_gesloten").valid_from
    if facts.on < closed:
        return yes(say(f"transition.vop.{asked}_before", closed=day(closed)), _VOP)
    return no(say(f"transition.vop.{asked}", closed=day(closed)), _VOP)


def _running_vop(facts: TransitionFacts) -> Verdict:
    if facts.until is None:
        return ask(say("transition.vop.ask_until"), _VOP, missing=("until",))
    if facts.on > facts.until:
        return no(say("transition.vop.over", until=day(facts.until)), _VOP)
    return yes(say("transition.vop.lopend"), _VOP, outside("cumul-en-overgang-lopende-vop"))


def _traject(facts: TransitionFacts, figures: Figures) -> Verdict | None:
    asked = facts.asked
    if facts.measure not in _PLACE:
        return None
    if asked is None:
        return _ask()
    if asked is OldRight.LOPEND:
        return _running_traject(facts, figures)
    if asked is OldRight.OMZETTING:
        last = boundary(figures, "omzetting")
        in_time = facts.on <= last.valid_from
        key = "omzetting" if in_time else "omzetting_late"
        text = say(f"transition.winding_down.{key}", last=day(last.valid_from))
        return (yes if in_time else no)(text, *last.sources)
    if asked is not OldRight.NIEUW:
        return silent(say("transition.silent"), _PLACE[facts.measure])
    words, before = _words(facts, figures), facts.on < _closed(facts, figures)
    key = "nieuw_before" if before else "nieuw"
    return (yes if before else no)(say(f"transition.winding_down.{key}", **words), _PLACE[facts.measure])


def _running_traject(facts: TransitionFacts, figures: Figures) -> Verdict:
    place, words = _PLACE[facts.measure], _words(facts, figures)
    if facts.completed:
        return no(say("transition.winding_down.completed"), place)
    if facts.granted_on is not None and facts.granted_on >= _closed(facts, figures):
        return no(say("transition.winding_down.started_late", **words), place)
    missing = tuple(n for n in ("granted_on", "completed") if getattr(facts, n) is None)
    if missing:
        return ask(say("transition.winding_down.ask", **words), place, missing=missing)
    return yes(say("transition.winding_down.lopend", **words), place)


def _closed(facts: TransitionFacts, figures: Figures) -> date:
    return boundary(figures, f"{facts.measure}_gesloten").valid_from


def _words(facts: TransitionFacts, figures: Figures) -> dict[str, str]:
    return {"closed": day(_closed(facts, figures)), "name": say(f"transition.{facts.measure}.name")}


def _no_cumul(facts: TransitionFacts, _: Figures) -> Verdict | None:
    if facts.measure not in _BANNED:
        return None
    return yes(say("transition.no_cumul"), article("cumulverbod-lid-1"), article(_BANNED[facts.measure]))


def _carry_on(facts: TransitionFacts, _: Figures) -> Verdict | None:
    if facts.measure not in _PLACE:
        return None
    return yes(say("transition.carry_on"), _PLACE[facts.measure])


RULES: tuple[Rule[TransitionFacts], ...] = (
    Rule("recht", ("on", "measure", "asked", "until"), _vop),
    Rule("recht", ("on", "measure", "asked", "until", "uninterrupted", "sine_employer"), _sine),
    Rule("recht", ("on", "measure", "asked", "granted_on", "completed"), _traject),
    Rule("niet_samen", ("measure",), _no_cumul, note=True),
    Rule("voortzetting", ("measure",), _carry_on, note=True),
    WHO_DECIDES,
)
