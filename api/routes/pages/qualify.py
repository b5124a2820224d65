"""Certificates held against the lists: pasted or uploaded, shown as a table or a file. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.problems import ProblemError
from api.routes import TheService
from api.routes.pages.shell import language_of, page
from api.service import Service
from api.web.qualify.findings import HEADS, Findings, findings_of, table
from api.web.qualify.intake import MOST_LINES, Entry, Refusal, Unreadable, from_file, from_text
from api.web.sheets import MEDIA_TYPES, csv_bytes, xlsx_bytes
from api.web.texts import texts

router = APIRouter(prefix="/kwalificatie")

_TEXT, _FILE = "getuigschriften", "bestand"


@router.get("")
async def form(request: Request, service: TheService) -> Response:
    """An empty form."""
    return _shown(request, service)


@router.post("")
async def check(request: Request, service: TheService) -> Response:
    """The form with what was found."""
    text, upload = await _sent(request)
    try:
        entries = from_file(upload) if upload else from_text(text)
    except Unreadable as error:
        return _shown(request, service, text=text, refusal=error.refusal, status=422)
    found = await _found(entries, request, service)
    return _shown(request, service, text=_written(entries), findings=found)


@router.post("/{kind}")
async def file(kind: str, request: Request, service: TheService) -> Response:
    """What was found, as a file."""
    if kind not in MEDIA_TYPES:
        raise ProblemError(404)
    text, _ = await _sent(request)
    try:
        entries = from_text(text)
    except Unreadable as error:
        return _shown(request, service, text=text, refusal=error.refusal, status=422)
    words = texts(language_of(request))["qualify"]
    found = await _found(entries, request, service)
    heads, rows = [words["heads"][head] for head in HEADS], table(found, words)
    content = csv_bytes(heads, rows) if kind == "csv" else xlsx_bytes(words["sheet"], heads, rows)
    name = f"kwalificatie-{service.today().isoformat()}.{kind}"
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=MEDIA_TYPES[kind], headers=disposition)


async def _sent(request: Request) -> tuple[str, bytes]:
    """The text that was typed and the content of the file, whichever there is."""
    most = request.app.state.service.settings.max_body_bytes
    try:
        async with request.form(max_files=1, max_fields=4, max_part_size=most) as fields:
            text, upload = fields.get(_TEXT, ""), fields.get(_FILE)
            content = await upload.read() if isinstance(upload, UploadFile) else b""
    except HTTPException:
        raise ProblemError(422, texts(language_of(request))["errors"]["form"]) from None
    return text if isinstance(text, str) else "", content


async def _found(entries: Sequence[Entry], request: Request, service: Service) -> Findings:
    live, today, language = service.live, service.today(), language_of(request)
    return await service.in_pool(lambda: findings_of(entries, live.corpus, live.parameters, today, language))


def _written(entries: Sequence[Entry]) -> str:
    """The certificates as text, each on the line it had, so that a file made of it has the same numbers."""
    by_line = {entry.line: entry.text for entry in entries}
    return "\n".join(by_line.get(line, "") for line in range(1, max(by_line) + 1))


def _shown(
    request: Request,
    service: Service,
    *,
    text: str = "",
    findings: Findings | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> Response:
    limits: dict[str, Any] = {"lines": MOST_LINES, "size": service.settings.max_body_bytes // 1024}
    return page(
        request,
        service,
        "qualify.html",
        active="qualify",
        status=status,
        text=text,
        findings=findings,
        refusal=refusal,
        limits=limits,
    )
