"""The decisions in three values, each by its name, and the addresses that people look for."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path
from starlette.responses import Response

from api.problems import FieldProblem, ProblemError
from api.routes import TheService, problems
from api.service import Service
from api.views import DecisionsView
from assistant.models import DecisionKind
from assistant.rules.decisions.registry import REGISTRY, decide
from assistant.rules.errors import InvalidCase

router = APIRouter(prefix="/api/v1", tags=["decisions"])

Given = Annotated[dict[str, Any], Body(examples=[{"employer": "school"}])]


@router.post(
    "/decisions/{kind}",
    response_model=DecisionsView,
    summary="Beslis een geval",
    responses=problems(404, 503),
)
async def run(kind: Annotated[str, Path(examples=["cumul"])], service: TheService, given: Given) -> Response:
    """Decide a case: yes, no or unknown, with the source of each criterion and what would settle it."""
    return await _decided(kind, service, given)


@router.post(
    "/eligibility", response_model=DecisionsView, summary="Kom ik in aanmerking?", responses=problems(503)
)
async def eligibility(service: TheService, given: Given) -> Response:
    """Whether employer and worker come into consideration. VDAB determines the need, WEWIS grants."""
    return await _decided(DecisionKind.ELIGIBILITY, service, given)


@router.post("/cumul", response_model=DecisionsView, summary="Mag ik combineren?", responses=problems(503))
async def cumul(
    service: TheService, given: Annotated[dict[str, Any], Body(examples=[{"measure": "gesco"}])]
) -> Response:
    """Whether a measure may be combined with individueel maatwerk for the same worker."""
    return await _decided(DecisionKind.CUMUL, service, given)


@router.post(
    "/qualifications/check",
    response_model=DecisionsView,
    summary="Telt dit diploma?",
    responses=problems(503),
)
async def qualifications(
    service: TheService,
    given: Annotated[dict[str, Any], Body(examples=[{"certificates": "bachelor sociaal werk"}])],
) -> Response:
    """One decision per certificate: the item of the list, a near miss named as such, and the other routes."""
    return await _decided(DecisionKind.QUALIFICATION, service, given)


async def _decided(kind: str, service: Service, given: dict[str, Any]) -> Response:
    if kind not in REGISTRY:
        raise ProblemError(404, f"Deze beslissing bestaat niet. Er zijn: {', '.join(REGISTRY)}.")
    fields = REGISTRY[DecisionKind(kind)].facts.model_fields
    complete = {"on": service.today(), **given} if "on" in fields else given
    parameters = service.live.parameters
    try:
        result = await service.in_pool(lambda: decide(kind, complete, parameters))
    except InvalidCase as error:
        raise ProblemError(422, str(error), [FieldProblem(field="body", detail=error.message_nl)]) from None
    return Response(DecisionsView(decisions=result).model_dump_json(), media_type="application/json")
