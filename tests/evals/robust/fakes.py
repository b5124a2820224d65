"""Assistants that answer as told, to try the examiner on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.models import Answer, Conversation

Reply = Callable[[str], Answer]


class Parrot:
    """Gives what a function makes of the question, and keeps the turns."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.heard: list[str] = []

    def ask(
        self, question: str, conversation: Conversation | None = None, **_: Any
    ) -> tuple[Answer, Conversation]:
        self.heard.append(question)
        return self.reply(question), conversation or Conversation(id="c")
