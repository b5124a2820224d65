"""What a question wants to read of the sources: a place, a whole document, or where they disagree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.knowledge import Knowledge
from assistant.lexicon import lexicon
from assistant.models import Turn
from assistant.understand import Understood
from assistant.understand.cues import Cue, any_found, cues
from assistant.understand.model import Place
from assistant.understand.places import documents_named, without_documents
from corpus.fiches import Intent
from corpus.models import OWN_WORDS, Corpus, Document, Provision, Scope
from corpus.tensions import Tension

MOST_TENSIONS = 5
"""More disagreements than these are not read at once."""
_READING = frozenset({Intent.QUOTE, Intent.SUMMARISE})
_MOST_OTHERS = 2
_GRAVE, _CONFLICT = "A", "conflict"
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5


@dataclass(frozen=True)
class Wanted:
    """What is to be read. One of `place`, `document`, `lacking` and `tensions` is set."""

    place: Provision | None = None
    named: bool = True
    """Whether the question itself says in which document the place stands."""
    others: tuple[Provision, ...] = ()
    """The same place in other documents, which may be meant instead."""
    document: Document | None = None
    """A document to sum up as a whole."""
    lacking: Place | None = None
    """A place in a document of which we do not have the text."""
    tensions: tuple[Tension, ...] = ()
    """Where the sources disagree on what is asked about."""
    more: bool = False
    """Whether there are more of them than are told."""


def wanted(understood: Understood, turn: Turn | None, knowledge: Knowledge) -> Wanted | None:
    """What a question wants to read; None when it asks for something else."""
    lower = understood.text.lower()
    if any_found(_list("contradictions"), lower):
        return _disagreements(lower, knowledge)
    if understood.places and (_READING & set(understood.intents) or _names_only(understood)):
        return _place(understood.places, turn, knowledge.corpus)
    asked = [
        intent for intent in understood.intents if intent is not Intent.YES_NO
    ]  # "kan je ... samenvatten?"
    if asked[:1] == [Intent.SUMMARISE] and not understood.places:
        named = documents_named(lower)
        return Wanted(document=knowledge.corpus.documents[named[0]]) if len(named) == 1 else None
    return None


def _names_only(understood: Understood) -> bool:
    """Whether a message says nothing but a place, its document, and that it is to be read: "artikel 6?"."""
    left = without_documents(understood.text.lower())
    for place in understood.places:
        left = left.replace(place.words.lower(), " ")
    empty = {*lexicon("function_words"), *lexicon("question_words"), *lexicon("places")["reading"]}
    return not set(_WORD.findall(left)) - empty


def _place(places: Sequence[Place], turn: Turn | None, corpus: Corpus) -> Wanted | None:
    before = {place.partition("#")[0] for place in turn.places} if turn else set[str]()
    for place in places:
        if place.document is not None:
            document = corpus.documents[place.document]
            found = document.by_locator.get(place.locator)
            if found:
                return Wanted(place=found)
            if document.entry.authority in OWN_WORDS:
                return Wanted(lacking=place)
            continue
        holding = [d for d in corpus.documents.values() if place.locator in d.by_locator]
        if holding:
            first, *rest = sorted(holding, key=lambda d: (d.id not in before, *_nearness(d)))
            others = tuple(d.by_locator[place.locator] for d in rest[:_MOST_OTHERS])
            return Wanted(place=first.by_locator[place.locator], named=False, others=others)
    return None


def _nearness(document: Document) -> tuple[bool, int]:
    """A text on individueel maatwerk before others; of those the highest in rank."""
    return document.entry.scope is not Scope.INDIVIDUEEL, document.entry.rank


def _disagreements(lower: str, knowledge: Knowledge) -> Wanted | None:
    """The tensions on what is asked about, or the gravest on the measure itself when no subject is named."""
    subject = _subject(lower)
    named = frozenset(documents_named(lower))
    held = [
        t for t in knowledge.tensions.values() if named <= {p.partition("#")[0] for p in t.provisions}
    ] or list(knowledge.tensions.values())
    if subject:
        about = [(sum(stem in tension.text.lower() for stem in subject), tension) for tension in held]
        best = max((count for count, _ in about), default=0)
        found = [tension for count, tension in about if count and count == best]
    else:
        found = [tension for tension in held if tension.kind == _CONFLICT]
    found = [tension for tension in found if _on_measure(tension, knowledge.corpus)] or found
    found.sort(key=lambda tension: tension.severity)
    if not found:
        return None
    return Wanted(tensions=tuple(found[:MOST_TENSIONS]), more=len(found) > MOST_TENSIONS)


def _subject(lower: str) -> frozenset[str]:
    """The stems of what the disagreement is to be about, without the words that ask for one."""
    left = without_documents(lower)
    for cue in _list("contradictions"):
        for hit in cue.hits(left):
            left = f"{left[: hit.start]} {left[hit.end :]}"
    empty = {*lexicon("function_words"), *lexicon("question_words"), *lexicon("places")["dossier"]}
    return _stems(word for word in _WORD.findall(left) if word not in empty)


def _on_measure(tension: Tension, corpus: Corpus) -> bool:
    return all(corpus.provision(place).scope is Scope.INDIVIDUEEL for place in tension.provisions)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words)


@cache
def _list(name: str) -> tuple[Cue, ...]:
    lists: Mapping[str, list[str]] = lexicon("places")
    return cues(lists[name])
