"""The one wording in which a question is searched for, however it was typed.

Capitals, marks, courtesy and slips change nothing in it: what is embedded and compared is made here only.
Figures keep their notation.
"""

from __future__ import annotations

import re

from assistant.understand.normalise import Normal
from assistant.understand.vocabulary import written

_TOKEN = re.compile(r"\S+")
_BEFORE = "\"'“”‘’«»„([{<-–—*•>.…,;:!?¿¡"
_BEHIND = "\"'“”‘’«»„)]}>-–—*•.…,;:!?"


def searched(normal: Normal, personal: tuple[tuple[int, int], ...] = ()) -> str:
    """The question as it is searched for: one line, no mark but the last, capitals where words have them.

    Args:
        normal: the question, or a part of it.
        personal: places in its source that tell who somebody is; they are not searched for.
    """
    words = [word for word in _words(normal, personal) if word]
    return f"{written(' '.join(words))}?" if words else ""


def _words(normal: Normal, personal: tuple[tuple[int, int], ...]) -> list[str]:
    return [
        match[0].lstrip(_BEFORE).rstrip(_BEHIND)
        for match in _TOKEN.finditer(normal.text)
        if not personal or not _inside(normal.origin(*match.span()), personal)
    ]


def _inside(place: tuple[int, int], places: tuple[tuple[int, int], ...]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in places)
