"""A conversation afterwards: reading it, changing the facts it holds, forgetting it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import ValidationError
from starlette.responses import Response

from api.problems import FieldProblem, ProblemError
from api.routes import TheService, problems
from api.service import Service, is_id
from api.store.views import (
    ConversationView,
    FactEdits,
    FactKindsView,
    FactsView,
    conversation_view,
    fact_kind_view,
)
from assistant.edit import by_hand, check_bounds, settable
from assistant.models import Conversation, Fact
from assistant.rules.errors import InvalidCase
from corpus.parameters import Parameters

router = APIRouter(prefix="/api/v1", tags=["conversations"])

ConversationId = Annotated[str, Path(description="as given in an answer")]
_UNKNOWN = "Dit gesprek bestaat niet of is al vergeten. Stel uw vraag opnieuw: dan begint een nieuw gesprek."


@router.get(
    "/conversations/{conversation_id}",
    response_model=ConversationView,
    summary="Lees een gesprek terug",
    responses=problems(404, 503),
)
async def read(conversation_id: ConversationId, service: TheService) -> Response:
    """The questions, masked, with the answers as they were given, and the facts that are held now."""
    kept = await service.history(conversation_id) if is_id(conversation_id) else None
    if kept is None:
        raise ProblemError(404, _UNKNOWN)
    try:
        body = conversation_view(kept).model_dump_json()
    except ValidationError:
        raise ProblemError(
            404, "Dit gesprek is van een oudere versie en kan niet meer getoond worden."
        ) from None
    return Response(body, media_type="application/json")


@router.get(
    "/facts",
    response_model=FactKindsView,
    summary="Welke gegevens kan ik invullen?",
    responses=problems(),
)
async def kinds() -> FactKindsView:
    """The facts that can be set by hand, with what each of them can be."""
    return FactKindsView(facts=tuple(fact_kind_view(kind) for kind in settable()))


@router.patch(
    "/conversations/{conversation_id}/facts",
    response_model=FactsView,
    summary="Verbeter de gegevens van een gesprek",
    responses=problems(404, 503),
)
async def change_facts(conversation_id: ConversationId, given: FactEdits, service: TheService) -> Response:
    """Set facts by hand, or take them away with null. The next answer of the conversation uses them."""
    before = await _known(service, conversation_id)
    edits = await service.in_pool(lambda: _edits(given, before, service.live.parameters, service.today()))
    after = await service.change_facts(conversation_id, edits)
    if after is None:
        raise ProblemError(404, _UNKNOWN)
    return Response(FactsView(facts=after.facts).model_dump_json(), media_type="application/json")


@router.delete(
    "/conversations/{conversation_id}",
    status_code=204,
    summary="Vergeet een gesprek",
    responses=problems(404, 503),
)
async def forget(conversation_id: ConversationId, service: TheService) -> Response:
    """Forget a conversation and all that belongs to it: questions, answers, facts, feedback and links."""
    if not is_id(conversation_id) or not await service.forget(conversation_id):
        raise ProblemError(404, "Dit gesprek bestaat niet of is al vergeten. U hoeft niets te doen.")
    return Response(status_code=204)


async def _known(service: Service, conversation_id: str) -> Conversation:
    found = await service.conversation(conversation_id)
    if found is None:
        raise ProblemError(404, _UNKNOWN)
    return found


def _edits(given: FactEdits, held: Conversation, parameters: Parameters, on: date) -> dict[str, Fact | None]:
    """The facts as they are to be.

    Raises:
        ProblemError: 422, one of them cannot be that.
    """
    edits: dict[str, Fact | None] = {}
    wrong: list[FieldProblem] = []
    for name, value in given.facts.items():
        if value is None:
            edits[name] = None
            continue
        try:
            edit = by_hand(name, value, held.facts.get(name))
            check_bounds(name, edit.value, parameters, on)
            edits[name] = edit
        except InvalidCase as error:
            wrong.append(FieldProblem(field=f"facts.{name}"[:100], detail=str(error)))
    if wrong:
        names = ", ".join(problem.field.removeprefix("facts.") for problem in wrong)
        raise ProblemError(422, f"Dit kan niet: {names}. Er is niets veranderd. {wrong[0].detail}", wrong)
    return edits
