"""The list of sources as a reader looks them up: each place once, with every quote from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.compose.passages import is_table_head
from assistant.models import Citation
from corpus.models import CatalogEntry, Corpus, Provision, ProvisionKind


@dataclass(frozen=True)
class Listed:
    """A place with what is quoted from it. `entry` holds the authority and the dates of its document."""

    place: Provision
    entry: CatalogEntry
    citations: tuple[Citation, ...]

    @property
    def marks(self) -> tuple[int, ...]:
        """The numbers that stand behind the sentences that rest on this place."""
        return tuple(citation.id for citation in self.citations)


def listed(citations: Iterable[Citation], corpus: Corpus) -> tuple[Listed, ...]:
    """Citations by the place a reader looks up, in their own order; of a table row the table.

    Raises:
        KeyError: a citation names a provision that is no longer there.
    """
    places: dict[str, list[Citation]] = {}
    for citation in citations:
        places.setdefault(_place(citation, corpus).id, []).append(citation)
    return tuple(
        Listed(place, corpus.documents[place.document].entry, tuple(cited))
        for name, cited in places.items()
        for place in [corpus.provision(name)]
    )


def _place(citation: Citation, corpus: Corpus) -> Provision:
    provision = corpus.provision(citation.provision)
    if provision.parent and (provision.kind is ProvisionKind.ROW or is_table_head(provision)):
        return corpus.documents[provision.document].by_locator[provision.parent]
    return provision
