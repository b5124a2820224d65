"""Remarks that go with several decisions."""

from __future__ import annotations

from assistant.models import Criterion
from assistant.rules.decisions.engine import DecisionFacts, Rule, Verdict, criterion, yes
from assistant.rules.decisions.sources import article, council, model
from assistant.rules.decisions.texts import say
from assistant.rules.figures import Figures


def _who_decides(_facts: DecisionFacts, _figures: Figures) -> Verdict:
    return _verdict()


def _verdict() -> Verdict:
    return yes(
        say("common.who_decides"),
        article("procedure-lid-3"),
        council("motivering-lid-1"),
        model("art-4-lid-1"),
    )


_ID = "wie_beslist"
WHO_DECIDES: Rule[DecisionFacts] = Rule(_ID, (), _who_decides, note=True)
"""VDAB determines the need, WEWIS grants: with every decision."""


def who_decides() -> Criterion:
    """The same remark, for decisions that are not a list of rules."""
    return criterion(_ID, _verdict(), note=True)
