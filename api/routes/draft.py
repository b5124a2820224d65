"""Drafting: a reply to an e-mail, the reply as a file, and the model agreement. Nothing of it is kept."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.drafting.agreement import Filling, FillingError, document_id, draw_up
from api.drafting.files import MEDIA_TYPES, File, Format, letter_file
from api.problems import FieldProblem, ProblemError
from api.routes import TheService, problems
from api.routes.sources import find_document
from api.service import Service
from assistant.drafting import Letter, write_letter
from assistant.models import Audience

router = APIRouter(prefix="/api/v1/draft", tags=["draft"])

LONGEST_LETTER = 40_000
"""Characters of an edited letter."""


class DraftRequest(BaseModel):
    """An e-mail to answer, or a request to write a letter."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="the e-mail as it was pasted, or what the letter is to be about")
    audience: Audience | None = Field(
        default=None, description="who the letter is for; read from the text if null"
    )
    as_of: date | None = Field(default=None, description="the day the letter must hold for; today if null")


class ExportRequest(BaseModel):
    """A letter as it was edited, with its placeholders: names are filled in by whoever receives the file."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=LONGEST_LETTER, description="Markdown")


_EXAMPLE = "Beste, wat rekent Stad Gent aan per kwartaal? En kunnen we de overeenkomst opzeggen?"
Asked = Annotated[
    DraftRequest, Body(openapi_examples={"email": {"summary": "Een e-mail", "value": {"text": _EXAMPLE}}})
]


@router.post("", response_model=Letter, summary="Stel een antwoord op", responses=problems(503))
async def draft(asked: Asked, service: TheService) -> Response:
    """Answer an e-mail: the questions in it, a proposed reply, and everything it rests on. It is not kept.

    A text over 20,000 characters, or without a question, gives a letter that says so (status 200).
    """
    letter = await written(service, asked)
    return Response(letter.model_dump_json(), media_type="application/json")


@router.post(
    "/export",
    response_class=Response,
    summary="Maak een bestand van een brief",
    responses={**problems(), 200: {"content": {t.partition(";")[0]: {} for t in MEDIA_TYPES.values()}}},
)
async def export(
    edited: ExportRequest, service: TheService, wanted: Annotated[Format, Query(alias="format")]
) -> Response:
    """The edited letter as DOCX, ODT, Markdown or plain text. Placeholders stay as they are."""
    return download(await service.in_pool(lambda: letter_file(edited.text, wanted)))


@router.post(
    "/agreement",
    response_class=Response,
    summary="Vul de modelovereenkomst in",
    responses={**problems(404, 503), 200: {"content": {MEDIA_TYPES[Format.DOCX]: {}}}},
)
async def agreement(filling: Filling, service: TheService) -> Response:
    """The model agreement as DOCX, worded as the source. What is not given stays a marked blank.

    The header `x-open` names the blanks that are left.
    """
    try:
        return await drawn(service, filling)
    except FillingError as wrong:
        field = FieldProblem(field=wrong.field, detail=wrong.detail)
        raise ProblemError(422, f"‘{wrong.field}’ {wrong.detail}.", [field]) from None


async def written(service: Service, asked: DraftRequest) -> Letter:
    """The letter for a request."""
    live, day = service.live, asked.as_of or service.today()
    return await service.in_pool(
        lambda: write_letter(live.assistant, live.corpus, asked.text, day, asked.audience)
    )


async def drawn(service: Service, filling: Filling) -> Response:
    """The agreement, with the blanks that are left in a header.

    Raises:
        FillingError: a value cannot be what is given.
    """
    document = find_document(document_id(), service.live.corpus)
    made = await service.in_pool(lambda: draw_up(document, filling))
    return download(made.file, {"x-open": ",".join(made.open)})


def download(file: File, headers: dict[str, Any] | None = None) -> Response:
    """A file to keep."""
    return Response(file.content, media_type=file.media_type, headers={**file.headers, **(headers or {})})
