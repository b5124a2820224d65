"""What compose works with: one part per question of the message."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.draft import Citer
from assistant.judge import Judgement
from assistant.models import Calculation, Decision, Missing, Notice, Statement
from assistant.phases import Term
from assistant.understand import FollowUp
from assistant.wanted import Wanted
from assistant.work import Worked
from corpus.models import Provision
from indexes.models import SearchResult


@dataclass(frozen=True)
class Part:
    """One question with what was found, judged and worked out for it."""

    question: str
    result: SearchResult
    judgement: Judgement
    worked: Worked
    place: Provision | None = None
    """The place in a source that the question wants to read."""
    wanted: Wanted | None = None
    """What the question names to be read, whether we have it or not."""
    where: tuple[Provision, ...] = ()
    """The places to name before anything else: the question is where it stands."""
    follow_up: FollowUp | None = None
    """What the question asks of the answer before it, when that is all it asks."""
    term: Term | None = None
    """The whole term, when the question is what comes after a quarter."""
    options: tuple[str, ...] = ()
    """What could be meant, when the question can be read in several ways."""


_OPENING = re.compile(r"^(?:ja|nee)\s*[.:,]\s+", re.IGNORECASE)


@dataclass
class Sheet:
    """The answer while it is being written. Citations are numbered over the whole message."""

    citer: Citer
    statements: list[Statement] = field(default_factory=list)
    calculations: list[Calculation] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    next_questions: list[str] = field(default_factory=list)

    def tell(self, statements: Iterable[Statement]) -> None:
        """Write sentences that do not stand here yet; a yes or no before the same words is nothing new."""
        told = {_bare(statement.text) for statement in self.statements}
        for statement in statements:
            if _bare(statement.text) not in told:
                told.add(_bare(statement.text))
                self.statements.append(statement)


def _bare(sentence: str) -> str:
    return _OPENING.sub("", sentence).lower().strip()
