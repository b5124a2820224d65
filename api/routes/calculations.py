"""The calculators, each by its name."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path
from starlette.responses import Response

from api.calculators import calculators_view
from api.problems import FieldProblem, ProblemError
from api.routes import TheService, problems
from api.views import CalculatorsView
from assistant.models import Calculation
from assistant.rules.errors import InvalidCase
from assistant.rules.registry import REGISTRY, calculate
from corpus.parameters import NoValue

router = APIRouter(prefix="/api/v1", tags=["calculations"])

_EXAMPLES: Any = {
    "tariff": {
        "summary": "Het tarief van Stad Gent in kwartaal 5",
        "value": {"quarter": 5, "on": "2026-11-22"},
    }
}


@router.get(
    "/calculations", response_model=CalculatorsView, summary="Alle berekeningen", responses=problems()
)
async def calculators() -> CalculatorsView:
    """The calculators and what each of them takes."""
    return calculators_view()


@router.post(
    "/calculations/{name}",
    response_model=Calculation,
    summary="Reken een geval uit",
    responses=problems(404, 503),
)
async def run(
    name: Annotated[str, Path(examples=["tarief_gent"])],
    service: TheService,
    given: Annotated[dict[str, Any], Body(openapi_examples=_EXAMPLES)],
) -> Response:
    """Work out a case: the steps, the outcome, other outcomes where the sources differ, and the caveats.

    `on` is the day whose figures apply, today when left out.
    """
    if name not in REGISTRY:
        raise ProblemError(404, f"Deze berekening bestaat niet. Er zijn: {', '.join(REGISTRY)}.")
    parameters = service.live.parameters
    complete = {"on": service.today(), **given}
    try:
        result = await service.in_pool(lambda: calculate(name, complete, parameters))
    except InvalidCase as error:
        raise ProblemError(422, str(error), [FieldProblem(field="body", detail=error.message_nl)]) from None
    except NoValue as error:
        raise ProblemError(422, str(error), [FieldProblem(field="on", detail=str(error))]) from None
    return Response(result.model_dump_json(), media_type="application/json")
