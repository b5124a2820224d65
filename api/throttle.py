"""So many questions and so many look-ups per minute and per client."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Refusal, plain_refusal

_READ_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_UNCOUNTED = ("/static/", "/healthz", "/readyz")


class Throttle:
    """Counts requests in memory. Answers 429 with `Retry-After`; every counted response says what is left.

    The headers are those of the IETF draft "RateLimit header fields for HTTP". A limit of 0 counts nothing.
    """

    def __init__(self, app: ASGIApp, *, writes: int, reads: int, refusal: Refusal = plain_refusal) -> None:
        self._app = app
        self._refusal = refusal
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._limits = {"write": RateLimitItemPerMinute(writes), "read": RateLimitItemPerMinute(reads)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"].startswith(_UNCOUNTED):
            await self._app(scope, receive, send)
            return
        name = "read" if scope["method"] in _READ_METHODS else "write"
        limit = self._limits[name]
        if limit.amount == 0:
            await self._app(scope, receive, send)
            return
        client = scope["client"][0] if scope.get("client") else "onbekend"
        allowed = await self._limiter.hit(limit, name, client)
        window = await self._limiter.get_window_stats(limit, name, client)
        wait = max(1, math.ceil(window.reset_time - time.time()))
        headers = {
            "ratelimit-policy": f'"{name}";q={limit.amount};w=60',
            "ratelimit": f'"{name}";r={window.remaining};t={wait}',
        }
        if not allowed:
            detail = f"U stelde veel vragen in korte tijd. Probeer het over {wait} seconden opnieuw."
            headers |= {"retry-after": str(wait)}
            refused = await self._refusal(scope, 429, detail, headers=headers, values={"wait": wait})
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, _with(headers, send))


def _with(extra: dict[str, str], send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in extra.items():
                headers[name] = value
        await send(message)

    return wrapped
