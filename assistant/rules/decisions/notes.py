"""Remarks that go with several decisions."""

from __future__ import annotations

from assistant.rules.decisions.engine import DecisionFacts, Rule, Verdict, yes
from assistant.rules.decisions.sources import article, council
from assistant.rules.decisions.texts import say
from assistant.rules.figures import Figures


def _who_decides(facts: DecisionFacts, figures: Figures) -> Verdict:  # noqa: ARG001 - holds for every case
    return yes(say("common.who_decides"), article("procedure-lid-3"), council("motivering-lid-1"))


WHO_DECIDES: Rule[DecisionFacts] = Rule("wie_beslist", (), _who_decides, note=True)
"""VDAB determines the need, WEWIS grants: with every decision on the premium."""
