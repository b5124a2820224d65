"""The running service: answers in a small pool of threads, keeps conversations, and renews its index."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TypeVar

from api import runtime
from api.builder import IndexBuilder
from api.conversations import Conversations
from api.problems import ProblemError
from api.runtime import Live, UnusableCorpus
from api.settings import Settings
from api.store import Keeper, Store, StoredConversation, StoreUnavailable
from api.store.records import turn_record
from api.store.store import now_utc
from assistant.models import Answer, Conversation, Fact, Question
from assistant.trace import Tracer, version_of
from assistant.warm import warm_up

T = TypeVar("T")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PATIENCE_SECONDS = 1.0
"""How long a follow-up question waits to hear whether another server went on with its conversation."""
_log = logging.getLogger(__name__)


def is_id(text: str | None) -> bool:
    """Whether a text can be the id of something of ours."""
    return text is not None and _ID.fullmatch(text) is not None


class Service:
    """One per process. Starts at once; until the index is there, questions are answered on words alone."""

    def __init__(
        self, settings: Settings, live: Live | None = None, *, build: bool = True, store: Store | None = None
    ) -> None:
        """Start answering.

        Args:
            settings: what the site set.
            live: what answers; opened here when left out.
            build: whether to build an index that is missing.
            store: where conversations are kept; in memory when left out.
        """
        self.settings = settings
        self.unusable: str | None = None
        self.keeper = Keeper(store or Store.in_memory(settings))
        self.conversations = Conversations(
            settings.conversations,
            60.0 * settings.conversation_minutes,
            on_delete=self.keeper.forget_soon,
        )
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

    async def ask(self, question: Question, edits: Mapping[str, Fact | None] | None = None) -> Answer:
        """Answer a question within its conversation. An unknown conversation id starts a new one.

        Args:
            question: what is asked.
            edits: facts that win over the words of the question; None takes one away.
        """
        assistant = self.live.assistant
        before = await self.conversation(question.conversation_id)
        tracer, audience = Tracer(), question.audience
        answer, after = await self.in_pool(
            lambda: assistant.ask(
                question.question,
                before,
                question.as_of,
                question.audience,
                edits=edits or {},
                tracer=tracer,
            )
        )
        if self.conversations.put(after, before):
            at, first = now_utc(), before is None
            figures = self.live.parameters
            self.keeper.remember(
                lambda: turn_record(
                    answer,
                    after,
                    first=first,
                    audience=audience,
                    at=at,
                    trace=tracer.trace(answer, version_of(figures)),
                )
            )
        return answer

    async def conversation(self, conversation_id: str | None) -> Conversation | None:
        """What carries over of a conversation: from memory, or from the store after a restart.

        What another server did with it since counts: an older copy in memory is put out. A store that cannot
        be used, or not at once, counts as empty: an answer does not wait for it.
        """
        if conversation_id is None or not is_id(conversation_id):
            return None
        held = self.conversations.get(conversation_id)
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                if held and not await self._is_old(conversation_id):
                    return held
                kept = await self.keeper.run(lambda store: store.conversation(conversation_id))
        except (StoreUnavailable, TimeoutError) as error:
            _log.warning("%s", error or "the store takes too long")
            return held
        if kept:
            self.conversations.put(kept.conversation, kept.conversation, version=kept.version)
        else:
            self.conversations.put_out(conversation_id)
        return self.conversations.get(conversation_id)

    async def _is_old(self, conversation_id: str) -> bool:
        """Whether another server changed or deleted a conversation since it was held here.

        Raises:
            StoreUnavailable: the store cannot be used.
        """
        if not self.keeper.is_shared:
            return False
        held = self.conversations.version(conversation_id)
        known = await self.keeper.version(conversation_id)
        return known is None or known > held

    def held(self, conversation_id: str) -> Conversation | None:
        """A conversation that was answered just now, without asking the store for it."""
        return self.conversations.get(conversation_id)

    async def history(self, conversation_id: str) -> StoredConversation | None:
        """A conversation with the answers that were given.

        Raises:
            ProblemError: 503, the store cannot be used.
        """
        return await self.stored(lambda store: store.conversation(conversation_id))

    async def change_facts(
        self, conversation_id: str, edits: Mapping[str, Fact | None]
    ) -> Conversation | None:
        """Set facts by hand, or take them away (None). None when there is no such conversation.

        Raises:
            ProblemError: 503, the store cannot be used.
        """
        before = await self.conversation(conversation_id)
        if before is None:
            return None
        merged = {**before.facts, **edits}
        facts = {name: fact for name, fact in merged.items() if fact is not None}
        after = before.model_copy(update={"facts": facts})
        if not self.conversations.put(after, before):
            return None
        return after if await self.stored(lambda store: store.set_facts(after)) else None

    async def forget(self, conversation_id: str) -> bool:
        """Delete a conversation with all that belongs to it; False when there was none.

        Raises:
            ProblemError: 503, the store cannot be used: what it holds is not deleted yet.
        """
        held = self.conversations.drop(conversation_id)
        try:
            return await self.keeper.forget(conversation_id) or held
        except StoreUnavailable as error:
            raise ProblemError(503, str(error)) from None

    async def stored(self, work: Callable[[Store], T]) -> T:
        """Do something with the store.

        Raises:
            ProblemError: 503, the store cannot be used.
        """
        try:
            return await self.keeper.run(work)
        except StoreUnavailable as error:
            raise ProblemError(503, str(error)) from None

    async def in_pool(self, work: Callable[[], T]) -> T:
        """Run other work of the processor (a search, a calculation) in the same pool."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def today(self) -> date:
        """The day on which a question without a date is answered."""
        from assistant.pipeline import today_in_brussels

        return today_in_brussels()

    def close(self) -> None:
        """End the threads and a build that is still going on; what is not written yet is written first."""
        self.builder.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self.keeper.close()

    def _renew(self) -> None:
        if self._live is not None:
            self._live = runtime.refreshed(self._live)
