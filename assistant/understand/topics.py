"""Which rules a question is about, and which other measures it names, from word lists."""

from __future__ import annotations

import re
from functools import cache

from assistant.lexicon import lexicon
from assistant.rules.decisions.cumul import find_measures
from assistant.rules.decisions.spelling import Names

_OR = "#"
"""Behind it stands the number of another way to be about the same topic."""


def topics(lower: str) -> frozenset[str]:
    """Names of calculators and decisions: every group of words must have a hit."""
    return frozenset(name.split(_OR)[0] for name in lexicon("topics") if _is_about(name, lower))


def measures(lower: str) -> tuple[str, ...]:
    """Ids of the measures that a text names."""
    return tuple(sorted({*find_measures(lower), *_more_measures().find(lower)}))


def _is_about(name: str, lower: str) -> bool:
    return all(pattern.search(lower) for pattern in _topic_patterns()[name])


@cache
def _topic_patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        name: tuple(re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in group)) for group in groups)
        for name, groups in lexicon("topics").items()
    }


@cache
def _more_measures() -> Names:
    return Names(lexicon("measures"))
