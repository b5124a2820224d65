"""The addresses of the service, one module per subject."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from api.problems import MEDIA_TYPE, Problem, title_of
from api.service import Service


def service_of(request: Request) -> Service:
    """The service behind the application."""
    service: Service = request.app.state.service
    return service


TheService = Annotated[Service, Depends(service_of)]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors of a route, for the description of the API. Every route may answer 429 and 500."""
    return {
        status: {
            "description": title_of(status),
            "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}},
        }
        for status in sorted({*statuses, 413, 421, 429, 500})
    }
