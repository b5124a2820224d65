"""The words of the assistant, one file per language. Answers are Dutch; the others hold the opening line."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from assistant.models import Language
from corpus.data import read_yaml

_FOLDER = Path(__file__).parent


def text(key: str, **values: object) -> str:
    """The Dutch text at a dotted key, with its placeholders filled.

    Raises:
        KeyError: there is no such text, or a placeholder has no value.
    """
    return text_in(Language.NL, key, **values)


def text_in(language: Language, key: str, **values: object) -> str:
    """The text at a dotted key in a language, with its placeholders filled.

    Raises:
        KeyError: there is no such text, or a placeholder has no value.
    """
    found = str(_node(language, key))
    return found.format_map(values) if values else found


def texts(key: str) -> tuple[str, ...]:
    """The list of Dutch texts at a dotted key; of a map, its keys."""
    return texts_in(Language.NL, key)


def texts_in(language: Language, key: str) -> tuple[str, ...]:
    """The list of texts at a dotted key in a language; of a map, its keys."""
    return tuple(_node(language, key))


@cache
def courtesies() -> frozenset[str]:
    """The closed list of sentences that may stand in an answer without a source."""
    openings = (
        line
        for language in (Language.FR, Language.EN)
        for line in _node(language, "opening").values()
        if "{" not in line
    )
    told = (line for group in ("courtesy", "sought") for line in _node(Language.NL, group).values())
    return frozenset((*told, *openings))


@cache
def _texts(language: Language) -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(_FOLDER / f"{language}.yaml")
    return loaded


def _node(language: Language, key: str) -> Any:
    node: Any = _texts(language)
    for part in key.split("."):
        node = node[part]
    return node
