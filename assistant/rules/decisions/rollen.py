"""Who does what in the guidance, is a separate collega-coach needed, and may it be signed or started?

Sources: the model agreement (articles 1, 2, 3, 9 and 10) and the text laid before the council of Ghent.
"""

from __future__ import annotations

from assistant.models import Decision, DecisionKind, Outcome
from assistant.rules.decisions.engine import Rule, Verdict, any_of, ask, decide, no, silent, truth, yes
from assistant.rules.decisions.facts import Role, RollenFacts, RolQuestion, Signer
from assistant.rules.decisions.notes import WHO_DECIDES
from assistant.rules.decisions.sources import council, model, outside
from assistant.rules.decisions.tasks import find_task
from assistant.rules.decisions.texts import say
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from corpus.parameters import Parameters

_ROLES = model("art-2-lid-1")
_START = model("art-1-lid-5")
_PLAN = model("art-3-lid-3")
_SEPARATE = council("motivering-lid-2")
_ONE_PERSON = outside("wie-mag-begeleiden-begeleider-en-collega-coach-in-een")
_EXTERNAL = model("art-2-vaste-collega-coach-lid-4")
_IN_PLAN = model("art-2-vaste-collega-coach-lid-2")
_PROPOSED = council("voorstel-lid-1")
_MANDATE = council("art-2")
_PARTY = model("lid-3")
_SIGNERS = (Role.WERKNEMER, Role.WERKGEVER, Role.BEGELEIDER, Role.COLLEGA_COACH)


def rollen(facts: RollenFacts, parameters: Parameters) -> Decision:
    """Answer the question asked.

    Raises:
        InvalidCase: an external begeleider who is a colleague or the manager.
    """
    if facts.external and (facts.direct_colleague or facts.direct_manager):
        raise InvalidCase(say("rollen.invalid.external"), say("rollen.invalid.external_allowed"))
    return decide(DecisionKind.ROLLEN, RULES, facts, parameters)


def _task(facts: RollenFacts, _: Figures) -> Verdict | None:
    if facts.asked is not RolQuestion.TAAK:
        return None
    task = find_task(facts.task) if facts.task else None
    if task is None:
        missing = ("task", "role") if facts.role is None else ("task",)
        return ask(say("rollen.ask_task"), _ROLES, missing=missing)
    if facts.role is None:
        return ask(_who(task.name, task.role), *task.at, missing=("role",))
    if facts.role is task.role:
        return yes(say("rollen.yes", task=task.name, role=_named(facts.role)), *task.at)
    other = _named(facts.role)
    if task.role is None:
        return no(say("rollen.no_nobody", task=task.name, other=other), *task.at)
    return no(say("rollen.no", task=task.name, other=other, role=_named(task.role)), *task.at)


def _who(task: str, role: Role | None) -> str:
    if role is None:
        return say("rollen.nobody", task=task)
    return say("rollen.ask_role", task=task, role=_named(role))


def _named(role: Role) -> str:
    return say(f"rollen.names.{role}")


def _excluded(facts: RollenFacts, _: Figures) -> Verdict | None:
    task = find_task(facts.task) if facts.task and facts.asked is RolQuestion.TAAK else None
    if task is None or not task.excluded:
        return None
    return yes(say("rollen.excluded"), *task.at)


def _coach(facts: RollenFacts, _: Figures) -> Verdict | None:
    if facts.asked is not RolQuestion.COLLEGA_COACH:
        return None
    if facts.external:
        return yes(say("rollen.coach.external"), _EXTERNAL, _SEPARATE)
    near = any_of((truth(facts.direct_colleague), truth(facts.direct_manager)))
    if near is Outcome.YES:
        return no(say("rollen.coach.same"), _SEPARATE, _ONE_PERSON)
    if near is Outcome.NO:
        return yes(say("rollen.coach.neither"), _SEPARATE)
    missing = tuple(
        n for n in ("external", "direct_colleague", "direct_manager") if getattr(facts, n) is None
    )
    return ask(say("rollen.coach.ask"), _SEPARATE, missing=missing)


