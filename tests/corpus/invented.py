"""Helpers for tests of the corpus: invented entries and documents, and what holds for every document."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.models import CatalogEntry, Document, is_within
from corpus.parse import aliases, parse

DATA = Path(__file__).parent / "data"


def entry(**changes: Any) -> CatalogEntry:
    facts: dict[str, Any] = {
        "id": "proef",
        "title": "Proeftekst",
        "full_title": "Een verzonnen proeftekst",
        "kind": "decreet",
        "authority": "law",
        "rank": 1,
        "issuer": "niemand",
        "official": False,
        "status_note": "Deze tekst is verzonnen.",
        "scope": "individueel",
        "version": "1",
    }
    return CatalogEntry.model_validate({**facts, **changes})


def document(text: str, **changes: Any) -> Document:
    described = entry(**changes)
    provisions = parse(described, text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(described, text, digest, provisions, aliases(provisions))


def assert_sound(doc: Document) -> None:
    """What holds for every document, whatever its text."""
    places = doc.by_locator
    assert len(places) == len(doc.provisions), "a locator stands twice"
    for p in doc.provisions:
        assert doc.text[p.start : p.end] == p.text
        assert p.text
        assert p.text == p.text.strip()
        assert p.breadcrumb[0] == doc.entry.title
        if p.parent is not None:
            parent = places[p.parent]
            assert p.locator in parent.children
            assert parent.start <= p.start <= p.end <= parent.end
        for child in p.children:
            assert places[child].parent == p.locator
    leaves = [p for p in doc.provisions if p.is_leaf]
    for first, second in pairwise(leaves):
        assert first.end <= second.start, "leaves overlap or are out of order"
    for alias, locator in doc.aliases.items():
        assert alias not in places
        assert locator in places


def assert_ancestors_hold(doc: Document) -> None:
    """A place whose name lies within another lies within it in the text too."""
    for outer in doc.provisions:
        for inner in doc.provisions:
            if is_within(inner.locator, outer.locator):
                assert outer.start <= inner.start
                assert inner.end <= outer.end
