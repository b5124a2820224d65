"""The one question back: the most decisive fact that is still missing."""

from __future__ import annotations

from assistant.compose.parts import Sheet
from assistant.compose.texts import text, texts
from assistant.knowledge import Knowledge
from assistant.models import Missing
from assistant.rules.decisions.registry import missing_facts
from assistant.understand import Understood
from assistant.work import Worked, used_facts
from corpus.fiches import Fiche


def missing_fact(
    fiche: Fiche, worked: Worked, understood: Understood, sheet: Sheet, knowledge: Knowledge
) -> list[Missing]:
    """At most one question: what a decision still needs, or the first need of the fiche that is not known."""
    for decision in worked.decisions:
        asked = [m for m in missing_facts(decision) if m.fact not in understood.known]
        if asked:
            return asked[:1]
    if worked.missing in asked_for():
        return [_question(str(worked.missing), sheet, knowledge)]
    if fiche.rule is None:
        return []
    known = set(understood.known) | set(used_facts(fiche.rule, understood.known))
    for need in fiche.needs:
        if need not in known and need in asked_for():
            return [_question(need, sheet, knowledge)]
    return []


def asked_for() -> frozenset[str]:
    """The facts there is a question for."""
    return frozenset(texts("ask"))


def _question(need: str, sheet: Sheet, knowledge: Knowledge) -> Missing:
    source = text(f"ask.{need}.source")
    citations = (sheet.citer.cite(knowledge.corpus.provision(source)),) if source else ()
    return Missing(
        fact=need,
        question=text(f"ask.{need}.question"),
        options=texts(f"ask.{need}.options"),
        citations=citations,
    )
