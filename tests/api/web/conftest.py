"""A real Chromium on the real service, searching on words alone, and screenshots to look at."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from api.app import create_app
from api.runtime import Live
from api.service import Service
from api.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
SCREENS = Path(__file__).resolve().parents[3] / "results" / "screens"
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 360, "height": 700}, "has_touch": True, "is_mobile": True}
DARK = DESKTOP | {"color_scheme": "dark"}
NO_SCRIPT = DESKTOP | {"java_script_enabled": False}
ZOOMED = {"viewport": {"width": 640, "height": 400}}
"""200 % zoom of a desktop."""
_REFUSED = re.compile(r"the server responded with a status of 4\d\d")


@pytest.fixture(scope="session")
def address(live: Live) -> Iterator[str]:
    """The real service on a free port."""
    service = Service(Settings(writes_per_minute=0, reads_per_minute=0), live, build=False)
    server = uvicorn.Server(uvicorn.Config(create_app(service), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: sudo apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page that fails on errors and on requests elsewhere; its parameters are those of a context."""
    context = browser.new_context(base_url=address, locale="nl-BE", **getattr(request, "param", DESKTOP))
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda told: wrong.extend([told.text] if _defect(told) else []))
    opened.on("request", lambda sent: wrong.extend([] if sent.url.startswith(address) else [sent.url]))
    yield opened
    context.close()
    assert wrong == []


@pytest.fixture
def picture(page: Any, request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Keep a screenshot of the whole page under results/screens, for people to look at."""

    def keep(name: str) -> None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        width = page.viewport_size["width"]
        dark = "-dark" if getattr(request.node.callspec, "params", {}).get("page") == DARK else ""
        page.screenshot(path=SCREENS / f"{name}-{width}{dark}.png", full_page=True)

    return keep


def _defect(told: Any) -> bool:
    """The browser reports every refusal; that it is one is for the test to see."""
    return told.type == "error" and not _REFUSED.search(told.text)
