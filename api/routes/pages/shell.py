"""What every page has around it: navigation, language, what is live, the date of the sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.builder import Building
from api.problems import ProblemError
from api.service import Service
from api.web import view
from api.web.render import render
from api.web.texts import texts
from assistant.models import Language
from indexes.models import Engine

LANGUAGE = "taal"
"""The name of the query parameter, and of the only cookie, which ends with the session of the browser."""

_MOST_FIELDS = 10
MOST_FIELDS_OF_A_FORM = 600
"""Fields of the largest form there is, that of a fiche; a post with more is not read."""


@dataclass(frozen=True)
class Entry:
    """A page in the navigation; its name stands in the texts under `nav`."""

    key: str
    path: str


NAVIGATION = (
    Entry("ask", "/"),
    Entry("calculate", "/bereken"),
    Entry("eligibility", "/in-aanmerking"),
    Entry("qualify", "/kwalificatie"),
    Entry("sources", "/bronnen"),
    Entry("draft", "/opstellen"),
)
"""The pages that exist, in the order of the navigation."""

EDITING = Entry("edit", "/redactie")
"""Only where the site switches it on."""


@dataclass(frozen=True)
class State:
    """What a page says about what is live: lines in the footer, and a note when something is lacking."""

    engines: str
    dates: str = ""
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """A language to switch to, with the address of the same page in it."""

    language: Language
    name: str
    href: str


def language_of(request: Request) -> Language:
    """The language of the interface: as asked in the address, as chosen before, or Dutch."""
    for asked in (request.query_params.get(LANGUAGE), request.cookies.get(LANGUAGE)):
        if asked in set(Language):
            return Language(asked)
    return Language.NL


def page(
    request: Request, service: Service, template: str, *, active: str = "", status: int = 200, **values: Any
) -> Response:
    """A whole page. `active` is the key of the page in the navigation."""
    language = language_of(request)
    html = render(
        template,
        language,
        active=active,
        navigation=(*NAVIGATION, EDITING) if service.settings.editing else NAVIGATION,
        languages=_choices(request),
        state=_state(service, language),
        today=service.today(),
        **values,
    )
    return _remembering(request, HTMLResponse(html, status))


def fragment(request: Request, template: str, **values: Any) -> Response:
    """A piece of a page, for a script that puts it in place."""
    return HTMLResponse(render(template, language_of(request), **values))


async def form_fields(request: Request, most: int = _MOST_FIELDS) -> dict[str, str]:
    """The fields of a form that was posted; the last of each name counts.

    Raises:
        ProblemError: 422, it cannot be read.
    """
    try:
        found = parse_qs((await request.body()).decode("ascii"), keep_blank_values=True, max_num_fields=most)
    except ValueError:
        raise ProblemError(422, texts(language_of(request))["errors"]["form"]) from None
    return {name: values[-1] for name, values in found.items()}


def _remembering(request: Request, response: Response) -> Response:
    """Keep the language that the address asks for, as long as the browser stays open."""
    asked = request.query_params.get(LANGUAGE)
    if asked in set(Language):
        secure = request.url.scheme == "https"
        response.set_cookie(LANGUAGE, asked, httponly=True, samesite="lax", secure=secure)
    return response


def _choices(request: Request) -> tuple[Choice, ...]:
    """The languages; the answer to a form that was posted has no address of its own."""
    path = request.url.path if request.method == "GET" else "/"
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != LANGUAGE]
    return tuple(
        Choice(
            language,
            texts(language)["site"]["language_name"],
            f"{path}?{urlencode([*kept, (LANGUAGE, language.value)])}",
        )
        for language in Language
    )


def _state(service: Service, language: Language) -> State:
    if service.unusable:
        return State(engines=service.unusable)
    live = service.live
    words = texts(language)["footer"]
    dense = words["on" if Engine.DENSE in live.index.engines else "off"]
    corpus = words["corpus"].format(count=len(live.corpus.documents), version=live.corpus.fingerprint[:8])
    engines = words["engines"].format(dense=dense, llm=words["off"])
    oldest = min((value.reviewed_on for value in live.parameters), default=None)
    dates = words["reviewed"].format(date=view.day(oldest, language)) if oldest else ""
    return State(f"{engines} {corpus}.", dates, _note(service.builder.state, language))


def _note(building: Building, language: Language) -> str:
    words: dict[str, str] = texts(language)["footer"]
    if building.running:
        key = "building" if building.total else "starting"
        return words[key].format(done=building.done, total=building.total)
    return words["failed"].format(reason=building.failed) if building.failed else ""
