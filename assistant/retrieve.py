"""Step 3, retrieve: embed once, then search provisions with every engine that is live."""

from __future__ import annotations

from assistant.receive import Received
from assistant.understand import Understood
from indexes.models import SearchResult
from indexes.search import SearchIndex

DEPTH = 20
"""How many hits the later steps look at."""


def retrieve(received: Received, understood: Understood, index: SearchIndex) -> SearchResult:
    """The best provisions for the question. Expired texts stay in: a question may be about them."""
    return index.search(understood.query, language=received.language, k=DEPTH)
