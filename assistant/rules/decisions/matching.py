"""Reading one certificate as people write it, and placing it against the lists.

A typing error is forgiven only within strict bounds (`typos` in the data): no word of the lists is ever
taken for another, so `bachelor verpleegkunde` is never `bachelor sociale verpleegkunde`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from assistant.rules.decisions.certificates import Catalogue, Item, Kind, Meaning, Via, catalogue
from assistant.rules.decisions.mentions import pending_at
from assistant.rules.decisions.spelling import words


class Grade(StrEnum):
    """How a certificate stands to the lists."""

    EXACT = "exact"
    EQUIVALENT = "gelijkwaardige_schrijfwijze"
    UNCLEAR = "onduidelijk"
    NEAR_MISS = "net_niet"
    NOT_LISTED = "niet_op_de_lijst"


class Doubt(StrEnum):
    """What keeps a certificate from being placed."""

    LEVEL = "niveau"
    PROVIDER = "organisatie"
    NAME = "benaming"


@dataclass(frozen=True, slots=True)
class Match:
    """A certificate placed. `items` are on the list; for a near miss they are what it is not."""

    given: str
    grade: Grade
    items: tuple[Item, ...] = ()
    doubt: Doubt | None = None
    guises: tuple[Via, ...] = ()
    corrected: tuple[str, ...] = ()
    unfinished: bool = False
    level: str | None = None
    """The one level that was named."""


@dataclass(slots=True)
class _Read:
    """What was recognised in a certificate."""

    levels: dict[str, Via]
    fields: dict[str, Via]
    near: list[str]
    providers: list[str]
    unknown: list[str]
    unfinished: bool = False


def place(given: str, lists: Catalogue | None = None) -> Match:
    """Place one certificate against the lists."""
    known = lists or catalogue()
    said, corrected = _corrected(words(given), known)
    read = _read(said, known)
    read.unfinished = read.unfinished or pending_at(given) is not None
    grade, items, doubt = _grade(read, known)
    if grade is Grade.EQUIVALENT and not corrected and _exact(given, items):
        grade = Grade.EXACT
    return Match(
        given, grade, items, doubt, _guises(read), tuple(corrected), read.unfinished, _only(read.levels)
    )


def names_subject(given: str) -> bool:
    """Whether the words say what was studied, and not only at what level."""
    known = catalogue()
    read = _read(_corrected(words(given), known)[0], known)
    return bool(read.fields or read.near or read.unknown)


def starts_anew(given: str) -> bool:
    """Whether the words begin a certificate of their own: they name a level, or one that needs none.

    A word such as "diploma" opens one too, when a subject follows.
    """
    known = catalogue()
    said = _corrected(words(given), known)[0]
    read = _read(said, known)
    if said[:1] and said[0] in known.openers and (read.fields or read.near or read.unknown):
        return True
    alone = any(i.level is None for field in read.fields for i in known.of_field(field))
    return bool(read.levels) or alone


def _corrected(said: Iterable[str], known: Catalogue) -> tuple[list[str], list[str]]:
    kept, corrected = [], []
    for word in said:
        if word in known.skipped:
            continue
        right = _nearest(word, known)
        if right != word:
            corrected.append(right)
        kept.append(right)
    return kept, corrected


def _nearest(word: str, known: Catalogue) -> str:
    if word in known.vocabulary or not word.isalpha():
        return word
    allowed = max((edits for edits, length in known.typos.items() if len(word) >= length), default=0)
    if not allowed:
        return word
    close = extract(word, known.vocabulary, scorer=OSA.distance, score_cutoff=allowed)
    close = [c for c in close if c[0][0] == word[0] and len(c[0]) >= min(known.typos.values())]
    best = [c for c in close if c[1] == min(found[1] for found in close)]
    meant = {known.phrases.get((found[0],)) for found in best}
    same = len(best) == 1 or (len({m.id for m in meant if m}) == 1 and None not in meant)
    return str(best[0][0]) if best and same else word


def _read(said: list[str], known: Catalogue) -> _Read:
    read = _Read({}, {}, [], [], [])
    at = 0
    while at < len(said):
        length, meaning = known.longest_at(said[at : at + known.longest])
        if meaning is not None:
            _note(read, meaning)
        elif said[at] not in known.noise and said[at].isalpha():
            read.unknown.append(said[at])
        at += length
    _drop_weak(read, known)
    return read


def _note(read: _Read, meaning: Meaning) -> None:
    if meaning.kind is Kind.LEVEL:
        read.levels.setdefault(meaning.id, meaning.via)
    elif meaning.kind is Kind.FIELD:
        read.fields.setdefault(meaning.id, meaning.via)
        if meaning.level:
            read.levels.setdefault(meaning.level, meaning.via)
    elif meaning.kind is Kind.NEAR:
        read.near.append(meaning.id)
    elif meaning.kind is Kind.PROVIDER:
        read.providers.append(meaning.id)
    else:
        read.unfinished = True


def _drop_weak(read: _Read, known: Catalogue) -> None:
    """A job ("begeleider IMW") beside a certificate is not part of its name."""
    strong = [f for f in read.fields if not known.fields[f].weak]
    strong += [n for n in read.near if not known.near[n].weak]
    if strong:
        read.fields = {f: via for f, via in read.fields.items() if f in strong}
        read.near = [n for n in read.near if n in strong]


def _grade(read: _Read, known: Catalogue) -> tuple[Grade, tuple[Item, ...], Doubt | None]:
    matched = tuple(i for i in known.items if _fits(i, read))
    if matched:
        return _check_match(matched, read)
    umbrella = tuple(i for i in known.items if i.level in read.levels and _specialises(i, read))
    if umbrella:
        return Grade.UNCLEAR, umbrella, Doubt.NAME
    if read.fields and (not read.levels or _taken_for(read, known)):
        items = tuple(i for field in read.fields for i in known.of_field(field))
        likely = _likely(items, read, known)
        return Grade.UNCLEAR, likely or items, Doubt.LEVEL
    if read.near and any(known.near[n].open for n in read.near):
        return Grade.UNCLEAR, _near_items(read, known), Doubt.NAME
    if not read.fields and not read.near and not read.unknown and len(read.levels) == 1:
        items = known.of_level(next(iter(read.levels)))
        return (Grade.UNCLEAR, items, Doubt.NAME) if items else (Grade.NOT_LISTED, (), None)
    near = _near_items(read, known)
    return (Grade.NEAR_MISS, near, None) if near else (Grade.NOT_LISTED, (), None)


def _fits(item: Item, read: _Read) -> bool:
    return item.field in read.fields and (item.level is None or item.level in read.levels)


def _specialises(item: Item, read: _Read) -> bool:
    return any(s in read.fields or s in read.near for s in item.specialisations)


def _check_match(matched: tuple[Item, ...], read: _Read) -> tuple[Grade, tuple[Item, ...], Doubt | None]:
    """A match holds only when every other word is accounted for and the provider is the right one."""
    needed = {i.provider for i in matched if i.provider}
    if needed and read.providers and not needed & set(read.providers):
        return Grade.NEAR_MISS, matched, None
    explained = {i.field for i in matched} | {s for i in matched for s in i.specialisations}
    if read.unknown or not {*read.fields, *read.near} <= explained:
        return Grade.UNCLEAR, matched, Doubt.NAME
    if needed and not read.providers:
        return Grade.UNCLEAR, matched, Doubt.PROVIDER
    return Grade.EQUIVALENT, matched, None


def _likely(items: tuple[Item, ...], read: _Read, known: Catalogue) -> tuple[Item, ...]:
    maybe = {other for level in read.levels for other in known.levels[level].may_be}
    return tuple(i for i in items if i.level in maybe)


def _taken_for(read: _Read, known: Catalogue) -> bool:
    items = tuple(i for field in read.fields for i in known.of_field(field))
    return bool(_likely(items, read, known))


def _near_items(read: _Read, known: Catalogue) -> tuple[Item, ...]:
    found = [i for field in read.fields for i in known.of_field(field)]
    for field in read.fields:
        found += known.numbered(known.fields[field].related)
    for name in read.near:
        found += known.numbered(known.near[name].items)
    return tuple(dict.fromkeys(found))


def _guises(read: _Read) -> tuple[Via, ...]:
    seen = (*read.levels.values(), *read.fields.values())
    return tuple(dict.fromkeys(via for via in seen if via is not Via.NAME))


def _only(levels: Iterable[str]) -> str | None:
    named = tuple(levels)
    return named[0] if len(named) == 1 else None


def _exact(given: str, items: tuple[Item, ...]) -> bool:
    return any(words(given) == words(item.text) for item in items)
