"""Drafting, for city staff: a reply to an e-mail, and the model agreement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.drafting.agreement import Filling, FillingError, Name, terms
from api.drafting.files import Format, letter_file
from api.problems import ProblemError
from api.routes import TheService
from api.routes.draft import LONGEST_LETTER, DraftRequest, download, drawn, written
from api.routes.pages.shell import form_fields, language_of, page
from api.web import view
from api.web.forms import Bound, Field, Form, Kind, read
from api.web.texts import texts
from assistant.drafting import LONGEST

router = APIRouter(prefix="/opstellen")

_KBO = Field("kbo", Kind.NUMBER)
_FIELDS = (
    Field("looptijd", Kind.CHOICE, terms()),
    Field("percentage", Kind.PERCENT),
    Field("datum", Kind.DATE),
)
_NAMES = "names"


@router.get("")
async def start(request: Request, service: TheService) -> Response:
    """The page on which an e-mail is pasted."""
    return page(request, service, "draft.html", active="draft", letter=None, typed="", longest=LONGEST)


@router.post("")
async def letter(request: Request, service: TheService) -> Response:
    """The questions that were found, and the reply to edit."""
    typed = (await form_fields(request)).get("text", "").replace("\r\n", "\n")
    made = await written(service, DraftRequest(text=typed))
    cited = view.sources(made.citations, service.live.corpus, language_of(request))
    passages = {passage.citation.id: passage for passage in cited}
    return page(
        request,
        service,
        "draft.html",
        active="draft",
        letter=made,
        typed=typed,
        longest=LONGEST,
        formats=tuple(Format),
        sources=[(source, [passages[number] for number in source.citations]) for source in made.sources],
    )


@router.post("/bestand")
async def file(request: Request, service: TheService) -> Response:
    """The edited letter as a file; its placeholders stay."""
    fields = await form_fields(request)
    text, wanted = fields.get("text", ""), fields.get("format", "")
    if wanted not in set(Format) or len(text) > LONGEST_LETTER:
        raise ProblemError(422, texts(language_of(request))["draft"]["wrong_file"])
    return download(await service.in_pool(lambda: letter_file(text, Format(wanted))))


@router.get("/overeenkomst")
async def agreement_form(request: Request, service: TheService) -> Response:
    """The form for the model agreement."""
    return _agreement(request, service, _form({}, _words(request)))


@router.post("/overeenkomst")
async def agreement(request: Request, service: TheService) -> Response:
    """The agreement as a file; with a mistake, the form with what is wrong."""
    given = await form_fields(request)
    names = [name for name in given.pop(_NAMES, "").split(",") if name in set(Name)]
    form = _form(given, _words(request))
    if form.ready or not given:
        values: dict[str, Any] = {key: value for key, value in form.values.items() if value != ""}
        try:
            return await drawn(service, Filling(**values, names=tuple(map(Name, names))))
        except FillingError as wrong:  # only the number is not checked by the form itself
            form = form.blamed(wrong.field, texts(language_of(request))["draft"]["wrong_kbo"])
        except ValueError:
            form = form.blamed("percentage", _words(request)["percent"])
    return _agreement(request, service, form, 422)


def _agreement(request: Request, service: TheService, form: Form, status: int = 200) -> Response:
    return page(
        request, service, "draft_agreement.html", active="draft", status=status, form=form, names=tuple(Name)
    )


def _form(given: dict[str, str], words: dict[str, Any]) -> Form:
    """The form as it was filled in. An enterprise number is text: it is checked where it is used."""
    typed = given.pop(_KBO.name, "").strip()
    form = read(_FIELDS, given, words)
    kbo = Bound(_KBO, typed, typed or None)
    return replace(form, fields=(kbo, *form.fields), sent=form.sent or bool(typed))


def _words(request: Request) -> dict[str, Any]:
    words: dict[str, Any] = texts(language_of(request))["forms"]["errors"]
    return words
