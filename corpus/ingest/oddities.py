"""Passages that deserve the look of a person before a text becomes a source."""

from __future__ import annotations

from collections.abc import Callable

from corpus.ingest.formats import Cleaned
from corpus.ingest.models import Oddity, OddityKind
from corpus.models import Authority, Document, ProvisionKind
from corpus.signs import (
    claims_to_replace,
    has_address,
    has_template_code,
    is_encoded,
    mixes_scripts,
    speaks_to_machine,
)

LONGEST_PASSAGE = 6_000
"""Characters; the longest lid of the law texts at hand has fewer than half of that."""
_SHOWN = 90
_BEFORE = 20


def _is_long(text: str) -> int | None:
    return 0 if len(text) > LONGEST_PASSAGE else None


_SIGNS: dict[OddityKind, Callable[[str], int | None]] = {
    OddityKind.ADDRESSES_MACHINE: speaks_to_machine,
    OddityKind.CLAIMS_TO_REPLACE: claims_to_replace,
    OddityKind.ENCODED: is_encoded,
    OddityKind.LOOK_ALIKE: mixes_scripts,
    OddityKind.TEMPLATE_CODE: has_template_code,
    OddityKind.ADDRESS: has_address,
    OddityKind.LONG: _is_long,
}


def oddities(document: Document, read: Cleaned) -> tuple[Oddity, ...]:
    """What to look at in a document as it would be stored, in reading order; hidden text first."""
    found = [Oddity(OddityKind.HIDDEN_TEXT, None, _short(words)) for words in read.hidden]
    found += [Oddity(OddityKind.NUMBERING, None, _short(words)) for words in read.renumbered[:1]]
    law = document.entry.authority is Authority.LAW
    for provision in document.provisions:
        if not provision.is_leaf and provision.kind is not ProvisionKind.DOCUMENT_TITLE:
            text = provision.breadcrumb[-1]
        else:
            text = provision.text
        for kind, sees in _SIGNS.items():
            if kind is OddityKind.CLAIMS_TO_REPLACE and law:
                continue  # amending is what laws do
            place = sees(text)
            if place is not None:
                found.append(Oddity(kind, provision.locator, _short(text[max(0, place - _BEFORE) :])))
    return tuple(dict.fromkeys(found))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 2]} …"
