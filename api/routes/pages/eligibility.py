"""Coming into consideration: one question per screen, then the outcome. The answers stand in the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.routes import TheService
from api.routes.pages.shell import LANGUAGE, language_of, page
from api.service import Service
from api.web.eligibility.outcome import result_of, said, why_of
from api.web.eligibility.path import Path, canonical, walk
from api.web.eligibility.questions import UNSURE, choice_label, questions
from api.web.texts import texts
from assistant.models import Language
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures

PATH = "/in-aanmerking"
router = APIRouter(prefix=PATH)

_CHANGE, _DAY = "wijzig", "stand_op"


@router.get("")
async def wizard(request: Request, service: TheService) -> Response:
    """The next question, or the outcome when nothing is left to ask."""
    given = {name: value for name, value in request.query_params.items() if name != LANGUAGE}
    answers = canonical(given)
    if answers != given:
        kept = (
            answers | {LANGUAGE: request.query_params[LANGUAGE]}
            if LANGUAGE in request.query_params
            else answers
        )
        return RedirectResponse(f"{PATH}?{urlencode(kept)}", status_code=303)
    language, live = language_of(request), service.live
    on = _day(answers.pop(_DAY, ""), service)
    change = answers.pop(_CHANGE, "")
    words = texts(language)["forms"]["errors"]
    path = await service.in_pool(lambda: walk(answers, live.parameters, on, words, change))
    known = questions(Figures(live.parameters, on))
    kept = {name: value for name, value in answers.items() if name in known}
    if path.question is not None:
        return _question(request, service, path, kept, on)
    return _outcome(request, service, path, kept, on)


def _question(request: Request, service: Service, path: Path, kept: Mapping[str, str], on: date) -> Response:
    assert path.question  # noqa: S101 - the caller looked
    assert path.asked  # noqa: S101 - they go together
    language = language_of(request)
    words = texts(language)["eligibility"]
    hidden = {name: value for name, value in kept.items() if name != path.question.name}
    return page(
        request,
        service,
        "eligibility.html",
        active="eligibility",
        status=422 if path.asked.error else 200,
        path=path,
        asked=path.asked,
        choices=[(value, choice_label(path.question, value, words)) for value in path.question.choices],
        why=why_of(path, service.live.corpus, language),
        hidden=hidden | _dated(on, service),
        back=_change(kept, path.answers[-1].question.name, on, service) if path.answers else "",
        **_answers(path, kept, on, service, language),
        unsure=UNSURE,
    )


def _outcome(request: Request, service: Service, path: Path, kept: Mapping[str, str], on: date) -> Response:
    language = language_of(request)
    counted = {answer.question.name: answer.text for answer in path.answers}
    return page(
        request,
        service,
        "eligibility_outcome.html",
        active="eligibility",
        result=result_of(path, service.live.corpus, language),
        **_answers(path, kept, on, service, language),
        on=on,
        link=f"{PATH}?{urlencode(counted | {_DAY: on.isoformat()})}",
    )


def _answers(
    path: Path, kept: Mapping[str, str], on: date, service: Service, language: Language
) -> dict[str, Any]:
    return {"answers": [(one, _change(kept, one.name, on, service)) for one in said(path, language)]}


def _change(kept: Mapping[str, str], name: str, on: date, service: Service) -> str:
    """The address of a question that was answered, with all answers kept."""
    return f"{PATH}?{urlencode({**kept, **_dated(on, service), _CHANGE: name})}"


def _dated(on: date, service: Service) -> dict[str, str]:
    return {} if on == service.today() else {_DAY: on.isoformat()}


def _day(text: str, service: Service) -> date:
    """The day a saved address is about; today when it names none for which we have figures."""
    try:
        on = date.fromisoformat(text)
        questions(Figures(service.live.parameters, on))
    except (ValueError, InvalidCase):
        return service.today()
    return on
