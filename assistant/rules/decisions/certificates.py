"""The lists of certificates and how people write them, from `corpus/kwalificaties.yaml`, made to match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import Field

from assistant.models import Model
from assistant.rules.decisions.spelling import words
from corpus.data import packaged


class Via(StrEnum):
    """In what guise a name was written."""

    NAME = "naam"
    OLD = "oude_naam"
    FRENCH = "frans"
    TITLE = "titel"


class Kind(StrEnum):
    """What a phrase stands for."""

    LEVEL = "level"
    FIELD = "field"
    NEAR = "near"
    PROVIDER = "provider"
    UNFINISHED = "unfinished"


class Item(Model):
    """One line of a list."""

    number: int
    text: str = Field(description="the text of the provision")
    level: str | None = None
    field: str
    provider: str | None = None
    specialisations: tuple[str, ...] = ()
    place: str = ""
    list_name: str = ""
    since: str = ""

    @property
    def provision(self) -> str:
        """The id of the provision."""
        return f"{self.place}-punt-{self.number}"

    @property
    def label(self) -> str:
        """How a reader finds it: "12° Bachelor lerarenopleiding"."""
        return f"{self.number}° {self.text}"


class _List(Model):
    place: str
    name: str
    since: str
    items: tuple[Item, ...]


class Level(Model):
    """A level of training; `may_be` are levels it is often taken for."""

    name: str
    spellings: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    french: tuple[str, ...] = ()
    may_be: tuple[str, ...] = ()


class Subject(Model):
    """A field of study on a list; titles and implied names carry a level in themselves."""

    spellings: tuple[str, ...] = ()
    french: tuple[str, ...] = ()
    titles: Mapping[str, str] = {}
    french_titles: Mapping[str, str] = {}
    implied: Mapping[str, str] = {}
    related: tuple[int, ...] = ()
    weak: bool = False


class NearMiss(Model):
    """Not on a list though people expect it; `open` when the name can also mean a listed certificate."""

    items: tuple[int, ...]
    spellings: tuple[str, ...]
    open: bool = False
    weak: bool = False


class Provider(Model):
    """Who gave the course."""

    name: str
    spellings: tuple[str, ...]


class _File(Model):
    lists: tuple[_List, ...]
    levels: Mapping[str, Level]
    fields: Mapping[str, Subject]
    providers: Mapping[str, Provider]
    near: Mapping[str, NearMiss]
    function_words: tuple[str, ...]
    noise: tuple[str, ...]
    openers: tuple[str, ...]
    unfinished: tuple[str, ...]
    typos: Mapping[int, int]
    few: int
    pending: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for, in what guise, and the level it carries in itself."""

    kind: Kind
    id: str
    via: Via = Via.NAME
    level: str | None = None


@dataclass(frozen=True)
class Catalogue:
    """Items, names and the index of phrases."""

    items: tuple[Item, ...]
    levels: Mapping[str, Level]
    fields: Mapping[str, Subject]
    near: Mapping[str, NearMiss]
    providers: Mapping[str, Provider]
    phrases: Mapping[tuple[str, ...], Meaning]
    longest: int
    vocabulary: frozenset[str]
    skipped: frozenset[str]
    noise: frozenset[str]
    openers: frozenset[str]
    typos: Mapping[int, int]
    few: int
    """Certificates of a level that are few enough to name them all."""
    pending: tuple[tuple[str, ...], ...]
    """Words in a row that say that a training is not finished, small words included."""

    def longest_at(self, said: Sequence[str]) -> tuple[int, Meaning | None]:
        """The longest phrase at the head of these words: how many words it has, and what it stands for."""
        for length in range(min(self.longest, len(said)), 0, -1):
            meaning = self.phrases.get(tuple(said[:length]))
            if meaning is not None:
                return length, meaning
        return 1, None

    def numbered(self, numbers: Iterable[int]) -> tuple[Item, ...]:
        """Items of the first list, the one of trainings, by number."""
        first = self.items[0].place
        wanted = set(numbers)
        return tuple(i for i in self.items if i.place == first and i.number in wanted)

    def of_field(self, field: str) -> tuple[Item, ...]:
        """Every item of a field of study."""
        return tuple(i for i in self.items if i.field == field)

    def of_level(self, level: str) -> tuple[Item, ...]:
        """Every item of a level."""
        return tuple(i for i in self.items if i.level == level)


@cache
def catalogue() -> Catalogue:
    """The lists as shipped.

    Raises:
        ValueError: one spelling stands for two things; a mistake in the data.
    """
    file = _File.model_validate(packaged("kwalificaties.yaml"))
    skipped = frozenset(file.function_words)
    phrases: dict[tuple[str, ...], Meaning] = {}
    for spelling, meaning in _meanings(file):
        phrase = tuple(w for w in words(spelling) if w not in skipped)
        if phrases.setdefault(phrase, meaning) != meaning:
            raise ValueError(f"{spelling!r} stands for both {phrases[phrase].id} and {meaning.id}.")
    return Catalogue(
        items=tuple(
            item.model_copy(update={"place": each.place, "list_name": each.name, "since": each.since})
            for each in file.lists
            for item in each.items
        ),
        levels=file.levels,
        fields=file.fields,
        near=file.near,
        providers=file.providers,
        phrases=phrases,
        longest=max(map(len, phrases)),
        vocabulary=frozenset(w for phrase in phrases for w in phrase) | frozenset(file.noise),
        skipped=skipped,
        noise=frozenset(file.noise),
        openers=frozenset(file.openers),
        typos=file.typos,
        few=file.few,
        pending=tuple(words(phrase) for phrase in file.pending),
    )


def _meanings(file: _File) -> Iterator[tuple[str, Meaning]]:
    for name, level in file.levels.items():
        for via, written in ((Via.NAME, level.spellings), (Via.OLD, level.old), (Via.FRENCH, level.french)):
            yield from ((spelling, Meaning(Kind.LEVEL, name, via)) for spelling in written)
    for name, subject in file.fields.items():
        yield from _subject(name, subject)
    for name, near in file.near.items():
        yield from ((spelling, Meaning(Kind.NEAR, name)) for spelling in near.spellings)
    for name, provider in file.providers.items():
        yield from ((spelling, Meaning(Kind.PROVIDER, name)) for spelling in provider.spellings)
    yield from ((spelling, Meaning(Kind.UNFINISHED, "unfinished")) for spelling in file.unfinished)


def _subject(name: str, subject: Subject) -> Iterator[tuple[str, Meaning]]:
    for via, written in ((Via.NAME, subject.spellings), (Via.FRENCH, subject.french)):
        yield from ((spelling, Meaning(Kind.FIELD, name, via)) for spelling in written)
    implied = ((Via.NAME, subject.implied), (Via.TITLE, subject.titles), (Via.FRENCH, subject.french_titles))
    for via, titles in implied:
        yield from ((spelling, Meaning(Kind.FIELD, name, via, level)) for spelling, level in titles.items())
