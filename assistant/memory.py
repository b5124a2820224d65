"""What a turn remembers of its answer, for the next one to lean on."""

from __future__ import annotations

from assistant.compose.parts import Part
from assistant.judge import Action
from assistant.knowledge import Knowledge
from assistant.models import Status, Turn
from assistant.places import carrying
from assistant.understand import Understood


def remembered(part: Part, understood: Understood, turn: Turn | None, knowledge: Knowledge) -> Turn:
    """The turn as the next question sees it. Who asks where it stands stays on the subject of before."""
    if part.follow_up and turn is not None:
        return turn
    fiches = tuple(name for name, _ in part.judgement.fiches[:1])
    answered = part.judgement.action is Action.ANSWER
    worked = (*part.worked.calculations,)
    rule = (
        worked[-1].name
        if worked
        else (part.worked.decisions[-1].kind.value if part.worked.decisions else None)
    )
    meant = fiches[0] if fiches else ""
    return Turn(
        question=understood.masked,
        topic=knowledge.fiches.topics.get(meant),
        status=Status.ANSWERED if answered else Status.CLARIFICATION,
        answer_id="",
        about=understood.masked,
        fiches=fiches if answered else (),
        rule=rule or (knowledge.fiches.fiches[meant].rule if answered and fiches else None),
        places=(part.place.id,)
        if part.place
        else tuple(p.id for p in carrying(part.judgement, part.worked, knowledge)),
    )
