"""The web application: middleware, routes and errors put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.guard import Guard
from api.problems import FieldProblem, Problem, ProblemError, field_problems, problem
from api.routes import (
    calculations,
    chat,
    conversations,
    decisions,
    draft,
    feedback,
    health,
    pages,
    shared,
    sources,
)
from api.service import Service
from api.throttle import Throttle

_WEB = Path(__file__).parent / "web"
_PARSE_FAILED = 400
_description: dict[str, Any] = {}
"""What the API looks like, once somebody asked for it."""

_DESCRIPTION = """Answers questions on *individueel maatwerk* with the passage they rest on and figures that
are computed, never guessed. Every refusal, question back or empty question is an answer too, with status 200;
only requests that are technically wrong get a 4xx, as problem details (RFC 9457) in Dutch. Decimals are
strings. Spans count Unicode code points in the stored text of the document, end exclusive."""


def create_app(service: Service) -> FastAPI:
    """The application over a service; it closes the service when it stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        service.close()

    app = FastAPI(
        title="IMW-assistent",
        version="1",
        description=_DESCRIPTION,
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=lifespan,
    )
    app.state.service = service
    routes = (chat, conversations, feedback, shared, sources, calculations, decisions, draft, health, pages)
    for router in (route.router for route in routes):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=_WEB / "static"), name="static")
    settings = service.settings
    app.add_middleware(
        Throttle,
        writes=settings.writes_per_minute,
        reads=settings.reads_per_minute,
        refusal=pages.refusal,
    )
    app.add_middleware(
        Guard,
        allowed_hosts=settings.allowed_hosts,
        max_body_bytes=settings.max_body_bytes,
        debug=settings.debug,
        refusal=pages.refusal,
    )
    _handle_errors(app)
    _describe_problems(app)
    return app


def _describe_problems(app: FastAPI) -> None:
    """Describe our problems in place of the framework's own error format, which is never sent.

    The description is made when it is first asked for, and once: it takes long, and is the same for every
    application.
    """
    by_framework = app.openapi

    def described() -> dict[str, Any]:
        if not _description:
            made = by_framework()
            _, problems = models_json_schema(
                [(Problem, "serialization")], ref_template="#/components/schemas/{model}"
            )
            schemas = made["components"]["schemas"]
            schemas |= problems["$defs"]
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            _description.update(made)
        return _description

    app.openapi = described  # type: ignore[method-assign]


def _handle_errors(app: FastAPI) -> None:
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ProblemError, _known)
    app.add_exception_handler(HTTPException, _http)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for nothing else
    if pages.wants_page(request.scope):
        return await pages.refusal(request.scope, 422)
    errors: list[Any] = list(error.errors())
    if _is_not_json(request, errors):
        detail = "Stuur het bericht als JSON, met de kop ‘Content-Type: application/json’."
        return problem(422, detail, errors=[FieldProblem(field="body", detail="moet een JSON-object zijn")])
    fields = field_problems(errors)
    detail = " ".join(f"‘{f.field}’ {f.detail}." for f in fields)
    return problem(422, detail, errors=fields)


def _is_not_json(request: Request, errors: list[Any]) -> bool:
    return [e["loc"] for e in errors] == [("body",)] and "json" not in request.headers.get("content-type", "")


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101 - registered for nothing else
    if pages.wants_page(request.scope):
        return await pages.refusal(request.scope, error.status, error.detail, headers=error.headers)
    return problem(error.status, error.detail, errors=error.errors, headers=error.headers)


async def _http(request: Request, error: Exception) -> Response:
    """What the framework refuses. A body that it cannot parse is a 422, as any other unreadable body."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for nothing else
    if error.status_code == _PARSE_FAILED:
        if pages.wants_page(request.scope):
            return await pages.refusal(request.scope, 422)
        fields = [FieldProblem(field="body", detail="is geen geldige JSON in UTF-8")]
        return problem(422, "‘body’ is geen geldige JSON in UTF-8.", errors=fields)
    return await pages.refusal(request.scope, error.status_code, headers=error.headers)
