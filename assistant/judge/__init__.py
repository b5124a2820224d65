"""Step 4, judge: which fiches are meant, and whether to answer, offer a choice or decline."""

from assistant.judge.policy import judge
from assistant.judge.verdict import Action, Judgement

__all__ = ["Action", "Judgement", "judge"]
