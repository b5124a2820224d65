"""The way of a question, as one visible list of steps.

    receive → understand → retrieve → judge → work out → compose → verify

Each step takes and returns one typed object and is timed. The whole is pure: it reads the index and nothing
else, and gives back the conversation for others to keep.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from assistant.compose.answer import compose, decline
from assistant.compose.doors import door_sentences
from assistant.compose.fiche import silent_sentences
from assistant.compose.followup import restart
from assistant.compose.markdown import to_markdown
from assistant.compose.texts import courtesies
from assistant.draft import Draft
from assistant.drafting import as_answer, is_letter_request, write_letter
from assistant.knowledge import Knowledge
from assistant.models import (
    Answer,
    Audience,
    Conversation,
    Engine,
    Fact,
    Language,
    Reason,
    Status,
    Turn,
)
from assistant.parts import Asking, Parts
from assistant.receive import Received, receive
from assistant.stopwatch import Stopwatch
from assistant.trace import Tracer
from assistant.understand import FollowUp, Understood, understand
from assistant.understand.perspective import as_the_city
from assistant.verify import verify
from corpus.models import Corpus
from corpus.parameters import Parameters
from indexes.models import Engine as SearchEngine
from indexes.phrases import FicheIndex
from indexes.search import SearchIndex

_BRUSSELS = ZoneInfo("Europe/Brussels")
_NO_EDITS: Mapping[str, Fact | None] = {}


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
        fiches = FicheIndex.open(self._knowledge.fiches, index.status().folder, index.status().model)
        self._parts = Parts(self._knowledge, index, fiches)
        self._sourceless = courtesies() | door_sentences() | silent_sentences(self._knowledge.fiches)
        self._clock = clock
        self._new_id = new_id

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        as_of: date | None = None,
        audience: Audience | None = None,
        edits: Mapping[str, Fact | None] = _NO_EDITS,
        *,
        tracer: Tracer | None = None,
        letters: bool = True,
    ) -> tuple[Answer, Conversation]:
        """Answer one question. Never raises for anything a user can type.

        Args:
            question: what the user typed.
            conversation: what was said before.
            as_of: the day whose rules count; a day in the question wins.
            audience: who asks, when that is known.
            edits: facts that the user set by hand, which win; None takes one away.
            tracer: is shown every step, to explain later how the answer came about.
            letters: whether a request to write a letter gets one.
        """
        conversation = conversation or Conversation(id=self._new_id())
        run = Stopwatch(tracer)

        with run.step("receive"):
            received = receive(question)
        run.tracer.read(received)
        if received.ending:
            draft = decline(received.ending, received)
            return self._finish(run, received, draft, conversation, as_of or self._clock(), None)

        with run.step("understand"):
            city = audience is Audience.STAD
            read = receive(as_the_city(question)) if city else received
            understood = understand(read if not read.ending else received, conversation, edits)
        run.tracer.read(received, understood)
        day = understood.as_of or as_of or self._clock()
        if understood.follow_up is FollowUp.RESTART and not understood.masked:
            return self._finish(run, received, restart(), conversation, day, understood)
        if letters and is_letter_request(understood):
            for_whom = None if audience is Audience.STAD else audience
            letter = write_letter(_WithoutLetters(self), self._corpus, question, day, for_whom)
            return as_answer(letter, received.masked, conversation, self._new_id())
        asking = Asking(run, received, conversation, audience, day)
        parts, turn = self._parts.of(asking, understood)
        with run.step("compose"):
            draft = compose(received, understood, parts, self._knowledge, day)
        return self._finish(run, received, draft, conversation, day, understood, turn)

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
        run: Stopwatch,
        received: Received,
        draft: Draft,
        conversation: Conversation,
        day: date,
        understood: Understood | None,
        last: Turn | None = None,
    ) -> tuple[Answer, Conversation]:
        with run.step("verify"):
            report = verify(draft, self._corpus, self._sourceless, day)
            run.tracer.checked(report)
            draft = report.draft
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
        memory = last or Turn(question="", status=draft.status, answer_id="", about="")
        turn = memory.model_copy(
            update={"question": received.masked, "status": draft.status, "answer_id": answer.answer_id}
        )
        return answer, Conversation(
            id=conversation.id,
            facts=understood.facts if understood else conversation.facts,
            turns=(*conversation.turns, turn),
        )


class _WithoutLetters:
    """The assistant as a letter asks it: a question within a letter asks for no letter of its own."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        as_of: date | None = None,
        audience: Audience | None = None,
    ) -> tuple[Answer, Conversation]:
        return self._assistant.ask(question, conversation, as_of, audience, letters=False)

    def engine(self) -> Engine:
        return self._assistant.engine()
