"""Ways to say the same that may change nothing: a typing error, politeness, capitals, Flemish "ge"."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.models import Language
from corpus.data import read_yaml
from evals.judge.typos import with_typos


class Kind(StrEnum):
    """What was changed."""

    TYPO = "typo"
    POLITE = "polite"
    ORDER = "word order"
    UPPER = "upper case"
    BARE = "no punctuation"
    FLEMISH = "ge for u"


class Words(BaseModel):
    """The words of the changes, from `variants.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: Mapping[Language, tuple[str, ...]]
    after: Mapping[Language, tuple[str, ...]]
    flemish: Mapping[str, str]
    """What is replaced by what; lower case, whole words."""


_FILE = Path(__file__).with_name("variants.yaml")


@cache
def words(path: Path = _FILE) -> Words:
    """The words of the changes."""
    return Words.model_validate(read_yaml(path))


_TRIES = 5
_WORD = re.compile(r"[^\W\d_]{4,}")
_MARKS = re.compile(r"[?!;:,]+(?=\s|$)|\.(?=\s|$)|[\"'“”‘’](?=\s|$)|(?:(?<=\s)|^)[\"'“”‘’]")


def varied(kind: Kind, text: str, language: Language, protected: tuple[str, ...], seed: int) -> str | None:
    """The text changed; None when this change does not apply to it.

    Args:
        kind: what to change; another word order comes with the template and not from here.
        text: the question.
        language: its language.
        protected: words in which no typing error may fall.
        seed: the same seed gives the same change.
    """
    match kind:
        case Kind.TYPO:
            changed = _mistyped(text, protected, seed)
        case Kind.POLITE:
            changed = _polite(text, language, seed)
        case Kind.UPPER:
            changed = text.upper()
        case Kind.BARE:
            changed = " ".join(_MARKS.sub("", text).split())
        case Kind.FLEMISH:
            changed = _flemish(text) if language is Language.NL else text
        case Kind.ORDER:
            return None
    return changed if changed != text else None


def _mistyped(text: str, protected: tuple[str, ...], seed: int) -> str:
    """One error, in a word of four letters or more."""
    taken = [m.span() for words in protected for m in re.finditer(re.escape(words), text)]
    free = [m for m in _WORD.finditer(text) if not any(m.start() < e and s < m.end() for s, e in taken)]
    if not free:
        return text
    word = random.Random(f"typo {seed} {text}").choice(free)
    # Two equal letters that change places are no error: try again.
    errors = (with_typos(word[0], seed + again) for again in range(_TRIES))
    wrong = next((error for error in errors if error != word[0]), word[0])
    return text[: word.start()] + wrong + text[word.end() :]


def _polite(text: str, language: Language, seed: int) -> str:
    dice = random.Random(f"polite {seed} {text}")
    first = dice.choice(words().before[language])
    last = dice.choice(words().after[language])
    return f"{first} {text}{'' if text.endswith(('?', '.', '!')) else '?'} {last}".strip()


def _flemish(text: str) -> str:
    for said, instead in words().flemish.items():
        text = re.sub(rf"(?<![\w-]){said}(?![\w-])", instead, text, flags=re.IGNORECASE)
    return text
