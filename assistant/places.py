"""A place in a source that somebody wants to read: "citeer artikel 8", "vat artikel 6 samen"."""

from __future__ import annotations

from assistant.understand import Understood
from corpus.fiches import Intent
from corpus.models import Corpus, Provision

_READING = frozenset({Intent.QUOTE, Intent.SUMMARISE})


def place_to_read(understood: Understood, corpus: Corpus) -> Provision | None:
    """The provision that a question asks to quote or sum up; of several documents the highest in rank.

    A summary is the text itself as long as nobody has written one: nothing is left out, and nothing added.
    """
    if not _READING & set(understood.intents):
        return None
    for place in understood.places:
        documents = sorted(corpus.documents.values(), key=lambda document: document.entry.rank)
        for document in documents:
            if place.document in (None, document.id) and place.locator in document.by_locator:
                return document.by_locator[place.locator]
    return None
