"""What a person sees when something is refused or breaks: what is wrong, what to do, and the way back.

What was typed in a form that can be sent again as it is comes back in the page, ready to be sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Message, Scope

from api.guard import BODY
from api.problems import detail_of, problem, title_of
from api.routes.pages.shell import EDITING, MOST_FIELDS_OF_A_FORM, NAVIGATION, Entry, language_of, page
from api.web.texts import texts

_AGAIN = frozenset({408, 413, 422, 429, 500, 503})
"""With these the form may be sent again, as it is or mended; one that may not be sent is not given back."""
_SHORT = 30


@dataclass(frozen=True)
class Typed:
    """A form to send again: the longest text can still be changed, the rest goes along as it was."""

    action: str
    name: str
    text: str
    hidden: Mapping[str, str]


def wants_page(scope: Scope) -> bool:
    """Whether a person is looking: a browser, and not at the API."""
    accepts = dict(scope["headers"]).get(b"accept", b"")
    return b"text/html" in accepts and not str(scope["path"]).startswith("/api/")


async def refusal(
    scope: Scope,
    status: int,
    detail: str = "",
    *,
    headers: Mapping[str, str] | None = None,
    values: Mapping[str, Any] | None = None,
) -> Response:
    """A page for a person, problem details for a program.

    Args:
        scope: of the request.
        status: what went wrong.
        detail: what to say (Dutch); the general text of the status when left out.
        headers: to send along.
        values: what the text of a page has places for; with them the page uses its own words.
    """
    if not wants_page(scope):
        return problem(status, detail, headers=headers)
    request = Request(scope)
    said = "" if values else detail
    try:
        shown = _page(request, status, said, values or {}, await _typed(request, status))
    except Exception:  # a page that breaks, too, must not hide what went wrong
        return problem(status, detail, headers=headers)
    shown.headers.update(headers or {})
    return shown


def _page(
    request: Request, status: int, detail: str, values: Mapping[str, Any], typed: Typed | None
) -> Response:
    words: dict[str, Any] = texts(language_of(request))["errors"]
    known = words["pages"].get(str(status), {})
    general = known.get("detail", "").format_map({"wait": "", "size": "", **values})
    here = _section(request)
    shown = {
        "title": known.get("title") or title_of(status),
        "detail": detail or general or detail_of(status),
        "do": known.get("do", ""),
    }
    service = request.app.state.service
    active = here.key if here else ""
    return page(
        request, service, "error.html", active=active, status=status, problem=shown, typed=typed, here=here
    )


def _section(request: Request) -> Entry | None:
    """The page of the navigation that the address belongs to; the start page is always offered."""
    path = request.url.path
    entries = (*NAVIGATION, EDITING) if request.app.state.service.settings.editing else NAVIGATION
    return next((e for e in entries if e.path != "/" and f"{path}/".startswith(f"{e.path}/")), None)


async def _typed(request: Request, status: int) -> Typed | None:
    """What was typed in the form that was sent; None when there is nothing to send again."""
    body = request.scope.get(BODY, b"")
    if status not in _AGAIN or request.method != "POST" or not body:
        return None

    async def again() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        async with Request(request.scope, again).form(max_fields=MOST_FIELDS_OF_A_FORM) as form:
            fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    except HTTPException:
        return None
    if not fields:
        return None
    name = max(fields, key=lambda field: len(fields[field]) if _is_text(fields[field]) else -1)
    if not _is_text(fields[name]):
        name = ""
    hidden = {field: value for field, value in fields.items() if field != name}
    return Typed(request.url.path, name, fields.get(name, ""), hidden)


def _is_text(value: str) -> bool:
    """Whether a person wrote it, rather than a page: more than a word."""
    return len(value) > _SHORT or " " in value.strip()
