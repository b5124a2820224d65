"""Provisions lifted by the fiches that rest on them: people's words find a fiche, the fiche its source."""

from __future__ import annotations

from dataclasses import replace

from assistant.judge.policy import Weighed
from corpus.fiches import Sentence
from corpus.models import Corpus
from indexes.models import Hit, SearchResult

LIFT = 2.5
"""What a fiche that is surely meant adds to the fused score of its provisions, in standard deviations.

Chosen on the development half of the retrieval questions."""


def lifted(result: SearchResult, weighed: Weighed, corpus: Corpus, lift: float = LIFT) -> SearchResult:
    """The same search with provisions of likely fiches moved up, or added where the search missed them."""
    bonus: dict[str, float] = {}
    for fiche, share in weighed.ranked:
        for order, provision in enumerate(_cited(fiche.answer)):
            # The first sentence is the answer; what it rests on is the passage that answers.
            gain = lift * weighed.known * share / (1 + order / 4)
            bonus[provision] = max(bonus.get(provision, 0.0), gain)
    hits = {hit.provision.id: hit for hit in result.hits}
    floor = min((hit.score for hit in result.hits), default=0.0)
    for provision, gain in bonus.items():
        known = hits.get(provision) or Hit(corpus.provision(provision), floor, {}, {})
        hits[provision] = replace(known, score=known.score + gain)
    ordered = sorted(hits.values(), key=lambda hit: -hit.score)
    return replace(result, hits=tuple(ordered))


def _cited(answer: tuple[Sentence, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.provision for sentence in answer for s in sentence.citations))
