"""The conversations that are going on, in memory before the store: masked text only."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from assistant.models import Conversation

_DELETED_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class _Held:
    at: float
    conversation: Conversation
    version: int


class Conversations:
    """What the next answer needs at once, the longest unused put out first.

    Used from the event loop alone, so it needs no lock.
    """

    def __init__(
        self,
        most: int,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
        *,
        on_delete: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Start empty.

        Args:
            most: how many are held.
            seconds: how long one is held after its last use.
            clock: seconds that only go up.
            on_delete: told of every id that is deleted, so that what is kept elsewhere goes, too.
        """
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._on_delete = on_delete
        self._kept: OrderedDict[str, _Held] = OrderedDict()
        self._deleted: deque[str] = deque(maxlen=_DELETED_REMEMBERED)

    def get(self, conversation_id: str | None) -> Conversation | None:
        """The conversation with this id, or None when it is not in memory (any more)."""
        self._put_out()
        kept = self._kept.get(conversation_id or "")
        return kept.conversation if kept else None

    def version(self, conversation_id: str) -> int:
        """How often the conversation had been written when it was held; 0 when that is not known."""
        kept = self._kept.get(conversation_id)
        return kept.version if kept else 0

    def put(
        self, conversation: Conversation, before: Conversation | None, *, version: int | None = None
    ) -> bool:
        """Hold a conversation; False when it was deleted while this turn of it was being answered.

        Args:
            conversation: as it is now.
            before: as it was; None when it begins.
            version: how often it was written; once more than what is held when left out.
        """
        if before is not None and before.id in self._deleted:
            return False
        if version is None:
            held = self._kept.get(conversation.id)
            version = held.version + 1 if held and held.version else int(before is None)
        self._kept[conversation.id] = _Held(self._clock(), conversation, version)
        self._kept.move_to_end(conversation.id)
        self._put_out()
        return True

    def put_out(self, conversation_id: str) -> None:
        """Take a conversation out of memory: what is kept elsewhere counts."""
        self._kept.pop(conversation_id, None)

    def drop(self, conversation_id: str) -> bool:
        """Take a conversation out of memory for good; False when it was not there."""
        self._deleted.append(conversation_id)
        return self._kept.pop(conversation_id, None) is not None

    def delete(self, conversation_id: str) -> bool:
        """Forget a conversation, and have it forgotten elsewhere; False when it was not in memory."""
        self._on_delete(conversation_id)
        return self.drop(conversation_id)

    def __len__(self) -> int:
        return len(self._kept)

    def _put_out(self) -> None:
        """Drop what is too old or too much; the oldest stands first."""
        limit = self._clock() - self._seconds
        while self._kept:
            oldest = next(iter(self._kept))
            if len(self._kept) <= self._most and self._kept[oldest].at >= limit:
                return
            del self._kept[oldest]
