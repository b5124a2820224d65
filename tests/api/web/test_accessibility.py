"""No page breaks an accessibility rule that can be checked by machine (axe-core, WCAG 2.2 AA)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.web.conftest import DARK, DESKTOP, ZOOMED
from tests.api.web.test_calculate_browser import ADDRESSES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = ("/", "/bronnen", "/bronnen/gr-2026-00367-overeenkomst", *ADDRESSES)


def broken(page: Any) -> list[str]:
    """What axe finds wrong, with everything that can be unfolded open."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']][:3]}" for v in found]


@pytest.mark.parametrize("page", [DESKTOP, DARK, ZOOMED], indirect=True, ids=["light", "dark", "zoomed"])
def test_axe_finds_nothing(page: Any) -> None:
    assert page.goto("/").status == 200
    wrong = {}
    for path in PAGES:
        page.goto(path)
        if said := broken(page):
            wrong[path] = said
    page.goto("/")
    page.fill("#question", "Wat rekent Stad Gent aan in kwartaal 5?")
    page.click("#vraag button[type=submit]")
    page.wait_for_selector(".exchange")
    if said := broken(page):
        wrong["an answer"] = said
    assert wrong == {}
