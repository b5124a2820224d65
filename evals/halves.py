"""Two halves of a question set, fixed by id: one to choose settings on, one to see what they are worth."""

from __future__ import annotations

import hashlib
from enum import StrEnum


class Half(StrEnum):
    """Which half a question belongs to."""

    DEVELOPMENT = "development"
    TEST = "test"


def half(identifier: str) -> Half:
    """The half of a question; it never changes as long as the id stays."""
    digest = hashlib.sha256(identifier.encode()).digest()
    return Half.DEVELOPMENT if digest[0] % 2 else Half.TEST
