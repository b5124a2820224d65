"""Which rules a question is about, and which other measures it names, from word lists."""

from __future__ import annotations

import re
from functools import cache

from assistant.lexicon import lexicon
from assistant.rules.decisions.cumul import listed_measures, unlisted_measures


def topics(lower: str) -> frozenset[str]:
    """Names of calculators and decisions: every group of words must have a hit."""
    return frozenset(name for name in lexicon("topics") if _is_about(name, lower))


def measures(lower: str) -> tuple[str, ...]:
    """Ids of the measures that a text names, in the order of the list."""
    return tuple(name for name, pattern in _measure_patterns().items() if pattern.search(lower))


def _is_about(name: str, lower: str) -> bool:
    return all(pattern.search(lower) for pattern in _topic_patterns()[name])


@cache
def _topic_patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        name: tuple(re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in group)) for group in groups)
        for name, groups in lexicon("topics").items()
    }


@cache
def _measure_patterns() -> dict[str, re.Pattern[str]]:
    written: dict[str, list[str]] = {name: list(words) for name, words in lexicon("measures").items()}
    for name, measure in (*listed_measures().items(), *unlisted_measures().items()):
        written.setdefault(name, []).extend(measure.spellings)
    return {name: _measure(spellings) for name, spellings in sorted(written.items())}


def _measure(spellings: list[str]) -> re.Pattern[str]:
    """Any of the spellings as whole words, whatever stands between the words."""
    ordered = sorted(set(spellings), key=lambda s: (-len(s), s))
    bodies = (r"[\s.,'§\-]*".join(re.escape(word) for word in s.split()) for s in ordered)
    return re.compile(rf"(?<!\w)(?:{'|'.join(bodies)})(?!\w)")
