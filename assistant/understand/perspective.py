"""Who "wij" is. City staff ask as the city, and employers write to it as "jullie": the search must know.

"Wat kost onze begeleiding?" says nothing of the city in its words, and is its first question.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.lexicon import lexicon
from assistant.understand.cues import any_found, cues


def as_the_city(question: str) -> str:
    """A question by city staff, with the words that stand for the city replaced by its name.

    Left as it is where the words make somebody else of "wij".
    """
    lists = lexicon("perspective")
    if any_found(cues(lists["others"]), question.lower()):
        return question
    city = str(lists["city"])
    owned = _owned().sub(lambda found: f"de {found['own']} {lists['of'].format(city=city)}", question)
    return _subject().sub(city, owned)


@cache
def _owned() -> re.Pattern[str]:
    lists = lexicon("perspective")
    own = "|".join(sorted(map(re.escape, lists["own"]), key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(lists['possessives'])})\s+(?P<own>{own})\b", re.IGNORECASE)


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon('perspective')['subjects'])}|ons)\b", re.IGNORECASE)
