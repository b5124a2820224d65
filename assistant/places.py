"""Places in the sources: one that somebody wants to read, and those that carry an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import chain

from assistant.judge import Action, Judgement
from assistant.knowledge import Knowledge
from assistant.lexicon import lexicon
from assistant.models import Outcome
from assistant.understand import Understood
from assistant.understand.cues import Cue, any_found, cues
from assistant.work import Worked
from corpus.fiches import Fiche, Intent
from corpus.models import OWN_WORDS, Corpus, Provision
from indexes.models import SearchResult

_READING = frozenset({Intent.QUOTE, Intent.SUMMARISE})
_TABLE_HEAD = re.compile(r"rij-0(?:--\d+)?$")
"""The head of a table is shown with its rows."""
MOST = 3
"""Places to name: more are not looked up."""


def place_to_read(understood: Understood, corpus: Corpus) -> Provision | None:
    """The provision that a question asks to quote or sum up; of several documents the highest in rank.

    A summary is the text itself as long as nobody has written one: nothing is left out, and nothing added.
    """
    if not _READING & set(understood.intents):
        return None
    for place in understood.places:
        documents = sorted(corpus.documents.values(), key=lambda document: document.entry.rank)
        for document in documents:
            if place.document in (None, document.id) and place.locator in document.by_locator:
                return document.by_locator[place.locator]
    return None


def asks_where(understood: Understood) -> bool:
    """Whether a question wants to know which place in the sources says something."""
    return any_found(_sources(), understood.text.lower())


def matter_of(understood: Understood) -> Understood:
    """What the place is asked of: "welk artikel regelt de facturatie?" without its first words."""
    text = understood.text
    for cue in _sources():
        hit = next(cue.hits(text.lower()), None)
        if hit:
            text = text[: hit.start] + text[hit.end :]
            break
    wanted = tuple(intent for intent in understood.intents if intent is not Intent.WHERE)
    return replace(understood, query=text.strip(), intents=wanted)


def to_quote(understood: Understood, result: SearchResult, corpus: Corpus) -> Provision | None:
    """What to quote when no place is named: the first that was found of which we have the words."""
    if understood.intents[:1] != (Intent.QUOTE,):
        return None
    found = (hit.provision for hit in result.hits)
    return next((p for p in found if corpus.documents[p.document].entry.authority not in OWN_WORDS), None)


def carrying(judgement: Judgement, worked: Worked, knowledge: Knowledge) -> tuple[Provision, ...]:
    """The provisions that carry an answer, the weightiest first: what its first sentence rests on."""
    if worked.calculations or worked.decisions:
        found = _of_worked(worked)
    elif judgement.action is Action.ANSWER and judgement.fiches:
        found = _of_fiche(knowledge.fiches.fiches[judgement.fiches[0][0]])
    else:
        return ()
    return tuple(known(found, knowledge.corpus))[:MOST]


def known(ids: Iterable[str], corpus: Corpus) -> Iterable[Provision]:
    """The provisions with these ids that still exist, each once: a conversation may be older than a text."""
    for one in dict.fromkeys(ids):
        document, _, locator = one.partition("#")
        if document in corpus.documents and locator in corpus.documents[document].by_locator:
            yield corpus.provision(one)


def _of_worked(worked: Worked) -> list[str]:
    found: list[str] = []
    for calculation in worked.calculations:
        telling = [s for s in calculation.steps if s.value == calculation.outcome.value][-1:]
        found += chain.from_iterable(step.sources for step in telling or calculation.steps)
    for decision in worked.decisions:
        telling_criteria = [
            c
            for c in decision.criteria
            if c.outcome is decision.outcome or decision.outcome is Outcome.UNKNOWN
        ]
        found += chain.from_iterable(c.sources for c in telling_criteria)
    return [place for place in found if not _TABLE_HEAD.search(place)]


def _of_fiche(fiche: Fiche) -> list[str]:
    cited = [[support.provision for support in sentence.citations] for sentence in fiche.answer]
    return next((places for places in cited if places), [])


@cache
def _sources() -> tuple[Cue, ...]:
    return cues(lexicon("dialogue")["source_asked"])
