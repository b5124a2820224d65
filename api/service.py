"""The running service: answers in a small pool of threads, keeps conversations, and renews its index."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TypeVar

from api import runtime
from api.builder import IndexBuilder
from api.conversations import Conversations
from api.problems import ProblemError
from api.runtime import Live, UnusableCorpus
from api.settings import Settings
from assistant.models import Answer, Question
from assistant.warm import warm_up

T = TypeVar("T")


class Service:
    """One per process. Starts at once; until the index is there, questions are answered on words alone."""

    def __init__(self, settings: Settings, live: Live | None = None, *, build: bool = True) -> None:
        self.settings = settings
        self.unusable: str | None = None
        self.conversations = Conversations(settings.conversations, 60.0 * settings.conversation_minutes)
        self.builder = IndexBuilder(self._renew)
        # The embedder releases the GIL, so more threads than processors only make everyone wait longer.
        self._pool = ThreadPoolExecutor(settings.threads or runtime.processors(), "answer")
        self._live: Live | None = None
        try:
            self._live = live or runtime.open_live(settings)
        except UnusableCorpus as error:
            self.unusable = str(error)
        if self._live:
            self._pool.submit(warm_up)
        if build and self._live and runtime.wants_building(self._live):
            self.builder.start()

    @property
    def live(self) -> Live:
        """What answers now.

        Raises:
            ProblemError: 503, the sources cannot be read.
        """
        if self._live is None:
            raise ProblemError(503, self.unusable or "")
        return self._live

    async def ask(self, question: Question) -> Answer:
        """Answer a question within its conversation. An unknown conversation id starts a new one."""
        assistant = self.live.assistant
        before = self.conversations.get(question.conversation_id)
        answer, after = await asyncio.get_running_loop().run_in_executor(
            self._pool, assistant.ask, question.question, before, question.as_of, question.audience
        )
        self.conversations.put(after, before)
        return answer

    async def in_pool(self, work: Callable[[], T]) -> T:
        """Run other work of the processor (a search, a calculation) in the same pool."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def today(self) -> date:
        """The day on which a question without a date is answered."""
        from assistant.pipeline import today_in_brussels

        return today_in_brussels()

    def close(self) -> None:
        """End the threads and a build that is still going on."""
        self.builder.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _renew(self) -> None:
        if self._live is not None:
            self._live = runtime.refreshed(self._live)
