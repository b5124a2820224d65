"""The addresses of the service, one module per subject."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from api.problems import MEDIA_TYPE, PROBLEM_SCHEMA, title_of
from api.service import Service


def service_of(request: Request) -> Service:
    """The service behind the application."""
    service: Service = request.app.state.service
    return service


_ANYWHERE = (413, 421, 422, 429, 500)

TheService = Annotated[Service, Depends(service_of)]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors of a route, for the description of the API. Some can come from any route."""
    return {
        status: {
            "description": title_of(status),
            "content": {MEDIA_TYPE: {"schema": {"$ref": PROBLEM_SCHEMA}}},
        }
        for status in sorted({*statuses, *_ANYWHERE})
    }
