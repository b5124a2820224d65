"""What a change would do: the answer, the checks, the questions won and lost; and its proposal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from api.runtime import Live, index_folder
from api.settings import Settings
from api.web.edit.fiche_form import FicheForm, phrases_of, removed_of
from assistant.draft import title_of
from assistant.knowledge import Knowledge
from assistant.preview import Preview, preview
from corpus.editing import EditError
from corpus.fiches import Fiche, Fiches, Sentence, load_fiches
from corpus.models import Corpus, Provision
from corpus.phrases import Phrase
from corpus.proposals import (
    EDITOR,
    Proposal,
    fiche_problems,
    loaded_fiches,
    propose_fiche,
)
from indexes import snapshot
from indexes.contest import Contest, contest
from indexes.phrases import FicheIndex, stored_vectors

FOLDER = "proposals"
_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[a-z0-9_.-]{1,80}\.diff")
_FOUND = 8


@dataclass(frozen=True)
class Passage:
    """The text of a place, with what stands before and behind the quote when it stands there once."""

    id: str
    document: str
    locator: str
    title: str
    before: str
    quote: str = ""
    behind: str = ""


@dataclass(frozen=True)
class Outlook:
    """What a fiche would be."""

    preview: Preview
    problems: tuple[str, ...]
    """What `corpus check` says of this fiche."""
    unread: tuple[Sentence, ...]
    """Sentences that somebody else has to read against their quotes."""


@dataclass(frozen=True)
class Kept:
    """A proposal on disk."""

    name: str
    at: datetime
    patch: str


def with_change(fiches: Fiches, fiche: Fiche, form: FicheForm) -> Fiches:
    """All fiches with the change of a form that was read without errors."""
    gone = removed_of(form, fiches)
    said = [pair for pair in fiches.phrases.get(fiche.id, ()) if pair not in gone]
    said += [(EDITOR, phrase) for phrase in phrases_of(form, fiche)]
    topic = fiches.topics.get(fiche.id, form.topic)
    return Fiches(
        {**fiches.fiches, fiche.id: fiche},
        {**fiches.topics, fiche.id: topic},
        {**fiches.phrases, fiche.id: tuple(said)},
    )


def outlook(fiche: Fiche, form: FicheForm, live: Live, on: date) -> Outlook:
    """The answer that a fiche would give and what the checks say of it."""
    after = with_change(load_fiches(), fiche, form)
    knowledge = replace(Knowledge.of(live.corpus, live.parameters), fiches=after)
    shown = preview(fiche, form.question or fiche.title, knowledge, live.assistant.engine(), on)
    problems, unread = fiche_problems(fiche, after, live.corpus, frozenset(live.parameters.names()))
    return Outlook(shown, problems, unread)


def compared(fiche: Fiche, form: FicheForm, live: Live) -> Contest:
    """The questions that a change wins and loses."""
    before = load_fiches()
    after = with_change(before, fiche, form)
    status = live.index.status()
    vectors = dict(stored_vectors(status.folder, status.model))
    for text in (fiche.title, *(phrase.text for phrase in phrases_of(form, fiche))):
        vector = None if snapshot.digest(text) in vectors else live.index.embed(text)
        if vector is not None and vectors:
            vectors[snapshot.digest(text)] = vector
    return contest(before, after, fiche.id, _fiche_index(status.folder, status.model), vectors)


def propose(fiche: Fiche, form: FicheForm) -> Proposal:
    """The proposal of a form, loaded once to see that it does what the form says.

    Raises:
        CorpusError: the files cannot be changed so, or the changed files do not say what the form says.
    """
    fiches = load_fiches()
    before = fiches.fiches.get(fiche.id)
    topic = fiches.topics.get(fiche.id, form.topic)
    added: Sequence[Phrase] = phrases_of(form, fiche)
    made = propose_fiche(fiche, topic, before, added, removed_of(form, fiches))
    after, wanted = loaded_fiches(made), with_change(fiches, fiche, form)
    same_ways = set(after.phrases[fiche.id]) == set(wanted.phrases[fiche.id])
    if after.fiches != wanted.fiches or not same_ways:
        raise EditError("layout", topic=topic)
    return made


def keep(made: Proposal, about: str, at: datetime, settings: Settings) -> str:
    """Write a proposal in the folder of proposals; its name."""
    folder = proposals_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{at:%Y%m%d-%H%M%S}-{about[:80]}.diff"
    (folder / name).write_bytes(made.patch().encode())
    return name


def proposal_names(settings: Settings) -> Sequence[str]:
    """The names of all proposals, the newest first."""
    return sorted((path.name for path in proposals_folder(settings).glob("*.diff")), reverse=True)


def proposal(name: str, settings: Settings) -> Kept | None:
    """One proposal; None when there is none of that name."""
    path = proposals_folder(settings) / name
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    return Kept(name, datetime.strptime(name[:15], "%Y%m%d-%H%M%S"), path.read_text(encoding="utf-8"))


def proposals_folder(settings: Settings) -> Path:
    """Where proposals are kept: beside the index."""
    return index_folder(settings).parent / FOLDER


def passages_of(form: FicheForm, corpus: Corpus) -> Mapping[tuple[str, str], Passage]:
    """The passages that the form cites, by provision and quote."""

    def found() -> Iterator[tuple[tuple[str, str], Passage]]:
        for said in form.said:
            for cited in said.cited:
                try:
                    provision = corpus.provision(cited.provision)
                except KeyError:
                    continue
                yield (cited.provision, cited.quote), _passage(provision, corpus, cited.quote)

    return dict(found())


def search(wanted: str, live: Live) -> tuple[Passage, ...]:
    """The passages most like some words."""
    hits = live.index.search(wanted, k=_FOUND).hits if wanted else ()
    return tuple(_passage(hit.provision, live.corpus) for hit in hits)


def titles(ids: Iterable[str | None], fiches: Fiches) -> Mapping[str, str]:
    """The titles of fiches by id, as far as they are there."""
    return {name: fiches.fiches[name].title for name in ids if name and name in fiches.fiches}


def _passage(provision: Provision, corpus: Corpus, quote: str = "") -> Passage:
    title = title_of(corpus.documents[provision.document].entry.title, provision.label)
    text = provision.text
    if not quote or text.count(quote) != 1:
        return Passage(provision.id, provision.document, provision.locator, title, text)
    before, _, behind = text.partition(quote)
    return Passage(provision.id, provision.document, provision.locator, title, before, quote, behind)


@lru_cache(maxsize=1)
def _fiche_index(folder: Path, model: str | None) -> FicheIndex:
    """The fiches as they are, to find neighbours with; only editors pay for it."""
    return FicheIndex.open(load_fiches(), folder, model)
