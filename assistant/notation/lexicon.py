"""The words that carry figures, loaded once from `lexicon.yaml` and made into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assistant.models import Unit
from assistant.notation.model import Bound
from corpus.data import read_yaml


def alternatives(words: Iterable[str]) -> str:
    """A regular expression group that matches any of the words, longest first, with flexible spaces."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


def folded(words: str) -> str:
    """Lower case with single spaces, as the lexicon writes its words."""
    return " ".join(words.lower().split())


@dataclass(frozen=True)
class UnitWord:
    """A word for a unit, and the languages it belongs to."""

    unit: Unit
    languages: frozenset[str]
    working: bool
    """True for working days, which never equal calendar days."""


@dataclass(frozen=True)
class Lexicon:
    """Everything the scanner knows about words."""

    words: Mapping[str, Mapping[str, int]]
    ordinals: Mapping[str, int]
    ambiguous: Mapping[str, str]
    """Ambiguous number word -> its language."""
    article_units: frozenset[Unit]
    units: Mapping[str, UnitWord]
    first: tuple[str, ...]
    idioms: tuple[str, ...]
    bounds: Mapping[str, Bound]
    fractions: Mapping[str, Decimal]
    coefficients: Mapping[str, Decimal]
    halves: Mapping[str, Decimal]
    months: Mapping[str, int]
    range_connectors: tuple[str, ...]
    list_connectors: tuple[str, ...]
    references: Mapping[str, str]
    """Word -> locator segment."""


def _inverted(groups: Mapping[Any, Iterable[str]]) -> dict[str, Any]:
    return {word: key for key, words in groups.items() for word in words}


def _ratio(text: str) -> Decimal:
    top, bottom = text.split("/")
    return Decimal(top) / Decimal(bottom)


def _units(raw: Mapping[str, Mapping[str, list[str]]], working: Iterable[str]) -> dict[str, UnitWord]:
    found: dict[str, UnitWord] = {}
    for unit, by_language in raw.items():
        for language, words in by_language.items():
            for word in words:
                known = found.get(word)
                languages = (known.languages if known else frozenset()) | {language}
                found[word] = UnitWord(Unit(unit), languages, word in working)
    return found


@cache
def lexicon() -> Lexicon:
    """The lexicon of this package."""
    raw = read_yaml(Path(__file__).parent / "lexicon.yaml")
    numbers = raw["numbers"]
    return Lexicon(
        words={language: entry["words"] for language, entry in numbers.items()},
        ordinals={word: value for entry in numbers.values() for word, value in entry["ordinals"].items()},
        ambiguous={word: language for language, entry in numbers.items() for word in entry["ambiguous"]},
        article_units=frozenset(Unit(name) for name in raw["article_units"]),
        units=_units(raw["units"], raw["working_days"]),
        first=tuple(raw["first"]),
        idioms=tuple(raw["idioms"]),
        bounds={word: Bound(name) for word, name in _inverted(raw["bounds"]).items()},
        fractions={word: _ratio(text) for word, text in _inverted(raw["fractions"]).items()},
        coefficients={word: Decimal(value) for word, value in _inverted(raw["coefficients"]).items()},
        halves={word: Decimal(value) for word, value in _inverted(raw["halves"]).items()},
        months=_inverted(raw["months"]),
        range_connectors=tuple(raw["connectors"]["range"]),
        list_connectors=tuple(raw["connectors"]["list"]),
        references=_inverted(raw["references"]),
    )
