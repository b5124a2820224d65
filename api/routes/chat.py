"""Asking: the answer as a whole, or piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Body
from fastapi.sse import format_sse_event
from starlette.responses import Response, StreamingResponse

from api.routes import TheService, problems
from assistant.models import Answer, Question

router = APIRouter(prefix="/api/v1", tags=["chat"])

_EXAMPLES = {
    "question": {"summary": "Een vraag", "value": {"question": "Wat rekent Stad Gent aan per kwartaal?"}},
    "dated": {
        "summary": "Een vraag van een werkgever, op een bepaalde dag",
        "value": {"question": "Kom ik in aanmerking?", "audience": "werkgever", "as_of": "2026-11-22"},
    },
}
Asked = Annotated[Question, Body(openapi_examples=_EXAMPLES)]


@router.post(
    "/chat",
    response_model=Answer,
    summary="Stel een vraag",
    responses=problems(503),
)
async def chat(question: Asked, service: TheService) -> Response:
    """Answer a question. Refusals, questions back and unreadable questions are answers too (status 200).

    Give the `conversation_id` of an earlier answer to go on with that conversation; one that is no longer
    known starts a new conversation. `as_of` is the day the answer must hold for, today when left out.
    """
    answer = await service.ask(question)
    return Response(answer.model_dump_json(), media_type="application/json")


@router.post(
    "/chat/stream",
    response_class=StreamingResponse,
    summary="Stel een vraag, antwoord in stukken",
    responses={
        **problems(503),
        200: {
            "description": "Server-sent events: each `statement` of the answer (a Statement), then the whole "
            "`answer` (an Answer, the same as from /chat).",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
    },
)
async def stream(question: Asked, service: TheService) -> Response:
    """Answer a question as server-sent events: statement by statement, then the whole."""
    answer = await service.ask(question)
    headers = {"x-accel-buffering": "no"}
    return StreamingResponse(_events(answer), media_type="text/event-stream", headers=headers)


def _events(answer: Answer) -> Iterator[bytes]:
    for statement in answer.statements:
        yield format_sse_event(event="statement", data_str=statement.model_dump_json())
    yield format_sse_event(event="answer", data_str=answer.model_dump_json())
