"""Calculating in a real browser: desktop, phone, dark, keyboard, paper, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.api.web.conftest import DARK, DESKTOP, NO_SCRIPT, PHONE, ZOOMED

pytestmark = pytest.mark.browser

CASE = "/bereken/loonpremie?need_years=5&wage_cost=9.000,50&fraction=4/5&decision=2025-02-14"
SALDO = "/bereken/saldo?need_years=5&premium_start=2025-02-14&agreement_start=2025-05-01"
ADDRESSES = (
    "/bereken",
    "/bereken/loonpremie",
    CASE,
    "/bereken/loonpremie?need_years=5&quarter=21",
    "/bereken/begeleidingspremie?need_years=5",
    "/bereken/tarief-gent?on=",
    SALDO,
    f"{SALDO}&taal=fr",
    f"{CASE}&taal=en",
)
BUDGET = 100_000
"""Bytes of the first page, everything included."""


@pytest.mark.parametrize(
    "page", [DESKTOP, NO_SCRIPT, PHONE], indirect=True, ids=["desktop", "no-script", "phone"]
)
def test_a_form_leads_to_its_outcome(page: Any, picture: Callable[[str], None]) -> None:
    page.goto("/bereken")
    page.click("text=Begeleidingspremie")
    page.check("input[name=need_years][value='5']")
    page.check("input[name=level][value='hoog']")
    page.fill("#hours_share", "80 %")
    page.click("button[type=submit]")
    page.wait_for_selector("#uitkomst")
    assert page.url.endswith("#uitkomst")
    assert "euro" in page.inner_text(".headline .figure")
    assert page.is_checked("input[name=level][value='hoog']")
    assert page.input_value("#hours_share") == "80 %"
    assert page.title().startswith("Begeleidingspremie: ")
    assert page.evaluate("document.querySelector('#uitkomst').getBoundingClientRect().top") < 200
    picture("form-outcome")


@pytest.mark.parametrize("page", [DESKTOP, NO_SCRIPT], indirect=True, ids=["desktop", "no-script"])
def test_a_mistake_is_beside_its_field_and_can_be_mended(page: Any, picture: Callable[[str], None]) -> None:
    page.goto("/bereken/loonpremie")
    page.check("input[name=need_years][value='2']")
    page.fill("#wage_cost", "veel")
    page.click("button[type=submit]")
    page.wait_for_selector("#fouten")
    assert page.is_visible("#wage_cost-fout")
    assert page.input_value("#wage_cost") == "veel"
    picture("mistake")
    page.click("#fouten a")
    assert page.evaluate("document.activeElement.id || location.hash") in {"wage_cost", "#wage_cost"}
    page.fill("#wage_cost", "9000")
    page.click("button[type=submit]")
    page.wait_for_selector("#uitkomst")


def test_after_sending_attention_goes_where_it_is_needed(page: Any) -> None:
    page.goto("/bereken/loonpremie?need_years=5&quarter=21")
    assert page.evaluate("document.activeElement.id") == "fouten"
    page.goto(f"{CASE}#uitkomst")
    assert page.evaluate("document.activeElement.id") == "uitkomst"


def test_everything_can_be_done_with_the_keyboard(page: Any) -> None:
    page.goto("/bereken/begeleidingspremie")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("input[name=need_years]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.focus("#hours_share")
    page.keyboard.type("4/5")
    page.keyboard.press("Enter")
    page.wait_for_selector("#uitkomst")
    page.focus("a.mark")
    page.keyboard.press("Enter")
    target = page.get_attribute("a.mark", "href")
    assert page.evaluate("'#' + document.activeElement.id") == target
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "mark"


def test_a_file_can_be_kept(page: Any) -> None:
    page.goto(CASE)
    with page.expect_download() as kept:
        page.click("text=Excel (XLSX)")
    assert re.fullmatch(r"loonpremie-\d{4}-\d\d-\d\d\.xlsx", kept.value.suggested_filename)


def test_the_link_can_be_copied(page: Any) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(CASE)
    page.click("[data-copy]")
    page.wait_for_selector("text=De link is gekopieerd.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "need_years=5" in copied
    page.goto(copied)
    assert page.is_visible("#uitkomst")


@pytest.mark.parametrize("page", [PHONE, ZOOMED, {"viewport": {"width": 320, "height": 700}}], indirect=True)
@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_sticks_out(page: Any, path: str) -> None:
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("page", [DESKTOP, PHONE, DARK], indirect=True, ids=["desktop", "phone", "dark"])
def test_pictures_to_look_at(page: Any, picture: Callable[[str], None]) -> None:
    """The picture is named, and each bar of the term is drawn."""
    for name, path in {"overview": "/bereken", "loonpremie": CASE, "saldo": SALDO}.items():
        page.goto(path)
        picture(name)
    page.goto(CASE)
    assert page.get_attribute(".chart svg", "role") == "img"
    assert "20" in page.text_content(".chart desc")
    assert page.locator(".chart > svg rect.bar").count() == 20
    assert page.locator(".chart .star").count() == 1


@pytest.mark.parametrize("page", [PHONE], indirect=True, ids=["phone"])
def test_the_amounts_of_a_quarter_fit_on_a_phone(page: Any) -> None:
    page.goto(SALDO)
    widths = page.eval_on_selector_all(
        ".result .table", "all => all.map(t => [t.scrollWidth, t.clientWidth])"
    )
    assert widths
    assert all(inner <= outer for inner, outer in widths)


def test_on_paper_there_is_the_outcome_and_no_form(page: Any) -> None:
    page.goto(CASE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.is_hidden(".sheet")
    assert page.is_hidden(".save")
    assert page.is_visible(".given dl")
    assert page.query_selector_all(".passage:visible")


def test_the_first_page_is_light_and_nothing_moves(page: Any) -> None:
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries()"
        ".forEach(e => window.moved += e.value)).observe({type: 'layout-shift', buffered: true})"
    )
    for path in ("/", CASE):
        sizes.clear()
        page.goto(path, wait_until="networkidle")
        assert sum(sizes) <= BUDGET
        assert page.evaluate("window.moved") == 0
        page.context.clear_cookies()
