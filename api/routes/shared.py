"""Links to a conversation or an answer: made only when the user asks, readable by who has the token."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Path
from pydantic import ValidationError
from starlette.responses import Response

from api.problems import ProblemError
from api.routes import TheService, problems
from api.service import is_id
from api.store.records import Withdrawal
from api.store.views import LinkView, SharedView, ToShare, shared_view

router = APIRouter(prefix="/api/v1", tags=["shared"])

TheToken = Annotated[str, Path(description="as given when the link was made")]
TheKey = Annotated[str, Header(description="as given when the link was made")]
_GONE = "Deze link werkt niet (meer). Vraag een nieuwe aan wie ze u gaf."
_NOT_YOURS = (
    "Alleen wie deze link maakte, kan hem intrekken. Stuur de sleutel mee die u kreeg toen u de link maakte "
    "(kop ‘Link-Key’), of wis het gesprek."
)


@router.post(
    "/shared",
    status_code=201,
    response_model=LinkView,
    summary="Maak een link om te delen",
    responses=problems(404, 503),
)
async def make(wanted: ToShare, service: TheService) -> Response:
    """Make a link to a conversation as it is now, or to one answer. Later turns are not in it."""
    conversation, answer = wanted.conversation_id, wanted.answer_id
    link = None
    if is_id(conversation or answer):
        link = await service.stored(lambda store: store.share(conversation_id=conversation, answer_id=answer))
    if link is None:
        raise ProblemError(404, "Wat u wilt delen, wordt niet (meer) bewaard. Stel de vraag opnieuw.")
    body = LinkView(token=link.token, key=link.key, expires_at=link.expires_at)
    return Response(body.model_dump_json(), 201, media_type="application/json")


@router.get(
    "/shared/{token}", response_model=SharedView, summary="Lees wat gedeeld is", responses=problems(404, 503)
)
async def read(token: TheToken, service: TheService) -> Response:
    """The questions, masked, and the answers as they were when the link was made."""
    link = await service.stored(lambda store: store.shared(token)) if is_id(token) else None
    try:
        shown = shared_view(link) if link and link.turns else None
    except ValidationError:  # given by a version with another contract
        shown = None
    if shown is None:
        raise ProblemError(404, _GONE)
    return Response(shown.model_dump_json(), media_type="application/json")


@router.delete(
    "/shared/{token}",
    status_code=204,
    summary="Trek een gedeelde link in",
    responses=problems(403, 404, 503),
)
async def withdraw(token: TheToken, service: TheService, link_key: TheKey = "") -> Response:
    """Make a link useless, with the key that came with it. What it showed stays kept."""
    done = Withdrawal.UNKNOWN
    if is_id(token):
        done = await service.stored(lambda store: store.unshare(token, link_key))
    if done is Withdrawal.REFUSED:
        raise ProblemError(403, _NOT_YOURS)
    if done is Withdrawal.UNKNOWN:
        raise ProblemError(404, "Deze link bestaat niet of is al ingetrokken. U hoeft niets te doen.")
    return Response(status_code=204)
