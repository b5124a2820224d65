"""What the judge is trained and measured on: ways of asking, their writer left out, and negatives."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from assistant.judge.features import pair_features
from assistant.models import Conversation, Reason
from assistant.receive import Received, receive
from assistant.retrieve import retrieve
from assistant.understand import Understood, understand
from corpus.fiches import Fiches
from corpus.phrases import Phrase, Stance
from evals.judge.typos import with_typos
from indexes.models import SearchResult, Vector
from indexes.phrases import FicheHit, FicheIndex, without_writer
from indexes.search import SearchIndex

Progress = Callable[[int, int], None]
NEGATIVES = Path(__file__).with_name("negatives.yaml")
SCENES = Path(__file__).with_name("scenes.yaml")
_SEED = 7
_PER_WRITER = 2
"""Ways of asking of one writer for one fiche that are learnt from."""
_MISSPELT = 3
"""One question in so many is posed misspelt too."""
_TOLD = 4
"""One question in so many is posed with a case told around it too."""


class Origin(StrEnum):
    """How a question came about."""

    PHRASE = "phrase"
    TYPO = "typo"
    TOLD = "told"
    """A way of asking with a case told around it, as in a message."""
    NEGATIVE = "negative"


class Family(BaseModel):
    """Invented questions on one other subject, by language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    family: str
    reason: Reason
    nl: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def questions(self) -> Iterator[tuple[str, str]]:
        """Language and question."""
        for language in ("nl", "fr", "en"):
            for text in getattr(self, language):
                yield language, text


@dataclass(frozen=True)
class Posed:
    """A question to pose, and what is right.

    `writer` is who is left out of the fiches when it is posed: its own, and for a negative each in turn, so
    that the fiches are as thin for both.
    """

    text: str
    origin: Origin
    fiche: str | None
    group: str
    """What validation keeps together: the fiche, or the family of a negative."""
    writer: str | None
    register: str
    language: str
    reason: Reason | None = None
    stance: Stance | None = None
    """How the answer of the fiche opens for it."""


@dataclass(frozen=True)
class Asked:
    """A question with what was found for it."""

    posed: Posed
    understood: Understood
    result: SearchResult
    hits: tuple[FicheHit, ...]
    pairs: tuple[Mapping[str, float], ...]

    @property
    def right(self) -> int | None:
        """The place of the right fiche among the candidates; None when it is not there."""
        return next((i for i, hit in enumerate(self.hits) if hit.fiche_id == self.posed.fiche), None)


def load_negatives(path: Path = NEGATIVES) -> tuple[Family, ...]:
    """The invented questions on other subjects."""
    return TypeAdapter(tuple[Family, ...]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))


def posed(fiches: Fiches, negatives: Sequence[Family]) -> list[Posed]:
    """Some ways of asking of every writer, and every negative; some of both misspelt, or with a case told.

    Which ones is fixed by their text, so that a fiche with many ways of asking does not weigh more.
    """
    asking = [one for fiche_id in fiches.phrases for one in _ways_of_asking(fiches, fiche_id)]
    writers = sorted({one.writer for one in asking if one.writer})
    return [*asking, *(one for family in negatives for one in _of_family(family, writers))]


def _ways_of_asking(fiches: Fiches, fiche_id: str) -> Iterator[Posed]:
    by_writer: dict[str, list[Phrase]] = defaultdict(list)
    for writer, phrase in fiches.phrases[fiche_id]:
        by_writer[writer].append(phrase)
    for writer, said in by_writer.items():
        kept = sorted(said, key=lambda phrase: zlib.crc32(phrase.text.encode()))[:_PER_WRITER]
        for number, phrase in enumerate(kept):
            one = Posed(
                phrase.text, Origin.PHRASE, fiche_id, fiche_id, writer, phrase.register_, phrase.language,
                stance=fiches.fiches[fiche_id].stance(phrase),
            )  # fmt: skip
            yield one
            if number == 0 and zlib.crc32(fiche_id.encode()) % _MISSPELT == 0:
                yield _misspelt(one, with_typos(phrase.text, _SEED))
            if zlib.crc32(f"{writer} {fiche_id}".encode()) % _TOLD == number:
                yield _told(one)


def _of_family(family: Family, writers: Sequence[str]) -> Iterator[Posed]:
    for number, (language, text) in enumerate(family.questions()):
        left_out = writers[number % len(writers)] if writers else None
        one = Posed(text, Origin.NEGATIVE, None, family.family, left_out, "negative", language, family.reason)
        yield one
        if number % _MISSPELT == 0:
            yield _misspelt(one, with_typos(text, _SEED))
        elif number % _TOLD == 1:
            yield _told(one)


def ask_all(
    index: SearchIndex,
    fiches: Fiches,
    vectors: Mapping[str, Vector],
    questions: Sequence[Posed],
    progress: Progress | None = None,
) -> list[Asked]:
    """Search for every question, in fiches without the phrases of its own writer."""
    writers = {p.writer for p in questions}
    indexes = {w: FicheIndex(without_writer(fiches, w) if w else fiches, vectors) for w in writers}
    asked = []
    for number, question in enumerate(questions, start=1):
        received, understood = _read(question.text)
        if not received.ending:
            found = retrieve(understood.query, received.language, index, indexes[question.writer])
            pairs = pair_features(understood, found.provisions, found.fiches)
            asked.append(Asked(question, understood, found.provisions, found.fiches, tuple(pairs)))
        if progress:
            progress(number, len(questions))
    return asked


@lru_cache(maxsize=20_000)
def _read(text: str) -> tuple[Received, Understood]:
    received = receive(text)
    return received, understand(received, Conversation(id="evaluation"))


def _misspelt(one: Posed, text: str) -> Posed:
    return replace(one, text=text, origin=Origin.NEGATIVE if one.fiche is None else Origin.TYPO, stance=None)


def _told(one: Posed) -> Posed:
    """The question behind a sentence or two that tell a case, and sometimes with one behind it."""
    scenes, number = _scenes(), zlib.crc32(one.text.encode())
    before, after = scenes["before"], scenes["after"]
    first = before[number % len(before)]
    told = first if first[-1] in ".?!" else f"{first}."
    last = f" {after[number % len(after)]}" if number % 2 else ""
    text = f"{told} {one.text.rstrip('.')}{'.' if last and one.text[-1] not in '.?!' else ''}{last}"
    return replace(one, text=text, origin=Origin.NEGATIVE if one.fiche is None else Origin.TOLD, stance=None)


@cache
def _scenes() -> Mapping[str, Sequence[str]]:
    return TypeAdapter(dict[str, tuple[str, ...]]).validate_python(
        yaml.safe_load(SCENES.read_text(encoding="utf-8"))
    )
