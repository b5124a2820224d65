"""The questions the judge is trained and measured on: ways of asking with their writer left out, and negatives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from assistant.judge.features import pair_features
from assistant.models import Conversation, Reason
from assistant.receive import receive
from assistant.retrieve import retrieve
from assistant.understand import Understood, understand
from corpus.fiches import Fiches
from indexes.models import SearchResult, Vector
from indexes.phrases import FicheHit, FicheIndex, without_writer
from indexes.search import SearchIndex

Progress = Callable[[int, int], None]
_SEED = 7


class Origin(StrEnum):
    """How a question came about."""

    PHRASE = "phrase"
    TYPO = "typo"
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
    """A question to pose, and what is right."""

    text: str
    origin: Origin
    fiche: str | None
    group: str
    """What validation keeps together: the fiche, or the family of a negative."""
    writer: str | None
    register: str
    language: str
    reason: Reason | None = None


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


def load_negatives(path: Path = Path(__file__).with_name("negatives.yaml")) -> tuple[Family, ...]:
    """The invented questions on other subjects."""
    return TypeAdapter(tuple[Family, ...]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))


def posed(fiches: Fiches, negatives: Sequence[Family]) -> list[Posed]:
    """Every way of asking, one in two of them also misspelt, and every negative, some misspelt."""
    from evals.judge.typos import with_typos

    found: list[Posed] = []
    for fiche_id, said in fiches.phrases.items():
        for number, (writer, phrase) in enumerate(said):
            one = Posed(
                phrase.text, Origin.PHRASE, fiche_id, fiche_id, writer, phrase.register_, phrase.language
            )
            found.append(one)
            if number % 2 == 0:
                found.append(_misspelt(one, with_typos(phrase.text, _SEED)))
    for family in negatives:
        for number, (language, text) in enumerate(family.questions()):
            one = Posed(text, Origin.NEGATIVE, None, family.family, None, "negative", language, family.reason)
            found.append(one)
            if number % 3 == 0:
                found.append(_misspelt(one, with_typos(text, _SEED)))
    return found


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
        asked.append(ask(question, index, indexes[question.writer]))
        if progress:
            progress(number, len(questions))
    return asked


def ask(question: Posed, index: SearchIndex, fiches: FicheIndex) -> Asked:
    """Search for one question, as the assistant does."""
    received = receive(question.text)
    understood = understand(received, Conversation(id="evaluation"))
    found = retrieve(understood.query, received.language, index, fiches)
    pairs = pair_features(understood, found.provisions, found.fiches)
    return Asked(question, understood, found.provisions, found.fiches, tuple(pairs))


def _misspelt(one: Posed, text: str) -> Posed:
    origin = Origin.NEGATIVE if one.fiche is None else Origin.TYPO
    return Posed(text, origin, one.fiche, one.group, one.writer, one.register, one.language, one.reason)
