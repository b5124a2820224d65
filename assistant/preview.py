"""The answer that one fiche gives, as a user would see it, without asking whether that fiche is meant.

For who writes fiches: the same steps as for a question, with the judgement given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.compose.answer import compose, decline
from assistant.compose.doors import door_sentences
from assistant.compose.fiche import silent_sentences
from assistant.compose.markdown import to_markdown
from assistant.compose.parts import Part
from assistant.compose.texts import courtesies
from assistant.judge import Action, Judgement
from assistant.knowledge import Knowledge
from assistant.models import Answer, Conversation, Engine, Language, Reason
from assistant.receive import receive
from assistant.retrieve import NOTHING_FOUND
from assistant.rule_choice import rule_for
from assistant.understand import understand
from assistant.verify import verify
from assistant.work import case_of, work_out
from corpus.fiches import Fiche

_NOBODY = "voorbeeld"


@dataclass(frozen=True)
class Preview:
    """An answer, and the sentences that would not be shown because their sources do not hold them."""

    answer: Answer
    dropped: tuple[str, ...]


def preview(fiche: Fiche, question: str, knowledge: Knowledge, engine: Engine, on: date) -> Preview:
    """The answer to a question for which this fiche is meant.

    Args:
        fiche: it must be among the fiches of `knowledge`.
        question: the question; without words of its own, the title of the fiche.
        knowledge: everything that is known.
        engine: what is live, as an answer tells.
        on: the day whose rules count.
    """
    received = receive(question)
    if received.ending:
        received = receive(fiche.title)
    if received.ending:
        draft = decline(received.ending, received)
    else:
        understood = understand(received, Conversation(id=_NOBODY))
        sure = Judgement(Action.ANSWER, 1.0, None, ((fiche.id, 1.0),), stance=fiche.stance())
        rule = rule_for(sure, understood, knowledge)
        worked = work_out(rule, case_of(understood), knowledge.parameters, on)
        part = Part(understood.query, NOTHING_FOUND, sure, worked)
        draft = compose(received, understood, [part], knowledge, on)
    sourceless = courtesies() | door_sentences() | silent_sentences(knowledge.fiches)
    kept = verify(draft, knowledge.corpus, sourceless, on).draft
    shown = {statement.text for statement in kept.statements}
    dropped = tuple(s.text for s in draft.statements if s.text not in shown)
    if not kept.statements:
        kept = decline(Reason.NOT_IN_CORPUS, received)
    answer = Answer(
        conversation_id=_NOBODY,
        answer_id=_NOBODY,
        status=kept.status,
        reason=kept.reason,
        language=Language.NL,
        as_of=on,
        answer=to_markdown(kept),
        statements=kept.statements,
        citations=kept.citations,
        calculations=kept.calculations,
        decisions=kept.decisions,
        missing=kept.missing,
        next_questions=kept.next_questions,
        notices=kept.notices,
        engine=engine,
    )
    return Preview(answer, dropped)
