"""What compose makes and verify checks: an answer before it may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.models import (
    Calculation,
    Citation,
    Decision,
    Fact,
    Missing,
    Notice,
    Reason,
    Statement,
    Status,
)
from corpus.models import Corpus, Provision


@dataclass(frozen=True)
class Draft:
    """The parts of an answer in the order in which they are shown."""

    status: Status
    reason: Reason | None = None
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    next_questions: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


class Citer:
    """Numbers the citations of one answer: the same place in the same text gets the same number."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._by_place: dict[tuple[str, int, int], Citation] = {}

    def cite(self, provision: Provision, start: int | None = None, end: int | None = None) -> int:
        """Cite a provision, or the part of its document between two code points.

        The span may begin before the provision (a list item with the line that introduces it).
        """
        start = provision.start if start is None else start
        end = provision.end if end is None else end
        place = (provision.document, start, end)
        if place not in self._by_place:
            self._by_place[place] = self._citation(provision, start, end)
        return self._by_place[place].id

    def citation(self, number: int) -> Citation:
        """The citation with this number."""
        return self.citations[number - 1]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, in the order of their numbers."""
        return tuple(self._by_place.values())

    def _citation(self, provision: Provision, start: int, end: int) -> Citation:
        document = self._corpus.documents[provision.document]
        return Citation(
            id=len(self._by_place) + 1,
            provision=provision.id,
            document=document.id,
            version=document.version,
            locator=provision.locator,
            title=title_of(document.entry.title, provision.label),
            quote=document.text[start:end],
            start=start,
            end=end,
            official=document.entry.official,
            in_force_from=document.entry.in_force_from,
            in_force_to=document.entry.in_force_to,
            url=document.entry.url,
        )


def title_of(document_title: str, label: str) -> str:
    """How a place is named to a reader: "Modelovereenkomst, artikel 5"."""
    return f"{document_title}, {label}" if label else document_title
