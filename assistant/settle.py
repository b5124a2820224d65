"""Between work out and compose: what the fiche and the rules may each say, so that they never contradict.

The outcome of the rules goes before the first word of a fiche. A fiche that answers for another case than the
one that is known keeps no yes or no, and neither does one that is hardly likely to be meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from assistant.judge import Action, Judgement
from assistant.judge.case import about_another_case, supposes, turns_on
from assistant.judge.stance import asks_yes_no, asserts, denies, wants_no_yes_or_no
from assistant.knowledge import Knowledge
from assistant.lexicon import lexicon
from assistant.models import Decision, DecisionKind, Fact, FactSource, Outcome
from assistant.rule_choice import asks_which_premium
from assistant.rules.assumed import takes_for_granted
from assistant.rules.decisions.eligibility import RULES
from assistant.understand import Understood
from assistant.understand.cues import Cue, any_found, cues
from assistant.understand.slots.certificates import asks_of_list, names_level
from assistant.work import Worked, used_facts
from corpus.fiches import Fiche, FicheKind, Intent
from corpus.phrases import Stance

FLOOR = 0.55
"""How likely it must be that a fiche is meant before its answer to a plain question opens with yes or no."""
ASSERTED_FLOOR = 0.35
"""The same for a statement to be confirmed: what is asked is clearer there.

Both were chosen on the development cases: below them more openings were wrong than right."""
_PREMIUM = "premie"
"""The condition on which premium is asked for."""
_EMPLOYER, _EMPLOYER_KIND = "employer", "werkgever"
"""The fact and the condition on the kind of employer."""
_SEVERAL = 2
"""Facts told of a case from which on the whole of it is weighed, where that is what is asked."""


def settle(
    judgement: Judgement, worked: Worked, understood: Understood, knowledge: Knowledge
) -> tuple[Judgement, Worked]:
    """The judgement and the outcomes of the rules as they may be told together."""
    fiche = _meant(judgement, knowledge)
    other = fiche is not None and _is_of_another_case(fiche, understood, knowledge)
    if fiche is not None and _assumes_what_is_asked(fiche, worked, understood):
        worked = Worked()
    worked = replace(
        worked,
        decisions=tuple(_narrowed(d, None if other else fiche, understood) for d in worked.decisions),
        yes_no=not wants_no_yes_or_no(understood),
        denied=denies(understood),
        explained=_waits_for_certificate(worked, fiche, understood)
        or _weighs_the_whole(worked, fiche, understood, other=other),
    )
    if fiche is None:
        return judgement, worked
    decided = any(decision.outcome is not Outcome.UNKNOWN for decision in worked.decisions)
    if _answers_something_else(fiche, worked) or (decided and other):
        return replace(judgement, fiches=(), beside=()), worked
    floor = ASSERTED_FLOOR if asserts(understood) else FLOOR
    unsure = judgement.fiches[0][1] < floor and judgement.stance in (Stance.YES, Stance.NO)
    return (replace(judgement, stance=Stance.NONE) if unsure or other else judgement), worked


def _assumes_what_is_asked(fiche: Fiche, worked: Worked, understood: Understood) -> bool:
    """Whether an amount nobody asked for rests on the very thing that the fiche says is in no source."""
    asked = Intent.AMOUNT in understood.intents
    return fiche.kind is FicheKind.GAP and not asked and any(map(takes_for_granted, worked.calculations))


def _answers_something_else(fiche: Fiche, worked: Worked) -> bool:
    """Whether the rules decided, or worked out a day, on what a fiche does not speak of."""
    if worked.decisions:
        return fiche.rule not in {decision.kind for decision in worked.decisions}
    gap = fiche.kind is FicheKind.GAP
    return gap and bool(worked.calculations) and fiche.rule not in {c.name for c in worked.calculations}


def _narrowed(decision: Decision, fiche: Fiche | None, understood: Understood) -> Decision:
    """The decision on the one condition that is asked about, where that one is settled.

    "Dat hangt af van de duur" is no answer to who told how long it is.
    """
    if decision.kind is not DecisionKind.ELIGIBILITY:
        return decision
    condition = _asked(fiche, understood)
    settled = [c for c in decision.criteria if c.id == condition and c.outcome is not Outcome.UNKNOWN]
    if not settled or (decision.outcome is Outcome.NO and settled[0].outcome is Outcome.YES):
        return decision
    return decision.model_copy(
        update={"outcome": settled[0].outcome, "criteria": tuple(settled), "missing": ()}
    )


def _asked(fiche: Fiche | None, understood: Understood) -> str | None:
    """The condition that a question is about: that of the fiche whose answer hangs on what is known."""
    if asks_which_premium(understood):
        return _PREMIUM
    lower = (understood.own or understood).text.lower()
    if _EMPLOYER in understood.known and any_found(_cues("employer_asked"), lower):
        return _EMPLOYER_KIND
    if fiche is None or fiche.polarity is None or not fiche.needs:
        return None
    needs = frozenset(fiche.needs)
    if not needs <= understood.known.keys():
        return None
    return next((rule.id for rule in RULES if needs <= frozenset(rule.reads)), None)


def _meant(judgement: Judgement, knowledge: Knowledge) -> Fiche | None:
    if judgement.action is not Action.ANSWER or not judgement.fiches:
        return None
    return knowledge.fiches.fiches[judgement.fiches[0][0]]


def _is_of_another_case(fiche: Fiche, understood: Understood, knowledge: Knowledge) -> bool:
    ways = (phrase.text for _, phrase in knowledge.fiches.phrases.get(fiche.id, ()))
    if about_another_case(fiche, ways, understood.known):
        return True
    return (
        fiche.rule == DecisionKind.ELIGIBILITY
        and bool(_told(understood))
        and supposes(fiche, understood.known)
    )


def _weighs_the_whole(worked: Worked, fiche: Fiche | None, understood: Understood, *, other: bool) -> bool:
    """Whether to tell how the whole case stands, where it is not decided yet.

    That is so where no fiche answers for this case, and where the whole is asked of a case of which several
    facts are told.
    """
    undecided = [d for d in worked.decisions if d.outcome is Outcome.UNKNOWN]
    if not undecided or any(d.kind is not DecisionKind.ELIGIBILITY for d in undecided):
        return False
    if not (asks_yes_no(understood) or asserts(understood) or fiche is None):
        return False
    told = _told(understood)
    if not told:
        return False
    if fiche is None or other:
        return True
    asks_whole = any_found(_cues("whole"), (understood.own or understood).text.lower())
    named = turns_on(fiche, understood.known)
    return asks_whole and (fiche.polarity is None or (len(told) >= _SEVERAL and not told.keys() <= named))


def _waits_for_certificate(worked: Worked, fiche: Fiche | None, understood: Understood) -> bool:
    """Whether to tell what a certificate still hangs on: no fiche speaks of it, or only of other levels."""
    undecided = [d for d in worked.decisions if d.outcome is Outcome.UNKNOWN and d.missing]
    named = understood.known.get("certificates")
    if named is None or not any(d.kind is DecisionKind.QUALIFICATION for d in undecided):
        return False
    of_list = asks_of_list((understood.own or understood).text.lower())
    return fiche is None or names_level(str(named.value)) or not of_list


def _told(understood: Understood) -> Mapping[str, Fact]:
    """The facts of the case that bear on whether it is eligible, as the user told them."""
    used = used_facts(DecisionKind.ELIGIBILITY, understood.known)
    return {name: fact for name, fact in used.items() if fact.source is FactSource.SAID}


@cache
def _cues(name: str) -> tuple[Cue, ...]:
    return cues(lexicon("stance")[name])
