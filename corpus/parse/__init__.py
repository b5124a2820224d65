"""From the text of a document to its provisions: the places that can be cited.

`marks` recognises labels on one line (Artikel 5 –, § 1., 1°, a)), `blocks` cuts the text into blocks with
exact spans, `structure` builds the tree of units, lids, items and rows, `locators` names the places.
"""

from __future__ import annotations

from corpus.errors import CorpusError
from corpus.models import OWN_WORDS, CatalogEntry, Kind, Provision
from corpus.parse.blocks import read_blocks
from corpus.parse.facts import mark_facts
from corpus.parse.locators import aliases, to_provisions
from corpus.parse.structure import build

__all__ = ["aliases", "parse"]

_LAW = frozenset({Kind.DECREET, Kind.BESLUIT_VLAAMSE_REGERING, Kind.MINISTERIEEL_BESLUIT})


def parse(entry: CatalogEntry, text: str) -> tuple[Provision, ...]:
    """The provisions of one document, in reading order, each container before what it holds.

    A leaf's span holds its words without heading or list mark-up; a container's span runs from its heading
    (or introducing line) to the end of its last child.

    Raises:
        CorpusError: the text is empty.
    """
    if not text.strip():
        raise CorpusError(
            f"The document {entry.id} is empty. Put its text in {entry.id}.md, "
            "or take the entry out of catalog.yaml."
        )
    root = build(text, read_blocks(text, law=entry.kind in _LAW))
    if entry.authority in OWN_WORDS:
        mark_facts(root, text)
    return to_provisions(entry, text, root)
