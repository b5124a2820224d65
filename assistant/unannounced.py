"""Names of persons that no title announces: behind a role, in a signature, or a given name as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from assistant.lexicon import lexicon

_CAPITAL = r"[A-ZÀ-Þ][a-zà-ÿ][\w'’-]*"
_INITIAL = r"[A-Z]\.(?![A-Za-z])"
_WORD = re.compile(r"[\w'’-]+")


def unannounced(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand without a title; names of places, services and programmes are left alone."""
    houses = [match.span() for match in _houses().finditer(text)]
    for pattern in (_given(), _behind_role(), _signed(), _signed_small()):
        for match in pattern.finditer(text):
            start, end = _without_kept(text, *match.span("name"))
            if start < end and not any(first < end and start < last for first, last in houses):
                yield start, end


def _without_kept(text: str, start: int, end: int) -> tuple[int, int]:
    """The name up to the first word that is none."""
    for word in _WORD.finditer(text, start, end):
        particle = word.start() > start and word[0].lower() in lexicon("persons")["particles"]
        if word[0].lower() in _kept() and not particle:
            return start, start + len(text[start : word.start()].rstrip())
    return start, end


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _kept() -> frozenset[str]:
    return frozenset(lexicon("given_names")["kept"])


@cache
def _surname() -> str:
    particles = _any(lexicon("persons")["particles"])
    return rf"(?:[ ]+(?:(?:{particles})[ ]+)*(?:{_CAPITAL}|{_INITIAL}))"


@cache
def _given() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?P<name>(?:{_any(lexicon('given_names')['given'])})(?![\w-]){_surname()}{{0,2}})"
    )


@cache
def _behind_role() -> re.Pattern[str]:
    lists = lexicon("given_names")
    never = rf"(?!(?:{_any(lists['no_roles'])})\b)"
    role = rf"{never}(?:{_any(lists['roles'])}|\w*(?:{_any(lists['role_endings'])}))"
    return re.compile(rf"(?<![\w-])(?i:{role}),?[ ]+(?P<name>{_CAPITAL}{_surname()}{{0,2}})")


@cache
def _signed() -> re.Pattern[str]:
    """A name with a capital behind a greeting, on the same line or the next."""
    greeting = _any(lexicon("given_names")["greetings"])
    return re.compile(rf"(?<!\w)(?i:{greeting})(?!\w)[ ,.!]*\n?[ ]*(?P<name>{_CAPITAL}{_surname()}{{0,3}})")


@cache
def _signed_small() -> re.Pattern[str]:
    """A name in small letters, where it is the last word or two of the text."""
    greeting = _any(lexicon("given_names")["greetings"])
    name = r"(?P<name>[^\W\d_]{2,}(?:[ ]+[^\W\d_]{2,}){0,2})"
    return re.compile(rf"(?<!\w)(?i:{greeting})(?!\w)[ ,.!]*\n?[ ]*{name}[ .!]*\Z")


@cache
def _houses() -> re.Pattern[str]:
    return re.compile(_any(lexicon("given_names")["houses"]))
