"""Calculating: a form per calculator, its outcome, and the outcome as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.problems import ProblemError
from api.routes import TheService
from api.routes.pages.shell import LANGUAGE, language_of, page
from api.service import Service
from api.web.calculate.desks import DAY, DESKS, Desk, blame, fields_of, query, run
from api.web.calculate.export import as_csv, as_xlsx
from api.web.calculate.result import Result, result_of
from api.web.forms import Form, read
from api.web.texts import texts
from assistant.rules.errors import InvalidCase

router = APIRouter(prefix="/bereken")

_DESKS = {desk.slug: desk for desk in DESKS}
_FILES = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


@dataclass(frozen=True)
class Worked:
    """A form as it was filled in, with its outcome when there is one."""

    form: Form
    result: Result | None = None
    query: str = ""
    """What follows the `?` in the address that gives this outcome again."""


@router.get("")
async def overview(request: Request, service: TheService) -> Response:
    """Which calculations there are."""
    return page(request, service, "calculate_overview.html", active="calculate", desks=DESKS)


@router.get("/{slug}")
async def calculator(slug: str, request: Request, service: TheService) -> Response:
    """A form, and the outcome once it is filled in."""
    desk = _desk(slug)
    worked = await _worked(desk, request, service)
    status = 422 if worked.form.sent and not worked.result else 200
    return _shown(request, service, desk, worked, status)


@router.get("/{slug}/{kind}")
async def file(slug: str, kind: str, request: Request, service: TheService) -> Response:
    """The outcome as a file; without an outcome, the form with what is wrong."""
    desk = _desk(slug)
    if kind not in _FILES:
        raise ProblemError(404)
    worked = await _worked(desk, request, service)
    if worked.result is None:
        return _shown(request, service, desk, worked, 422)
    media_type, write = _FILES[kind]
    address = f"{str(request.base_url).rstrip('/')}{desk.path}?{worked.query}"
    result, language = worked.result, language_of(request)
    content = await service.in_pool(lambda: write(result, address, language))
    disposition = f'attachment; filename="{desk.slug}-{worked.result.on.isoformat()}.{kind}"'
    return Response(content, media_type=media_type, headers={"content-disposition": disposition})


def _shown(request: Request, service: Service, desk: Desk, worked: Worked, status: int) -> Response:
    return page(
        request,
        service,
        "calculate.html",
        active="calculate",
        status=status,
        desk=desk,
        desks=DESKS,
        form=worked.form,
        result=worked.result,
        query=worked.query,
    )


def _desk(slug: str) -> Desk:
    if slug not in _DESKS:
        raise ProblemError(404)
    return _DESKS[slug]


async def _worked(desk: Desk, request: Request, service: Service) -> Worked:
    live, today, language = service.live, service.today(), language_of(request)
    given = {name: value for name, value in request.query_params.items() if name != LANGUAGE}
    form = read(fields_of(desk, live.parameters, today), given, texts(language)["forms"]["errors"])
    if not form.ready:
        return Worked(form)
    try:
        outcome = await service.in_pool(lambda: run(desk, form.values, live.parameters, today))
    except InvalidCase as error:
        refusal = error
        return Worked(await service.in_pool(lambda: blame(desk, form, refusal, live.parameters, today)))
    on = form.values.get(DAY, today)
    assert isinstance(on, date)  # noqa: S101 - a date field
    result = result_of(desk, form, outcome, live.corpus, language, on)
    return Worked(form, result, urlencode(query(form, today)))
