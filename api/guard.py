"""What stands before every request: known host, small body, security headers on whatever goes out.

Plain ASGI, so that an answer is not copied on its way out.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Refusal, plain_refusal

_BODY_SECONDS = 15
_GIVEN_BACK = 4
"""How many times the limit is read of a form that is too large."""
_STATIC = "/static/"
BODY = "imw.body"
"""Where the body of a request is left, so that what was typed can be shown again after an error."""
_OTHER_NAME = "Open de dienst met een naam die in IMW_ALLOWED_HOSTS staat, bijvoorbeeld http://localhost."
_log = logging.getLogger(__name__)

_SECURITY = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """Refuses unknown hosts (DNS rebinding) and bodies that are too large, and hardens every response.

    Starlette's own limits answer in plain text; these answer as problem JSON, and a body that is sent in
    pieces without a length is counted as it comes in.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        allowed_hosts: Iterable[str],
        max_body_bytes: int,
        debug: bool = False,
        refusal: Refusal = plain_refusal,
    ) -> None:
        self._app = app
        self._refusal = refusal
        self._debug = debug
        self._hosts = frozenset(host.lower() for host in allowed_hosts)
        self._most = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        hardened = _hardened(send, cached=scope["path"].startswith(_STATIC))
        headers = Headers(scope=scope)
        if _host(headers.get("host", "")) not in self._hosts:
            refused = await self._refusal(scope, 421, _OTHER_NAME)
            await refused(scope, receive, hardened)
            return
        # What a person typed is read a while longer, to be given back.
        most = self._most * (_GIVEN_BACK if "text/html" in headers.get("accept", "") else 1)
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > most:
            await self._too_large(scope, receive, hardened)
            return
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                received = await self._read(receive, most)
        except TimeoutError:
            refused = await self._refusal(scope, 408, "Stuur het bericht opnieuw, in één keer.")
            await refused(scope, receive, hardened)
            return
        if received is None:
            await self._too_large(scope, receive, hardened)
            return
        scope[BODY] = b"".join(message.get("body", b"") for message in received)
        if len(scope[BODY]) > self._most:
            await self._too_large(scope, receive, hardened)
            return
        await self._answer(scope, _replay(received, receive), hardened)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application; a defect of ours ends as a problem, and what the user typed is not logged."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            _log.error("%s at %s %s", type(error).__name__, scope["method"], scope["path"])
            if self._debug or started:
                raise
            refused = await self._refusal(scope, 500)
            await refused(scope, receive, send)

    async def _read(self, receive: Receive, most: int) -> list[Message] | None:
        """The whole body, or None as soon as it is too large."""
        messages: list[Message] = []
        size = 0
        while True:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > most:
                return None
            if message["type"] != "http.request" or not message.get("more_body", False):
                return messages

    async def _too_large(self, scope: Scope, receive: Receive, send: Send) -> None:
        size = self._most // 1024
        detail = f"Een bericht mag hoogstens {size} kB groot zijn. Kort het in."
        refused = await self._refusal(scope, 413, detail, values={"size": size})
        await refused(scope, receive, send)


def _replay(received: list[Message], receive: Receive) -> Receive:
    waiting = iter(received)

    async def replayed() -> Message:
        message = next(waiting, None)
        return message if message is not None else await receive()

    return replayed


def _hardened(send: Send, *, cached: bool) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _SECURITY.items():
                headers[name] = value
            # A file is kept but asked after, so that an old script never meets a new page.
            headers.setdefault("cache-control", "no-cache" if cached else "no-store")
        await send(message)

    return wrapped


def _host(header: str) -> str:
    """The host without its port; an IPv6 address without its brackets."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()
