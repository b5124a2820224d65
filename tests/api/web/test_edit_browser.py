"""Editing in a real browser, without JavaScript where it says so: from a question to a proposal."""

from __future__ import annotations

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
from tests.api.web.conftest import DARK, DESKTOP, NO_SCRIPT, PHONE, ZOOMED
from tests.api.web.test_accessibility import broken

pytestmark = pytest.mark.browser

TARIFF = "/redactie/cijfers/tarief_gent.extra.uurtarief"
ADDRESSES = (
    "/redactie",
    "/redactie?onderwerp=saldo",
    "/redactie/fiche/saldo-dekt-kosten",
    "/redactie/fiche",
    "/redactie/cijfers",
    TARIFF,
    "/redactie/vragen",
    "/redactie/voorstellen",
)


@pytest.fixture(scope="module")
def proposals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data") / "proposals"


@pytest.fixture(scope="module")
def address(live: Live, proposals: Path) -> Iterator[str]:
    """The service with editing switched on."""
    settings = Settings(
        writes_per_minute=0, reads_per_minute=0, editing=True, index=proposals.with_name("index")
    )
    server = uvicorn.Server(
        uvicorn.Config(create_app(Service(settings, live, build=False)), port=0, log_level="warning")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=20)


@pytest.mark.parametrize("page", [DESKTOP, NO_SCRIPT], indirect=True, ids=["desktop", "no-script"])
def test_an_unanswered_question_becomes_a_proposal(
    page: Any, proposals: Path, picture: Callable[[str], None]
) -> None:
    page.goto("/")
    page.fill("#question", "Wat kost een trouwfeest in Brugge?")
    page.click("#vraag button[type=submit]")
    page.wait_for_selector(".exchange")
    page.goto("/redactie/vragen")
    picture("edit-questions")
    page.locator("text=Maak hier een fiche van").first.click()
    page.wait_for_selector("#title")
    assert "trouwfeest" in page.input_value("#title")
    page.fill("#title", "Rekent Stad Gent verplaatsing aan voor een coach?")
    page.select_option("#topic", "tarief-gent")
    page.select_option("#intent", "yes_no")
    page.select_option("#polarity", "no")
    page.fill("#zin-0", "Nee: verplaatsing wordt niet aangerekend.")
    page.fill("#zin-0-citaat-0", "Verplaatsing is gratis.")
    page.fill("#zoek", "verplaatsingskost in rekening gebracht")
    page.click("button[value=zoeken]")
    page.wait_for_selector(".passage-shown")
    picture("edit-search")
    page.fill("#zin-0-bron-0", "gr-2026-00367-overeenkomst#art-8")
    page.fill("#vraag-0", "moet ik kilometers betalen voor die coach van gent")
    page.click("button[value=voorbeeld]:not([tabindex])")
    page.wait_for_selector("#fouten")
    assert page.is_visible("#zin-0-citaat-0-fout")
    picture("edit-mistake")
    page.fill("#zin-0-citaat-0", "Er wordt geen verplaatsingskost in rekening gebracht.")
    page.click("button[value=vergelijk]")
    page.wait_for_selector("#voorbeeld")
    assert "verplaatsing wordt niet aangerekend" in page.inner_text("#voorbeeld .said")
    assert page.is_visible("text=Vragen die deze fiche wint of verliest")
    picture("edit-preview")
    before = {path.name for path in proposals.glob("*.diff")}
    page.click("button[value=bewaar]")
    page.wait_for_selector(".patch")
    picture("edit-proposal")
    with page.expect_download() as kept:
        page.click("text=Download het voorstel")
    assert kept.value.suggested_filename in {p.name for p in proposals.glob("*.diff")} - before
    assert "+- id: tarief-gent-" in Path(kept.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["desktop"])
def test_a_new_value_shows_what_it_changes(page: Any, picture: Callable[[str], None]) -> None:
    page.goto(TARIFF)
    page.fill("#start", "2030-01-01")
    page.fill("#value", "95,50")
    page.fill("#reference", "Proef")
    page.click("button[value=voorbeeld]")
    page.wait_for_selector("#gevolg")
    assert "95,50 euro" in page.inner_text("#gevolg")
    picture("edit-value")
    page.click("button[value=bewaar]")
    page.wait_for_selector(".patch")
    assert "2030-01-01" in page.inner_text(".patch")


@pytest.mark.parametrize("page", [PHONE, ZOOMED], indirect=True, ids=["phone", "zoomed"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_sticks_out(page: Any, path: str, picture: Callable[[str], None]) -> None:
    page.goto(path)
    picture(f"edit{path.removeprefix('/redactie').replace('/', '-').split('?')[0]}")
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("page", [DESKTOP, DARK, PHONE], indirect=True, ids=["light", "dark", "phone"])
def test_axe_finds_nothing(page: Any) -> None:
    wrong = {}
    for path in ADDRESSES:
        page.goto(path)
        if said := broken(page):
            wrong[path] = said
    assert wrong == {}
