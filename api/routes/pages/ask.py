"""Asking a question and reading the answer, as a page, as a piece of one, or as a stream of pieces.

What is shown again afterwards (facts, an opinion, a link, a case note) comes from `conversation`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.sse import format_sse_event
from starlette.responses import Response, StreamingResponse

from api.problems import ProblemError
from api.routes import TheService
from api.routes.pages.shell import form_fields, fragment, language_of, page
from api.service import Service, is_id
from api.web.asking.exchange import exchange
from api.web.asking.facts import as_known, chips
from api.web.render import render
from api.web.texts import texts
from assistant.models import Answer, Conversation, Language, Question

router = APIRouter()

FRAGMENT = "x-fragment"
"""The header with which a script asks for a piece of a page."""
_STREAM = "text/event-stream"
_FRESH = "nieuw"
_AS_KNOWN = "as_known"
"""The field of a question that is asked again after the facts were corrected."""
_log = logging.getLogger(__name__)


@router.get("/")
async def home(request: Request, service: TheService) -> Response:
    """The page on which a question is asked."""
    return page(request, service, "ask.html", active="ask", fresh=_FRESH in request.query_params)


@router.post("/")
async def ask(request: Request, service: TheService) -> Response:
    """The answer. What was typed comes back when a question cannot be answered now."""
    language = language_of(request)
    fields = await form_fields(request)
    piece = FRAGMENT in request.headers or _streams(request)
    try:
        question = _question(fields, language)
        before = await service.conversation(question.conversation_id)
        answer = await _answered(service, question, before if _AS_KNOWN in fields else None)
    except ProblemError as problem:
        if piece or not fields.get("question"):
            raise
        return _again(request, service, fields, problem)
    after = service.held(answer.conversation_id)
    anew = bool(question.conversation_id) and before is None
    shown = _shown(service, answer, after, language) | {"anew": anew}
    if _streams(request):
        return StreamingResponse(_events(shown, language), media_type=_STREAM, headers=_AT_ONCE)
    if piece:
        return fragment(request, "_turn.html", **shown)
    return page(
        request,
        service,
        "ask.html",
        active="ask",
        exchanges=[shown["exchange"]],
        anew=anew,
        chips=shown["chips"],
        conversation_id=answer.conversation_id,
        earlier=before.turns if before else (),
        as_of_given=question.as_of,
    )


@router.post("/wissen")
async def forget(request: Request, service: TheService) -> Response:
    """Forget the conversation, and show an empty page."""
    conversation_id = (await form_fields(request)).get("conversation_id", "")
    if is_id(conversation_id):
        await service.forget(conversation_id)
    message = texts(language_of(request))["ask"]["forgotten"]
    return page(request, service, "ask.html", active="ask", fresh=True, message=message)


_AT_ONCE = {"x-accel-buffering": "no"}


def _streams(request: Request) -> bool:
    return _STREAM in request.headers.get("accept", "")


async def _answered(service: Service, question: Question, corrected: Conversation | None) -> Answer:
    """The answer, with the facts of a corrected conversation as they are.

    A defect of ours is a problem like any other here, so that the question is not lost.
    """
    try:
        return await service.ask(question, as_known(corrected.facts) if corrected else None)
    except ProblemError:
        raise
    except Exception as error:
        if service.settings.debug:
            raise
        _log.error("%s while answering", type(error).__name__)
        raise ProblemError(500) from None


def _shown(
    service: Service, answer: Answer, after: Conversation | None, language: Language
) -> dict[str, Any]:
    asked = after.turns[-1].question if after and after.turns else ""
    return {
        "exchange": exchange(answer, asked, service.live.corpus, language),
        "chips": chips(after.facts if after else answer.facts, language),
        "conversation_id": answer.conversation_id,
    }


def _events(shown: dict[str, Any], language: Language) -> Iterator[bytes]:
    """How the answer opens, each sentence as it will stand there, and then everything.

    Nothing is sent before the whole answer was verified: a sentence that was read cannot be taken back.
    """
    yield format_sse_event(event="begin", data_str=render("_begin.html", language, **shown))
    prefix = f"a{shown['exchange'].answer.answer_id[:8]}"
    for said in shown["exchange"].said:
        html = render("_line.html", language, said=said, id=prefix)
        yield format_sse_event(event="line", data_str=html)
    yield format_sse_event(event="answer", data_str=render("_turn.html", language, **shown))


def _again(request: Request, service: Service, fields: dict[str, str], problem: ProblemError) -> Response:
    """The page with what was typed still in it, and what went wrong."""
    return page(
        request,
        service,
        "ask.html",
        active="ask",
        status=problem.status,
        typed=fields["question"],
        as_of_given=fields.get("as_of", ""),
        conversation_id=fields.get("conversation_id", ""),
        error=problem.detail or texts(language_of(request))["ask"]["broken"],
    )


def _question(fields: dict[str, str], language: Language) -> Question:
    words = texts(language)["errors"]
    if "question" not in fields:
        raise ProblemError(422, words["no_question"])
    try:
        as_of = date.fromisoformat(fields["as_of"]) if fields.get("as_of") else None
    except ValueError:
        raise ProblemError(422, words["as_of"]) from None
    conversation = fields.get("conversation_id") or None
    return Question(question=fields["question"], conversation_id=conversation, as_of=as_of)
