"""The wizard, the certificates and the sources in a real browser: desktop, phone, paper, no JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from api.web.eligibility.questions import UNSURE
from tests.api.web.conftest import DARK, DESKTOP, NO_SCRIPT, PHONE, ZOOMED
from tests.api.web.test_accessibility import broken
from tests.api.web.test_eligibility import YES
from tests.api.web.test_qualify import NAMES, TEAM

pytestmark = pytest.mark.browser

MODEL = "/bronnen/gr-2026-00367-overeenkomst"
LENGTH = {name: value for name, value in YES.items() if name != "contract_term"} | {
    "contract_term": "bepaald"
}
CERTIFICATES = (
    "Bachelor sociaal werk\nbachlor ergotherapie\ngegradueerde verpleegkunde\northopedagogie\nmaster rechten"
)
NARROW = {"viewport": {"width": 320, "height": 700}}
UNCERTAIN = YES | {"vdab_finding": "nog_niet", "residence": UNSURE}


def case(given: dict[str, str]) -> str:
    return f"/in-aanmerking?{urlencode(given)}"


ADDRESSES = (
    "/in-aanmerking",
    "/in-aanmerking?employer=niets",
    case(LENGTH),
    case(YES),
    case(UNCERTAIN),
    case(YES | {"measure": "andere"}),
    case(YES | {"residence": "brussel", "taal": "fr"}),
    "/kwalificatie",
    "/bronnen",
    "/bronnen?q=loonpremie&taal=en",
    f"{MODEL}?van=2000&tot=2600#art-2",
    "/bronnen/imw-update-2023-05-30",
    "/bronnen/mb-2019-01-10",
    "/bronnen/externe-feiten",
)


def checked(page: Any) -> None:
    """The certificates, held against the lists."""
    page.goto("/kwalificatie?taal=nl")
    page.fill("#getuigschriften", CERTIFICATES)
    page.click("text=Kijk na")
    page.wait_for_selector("#uitkomst")


def answer(page: Any, value: str) -> None:
    if page.locator(f"input[type=radio][value='{value}']").count():
        page.check(f"input[type=radio][value='{value}']")
    else:
        page.fill(".sheet .entry input", value)
    page.click(".sheet button[type=submit]:not(.quiet)")


@pytest.mark.parametrize(
    "page", [DESKTOP, NO_SCRIPT, PHONE], indirect=True, ids=["desktop", "no-script", "phone"]
)
def test_the_questions_lead_to_an_outcome(page: Any, picture: Callable[[str], None]) -> None:
    page.goto("/in-aanmerking")
    picture("eligibility-question")
    steps = 0
    while page.locator(".sheet").count():
        name = page.locator(".sheet [type=radio], .sheet .entry input").first.get_attribute("name")
        answer(page, YES[name])
        steps += 1
    assert steps == len(YES)
    assert page.inner_text("h1") == "Ja, u kunt een aanvraag indienen"
    assert page.title().startswith("Ja, u kunt een aanvraag indienen")
    picture("eligibility-yes")


@pytest.mark.parametrize("page", [DESKTOP, NO_SCRIPT], indirect=True, ids=["desktop", "no-script"])
def test_the_back_button_and_the_links_change_an_answer(page: Any) -> None:
    page.goto("/in-aanmerking")
    answer(page, "school")
    answer(page, "vlaanderen")
    page.go_back()
    assert page.inner_text("h1") == "Waar ligt de vestiging waar de werknemer werkt?"
    page.go_forward()
    page.click("text=Vorige vraag")
    assert page.is_checked("input[value=vlaanderen]")
    page.locator(".answers .change").first.click()
    assert page.is_checked("input[value=school]")
    answer(page, "andere_overheid")
    assert page.inner_text("h1") == "Nee, zo komt u niet in aanmerking"


@pytest.mark.parametrize(
    "page", [DESKTOP, NO_SCRIPT, PHONE], indirect=True, ids=["desktop", "no-script", "phone"]
)
def test_not_knowing_is_an_answer_and_a_mistake_can_be_mended(
    page: Any, picture: Callable[[str], None]
) -> None:
    page.goto(case(LENGTH))
    page.fill("#contract_hours", "lang")
    page.click(".sheet button[type=submit]:not(.quiet)")
    assert page.is_visible("#fout")
    assert page.input_value("#contract_hours") == "lang"
    picture("eligibility-mistake")
    page.click(".sheet button.quiet")
    assert f"contract_hours={UNSURE}" in page.url
    assert page.inner_text("h1") == "Nog niet zeker"
    assert "Kijk in de arbeidsovereenkomst naar de eerste en de laatste dag." in page.inner_text("main")
    picture("eligibility-unknown")


def test_everything_can_be_done_with_the_keyboard(page: Any) -> None:
    page.goto("/in-aanmerking")
    page.focus("input[value=privaat]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**employer=natuurlijke_persoon**")
    page.goto(case({name: value for name, value in LENGTH.items() if name != "vdab_end"}))
    page.fill("#contract_hours", "3")
    page.keyboard.press("Enter")
    page.wait_for_url("**contract_hours=504**")


@pytest.mark.parametrize(
    "page", [DESKTOP, NO_SCRIPT, PHONE], indirect=True, ids=["desktop", "no-script", "phone"]
)
def test_certificates_are_pasted_and_kept(page: Any, picture: Callable[[str], None]) -> None:
    checked(page)
    assert page.inner_text(".headline") == "2 van 5 op de lijst"
    assert page.locator("tr.state-near .tag").inner_text() == "Net niet"
    picture("qualify-outcome")
    with page.expect_download() as kept:
        page.click("text=Excel (XLSX)")
    assert kept.value.suggested_filename.endswith(".xlsx")
    assert Path(kept.value.path()).read_bytes().startswith(b"PK")


@pytest.mark.parametrize("page", [DESKTOP, NO_SCRIPT], indirect=True, ids=["desktop", "no-script"])
def test_a_file_of_a_team_shows_no_names(page: Any) -> None:
    page.goto("/kwalificatie")
    page.click("text=Een bestand van een heel team opladen")
    team = {"name": "team.csv", "mimeType": "text/csv", "buffer": TEAM.encode("latin-1")}
    page.set_input_files("#bestand", files=[team])
    page.click("text=Kijk na")
    page.wait_for_selector("#uitkomst")
    shown = page.content()
    assert "gegradueerde verpleegkunde" in shown
    assert not [name for name in NAMES if name in shown]


@pytest.mark.parametrize(
    "page", [DESKTOP, NO_SCRIPT, PHONE], indirect=True, ids=["desktop", "no-script", "phone"]
)
def test_searching_leads_to_the_marked_passage(page: Any, picture: Callable[[str], None]) -> None:
    page.goto("/bronnen")
    picture("sources")
    page.fill("#q", "opzegtermijn overeenkomst")
    page.click(".find button")
    picture("sources-found")
    page.locator(".found a").first.click()
    page.wait_for_selector("mark#passage")
    box = page.locator("mark#passage").bounding_box()
    assert box
    assert 0 <= box["y"] < page.viewport_size["height"]
    picture("source-passage")


def test_a_source_mark_leads_to_its_passage(page: Any) -> None:
    page.goto(case(YES))
    page.click(".grounds .mark >> nth=0")
    page.locator(".passage:visible a").first.click()
    page.wait_for_selector("mark#passage")
    top = page.locator("mark#passage").bounding_box()["y"]
    assert 0 <= top < page.viewport_size["height"]


def test_on_paper_there_is_the_outcome_with_its_answers(page: Any) -> None:
    page.goto(case(UNCERTAIN))
    page.emulate_media(media="print")
    assert page.is_visible("h1")
    assert page.is_visible(".answers dl")
    assert page.is_visible(".doors")
    assert page.is_hidden(".change >> nth=0")
    assert page.is_hidden(".save")
    page.goto(f"{MODEL}?van=2000&tot=2600")
    assert page.is_hidden(".find")
    assert page.is_visible(".text")


@pytest.mark.parametrize("page", [PHONE, ZOOMED, NARROW], indirect=True, ids=["phone", "zoomed", "narrow"])
def test_nothing_sticks_out(page: Any) -> None:
    wide = []
    for path in ADDRESSES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
            wide.append(path)
    checked(page)
    if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
        wide.append("certificates")
    assert wide == []


@pytest.mark.slow
@pytest.mark.parametrize("page", [DESKTOP, DARK, PHONE], indirect=True, ids=["light", "dark", "phone"])
def test_axe_finds_nothing(page: Any, picture: Callable[[str], None]) -> None:
    wrong = {}
    for path in ADDRESSES:
        page.goto(path)
        if said := broken(page):
            wrong[path] = said
    checked(page)
    picture("qualify-open")
    if said := broken(page):
        wrong["certificates"] = said
    assert wrong == {}


def test_a_long_document_is_there_at_once_and_nothing_moves(page: Any) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries()"
        ".forEach(e => window.moved += e.value)).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto("/bronnen/externe-feiten")
    page.goto("/bronnen/externe-feiten")
    took = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert took < 2_000
    assert page.evaluate("window.moved") == 0
