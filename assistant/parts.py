"""Steps 3 to 5 for each question of a message: retrieve, judge, work out.

A question leans on the one before it, in the same message or in the turn before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from assistant.compose.curated import curated_titles
from assistant.compose.parts import Part
from assistant.judge import Action, Judgement
from assistant.judge.conversation import continued
from assistant.judge.readings import Reading, judge_readings
from assistant.judge.sought import with_detail
from assistant.knowledge import Knowledge
from assistant.memory import remembered
from assistant.models import Audience, Conversation, Status, Turn
from assistant.phases import term_behind
from assistant.places import asks_where, carrying, known, matter_of, telling_of, to_quote
from assistant.receive import Received
from assistant.retrieve import NARROW, NOTHING_FOUND, WIDE, retrieve
from assistant.rule_choice import either_premium, rule_for
from assistant.settle import settle
from assistant.stopwatch import Stopwatch
from assistant.understand import FollowUp, Understood
from assistant.understand.places import documents_named
from assistant.wanted import wanted
from assistant.work import Worked, case_of, work_out, work_out_all
from corpus.fiches import Intent
from indexes.models import SearchResult
from indexes.phrases import FicheIndex
from indexes.search import SearchIndex

_SURE = Judgement(Action.ANSWER, 1.0)
_ON_ANSWER = frozenset({FollowUp.WHERE, FollowUp.WHY, FollowUp.CALCULATION, FollowUp.NEXT_PHASE})
_DOUBTFUL = 0.35
"""How likely it must be that a fiche is meant before a question is read again with its message around it."""


@dataclass(frozen=True)
class Asking:
    """What holds for every question of a message."""

    run: Stopwatch
    received: Received
    conversation: Conversation
    audience: Audience | None
    day: date


class Parts:
    """Establishes what can be said to each question of a message."""

    def __init__(self, knowledge: Knowledge, index: SearchIndex, fiches: FicheIndex) -> None:
        self._knowledge = knowledge
        self._corpus = knowledge.corpus
        self._index = index
        self._fiches = fiches

    def of(self, asking: Asking, understood: Understood) -> tuple[list[Part], Turn]:
        """The parts of an answer, in order, and the turn as the next message sees it."""
        turns = asking.conversation.turns[: -understood.turns_back or None]
        asking = replace(asking, conversation=asking.conversation.model_copy(update={"turns": turns}))
        turn = turns[-1] if turns else None
        parts: list[Part] = []
        questions = understood.parts or (understood,)
        for question in questions:
            part = self._part(asking, question, turn)
            asking.run.tracer.part(part)
            turn = remembered(part, question, turn, self._knowledge)
            parts.append(part)
        if len(parts) > 1 and not any(map(_is_answered, parts)):
            whole = self._part(asking, understood, turns[-1] if turns else None)
            if _is_answered(whole):
                asking.run.tracer.part(whole)
                return [whole], remembered(whole, understood, turns[-1] if turns else None, self._knowledge)
        assert turn is not None  # noqa: S101 - there is at least one question
        return self._again(asking, understood, parts), turn

    def _part(self, asking: Asking, understood: Understood, turn: Turn | None, least: float = 0.0) -> Part:
        """Steps 3 to 5 for one of the questions in a message."""
        run, knowledge = asking.run, self._knowledge
        followed = self._follow(asking, understood, turn)
        if followed:
            return followed
        to_read = wanted(understood, turn, knowledge)
        if to_read:
            return Part(understood.query, NOTHING_FOUND, _SURE, Worked(), to_read.place, wanted=to_read)
        result, judgement = self._judged(asking, understood, turn, least)
        place = to_quote(understood, result, self._corpus)
        if place:
            return Part(understood.query, result, _SURE, Worked(), place)
        if asks_where(understood):
            result, judgement = self._matter(asking, understood, turn, (result, judgement))
        with run.step("work_out"):
            again = continued(understood, turn)
            worked = work_out(again, case_of(understood), knowledge.parameters, asking.day)
            if worked.settled and turn:
                judgement = Judgement(
                    Action.ANSWER, 1.0, None, tuple((name, 1.0) for name in turn.fiches[-1:])
                )
            else:
                rule = rule_for(judgement, understood, knowledge)
                run.tracer.ruled(rule)
                worked = work_out_all(
                    either_premium(rule, understood), case_of(understood), knowledge.parameters, asking.day
                )
                judgement, worked = settle(judgement, worked, understood, knowledge)
        if worked.tells and judgement.action is not Action.ANSWER:
            judgement = Judgement(Action.ANSWER, judgement.answerable)
        return self._placed(Part(understood.query, result, judgement, worked), understood)

    def _again(self, asking: Asking, understood: Understood, parts: list[Part]) -> list[Part]:
        """The questions that say too little alone, read once more with the whole message around them."""
        answered = tuple(
            name for part in parts for name, _ in part.judgement.fiches[:1] if _is_answered(part)
        )
        if len(parts) == 1 or not answered:
            return parts
        topic = self._knowledge.fiches.topics.get(answered[-1])
        before = Turn(question="", status=Status.ANSWERED, answer_id="", topic=topic, fiches=answered)
        read = []
        for part, question in zip(parts, understood.parts, strict=True):
            if not _is_answered(part):
                own = question.own or question
                around_it = replace(question, query=f"{understood.query} {own.query}", own=own)
                again = self._part(asking, around_it, before, 0.0 if question.said else _DOUBTFUL)
                part = again if _is_answered(again) else part
            read.append(part)
        return read

    def _judged(
        self, asking: Asking, understood: Understood, turn: Turn | None, least: float = 0.0
    ) -> tuple[SearchResult, Judgement]:
        """Steps 3 and 4: what is found for a question in all its readings, and what is meant."""
        run = asking.run
        with run.step("retrieve"):
            width = WIDE if understood.own else NARROW
            readings = [
                Reading(reading, found.provisions, found.fiches)
                for reading in understood.readings
                for found in [
                    retrieve(reading.query, asking.received.language, self._index, self._fiches, width)
                ]
            ]
        with run.step("judge"):
            judgement = judge_readings(
                readings, turn, self._knowledge.fiches, asking.conversation, asking.audience, least
            )
            judgement = with_detail(judgement, understood, self._knowledge.fiches)
        run.tracer.found(readings[-1].hits)
        return readings[-1].result, judgement

    def _matter(
        self,
        asking: Asking,
        understood: Understood,
        turn: Turn | None,
        whole: tuple[SearchResult, Judgement],
    ) -> tuple[SearchResult, Judgement]:
        """The question whose place is asked, where it is clear without the words that ask for the place."""
        for reading in matter_of(understood):
            result, judgement = self._judged(asking, reading, turn)
            meant = telling_of(judgement, understood, self._knowledge)
            if meant and judgement.action is not Action.DECLINE:
                return result, Judgement(Action.ANSWER, judgement.answerable, None, ((meant.id, 1.0),))
        return whole

    def _follow(self, asking: Asking, understood: Understood, turn: Turn | None) -> Part | None:
        """What is asked of the answer before: its place, its steps, what comes after; None if nothing is."""
        if turn is None or understood.follow_up not in _ON_ANSWER:
            return None
        knowledge, day = self._knowledge, asking.day
        part = Part(turn.about or "", NOTHING_FOUND, _SURE, Worked(), follow_up=understood.follow_up)
        if understood.follow_up is FollowUp.NEXT_PHASE:
            term = term_behind(turn.rule, understood.facts, knowledge.parameters, day)
            return replace(part, term=term, worked=Worked((term.calculation,))) if term else None
        if understood.follow_up is FollowUp.CALCULATION:
            worked = work_out(turn.rule, case_of(understood), knowledge.parameters, day)
            if worked.calculations:
                return replace(part, worked=worked)
        places = tuple(known(turn.places, self._corpus))
        told = FollowUp.WHY if understood.follow_up is FollowUp.WHY else FollowUp.WHERE
        return replace(part, where=places, follow_up=told) if places else None

    def _placed(self, part: Part, understood: Understood) -> Part:
        """The part with the place in a source that is asked for, now that its subject is known."""
        names = [name for name, _ in part.judgement.fiches[:1]]
        if part.judgement.action is not Action.ANSWER or not names:
            options = curated_titles((name for name, _ in part.judgement.fiches), self._knowledge)
            return replace(part, options=options)
        named = documents_named(understood.text.lower())
        places = carrying(part.judgement, part.worked, self._knowledge, named)
        if not places:
            return part
        meant = self._knowledge.fiches.fiches[names[0]].intent
        wanted = asks_where(understood) and meant is not Intent.WHERE
        return replace(part, where=places) if wanted else part


def _is_answered(part: Part) -> bool:
    return part.judgement.action is Action.ANSWER
