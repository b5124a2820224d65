"""May this employer apply for individueel maatwerk for this worker?

Sources: the article of 30 May 2023 ("Betrokken werkgevers", "Betrokken werknemers", "Procedure") and, where
it is silent, facts from elsewhere of high or middling confidence. What a low-confidence fact says never
decides.
"""

from __future__ import annotations

from assistant.models import Decision, DecisionKind
from assistant.rules.decisions.eligibility_checks import check
from assistant.rules.decisions.eligibility_employer import EMPLOYER_RULES, FIRST_RULES
from assistant.rules.decisions.eligibility_worker import WORKER_RULES
from assistant.rules.decisions.engine import Rule, Verdict, decide, yes
from assistant.rules.decisions.facts import EligibilityFacts
from assistant.rules.decisions.notes import WHO_DECIDES
from assistant.rules.decisions.sources import article, outside
from assistant.rules.decisions.texts import say
from assistant.rules.figures import Figures
from corpus.parameters import Parameters


def eligibility(facts: EligibilityFacts, parameters: Parameters) -> Decision:
    """Every condition in three values, with the facts that would settle it.

    Raises:
        InvalidCase: facts that cannot go together, or a need of a length that does not exist.
    """
    check(facts, Figures(parameters, facts.on))
    return decide(DecisionKind.ELIGIBILITY, RULES, facts, parameters)


def _several_employers(facts: EligibilityFacts, _: Figures) -> Verdict | None:
    if not facts.several_employers:
        return None
    return yes(say("eligibility.several_employers"), article("betrokken-werknemers-lid-3"))


def _dienstencheques(facts: EligibilityFacts, _: Figures) -> Verdict | None:
    if not facts.dienstencheques:
        return None
    return yes(say("eligibility.dienstencheques"), article("loonpremie-lid-4"))


def _apply_online(_facts: EligibilityFacts, _: Figures) -> Verdict:
    return yes(say("eligibility.apply_online"), outside("procedure-online-aanvragen-in-het-wse-loket"))


RULES: tuple[Rule[EligibilityFacts], ...] = (
    *FIRST_RULES,
    *WORKER_RULES,
    *EMPLOYER_RULES,
    Rule("meerdere_werkgevers", ("several_employers",), _several_employers, note=True),
    Rule("dienstencheques", ("dienstencheques",), _dienstencheques, note=True),
    Rule("aanvraag", (), _apply_online, note=True),
    WHO_DECIDES,
)
