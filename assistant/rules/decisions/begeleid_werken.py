"""Begeleid werken: unpaid work with support. It is another scheme than individueel maatwerk.

Source: an undated page on the method of begeleid werken. That there is no employment contract, and so no
premium, is our inference from the absence of wages.
"""

from __future__ import annotations

from assistant.models import Decision, DecisionKind
from assistant.rules.decisions.engine import Rule, Verdict, ask, decide, no, yes
from assistant.rules.decisions.facts import BegeleidWerkenFacts, BegeleidWerkenQuestion, Document
from assistant.rules.decisions.notes import WHO_DECIDES
from assistant.rules.decisions.sources import outside, unpaid
from assistant.rules.decisions.texts import say
from assistant.rules.figures import Figures
from corpus.parameters import Parameters

_DOCUMENTS = {
    Document.ENGAGEMENTSVERKLARING: unpaid("overeenkomsten-lid-2-punt-1"),
    Document.RAAMOVEREENKOMST: unpaid("overeenkomsten-lid-2-punt-2"),
    Document.AFSPRAKENNOTA: unpaid("overeenkomsten-lid-2-punt-3"),
    Document.BEEINDIGING: unpaid("overeenkomsten-lid-2-punt-4"),
}
_NO_WAGE = unpaid("vergoeding-lid-1")
_FORMS = unpaid("vergoeding-lid-3")
_RISKS = unpaid("verzekering-lid-3-punt-3")


def begeleid_werken(facts: BegeleidWerkenFacts, parameters: Parameters) -> Decision:
    """Answer the question asked."""
    return decide(DecisionKind.BEGELEID_WERKEN, RULES, facts, parameters)


def _documents(facts: BegeleidWerkenFacts, _: Figures) -> Verdict | None:
    if facts.asked is not BegeleidWerkenQuestion.DOCUMENTEN:
        return None
    always: list[Document] = [d for d in Document if d is not Document.BEEINDIGING]
    needed = list(Document) if facts.ending else always
    if facts.documents is None:
        return ask(
            say("begeleid_werken.documents.ask", needed=_named(needed)),
            *_DOCUMENTS.values(),
            missing=("documents",),
        )
    absent = [d for d in needed if d not in facts.documents]
    if absent:
        text = say("begeleid_werken.documents.no", missing=_named(absent))
        return no(text, *(_DOCUMENTS[d] for d in absent))
    if facts.ending is None and Document.BEEINDIGING not in facts.documents:
        source = _DOCUMENTS[Document.BEEINDIGING]
        return ask(say("begeleid_werken.documents.ask_ending"), source, missing=("ending",))
    return yes(say("begeleid_werken.documents.yes"), *_DOCUMENTS.values())


def _named(documents: list[Document]) -> str:
    return ", ".join(say(f"begeleid_werken.documents.names.{d}") for d in documents)


def _premium(facts: BegeleidWerkenFacts, _: Figures) -> Verdict | None:
    if facts.asked is not BegeleidWerkenQuestion.PREMIE:
        return None
    return no(say("begeleid_werken.premium"), _NO_WAGE)


def _allowance(facts: BegeleidWerkenFacts, _: Figures) -> Verdict | None:
    if facts.asked is not BegeleidWerkenQuestion.VERGOEDING:
        return None
    if facts.allowance is None:
        return ask(say("begeleid_werken.allowance.ask"), _FORMS, missing=("allowance",))
    text = say(f"begeleid_werken.allowance.{facts.allowance}")
    return no(text, _NO_WAGE) if facts.allowance == "prestatie" else yes(text, _FORMS)


def _workplace(facts: BegeleidWerkenFacts, _: Figures) -> Verdict | None:
    if facts.asked is not BegeleidWerkenQuestion.VERGOEDING:
        return None
    return _known(facts.workplace_agrees, "workplace", "workplace_agrees", _NO_WAGE)


def _accidents(facts: BegeleidWerkenFacts, _: Figures) -> Verdict | None:
    return _insured(facts, facts.accidents_insured, "accidents", "accidents_insured", f"{_RISKS}-punt-1")


def _liability(facts: BegeleidWerkenFacts, _: Figures) -> Verdict | None:
    return _insured(facts, facts.liability_insured, "liability", "liability_insured", f"{_RISKS}-punt-2")


def _insurer(facts: BegeleidWerkenFacts, _: Figures) -> Verdict | None:
    return _insured(facts, facts.insurer_told, "insurer", "insurer_told", unpaid("verzekering-lid-5"))


def _insured(
    facts: BegeleidWerkenFacts, fact: bool | None, key: str, name: str, source: str
) -> Verdict | None:
    if facts.asked is not BegeleidWerkenQuestion.VERZEKERING:
        return None
    return _known(fact, key, name, source)


def _known(fact: bool | None, key: str, name: str, source: str) -> Verdict:
    if fact is None:
        return ask(say(f"begeleid_werken.{key}.ask"), source, missing=(name,))
    return (yes if fact else no)(say(f"begeleid_werken.{key}.{'yes' if fact else 'no'}"), source)


def _remark(key: str, source: str, *questions: BegeleidWerkenQuestion) -> Rule[BegeleidWerkenFacts]:
    def judge(facts: BegeleidWerkenFacts, _: Figures) -> Verdict | None:
        return yes(say(f"begeleid_werken.{key}"), source) if facts.asked in questions else None

    return Rule(key, ("asked",), judge, note=True)


_Q = BegeleidWerkenQuestion
RULES: tuple[Rule[BegeleidWerkenFacts], ...] = (
    Rule("documenten", ("asked", "documents", "ending"), _documents),
    Rule("premie", ("asked",), _premium),
    Rule("vorm", ("asked", "allowance"), _allowance),
    Rule("werkpost_beslist", ("asked", "workplace_agrees"), _workplace),
    Rule("ongevallen", ("asked", "accidents_insured"), _accidents),
    Rule("aansprakelijkheid", ("asked", "liability_insured"), _liability),
    Rule("verzekeraar", ("asked", "insurer_told"), _insurer),
    _remark("no_right", _NO_WAGE, _Q.VERGOEDING),
    _remark("unpaid", unpaid("verzekering-lid-3-punt-1"), _Q.PREMIE),
    _remark("service_insures", unpaid("verzekering-lid-4"), _Q.VERZEKERING),
    _remark("undated", unpaid("juridisch-statuut"), *_Q),
    _remark("not_with_ama", outside("begeleid-werken-en-ama-begeleid-werken-en-ama-niet-samen"), _Q.PREMIE),
    WHO_DECIDES,
)
