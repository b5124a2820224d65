"""Places in the sources: one that somebody wants to read, and those that carry an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from assistant.judge import Action, Judgement
from assistant.knowledge import Knowledge
from assistant.lexicon import lexicon
from assistant.models import Outcome
from assistant.understand import Understood
from assistant.understand.cues import Cue, any_found, cues
from assistant.understand.places import documents_named, without_documents
from assistant.understand.questions import content
from assistant.work import Worked
from corpus.fiches import Fiche, FicheKind, Intent
from corpus.models import OWN_WORDS, Corpus, Provision
from indexes.models import SearchResult

_TABLE_HEAD = re.compile(r"rij-0(?:--\d+)?$")
"""The head of a table is shown with its rows."""
_SHORT = 2
"""Words of content that name a matter and hardly ask anything of it."""
MOST = 3
"""Places to name: more are not looked up."""


def asks_where(understood: Understood) -> bool:
    """Whether a question wants to know which place in the sources says something."""
    return any_found(_sources(), understood.text.lower())


def matter_of(understood: Understood) -> tuple[Understood, ...]:
    """What the place is asked of: "welk artikel van het model regelt de facturatie?" without its first words.

    The document that is named says where to look, not what is looked for. A matter of a word or two is read
    as a question as well.
    """
    text = understood.text
    for cue in _sources():
        hit = next(cue.hits(text.lower()), None)
        if hit:
            text = text[: hit.start] + text[hit.end :]
            break
    if documents_named(text.lower()):
        text = without_documents(text.lower()) or text
    matter = text.strip(" ?!.,:")
    wanted = tuple(intent for intent in understood.intents if intent is not Intent.WHERE)
    own = replace(understood, own=None, intents=wanted)
    bare = [word for word in matter.split() if word.lower() not in lexicon("places")["reading"]]
    words = len(content(" ".join(bare).lower()))
    if not words:
        return (replace(own, query=text.strip()),)
    asked = lexicon("places")["matter_question"].format(matter=" ".join(bare))
    readings = (replace(own, query=text.strip()),)
    return (*readings, replace(own, query=asked)) if words <= _SHORT else readings


def telling_of(judgement: Judgement, understood: Understood, knowledge: Knowledge) -> Fiche | None:
    """The likeliest fiche that says something and rests on the document that the question names."""
    named = documents_named(understood.text.lower())
    for name, _ in judgement.fiches:
        fiche = knowledge.fiches.fiches[name]
        cited = {support.provision.partition("#")[0] for said in fiche.answer for support in said.citations}
        if fiche.kind is not FicheKind.GAP and (not named or cited & set(named)):
            return fiche
    return None


def to_quote(understood: Understood, result: SearchResult, corpus: Corpus) -> Provision | None:
    """What to quote when no place is named: the first that was found of which we have the words."""
    if understood.intents[:1] != (Intent.QUOTE,):
        return None
    found = (hit.provision for hit in result.hits)
    return next((p for p in found if corpus.documents[p.document].entry.authority not in OWN_WORDS), None)


def carrying(
    judgement: Judgement, worked: Worked, knowledge: Knowledge, named: Sequence[str] = ()
) -> tuple[Provision, ...]:
    """The provisions that carry an answer, the weightiest first: what its first sentence rests on.

    Args:
        judgement: what is answered.
        worked: what the rules made of it.
        knowledge: the fiches and the documents.
        named: the documents in which the place is looked for; none when any will do.
    """
    if worked.calculations or worked.decisions:
        found = _of_worked(worked)
    elif judgement.action is Action.ANSWER and judgement.fiches:
        found = _of_fiche(knowledge.fiches.fiches[judgement.fiches[0][0]], named)
    else:
        return ()
    found = [place for place in found if place.partition("#")[0] in named] or found
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


def _of_fiche(fiche: Fiche, named: Sequence[str]) -> list[str]:
    """What its first sentence rests on; the first that rests on a named document where there is one."""
    cited = [[support.provision for support in sentence.citations] for sentence in fiche.answer]
    within = ([p for p in places if p.partition("#")[0] in named] for places in cited)
    return next((p for p in within if p), None) or next((places for places in cited if places), [])


@cache
def _sources() -> tuple[Cue, ...]:
    return cues(lexicon("dialogue")["source_asked"])
