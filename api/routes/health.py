"""Whether the service lives, and what of it."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes import TheService, problems
from api.service import Service
from api.views import AliveView, CorpusStateView, EnginesView, IndexStateView, ReadyView, StoreStateView
from indexes.models import Engine, IndexState

router = APIRouter(tags=["health"])


@router.get("/healthz", response_model=AliveView, summary="Leeft de dienst?", responses=problems())
async def healthz() -> AliveView:
    """The process answers; says nothing about what it can answer."""
    return AliveView()


@router.get("/readyz", response_model=ReadyView, summary="Wat werkt er?", responses=problems(503))
async def readyz(service: TheService) -> ReadyView:
    """What is live: sources, index, engines. 503 only when the sources cannot be read."""
    return ready_view(service)


def ready_view(service: Service) -> ReadyView:
    """The state of the service.

    Raises:
        ProblemError: 503, the sources cannot be read.
    """
    live, building, kept = service.live, service.builder.state, service.keeper.status()
    status = live.index.status()
    documents = live.corpus.documents.values()
    index = IndexStateView(
        state=status.state,
        sentence=status.sentence,
        remedy=status.remedy,
        building=building.running,
        done=building.done,
        total=building.total,
        failed=building.failed,
    )
    searching = status.state is IndexState.FRESH and Engine.DENSE in status.engines
    sound = searching and not live.corpus.problems and kept.problem is None
    return ReadyView(
        status="ready" if sound else "degraded",
        corpus=CorpusStateView(
            usable=True,
            documents=len(documents),
            provisions=sum(len(d.provisions) for d in documents),
            fingerprint=live.corpus.fingerprint,
            problems=live.corpus.problems,
        ),
        index=index,
        engines=EnginesView(lexical=Engine.STEMS in status.engines, dense=status.model),
        store=StoreStateView(
            keeps_days=kept.keeps_days, problem=kept.problem, waiting=kept.waiting, lost=kept.lost
        ),
    )
