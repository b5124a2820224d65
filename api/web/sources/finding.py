"""Searching in the sources: what was found, with the words that were looked for marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from api.web.texts import texts
from assistant.draft import title_of
from assistant.models import Language
from corpus.models import OWN_WORDS, Corpus, Provision
from indexes.models import Hit

_AROUND = 120
_SNIPPET = 320
_SHORTEST = 3
_WORD = re.compile(r"\w+")
_SIGNS = re.compile(r"\*\*|__|^#+\s*|^\s*[-*]\s+|^\|[\s:|-]+\|?$|\|", re.MULTILINE)


@dataclass(frozen=True)
class Found:
    """A place that was found."""

    title: str
    headings: str
    snippet: Markup
    href: str
    authority: str
    own_words: bool


def found(hits: Sequence[Hit], query: str, corpus: Corpus, language: Language) -> tuple[Found, ...]:
    """The hits of a search, best first."""
    return tuple(_found(hit.provision, query, corpus, language) for hit in hits)


def _found(place: Provision, query: str, corpus: Corpus, language: Language) -> Found:
    document = corpus.documents[place.document]
    entry = document.entry
    span = f"van={place.start}&tot={place.end}&v={document.version[-12:]}"
    return Found(
        title_of(entry.title, place.label),
        " › ".join(place.breadcrumb[1:]),
        _snippet(place.text, query),
        f"/bronnen/{place.document}?{span}#{place.locator}",
        texts(language)["authority_labels"][entry.authority.value],
        entry.authority in OWN_WORDS,
    )


def _snippet(text: str, query: str) -> Markup:
    """The part of a text where the query begins to be found, with its words marked."""
    plain = " ".join(_SIGNS.sub(" ", text).split())
    words = [re.escape(word) for word in _WORD.findall(query) if len(word) >= _SHORTEST]
    wanted = re.compile(rf"\b(?:{'|'.join(words)})\w*", re.IGNORECASE) if words else None
    first = wanted.search(plain) if wanted else None
    start = max(0, first.start() - _AROUND) if first else 0
    start = plain.find(" ", start) + 1 if start else 0
    part = plain[start : start + _SNIPPET]
    shown = Markup("") if not start else Markup("… ")
    at = 0
    for match in wanted.finditer(part) if wanted else ():
        shown += (
            escape(part[at : match.start()]) + Markup("<mark>") + escape(match.group()) + Markup("</mark>")
        )
        at = match.end()
    return shown + escape(part[at:]) + ("" if start + _SNIPPET >= len(plain) else " …")
