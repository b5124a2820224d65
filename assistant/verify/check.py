"""Every part of a draft against its sources; what does not hold is left out and reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from assistant.draft import Draft
from assistant.models import Calculation, Citation, Decision, Statement, StatementKind
from assistant.notation import figures
from assistant.verify.figures import ungrounded
from assistant.verify.grounds import Ground, of_calculation, of_citations, of_day, of_facts
from assistant.verify.pairs import pair_problems
from assistant.verify.prune import pruned
from assistant.verify.quotes import by_id, citation_problems, quote_problems, without
from assistant.verify.report import Drop, DropReason, Part, VerifyReport
from corpus.models import Corpus

Problem = tuple[DropReason, str]
_CERTIFICATES = "certificates"
"""The one fact whose value a user sees quoted: its words may stand apart ("psychologie, een master")."""
_Worked = TypeVar("_Worked", Calculation, Decision)


def verify(
    draft: Draft, corpus: Corpus, courtesies: Collection[str], as_of: date | None = None
) -> VerifyReport:
    """Check a draft and leave out what does not hold.

    Args:
        draft: what compose made.
        corpus: the documents that citations point to.
        courtesies: the closed list of sentences that need no source.
        as_of: the day on which the answer holds, which a sentence may repeat.
    """
    wrong_citations = citation_problems(draft, corpus)
    sound = by_id(draft, (d.index for d in wrong_citations if d.reason is not DropReason.NUMBERING))
    checker = _Checker(draft, corpus, sound, of_day(as_of))
    calculations = _first_per_part(Part.CALCULATION, map(checker.calculation, draft.calculations))
    decisions = _first_per_part(Part.DECISION, map(checker.decision, draft.decisions))
    checker = replace(
        checker,
        calculations=_kept(draft.calculations, calculations),
        decisions=_kept(draft.decisions, decisions),
    )
    dropped = (
        *wrong_citations,
        *calculations,
        *decisions,
        *_first_per_part(Part.STATEMENT, (checker.statement(s, courtesies) for s in draft.statements)),
        *_first_per_part(Part.NOTICE, (checker.notice(n.text, n.citations) for n in draft.notices)),
        *_first_per_part(
            Part.MISSING,
            (checker.loose(" ".join((m.question, *m.options))) for m in draft.missing),
        ),
        *_first_per_part(Part.NEXT_QUESTION, map(checker.loose, draft.next_questions)),
    )
    return VerifyReport(pruned(draft, dropped), dropped)


def _first_per_part(part: Part, problems: Iterable[Iterator[Problem]]) -> tuple[Drop, ...]:
    """One drop per item that has a problem: its first."""
    firsts = ((index, next(found, None)) for index, found in enumerate(problems))
    return tuple(Drop(part, index, *problem) for index, problem in firsts if problem)


def _kept(items: tuple[_Worked, ...], dropped: Iterable[Drop]) -> Mapping[str, _Worked]:
    gone = {drop.index for drop in dropped}
    return {item.id: item for index, item in enumerate(items) if index not in gone}


@dataclass(frozen=True)
class _Checker:
    """The checks of one draft, over its sound citations, calculations and decisions."""

    draft: Draft
    corpus: Corpus
    citations: Mapping[int, Citation]
    day: Ground
    calculations: Mapping[str, Calculation] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    def calculation(self, calculation: Calculation) -> Iterator[Problem]:
        """Sources exist, and a caveat says no figure that the calculation and its sources do not hold."""
        yield from self._repeated(calculation.id, self.draft.calculations)
        cited = [number for step in calculation.steps for number in step.citations]
        yield from self._missing_sources(cited, (s for step in calculation.steps for s in step.sources))
        ground = (
            of_calculation(calculation, self.draft.facts) | self._quotes(cited) | self._facts() | self.day
        )
        yield from _loose(" ".join(calculation.caveats), ground)

    def decision(self, decision: Decision) -> Iterator[Problem]:
        """Sources exist, and a criterion says no figure that its own citations and the facts do not hold."""
        yield from self._repeated(decision.id, self.draft.decisions)
        for criterion in decision.criteria:
            yield from self._missing_sources(criterion.citations, criterion.sources)
            ground = self._quotes(criterion.citations) | self._facts() | self.day
            yield from _loose(criterion.text, ground)

    def statement(self, statement: Statement, courtesies: Collection[str]) -> Iterator[Problem]:
        """Cited or on the closed list; quotes verbatim; figures grounded and beside what they belong to."""
        if statement.kind is StatementKind.COURTESY:
            yield from _courtesy(statement, courtesies)
            return
        problems = (*self._unknown(statement),)
        yield from problems
        if problems:
            return
        own = [self.citations[number] for number in statement.citations]
        words = [fact.words for fact in self.draft.facts.values()]
        words += [str(fact.value) for name, fact in self.draft.facts.items() if name == _CERTIFICATES]
        yield from quote_problems(statement, own, self.corpus, words)
        yield from _loose(_unquoted(statement, own), self._ground(statement))
        worked = [self.calculations[number] for number in statement.calculations]
        if statement.kind is not StatementKind.QUOTE:
            yield from pair_problems(statement.text, own, worked, self.corpus)

    def notice(self, text: str, numbers: Iterable[int]) -> Iterator[Problem]:
        """A notice needs a citation only for its figures: that data were masked has no source."""
        cited = tuple(numbers)
        yield from self._missing_sources(cited, ())
        yield from _loose(text, self._quotes(cited) | self._facts() | self.day)

    def loose(self, text: str) -> Iterator[Problem]:
        """A question to the user: figures from anything the draft holds."""
        ground = self._quotes(self.citations) | self._facts() | self.day
        for calculation in self.calculations.values():
            ground |= of_calculation(calculation, self.draft.facts)
        yield from _loose(text, ground.loosely())

    def _unknown(self, statement: Statement) -> Iterator[Problem]:
        if not (statement.citations or statement.calculations or statement.decisions):
            yield DropReason.NO_SOURCE, statement.text
        yield from self._missing_sources(statement.citations, ())
        yield from (
            (DropReason.UNKNOWN_CALCULATION, i) for i in statement.calculations if i not in self.calculations
        )
        yield from ((DropReason.UNKNOWN_DECISION, i) for i in statement.decisions if i not in self.decisions)

    def _missing_sources(self, numbers: Iterable[int], provisions: Iterable[str]) -> Iterator[Problem]:
        for number in numbers:
            if number not in self.citations:
                yield DropReason.UNKNOWN_CITATION, str(number)
        for provision in provisions:
            document, _, locator = provision.partition("#")
            known = self.corpus.documents.get(document)
            if known is None or locator not in known.by_locator:
                yield DropReason.UNKNOWN_PROVISION, provision

    def _repeated(self, name: str, items: Iterable[Calculation] | Iterable[Decision]) -> Iterator[Problem]:
        if Counter(item.id for item in items)[name] > 1:
            yield DropReason.DUPLICATE_ID, name

    def _ground(self, statement: Statement) -> Ground:
        """The statement's own sources. A rule never takes a figure from what the user said of his case."""
        ground = self._quotes(statement.citations) | self.day
        for number in statement.calculations:
            ground |= of_calculation(self.calculations[number], self.draft.facts)
        for number in statement.decisions:
            for criterion in self.decisions[number].criteria:
                ground |= self._quotes(criterion.citations)
        if statement.kind in (StatementKind.RULE, StatementKind.QUOTE):
            return ground
        return ground | self._facts()

    def _quotes(self, numbers: Iterable[int]) -> Ground:
        return of_citations((self.citations[n] for n in numbers if n in self.citations), self.corpus)

    def _facts(self) -> Ground:
        return of_facts(self.draft.facts)


def _loose(text: str, ground: Ground) -> Iterator[Problem]:
    return ((DropReason.UNGROUNDED_FIGURE, figure.words) for figure in ungrounded(text, ground))


def _unquoted(statement: Statement, own: Iterable[Citation]) -> str:
    """What a statement says besides the name of its source and, when it quotes, the quote."""
    cited = tuple(own)
    quotes = [c.quote for c in cited] if statement.kind is StatementKind.QUOTE else []
    return without(statement.text, [*quotes, *(c.title for c in cited)])


def _courtesy(statement: Statement, courtesies: Collection[str]) -> Iterator[Problem]:
    if statement.text not in courtesies:
        yield DropReason.NOT_A_COURTESY, statement.text
    yield from ((DropReason.FIGURE_IN_COURTESY, figure.words) for figure in figures(statement.text))
