"""The questions the judge is trained and measured on, each searched once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from assistant.models import Conversation, Reason
from assistant.receive import receive
from assistant.retrieve import retrieve
from assistant.understand import Understood, understand
from evals.halves import Half, half
from evals.retrieval.questions import Record, load_questions
from indexes.models import SearchResult
from indexes.search import SearchIndex


class Family(Record):
    """Invented questions on one matter; `reason` null: the documents answer them."""

    family: str
    reason: Reason | None
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A question with what search found for it."""

    text: str
    answerable: bool
    reason: Reason | None
    family: str | None
    """None for a question of the retrieval evaluation: no centroid rests on it."""
    half: Half
    understood: Understood
    result: SearchResult


def load_families(path: Path = Path(__file__).parent / "questions.yaml") -> tuple[Family, ...]:
    """The invented questions."""
    return TypeAdapter(tuple[Family, ...]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))


def ask_all(index: SearchIndex) -> list[Asked]:
    """Search all questions. Invented ones serve training only, so they belong to the development half."""
    asked = [
        _ask(index, text, family.reason, family.family, Half.DEVELOPMENT)
        for family in load_families()
        for text in family.questions
    ]
    return asked + [_ask(index, q.question, q.reason, None, half(q.id)) for q in load_questions()]


def _ask(index: SearchIndex, text: str, reason: Reason | None, family: str | None, of: Half) -> Asked:
    received = receive(text)
    understood = understand(received, Conversation(id="evaluation"))
    result = retrieve(received, understood, index)
    return Asked(text, reason is None, reason, family, of, understood, result)
