"""A short name for a way of asking in a form: its whole text would be sent twice."""

from __future__ import annotations

import zlib

from corpus.phrases import Phrase


def way_key(writer: str, phrase: Phrase) -> str:
    """The name of one way of asking of a fiche."""
    return f"{writer}-{zlib.crc32(phrase.text.encode()):08x}"
