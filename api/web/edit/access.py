"""Who may edit: nobody unless the site switches it on, and from elsewhere only with the access code."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import secrets
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from api.problems import ProblemError
from api.service import Service
from api.settings import Settings
from api.web.texts import texts

_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "via")
_CHALLENGE = {"www-authenticate": 'Basic realm="Redactie", charset="UTF-8"'}
_OWN = frozenset({"same-origin", "none"})

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class EditRoute(APIRoute):
    """A page that only editors get. A form that another site sends in an editor's name is refused."""

    def get_route_handler(self) -> Handler:
        """The handler behind the checks."""
        handle = super().get_route_handler()

        async def checked(request: Request) -> Response:
            service: Service = request.app.state.service
            words = texts()["edit"]["access"]
            if not service.settings.editing:
                raise ProblemError(404)
            if _needs_code(request, service.settings):
                if service.settings.edit_token is None:
                    raise ProblemError(403, words["no_code"])
                if not _has_code(request, service.settings.edit_token.get_secret_value()):
                    raise ProblemError(401, words["wrong_code"], headers=_CHALLENGE)
            if request.method == "POST" and not _from_here(request):
                raise ProblemError(403, words["elsewhere"])
            response = await handle(request)
            response.headers["cache-control"] = "no-store"
            return response

        return checked


def is_open(settings: Settings) -> bool:
    """Whether whoever sits at this computer may edit without a code."""
    return settings.edit_token is None and set(settings.allowed_hosts) <= _LOCAL_NAMES


def _needs_code(request: Request, settings: Settings) -> bool:
    """A code that is set always counts; without one, only who sits at this computer may come in.

    A server that stands before this one gives its visitors a local address: its traces count as elsewhere.
    """
    client = request.client.host if request.client else ""
    forwarded = any(name in request.headers for name in _FORWARDED)
    return not is_open(settings) or forwarded or not _is_loopback(client)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _has_code(request: Request, code: str) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        _, _, password = base64.b64decode(given, validate=True).partition(b":")
    except (binascii.Error, ValueError):
        return False
    return secrets.compare_digest(password, code.encode())


def _from_here(request: Request) -> bool:
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site in _OWN
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
