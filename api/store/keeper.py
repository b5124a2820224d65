"""Writing beside the answering: one thread has the store, so that everything happens in order."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from api.store.engine import StoreUnavailable
from api.store.records import StoreStatus, TurnRecord
from api.store.store import Store

T = TypeVar("T")
_MOST_WAITING = 1_000
_MOST_TOGETHER = 50
_PAUSE_SECONDS = 5.0
_PURGE_EVERY = timedelta(days=1)
_log = logging.getLogger(__name__)


class Keeper:
    """Keeps turns without holding up answers, tries again what failed, and purges at start and every day.

    While the database fails, the newest thousand turns wait in memory; older ones are counted as lost.
    """

    def __init__(
        self,
        store: Store,
        *,
        pause: float = _PAUSE_SECONDS,
        purge_every: timedelta = _PURGE_EVERY,
        most_waiting: int = _MOST_WAITING,
    ) -> None:
        self._store = store
        self._pause = pause
        self._most = most_waiting
        self._coming: deque[Callable[[], TurnRecord]] = deque()
        self._waiting: deque[TurnRecord] = deque()
        self._doomed: set[str] = set()
        self._lost = 0
        self._try_after = 0.0
        self._thread = ThreadPoolExecutor(1, "store")
        self._stopping = threading.Event()
        every = min(purge_every, store.keeps).total_seconds()
        self._purger = threading.Thread(target=self._purge, args=(every,), name="store-purge", daemon=True)
        self._purger.start()

    def remember(self, make: Callable[[], TurnRecord]) -> None:
        """Keep a turn soon. What it takes to make the record is done in the thread of the store, too."""
        self._coming.append(make)
        self._thread.submit(self._take)

    def forget_soon(self, conversation_id: str) -> None:
        """Delete a conversation after all that was asked before; tried again until the database takes it."""
        self._thread.submit(self._forget, conversation_id)

    async def forget(self, conversation_id: str) -> bool:
        """Delete a conversation; False when there was none. What fails is tried again later, too.

        Raises:
            StoreUnavailable: the database cannot be used.
        """
        done = await asyncio.get_running_loop().run_in_executor(self._thread, self._forget, conversation_id)
        if done is None:
            raise StoreUnavailable(self._store.status().problem or "")
        return done

    async def run(self, work: Callable[[Store], T]) -> T:
        """Do something with the store after all that was asked before.

        Raises:
            StoreUnavailable: the database cannot be used.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: self._now(work))

    async def version(self, conversation_id: str) -> int | None:
        """How often a conversation was written, what still waits here included; None when it is gone.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._version, conversation_id)

    @property
    def is_shared(self) -> bool:
        """Whether another server can use the same database."""
        return self._store.is_shared

    def status(self) -> StoreStatus:
        """How the store is doing."""
        return replace(self._store.status(), waiting=len(self._waiting), lost=self._lost)

    def close(self) -> None:
        """Write what is left, and let go of the database. A second call does nothing."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        self._thread.submit(self._write, force=True)
        self._thread.shutdown(wait=True)
        self._purger.join(timeout=10)
        if self._waiting:
            _log.error("%d turns could not be kept: %s", len(self._waiting), self._store.status().problem)
        self._store.close()

    def _take(self) -> None:
        """Prepare the next turn; the last of those that came together writes them all."""
        make = self._coming.popleft()
        try:
            self._waiting.append(make())
        except Exception as error:
            _log.error("a turn could not be prepared: %s", type(error).__name__)
        while len(self._waiting) > self._most:
            self._waiting.popleft()
            self._lost += 1
        if not self._coming or len(self._waiting) >= _MOST_TOGETHER:
            self._write()

    def _forget(self, conversation_id: str) -> bool | None:
        """Delete, or None when it has to be done later."""
        waiting = len(self._waiting)
        self._waiting = deque(r for r in self._waiting if r.conversation_id != conversation_id)
        try:
            return self._store.forget(conversation_id) or len(self._waiting) < waiting
        except StoreUnavailable:
            self._doomed.add(conversation_id)
            return None

    def _now(self, work: Callable[[Store], T]) -> T:
        self._write(force=True)
        return work(self._store)

    def _version(self, conversation_id: str) -> int | None:
        written = self._now(lambda store: store.version(conversation_id))
        waiting = sum(record.conversation_id == conversation_id for record in self._waiting)
        return None if written is None and not waiting else (written or 0) + waiting

    def _quietly(self, work: Callable[[Store], object]) -> None:
        with suppress(StoreUnavailable):
            self._now(work)

    def _write(self, *, force: bool = False) -> None:
        """Write what waits; after a failure only when some time has passed, as a busy database takes time."""
        if not (self._waiting or self._doomed) or (not force and time.monotonic() < self._try_after):
            return
        batch = list(self._waiting)
        try:
            if batch:
                self._store.add(batch)
                self._waiting.clear()
            for gone in list(self._doomed):
                self._store.forget(gone)
                self._doomed.discard(gone)
        except StoreUnavailable:
            self._try_after = time.monotonic() + self._pause

    def _purge(self, every: float) -> None:
        while True:
            with suppress(RuntimeError):  # the thread of the store has ended
                self._thread.submit(self._quietly, lambda store: store.purge())
            if self._stopping.wait(every):
                return
