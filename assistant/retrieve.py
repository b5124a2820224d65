"""Step 3, retrieve: embed once, then search provisions and fiches with every engine that is live."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.models import Language
from indexes.models import SearchResult
from indexes.phrases import FicheHit, FicheIndex
from indexes.search import SearchIndex

DEPTH = 20
"""How many hits the later steps look at."""
NARROW, WIDE = 12, 40
"""Fiches to weigh for a question, and for one that is read in two ways, which must meet."""
_LONGEST = 300
"""Characters that are searched for: the cost of an embedding grows with its text, and a question is short."""


NOTHING_FOUND = SearchResult((), (), None)
"""For what is told without a search."""


@dataclass(frozen=True)
class Found:
    """The provisions and the fiches that a question may be about, best first."""

    provisions: SearchResult
    fiches: tuple[FicheHit, ...]


def retrieve(
    question: str, language: Language, index: SearchIndex, fiches: FicheIndex, width: int = NARROW
) -> Found:
    """Search for one question. Expired texts stay in: a question may be about them."""
    query = question[:_LONGEST]
    provisions = index.search(query, language=language, k=DEPTH)
    return Found(provisions, fiches.candidates(query, provisions.query_vector, width))
