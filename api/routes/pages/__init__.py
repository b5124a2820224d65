"""The pages for people, one module per page. All of them work without JavaScript.

A new page is a module with a `router`, listed here, and an entry in `shell.NAVIGATION`.
"""

from __future__ import annotations

from fastapi import APIRouter

from api.routes.pages import ask, calculate, conversation, draft, edit, eligibility, qualify, sources
from api.routes.pages.refused import refusal, wants_page

__all__ = ["refusal", "router", "wants_page"]

_PAGES = (ask, conversation, calculate, eligibility, qualify, sources, draft, edit)

router = APIRouter(include_in_schema=False)
for _page in _PAGES:
    router.include_router(_page.router)
