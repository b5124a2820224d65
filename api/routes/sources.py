"""Looking things up: search, documents, provisions."""

from __future__ import annotations

import difflib
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.problems import FieldProblem, ProblemError
from api.routes import TheService, problems
from api.views import (
    DocumentsView,
    DocumentTextView,
    ProvisionView,
    SearchView,
    document_text_view,
    document_view,
    provision_view,
    search_view,
)
from corpus.models import Corpus, Document, Scope
from indexes.models import Filters

router = APIRouter(prefix="/api/v1", tags=["sources"])


@router.get("/search", response_model=SearchView, summary="Zoek in de bronnen", responses=problems(503))
async def search(
    service: TheService,
    q: Annotated[
        str, Query(min_length=1, max_length=1_000, description="what to look for", examples=["loonpremie"])
    ],
    k: Annotated[int, Query(ge=1, le=50, description="how many at most")] = 10,
    document: Annotated[list[str] | None, Query(description="only in these documents")] = None,
    scope: Annotated[list[Scope] | None, Query(description="only about these measures")] = None,
    on: Annotated[date | None, Query(description="only what was in force on this day")] = None,
) -> Response:
    """Find provisions, best first, with the score of each engine."""
    live = service.live
    for name in document or ():
        if name not in live.corpus.documents:
            raise ProblemError(422, unknown_document(name, live.corpus), [_document_problem()])
    filters = Filters(documents=tuple(document or ()), scopes=tuple(scope or ()), in_force_on=on)
    result = await service.in_pool(lambda: live.index.search(q, k=k, filters=filters))
    return _json(search_view(result, live.corpus).model_dump_json())


@router.get(
    "/documents", response_model=DocumentsView, summary="Alle brondocumenten", responses=problems(503)
)
async def documents(service: TheService) -> Response:
    """All source documents with their identity, authority and dates."""
    found = tuple(document_view(document) for document in service.live.corpus.documents.values())
    return _json(DocumentsView(documents=found).model_dump_json())


@router.get(
    "/documents/{document_id}",
    response_model=DocumentTextView,
    summary="De bewaarde tekst van een document",
    responses=problems(404, 503),
)
async def document(
    document_id: Annotated[str, Path(examples=["gr-2026-00367-overeenkomst"])], service: TheService
) -> Response:
    """A document with its stored text and every place in it that can be cited."""
    return _json(document_text_view(find_document(document_id, service.live.corpus)).model_dump_json())


@router.get(
    "/provisions/{provision_id:path}",
    response_model=ProvisionView,
    summary="Eén plaats in een document",
    responses=problems(404, 503),
)
async def provision(
    provision_id: Annotated[
        str,
        Path(
            description="`<document>%23<locator>` or `<document>/<locator>`",
            examples=["gr-2026-00367-overeenkomst/art-5"],
        ),
    ],
    service: TheService,
) -> Response:
    """A provision by its id. A former name of a place leads to the place of now."""
    corpus = service.live.corpus
    document_id, _, locator = provision_id.replace("#", "/", 1).partition("/")
    found = find_document(document_id, corpus)
    try:
        place = corpus.provision(f"{document_id}#{locator}")
    except KeyError:
        raise ProblemError(404, _unknown_place(locator, found)) from None
    return _json(provision_view(place, corpus).model_dump_json())


def find_document(document_id: str, corpus: Corpus) -> Document:
    """The document with this id.

    Raises:
        ProblemError: 404, with the ids that exist.
    """
    if document_id not in corpus.documents:
        raise ProblemError(404, unknown_document(document_id, corpus))
    return corpus.documents[document_id]


def unknown_document(document_id: str, corpus: Corpus) -> str:
    """What to say to someone who asks for a document that is not there."""
    near = difflib.get_close_matches(document_id, corpus.documents, n=1)
    hint = f" Bedoelde u ‘{near[0]}’?" if near else ""
    return f"Dit document is er niet.{hint} De documenten zijn: {', '.join(corpus.documents)}."


def _unknown_place(locator: str, document: Document) -> str:
    near = difflib.get_close_matches(locator, document.by_locator, n=3, cutoff=0.4)
    hint = f" Bedoelde u {' of '.join(f'‘{name}’' for name in near)}?" if near else ""
    return f"Die plaats is er niet in ‘{document.id}’.{hint} Alle plaatsen: /api/v1/documents/{document.id}."


def _document_problem() -> FieldProblem:
    return FieldProblem(field="document", detail="moet de naam van een document zijn")


def _json(content: str) -> Response:
    return Response(content, media_type="application/json")
