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
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from assistant.compose.answer import compose, decline, door_sentences
from assistant.compose.fiche import silent_sentences
from assistant.compose.markdown import to_markdown
from assistant.compose.parts import Part
from assistant.compose.texts import courtesies
from assistant.draft import Draft
from assistant.judge import Action, Judgement, judge
from assistant.knowledge import Knowledge
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
from assistant.places import place_to_read
from assistant.receive import Received, receive
from assistant.retrieve import retrieve
from assistant.understand import Understood, understand
from assistant.verify import verify
from assistant.work import Worked, case_of, rule_for, work_out
from corpus.models import Corpus
from corpus.parameters import Parameters
from indexes.models import Engine as SearchEngine
from indexes.phrases import FicheIndex
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
        self._knowledge = Knowledge.of(corpus, parameters)
        self._fiches = FicheIndex.open(self._knowledge.fiches, index.status().folder, index.status().model)
        self._sourceless = courtesies() | door_sentences() | silent_sentences(self._knowledge.fiches)
        self._clock = clock
        self._new_id = new_id

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        as_of: date | None = None,
        audience: Audience | None = None,
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
        parts = [
            self._part(run, question, received, understood, conversation, audience, day)
            for question in _asked(understood)
        ]
        with run.step("compose"):
            draft = compose(received, understood, parts, self._knowledge, day)
        meant = next((p.judgement.fiches[0][0] for p in parts if p.judgement.fiches), "")
        topic = self._knowledge.fiches.topics.get(meant)
        return self._finish(run, received, draft, conversation, day, understood, topic)

    def _part(
        self,
        run: _Run,
        question: str,
        received: Received,
        understood: Understood,
        conversation: Conversation,
        audience: Audience | None,
        day: date,
    ) -> Part:
        """Steps 3 to 5 for one of the questions in a message."""
        with run.step("retrieve"):
            found = retrieve(question, received.language, self._index, self._fiches)
        about = replace(understood, query=question)
        place = place_to_read(understood, self._corpus)
        with run.step("judge"):
            judgement = judge(about, found.provisions, found.fiches, conversation, audience=audience)
        if place:
            return Part(question, found.provisions, Judgement(Action.ANSWER, 1.0), Worked(), place)
        with run.step("work_out"):
            rule = rule_for(judgement, understood, self._knowledge)
            worked = work_out(rule, case_of(understood), self._knowledge.parameters, day)
        if worked.settled and judgement.action is not Action.ANSWER:
            judgement = Judgement(Action.ANSWER, judgement.answerable)
        return Part(question, found.provisions, judgement, worked)

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
        topic: str | None = None,
    ) -> tuple[Answer, Conversation]:
        with run.step("verify"):
            draft = verify(draft, self._corpus, self._sourceless, day).draft
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
            topic=topic,
            status=draft.status,
            answer_id=answer.answer_id,
        )
        return answer, Conversation(
            id=conversation.id,
            facts=understood.facts if understood else conversation.facts,
            turns=(*conversation.turns, turn),
        )


def _asked(understood: Understood) -> tuple[str, ...]:
    """The questions to answer one by one: those of the message, or the whole when it is one."""
    several = tuple(asked.text for asked in understood.questions)
    return several if len(several) > 1 else (understood.query,)


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
            spent = 1_000 * (time.perf_counter() - began)
            self.timings[name] = round(self.timings.get(name, 0.0) + spent, 3)
