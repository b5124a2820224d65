"""What users think of an answer."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.problems import ProblemError
from api.routes import TheService, problems
from api.service import is_id
from api.store.views import FeedbackGiven, FeedbackView, feedback_view

router = APIRouter(prefix="/api/v1", tags=["feedback"])


@router.post(
    "/feedback", response_model=FeedbackView, summary="Was dit antwoord nuttig?", responses=problems(404, 503)
)
async def give(given: FeedbackGiven, service: TheService) -> Response:
    """Say whether an answer was of use, and why. A second opinion on the same answer replaces the first."""
    kept = None
    if is_id(given.answer_id):
        kept = await service.stored(
            lambda store: store.rate(given.answer_id, useful=given.useful, reason=given.reason)
        )
    if kept is None:
        raise ProblemError(404, "Dit antwoord wordt niet (meer) bewaard, dus uw mening erover ook niet.")
    return Response(feedback_view(kept).model_dump_json(), media_type="application/json")
