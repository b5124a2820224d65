"""Reading the sources: the list of documents, one document with its places, and searching in all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from api.problems import ProblemError
from api.routes import TheService
from api.routes.pages.shell import language_of, page
from api.routes.sources import find_document, unknown_document
from api.service import Service
from api.web.sources.finding import Found, found
from api.web.sources.reading import Additions, Passage, contents, document_html
from api.web.sources.remarks import remarks_in
from api.web.texts import texts
from assistant.models import Language
from corpus.models import OWN_WORDS, CatalogEntry, Corpus, Document
from indexes.models import Filters

router = APIRouter(prefix="/bronnen")

_MOST_HITS = 15
_LONGEST_QUERY = 300
_rendered: dict[tuple[str, str, Language], Markup] = {}


@router.get("")
async def sources(request: Request, service: TheService) -> Response:
    """All documents, the highest in rank first; with a question, what is found for it."""
    corpus = service.live.corpus
    query = " ".join(request.query_params.get("q", "").split())
    only = request.query_params.get("document", "")
    if only and only not in corpus.documents:
        raise ProblemError(404, unknown_document(only, corpus))
    too_long = len(query) > _LONGEST_QUERY
    hits = await _search(query, only, request, service) if query and not too_long else ()
    return page(
        request,
        service,
        "sources.html",
        active="sources",
        status=422 if too_long else 200,
        query=query[:_LONGEST_QUERY],
        too_long=too_long,
        only=corpus.documents.get(only),
        hits=hits,
        documents=_listed(corpus, service.today()),
    )


@router.get("/{document_id}")
async def source(document_id: str, request: Request, service: TheService) -> Response:
    """One document, with an anchor at every place that can be cited and the cited passage marked."""
    corpus, language = service.live.corpus, language_of(request)
    document = find_document(document_id, corpus)
    passage = _passage(request.query_params, document)
    remarks = remarks_in(document_id, corpus, language)
    html = await service.in_pool(lambda: _html(document, passage, corpus, language))
    return page(
        request,
        service,
        "source.html",
        active="sources",
        document=document,
        validity=_validity(document.entry, service.today()),
        own_words=document.entry.authority in OWN_WORDS,
        html=html,
        contents=contents(document),
        passage=passage,
        remarks=sum(len(at_place) for at_place in remarks.values()),
    )


async def _search(query: str, only: str, request: Request, service: Service) -> tuple[Found, ...]:
    live, filters = service.live, Filters(documents=(only,) if only else ())
    result = await service.in_pool(lambda: live.index.search(query, k=_MOST_HITS, filters=filters))
    return found(result.hits, query, live.corpus, language_of(request))


def _listed(corpus: Corpus, today: date) -> list[dict[str, Any]]:
    ranked = sorted(corpus.documents.values(), key=lambda document: document.entry.rank)
    return [
        {
            "id": document.id,
            "entry": document.entry,
            "validity": _validity(document.entry, today),
            "own_words": document.entry.authority in OWN_WORDS,
        }
        for document in ranked
    ]


def _validity(entry: CatalogEntry, today: date) -> str:
    """Whether a text applies today, as far as a source says so; a key of `sources.validity`."""
    if entry.in_force_to and today > entry.in_force_to:
        return "over"
    if entry.in_force_from is None:
        return "unsaid"
    return "now" if entry.in_force_from <= today else "later"


def _html(document: Document, passage: Passage | None, corpus: Corpus, language: Language) -> Markup:
    """The text of a document; without a passage rendered once per version."""
    key = (document.id, document.version, language)
    if passage is None and key in _rendered:
        return _rendered[key]
    here: str = texts(language)["sources"]["here"]
    html = document_html(document, Additions(passage, remarks_in(document.id, corpus, language), here))
    if passage is None:
        _rendered[key] = html
    return html


def _passage(params: Mapping[str, str], document: Document) -> Passage | None:
    """The passage an address names, unless it was cited from another version of the text."""
    try:
        start, end = int(params.get("van", "")), int(params.get("tot", ""))
    except ValueError:
        return None
    same = document.version.endswith(params.get("v", ""))
    return Passage(start, end) if same and 0 <= start < end <= len(document.text) else None
