"""The way of a question, as one visible list of steps.

    receive → understand → retrieve → judge → work out → compose → verify

Each step takes and returns one typed object and is timed. The whole is pure: it reads the index and nothing
else, and gives back the conversation for others to keep.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from assistant.compose.answer import compose, decline, door_sentences
from assistant.compose.markdown import to_markdown
from assistant.compose.texts import courtesies
from assistant.draft import Draft
from assistant.judge import judge
from assistant.models import (
    Answer,
    Audience,
    Conversation,
    Engine,
    Language,
    Reason,
    Status,
    StepName,
    Turn,
)
from assistant.receive import Received, receive
from assistant.retrieve import retrieve
from assistant.understand import Understood, understand
from assistant.verify import verify
from assistant.work import work_out
from corpus.models import Corpus
from corpus.parameters import Parameters
from indexes.models import Engine as SearchEngine
from indexes.search import SearchIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRUSSELS = ZoneInfo("Europe/Brussels")


def today_in_brussels() -> date:
    """The day on which a question without a date is answered."""
    return datetime.now(_BRUSSELS).date()


def new_id() -> str:
    """An id that tells nothing about who asked or when."""
    return uuid.uuid4().hex


class Assistant:
    """Answers questions over one corpus, one index and one set of parameters."""

    def __init__(
        self,
        corpus: Corpus,
        index: SearchIndex,
        parameters: Parameters,
        *,
        clock: Callable[[], date] = today_in_brussels,
        new_id: Callable[[], str] = new_id,
    ) -> None:
        self._corpus = corpus
        self._index = index
        self._parameters = parameters
        self._clock = clock
        self._new_id = new_id

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        as_of: date | None = None,
        audience: Audience | None = None,  # noqa: ARG002 - part of the contract; answers do not differ by it yet
    ) -> tuple[Answer, Conversation]:
        """Answer one question. Never raises for anything a user can type."""
        conversation = conversation or Conversation(id=self._new_id())
        run = _Run()

        with run.step("receive"):
            received = receive(question)
        if received.ending:
            draft = decline(received.ending, received)
            return self._finish(run, received, draft, conversation, as_of or self._clock(), None)

        with run.step("understand"):
            understood = understand(received, conversation)
        day = understood.as_of or as_of or self._clock()
        with run.step("retrieve"):
            result = retrieve(received, understood, self._index)
        with run.step("work_out"):
            worked = work_out(understood, self._parameters, day)
        with run.step("judge"):
            judgement = judge(understood, result, worked_out=worked.settled)
        with run.step("compose"):
            draft = compose(received, understood, result, judgement, worked, self._corpus, day)
        return self._finish(run, received, draft, conversation, day, understood)

    def engine(self) -> Engine:
        """Which parts are live."""
        status = self._index.status()
        return Engine(
            corpus=self._corpus.fingerprint,
            index=status.fingerprint,
            lexical=SearchEngine.STEMS in status.engines,
            dense=status.model,
        )

    def _finish(
        self,
        run: _Run,
        received: Received,
        draft: Draft,
        conversation: Conversation,
        day: date,
        understood: Understood | None,
    ) -> tuple[Answer, Conversation]:
        with run.step("verify"):
            draft = verify(draft, self._corpus, courtesies() | door_sentences(), day).draft
            if draft.status is Status.ANSWERED and not draft.statements:
                draft = decline(Reason.NOT_IN_CORPUS, received, understood)
        answer = Answer(
            conversation_id=conversation.id,
            answer_id=self._new_id(),
            status=draft.status,
            reason=draft.reason,
            language=received.language if not received.ending else Language.NL,
            as_of=day,
            answer=to_markdown(draft),
            statements=draft.statements,
            citations=draft.citations,
            calculations=draft.calculations,
            decisions=draft.decisions,
            facts=draft.facts,
            missing=draft.missing,
            next_questions=draft.next_questions,
            notices=draft.notices,
            engine=self.engine(),
            timings_ms=run.timings,
        )
        turn = Turn(
            question=received.masked,
            topic=min(understood.topics, default=None) if understood else None,
            status=draft.status,
            answer_id=answer.answer_id,
        )
        return answer, Conversation(
            id=conversation.id,
            facts=understood.facts if understood else conversation.facts,
            turns=(*conversation.turns, turn),
        )


class _Run:
    """The stop-watch of one question."""

    def __init__(self) -> None:
        self.timings: dict[str, float] = {}

    @contextmanager
    def step(self, name: StepName) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.timings[name] = round(1_000 * (time.perf_counter() - began), 3)
