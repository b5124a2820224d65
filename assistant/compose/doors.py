"""The sentence that names a door to knock on: part of the closed list of sentences without a source."""

from __future__ import annotations

from assistant.compose.texts import text
from corpus.contacts import Contact, contacts

_SMALL = frozenset({"Een", "Uw"})
"""First words of a door that is no name: small inside a sentence."""


def door_sentence(contact: Contact) -> str:
    """Where somebody can go with the question."""
    first, space, rest = contact.name.partition(" ")
    name = f"{first.lower()}{space}{rest}" if first in _SMALL else contact.name
    return text("doors.lead", name=name)


def door_sentences() -> frozenset[str]:
    """Every such sentence."""
    return frozenset(map(door_sentence, contacts()))
