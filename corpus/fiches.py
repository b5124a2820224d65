"""Fiches: curated questions with answers in our own words, each sentence resting on a quote.

A fiche file holds one topic. The ways people ask for a fiche stand apart (`corpus/phrases.py`). Figures enter
a sentence through parameter placeholders (`{tarief_gent.basis.eerste_fase}`) where there is a parameter;
`kind: gap` is for what people ask and no source answers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

import yaml
from pydantic import VERSION, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from corpus import kept
from corpus.data import read_yaml
from corpus.errors import CorpusError
from corpus.models import Corpus, Provision, Scope
from corpus.phrases import Phrase, Stance, load_phrases, phrase_files

ROOT = Path(__file__).parent
PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)\}")
LONGEST_QUOTE = 300


class Intent(StrEnum):
    """What is wanted of an answer; each has its own shape."""

    YES_NO = "yes_no"
    AMOUNT = "amount"
    LIST = "list"
    STEPS = "steps"
    PAPERS = "papers"
    DEADLINE = "deadline"
    WHO = "who"
    COMPARE = "compare"
    DEFINITION = "definition"
    WHERE = "where"
    WHICH_QUARTER = "which_quarter"
    DRAFT = "draft"
    SUMMARISE = "summarise"
    QUOTE = "quote"


class FicheKind(StrEnum):
    """Whether the sources answer it."""

    ANSWER = "answer"
    GAP = "gap"


class Polarity(StrEnum):
    """What the first sentence says to a yes/no question."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Support(_Strict):
    """The quote that supports a sentence: at most 300 characters, once in the text of its provision."""

    provision: str
    quote: str = Field(min_length=3, max_length=LONGEST_QUOTE)


class Sentence(_Strict):
    """One sentence of an answer. Without quotes it must come from the named rule of its fiche."""

    text: str
    citations: tuple[Support, ...] = ()

    def content_hash(self) -> str:
        """Changes when the sentence or one of its quotes changes."""
        parts = [self.text, *(f"{c.provision}\n{c.quote}" for c in self.citations)]
        return hashlib.sha256("\n\n".join(parts).encode()).hexdigest()[:16]

    def placeholders(self) -> tuple[str, ...]:
        """Names of the parameters the sentence shows."""
        return tuple(PLACEHOLDER.findall(self.text))