def _may_be_coach(facts: RollenFacts, _: Figures) -> Verdict | None:
    if facts.asked is not RolQuestion.COACH_ZIJN:
        return None
    if facts.external:
        return no(say("rollen.coach.external_may_not"), _EXTERNAL, _SEPARATE)
    if any_of((truth(facts.direct_colleague), truth(facts.direct_manager))) is Outcome.YES:
        return yes(say("rollen.coach.same"), _SEPARATE, _ONE_PERSON)
    missing = tuple(
        n for n in ("external", "direct_colleague", "direct_manager") if getattr(facts, n) is None
    )
    if not missing:
        return no(say("rollen.coach.neither"), _SEPARATE)
    return ask(say("rollen.coach.ask"), _SEPARATE, missing=missing)


def _coach_in_plan(facts: RollenFacts, _: Figures) -> Verdict | None:
    if facts.asked not in (RolQuestion.COLLEGA_COACH, RolQuestion.COACH_ZIJN):
        return None
    return yes(say("rollen.coach.in_plan"), _IN_PLAN)


def _start(facts: RollenFacts, _: Figures) -> Verdict | None:
    if facts.asked is not RolQuestion.START:
        return None
    return _known(facts.premium_approved, "rollen.start", "premium_approved", _START)


def _plan(facts: RollenFacts, _: Figures) -> Verdict | None:
    if facts.asked is not RolQuestion.PLAN:
        return None
    if facts.signed_by is None:
        return ask(say("rollen.plan.ask"), _PLAN, missing=("signed_by",))
    absent = [_named(role) for role in _SIGNERS if role not in facts.signed_by]
    if absent:
        return no(say("rollen.plan.no", missing=", ".join(absent)), _PLAN)
    return yes(say("rollen.plan.yes"), _PLAN)


def _signer(facts: RollenFacts, _: Figures) -> Verdict | None:
    if facts.asked is not RolQuestion.TEKENEN_STAD:
        return None
    if facts.signer is None:
        return ask(say("rollen.city.ask"), _PARTY, _MANDATE, missing=("signer",))
    found = {Signer.COLLEGE: yes, Signer.GEMEENTERAAD: silent}.get(facts.signer, no)
    return found(say(f"rollen.city.{facts.signer}"), _PARTY, _MANDATE)


def _follows_model(facts: RollenFacts, _: Figures) -> Verdict | None:
    if facts.asked is not RolQuestion.TEKENEN_STAD:
        return None
    return _city(facts.follows_model, "model", "follows_model", _MANDATE)


def _approved(facts: RollenFacts, _: Figures) -> Verdict | None:
    if facts.asked is not RolQuestion.TEKENEN_STAD:
        return None
    return _city(facts.model_approved, "approved", "model_approved", _PROPOSED, _MANDATE)


def _known(fact: bool | None, key: str, name: str, *sources: str) -> Verdict:
    if fact is None:
        return ask(say(f"{key}.ask"), *sources, missing=(name,))
    return (yes if fact else no)(say(f"{key}.{'yes' if fact else 'no'}"), *sources)


def _city(fact: bool | None, key: str, name: str, *sources: str) -> Verdict:
    if fact is None:
        return ask(say(f"rollen.city.ask_{key}"), *sources, missing=(name,))
    return (yes if fact else no)(say(f"rollen.city.{key}_{'yes' if fact else 'no'}"), *sources)


RULES: tuple[Rule[RollenFacts], ...] = (
    Rule("taak", ("asked", "task", "role"), _task),
    Rule("niet_voor_de_stad", ("asked", "task"), _excluded, note=True),
    Rule("collega_coach", ("asked", "external", "direct_colleague", "direct_manager"), _coach),
    Rule("coach_zijn", ("asked", "external", "direct_colleague", "direct_manager"), _may_be_coach),
    Rule("in_het_plan", ("asked",), _coach_in_plan, note=True),
    Rule("goedkeuring_premie", ("asked", "premium_approved"), _start),
    Rule("handtekeningen", ("asked", "signed_by"), _plan),
    Rule("wie_tekent", ("asked", "signer"), _signer),
    Rule("volgens_model", ("asked", "follows_model"), _follows_model),
    Rule("model_goedgekeurd", ("asked", "model_approved"), _approved),
    WHO_DECIDES,
)
