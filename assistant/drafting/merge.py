"""Several answers as one letter: citations numbered anew, calculations and decisions told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.compose.notices import is_standing, source_notices
from assistant.draft import Draft
from assistant.models import (
    Answer,
    Calculation,
    Citation,
    Decision,
    Fact,
    Missing,
    Notice,
    Statement,
    Status,
)
from assistant.numbering import numbered
from corpus.models import Corpus

_NUMBERED = {"steps": {"__all__": {"citations"}}, "criteria": {"__all__": {"citations"}}}
"""What two outcomes need not have in common to be the same: the numbers of their sources."""


@dataclass
class Merger:
    """The letter while it is put together."""

    statements: list[Statement] = field(default_factory=list)
    missing: dict[str, Missing] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    _facts: dict[str, Fact] = field(default_factory=dict)
    _citations: dict[tuple[str, int, int], Citation] = field(default_factory=dict)
    _worked: dict[str, tuple[Calculation | Decision, tuple[str, str], _Renumbering]] = field(
        default_factory=dict
    )

    def add(self, answer: Answer, statements: Sequence[Statement]) -> list[int]:
        """Take over sentences of an answer with all they rest on. Gives their positions."""
        into = _Renumbering(self, {c.id: c for c in answer.citations})
        used = {name for s in statements for name in (*s.calculations, *s.decisions)}
        worked: list[Calculation | Decision] = [*answer.calculations, *answer.decisions]
        names = {one.id: self._worked_name(one, into) for one in worked if one.id in used}
        for name, fact in answer.facts.items():
            self._facts[_free(name, fact, self._facts)] = fact
        first = len(self.statements)
        self.statements += [
            s.model_copy(
                update={
                    "citations": into.numbers(s.citations),
                    "calculations": tuple(names[i] for i in s.calculations),
                    "decisions": tuple(names[i] for i in s.decisions),
                }
            )
            for s in statements
        ]
        return list(range(first, len(self.statements)))

    def _worked_name(self, one: Calculation | Decision, into: _Renumbering) -> str:
        """The id of an outcome in the letter; the same outcome of another answer has the same."""
        same = (one.model_copy(update={"id": ""}).model_dump_json(exclude=_NUMBERED), type(one).__name__)
        for name, (held, key, _) in self._worked.items():
            if key == same and held.id.split("~")[0] == one.id:
                return name
        name = one.id if one.id not in self._worked else f"{one.id}~{len(self._worked)}"
        self._worked[name] = (one.model_copy(update={"id": name}), same, into)
        return name

    def open(self, statement: Statement) -> None:
        """Begin with a sentence of the closed list."""
        self.statements.append(statement)

    def ask_for(self, answer: Answer) -> None:
        """Take over the fact that would sharpen an answer."""
        into = _Renumbering(self, {c.id: c for c in answer.citations})
        for one in answer.missing:
            moved = one.model_copy(update={"citations": into.numbers(one.citations)})
            self.missing.setdefault(one.question, moved)

    def warn(self, answer: Answer) -> None:
        """Take over the caveats of an answer: each once, about the sources that the letter cites."""
        into = _Renumbering(self, {c.id: c for c in answer.citations})
        shown = {c.id for c in answer.citations if _key(c) in self._citations}
        for one in answer.notices:
            if is_standing(one):
                continue
            numbers = into.numbers(n for n in one.citations if n in shown)
            if one.citations and not numbers:
                continue
            before = self.notices.get(one.text)
            together = tuple(sorted({*numbers, *(before.citations if before else ())}))
            self.notices[one.text] = one.model_copy(update={"citations": together})

    def weigh(self, corpus: Corpus, as_of: date) -> None:
        """What the sources of the whole letter are worth, in one notice."""
        by_id = {citation.id: citation for citation in self._citations.values()}
        cited = dict.fromkeys(number for said in self.statements for number in said.citations)
        shown = [by_id[number] for number in cited]
        for notice in source_notices(shown, corpus, as_of, self.statements):
            self.notices.setdefault(notice.text, notice)

    def number(self, citation: Citation) -> int:
        """The number of a place in the letter."""
        numbered = citation.model_copy(update={"id": len(self._citations) + 1})
        return self._citations.setdefault(_key(citation), numbered).id

    def draft(self) -> Draft:
        """Everything together, to be verified once more as a whole.

        The sources of calculations and decisions are numbered last: the list below the letter has no gaps.
        """
        worked = [into.outcome(one) for one, _, into in self._worked.values()]
        return numbered(
            Draft(
                status=Status.ANSWERED,
                statements=tuple(self.statements),
                citations=tuple(self._citations.values()),
                calculations=tuple(one for one in worked if isinstance(one, Calculation)),
                decisions=tuple(one for one in worked if isinstance(one, Decision)),
                facts=dict(self._facts),
                missing=tuple(self.missing.values()),
                notices=tuple(self.notices.values()),
            )
        )


@dataclass(frozen=True)
class _Renumbering:
    """From the numbers of one answer to those of the letter."""

    merger: Merger
    citations: Mapping[int, Citation]

    def numbers(self, own: Iterable[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.merger.number(self.citations[n]) for n in own))

    def outcome(self, one: Calculation | Decision) -> Calculation | Decision:
        part = "steps" if isinstance(one, Calculation) else "criteria"
        parts = one.steps if isinstance(one, Calculation) else one.criteria
        moved = tuple(p.model_copy(update={"citations": self.numbers(p.citations)}) for p in parts)
        return one.model_copy(update={part: moved})


def _key(citation: Citation) -> tuple[str, int, int]:
    return citation.document, citation.start, citation.end


def _free(name: str, fact: Fact, held: Mapping[str, Fact]) -> str:
    """A name under which a fact can stand beside other values of the same."""
    tried, count = name, 1
    while tried in held and held[tried] != fact:
        count += 1
        tried = f"{name}~{count}"
    return tried