class Fiche(_Strict):
    """One curated question with its answer."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    kind: FicheKind = FicheKind.ANSWER
    title: str = Field(description="the question in plain Dutch, as it is offered to a user")
    intent: Intent
    scope: Scope = Scope.INDIVIDUEEL
    audience: tuple[Literal["werkgever", "coach", "stad", "werknemer"], ...] = ()
    polarity: Polarity | None = None
    rule: str | None = Field(default=None, description="the calculation or decision that gives the outcome")
    needs: tuple[str, ...] = Field(
        default=(), description="facts that sharpen the answer, most decisive first"
    )
    answer: tuple[Sentence, ...] = Field(min_length=1)
    tensions: tuple[str, ...] = Field(
        default=(), description="ids of tensions.yaml that matter to this question"
    )
    door: str | None = Field(default=None, description="id of the contact to go to")
    related: tuple[str, ...] = ()
    formerly: tuple[str, ...] = Field(default=(), description="ids of fiches that were merged into this one")
    reviewed_on: date

    def stance(self, phrase: Phrase | None = None) -> Stance:
        """How the answer opens for a way of asking; without one, for the title."""
        if phrase is not None and phrase.says is not None:
            return phrase.says
        return Stance(self.polarity.value) if self.polarity else Stance.NONE


class _Topic(_Strict):
    topic: str
    title: str
    fiches: tuple[Fiche, ...]


@dataclass(frozen=True)
class Fiches:
    """All fiches, their topics, and the phrases of every writer."""

    fiches: Mapping[str, Fiche]
    topics: Mapping[str, str]
    """Fiche id to topic."""
    phrases: Mapping[str, tuple[tuple[str, Phrase], ...]]
    """Fiche id to (writer, phrase) pairs."""


_WHOLE = TypeAdapter(Fiches)
_KEPT = "fiches.json"
_CODE = ("fiches.py", "phrases.py", "models.py", "data.py")
"""The modules that decide what is made of the files."""


def load_fiches(root: Path | None = None) -> Fiches:
    """Read every fiche and every phrase.

    Raises:
        CorpusError: a file that does not fit the schema, an id used twice, a phrase for an unknown fiche.
    """
    return _packaged() if root is None else _load(root)


@cache
def _packaged() -> Fiches:
    """The packaged ones, read once: nothing in them changes while the program runs."""
    return read_kept(ROOT, kept.default_folder() / _KEPT)


def read_kept(root: Path, file: Path) -> Fiches:
    """The fiches and phrases of a folder: from the kept file if it was made of them, otherwise it is renewed.

    Raises:
        CorpusError: as `load_fiches`.
    """
    sources = [*_topic_files(root), *phrase_files(root / "phrases"), *(ROOT / name for name in _CODE)]
    key = kept.key_of(sources, VERSION)
    known = kept.read(file, key)
    if known is not None:
        return _WHOLE.validate_json(known)
    made = _load(root)
    kept.write(file, key, _WHOLE.dump_json(made, by_alias=True))
    return made


def _topic_files(root: Path) -> list[Path]:
    return sorted((root / "fiches").glob("*.yaml"))


def _load(root: Path) -> Fiches:
    fiches: dict[str, Fiche] = {}
    topics: dict[str, str] = {}
    for path in _topic_files(root):
        topic = _read(path, _Topic)
        for fiche in topic.fiches:
            if fiche.id in fiches:
                raise CorpusError(f"{path.name}: the fiche id {fiche.id} is used twice; give one another id.")
            fiches[fiche.id], topics[fiche.id] = fiche, topic.topic
    phrases: dict[str, list[tuple[str, Phrase]]] = {fiche: [] for fiche in fiches}
    now = {fiche: fiche for fiche in fiches} | {old: f.id for f in fiches.values() for old in f.formerly}
    for writer, phrase in load_phrases(root / "phrases"):
        if phrase.fiche not in now:
            raise CorpusError(
                f"{writer}.tsv: there is no fiche {phrase.fiche}; mend the id or write the fiche."
            )
        phrases[now[phrase.fiche]].append((writer, phrase))
    return Fiches(fiches, topics, {fiche: tuple(said) for fiche, said in phrases.items()})


def locate(support: Support, corpus: Corpus) -> tuple[Provision, int, int]:
    """The provision and the exact span of a quote.

    Raises:
        CorpusError: no such provision, or the quote does not stand in it exactly once.
    """
    try:
        provision = corpus.provision(support.provision)
    except KeyError:
        raise CorpusError(f"There is no provision {support.provision}; see `imw corpus show`.") from None
    found = provision.text.count(support.quote)
    if found != 1:
        raise CorpusError(
            f"The quote stands {found} times in {support.provision}, it must be there once: {support.quote!r}"
        )
    start = provision.start + provision.text.index(support.quote)
    return provision, start, start + len(support.quote)


def dangling(fiches: Fiches, corpus: Corpus, parameters: frozenset[str]) -> Iterator[str]:
    """Plain sentences on everything in the fiches that points nowhere."""
    for fiche in fiches.fiches.values():
        for sentence in fiche.answer:
            for problem in _sentence_problems(sentence, fiche, corpus, parameters):
                yield f"Fiche {fiche.id}: {problem}"
        for other in fiche.related:
            if other not in fiches.fiches:
                yield f"Fiche {fiche.id}: the related fiche {other} does not exist."


def _sentence_problems(
    sentence: Sentence, fiche: Fiche, corpus: Corpus, parameters: frozenset[str]
) -> Iterator[str]:
    for support in sentence.citations:
        try:
            locate(support, corpus)
        except CorpusError as error:
            yield str(error)
    for name in sentence.placeholders():
        if name not in parameters:
            yield f"there is no parameter {name}."
    if not sentence.citations and not fiche.rule and fiche.kind is not FicheKind.GAP:
        yield f"a sentence without a quote and without a rule: {sentence.text!r}"


_Schema = TypeVar("_Schema", bound=BaseModel)


def _read(path: Path, schema: type[_Schema]) -> _Schema:
    try:
        return schema.model_validate(read_yaml(path))
    except (ValidationError, yaml.YAMLError) as error:
        raise CorpusError(f"{path.name} does not fit the schema: {error}") from error
