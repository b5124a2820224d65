"""Which rule answers a question: that of the fiche that is meant, or one that the question itself names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.judge import Action, Judgement
from assistant.judge.stance import asks_yes_no, asserts
from assistant.knowledge import Knowledge
from assistant.lexicon import lexicon
from assistant.models import DecisionKind
from assistant.rules.by_need import KINDS
from assistant.rules.decisions.matching import names_subject
from assistant.rules.decisions.qualification import split
from assistant.rules.decisions.tasks import find_task
from assistant.rules.ggmmi import NAME as GGMMI
from assistant.understand import Understood
from assistant.understand.slots.certificates import asks_whether_it_counts
from assistant.understand.slots.quarter import CLOCKS
from assistant.understand.topics import topics as find_topics
from assistant.work import NEED, case_of, enough, lacks_need_only, used_facts
from corpus.fiches import FicheKind, Intent

_FEW_WORDS = 7
"""Words a message may have that only names a premium and its quarter."""
GGMMI_PERIOD = "ggmmi_period"
_OUTRIGHT = ("saldo", GGMMI)
"""Rules whose words leave no doubt: another amount never answers as well."""
_CERTIFICATES, _QUALIFICATION = "certificates", "qualification"
_ON_CERTIFICATES = "kwalificatie"
"""The topic of the fiches on certificates."""
_PREMIUMS = ("loonpremie", "begeleidingspremie")
_AMOUNTS = frozenset({"loonpremie", "begeleidingspremie", "tarief_gent", "saldo", "ggmmi"})
"""Rules that give an amount or a percentage, and whose fiches are near to one another."""
_SENTENCE = re.compile(r"[^.?!\n]*(?:\.(?!\s)[^.?!\n]*)*[.?!\n]?")
_FROM_A_DAY = (
    *(("overeenkomst", frozenset({day})) for day in ("notice", "invoice", "retention", "request")),
    ("tijdlijn", frozenset({"decision", NEED})),
)
"""Rules that give a day, with the facts they count from."""
_PREMIUM_FACTS = frozenset({"premium", "vdab_need"})
_OF_THE_FEE = frozenset({"tarief_gent", DecisionKind.PAKKET})
"""Rules and topics of the fiches on what the city charges for."""


def either_premium(rule: str | None, understood: Understood) -> tuple[str | None, ...]:
    """Both premiums where an amount is asked and neither is named: "hoeveel krijg ik in kwartaal 7?"."""
    named = not frozenset(_PREMIUMS).isdisjoint(_asked(understood))
    if rule not in _PREMIUMS or named or not _asks_amount(understood):
        return (rule,)
    return _PREMIUMS


def rule_for(judgement: Judgement, understood: Understood, knowledge: Knowledge) -> str | None:
    """The rule that answers: that of the fiche that is meant, unless the question itself names another.

    A fiche on one amount is easily taken for one on another. What a question asks in so many words wins: what
    is left after the fee, the GGMMI of a day, or one of the premiums.
    """
    topics = [topic for topic in _asked(understood) if topic in lexicon("rule_inputs")]
    if judgement.action is not Action.ANSWER or not judgement.fiches:
        if _asks_of_certificate(understood):
            return _QUALIFICATION
        amounts = [topic for topic in topics if topic in _AMOUNTS and _runs(topic, understood)]
        only = topics if len(topics) == 1 else amounts
        if not topics and judgement.action is Action.CHOOSE and _asks_amount(understood):
            return _of_a_premium(judgement, knowledge)
        return only[0] if len(only) == 1 else _outright(topics, understood)
    fiche = knowledge.fiches.fiches[judgement.fiches[0][0]]
    on_certificates = fiche.rule == _QUALIFICATION or (
        knowledge.fiches.topics.get(fiche.id) == _ON_CERTIFICATES and asks_yes_no(understood)
    )
    if fiche.kind is not FicheKind.GAP and _asks_of_certificate(understood, about=on_certificates):
        return _QUALIFICATION
    dated = _dated(understood)
    if dated:
        return dated
    if asks_which_premium(understood):
        return DecisionKind.ELIGIBILITY
    if _OF_THE_FEE & {fiche.rule, knowledge.fiches.topics.get(fiche.id)} and _asks_of_task(understood):
        return DecisionKind.PAKKET
    outright = _outright(topics, understood)
    if outright and (fiche.rule is None or fiche.rule in _AMOUNTS):
        return outright
    amounts = [topic for topic in topics if topic in _AMOUNTS]
    on_amount = fiche.rule in _AMOUNTS or (
        fiche.rule is None and (fiche.intent is Intent.AMOUNT or _asks_amount(understood))
    )
    if on_amount and len(amounts) == 1 and _runs(amounts[0], understood):
        return amounts[0]
    return fiche.rule


def _dated(understood: Understood) -> str | None:
    """The rule that works out the day that is asked, from a day that the message itself gives."""
    wanted = Intent.DEADLINE in understood.intents
    known = understood.facts.keys()
    given = (rule for rule, facts in _FROM_A_DAY if facts <= known and facts & understood.said)
    return next(given, None) if wanted else None


def asks_which_premium(understood: Understood) -> bool:
    """Whether both what VDAB found and the premium that is wanted are told."""
    return understood.facts.keys() >= _PREMIUM_FACTS and bool(_PREMIUM_FACTS & understood.said)


def _asks_of_task(understood: Understood) -> bool:
    """Whether it is asked if a task that the question names is in the fee, or costs extra."""
    task = find_task((understood.own or understood).text)
    return task is not None and task.package is not None and (asks_yes_no(understood) or asserts(understood))


def _of_a_premium(judgement: Judgement, knowledge: Knowledge) -> str | None:
    """A premium among what could be meant, where the amount of a quarter is asked: "hoeveel trek ik?"."""
    rules = (knowledge.fiches.fiches[name].rule for name, _ in judgement.fiches)
    return next((rule for rule in rules if rule in _PREMIUMS), None)


def _asks_of_certificate(understood: Understood, *, about: bool = False) -> bool:
    """Whether it is asked what a certificate that the question names is worth.

    Args:
        understood: the question.
        about: whether a fiche on certificates is meant, so that the name is enough.
    """
    said = understood.facts.get(_CERTIFICATES) if _CERTIFICATES in understood.said else None
    if said is None or not any(names_subject(one) for one in split(str(said.value))):
        return False
    return about or asks_whether_it_counts((understood.own or understood).text.lower())


def _outright(topics: Sequence[str], understood: Understood) -> str | None:
    """The topic that no other amount answers as well, when enough is known to work it out."""
    return next((rule for rule in _OUTRIGHT if rule in topics and _runs(rule, understood)), None)


def _asks_amount(understood: Understood) -> bool:
    """Whether the amount of a quarter is asked, or only a premium and its quarter are named."""
    if not understood.said & frozenset(CLOCKS):
        return False
    if Intent.AMOUNT in understood.intents[:1]:
        return True
    return len(understood.query.split()) <= _FEW_WORDS and set(understood.intents) <= {Intent.YES_NO}


def _runs(rule: str, understood: Understood) -> bool:
    used = used_facts(rule, case_of(understood))
    return enough(rule, used) or (rule in KINDS and lacks_need_only(rule, used))


def _asked(understood: Understood) -> Sequence[str]:
    """The topics of what is asked: of the question's own words first, then of what it leans on.

    Sentences that only tell something count where no question has a topic.
    """
    own = understood.own or understood
    texts = (own.query, understood.query)
    found = next((topics for topics in map(_of_questions, texts) if topics), None) or (
        own.topics if own.topics & _known() else understood.topics
    )
    dated = GGMMI_PERIOD in understood.said and GGMMI in understood.query.lower()
    return sorted(found | {GGMMI} if dated else found)


def _of_questions(text: str) -> frozenset[str]:
    """The topics of the sentences that end in a question mark."""
    told = [sentence for sentence in _SENTENCE.findall(text) if sentence.endswith("?")]
    return find_topics(" ".join(told).lower()) & _known()


def _known() -> frozenset[str]:
    return frozenset(lexicon("rule_inputs"))
