"""The doors to knock on when the sources do not hold the answer."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.data import read_yaml

_FILE = Path(__file__).with_name("contacts.yaml")


class Contact(BaseModel):
    """One door: who it is, what for, and how to get there as far as a source says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    what_for: str
    reach: str | None
    covers: tuple[str, ...]
    source: str | None
    source_date: date | None


@cache
def contacts() -> tuple[Contact, ...]:
    """Every door, in the order of the file."""
    return tuple(Contact.model_validate(raw) for raw in read_yaml(_FILE))


def door_for(question: str, default: str | None) -> Contact | None:
    """The door whose subjects the question names most, or the default one.

    Raises:
        KeyError: the default is not the id of a contact.
    """
    asked = question.lower()
    by_id = {contact.id: contact for contact in contacts()}
    best = max(contacts(), key=lambda c: sum(subject in asked for subject in c.covers))
    if any(subject in asked for subject in best.covers):
        return best
    return by_id[default] if default else None
