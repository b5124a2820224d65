"""Shared by the tests of this package: read a question, in or out of a conversation."""

from __future__ import annotations

from assistant.models import Conversation, Fact, FactValue, Status, Turn
from assistant.receive import receive
from assistant.understand import Understood, understand

FRESH = Conversation(id="c")


def read(question: str, conversation: Conversation = FRESH) -> Understood:
    return understand(receive(question), conversation)


def values(question: str, conversation: Conversation = FRESH) -> dict[str, FactValue]:
    return {name: fact.value for name, fact in read(question, conversation).facts.items()}


def after(*questions: str) -> Conversation:
    """The conversation as it stands after these questions."""
    conversation = FRESH
    for number, question in enumerate(questions):
        understood = read(question, conversation)
        turn = Turn(question=question, status=Status.ANSWERED, answer_id=str(number))
        facts: dict[str, Fact] = dict(understood.facts)
        conversation = Conversation(id="c", facts=facts, turns=(*conversation.turns, turn))
    return conversation
