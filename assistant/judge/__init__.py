"""Step 4, judge: which fiches are meant, and whether to answer, offer a choice or decline."""

from assistant.judge.passages import (
    FEATURES,
    Centroids,
    features,
    is_vague,
    probability,
    speaks_of_subject,
)
from assistant.judge.policy import judge
from assistant.judge.verdict import Action, Judgement

__all__ = [
    "FEATURES",
    "Centroids",
    "Judgement",
    "Action",
    "features",
    "is_vague",
    "judge",
    "probability",
    "speaks_of_subject",
]
