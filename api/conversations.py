"""Conversations in memory: bounded in number and in time, masked text only, gone when the process ends."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from assistant.models import Conversation


class Conversations:
    """The conversations that are still going on, the longest unused forgotten first.

    Used from the event loop alone, so it needs no lock.
    """

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Conversation]] = OrderedDict()

    def get(self, conversation_id: str | None) -> Conversation | None:
        """The conversation with this id, or None when there is none (any more)."""
        self._forget()
        kept = self._kept.get(conversation_id or "")
        return kept[1] if kept else None

    def put(self, conversation: Conversation, before: Conversation | None) -> None:
        """Keep a conversation after a turn, unless it was deleted while that turn was being answered."""
        if before is not None and before.id not in self._kept:
            return
        self._kept[conversation.id] = (self._clock(), conversation)
        self._kept.move_to_end(conversation.id)
        self._forget()

    def delete(self, conversation_id: str) -> bool:
        """Forget a conversation; False when there was none."""
        return self._kept.pop(conversation_id, None) is not None

    def __len__(self) -> int:
        return len(self._kept)

    def _forget(self) -> None:
        """Drop what is too old or too much; the oldest stands first."""
        limit = self._clock() - self._seconds
        while self._kept:
            oldest = next(iter(self._kept))
            if len(self._kept) <= self._most and self._kept[oldest][0] >= limit:
                return
            del self._kept[oldest]
