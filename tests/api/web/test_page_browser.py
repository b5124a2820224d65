"""The page in a real browser: keyboard, phone, dark, and without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.web.conftest import PHONE

TARIFF = "Wat rekent Stad Gent aan in kwartaal 5?"
NARROW = {"viewport": {"width": 320, "height": 700}}

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _opened(page: Any) -> None:
    page.goto("/")


def ask(page: Any, question: str) -> None:
    page.fill("#question", question)
    page.click("#vraag button[type=submit]")
    page.wait_for_selector(".exchange")


def test_a_question_is_answered_without_leaving_the_page(page: Any) -> None:
    page.evaluate("window.same = true")
    ask(page, TARIFF)
    ask(page, "En in kwartaal 6?")
    page.wait_for_selector(".exchange >> nth=1")
    assert page.evaluate("window.same")
    names = page.eval_on_selector_all(".exchange", "found => found.map(e => e.dataset.conversation)")
    assert len(set(names)) == 1
    assert page.input_value("#question") == ""


def test_everything_can_be_done_with_the_keyboard(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#question")
    page.keyboard.type(TARIFF)
    page.keyboard.press("Enter")
    page.wait_for_selector("a.mark")
    page.focus("a.mark")
    page.keyboard.press("Enter")
    target = page.get_attribute("a.mark", "href")
    assert page.evaluate("'#' + document.activeElement.id") == target
    assert page.is_visible(target)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "mark"
    assert not page.is_visible(target)


def test_a_source_link_leads_to_the_place_in_the_document(page: Any) -> None:
    ask(page, TARIFF)
    page.click("a.mark >> nth=0")
    page.click(".passage:visible .links a >> nth=0")
    page.wait_for_url("**/bronnen/**")
    anchor = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    top = page.evaluate("name => document.getElementById(name).getBoundingClientRect().top", anchor)
    assert -5 <= top <= page.viewport_size["height"]


def test_an_example_is_one_click(page: Any) -> None:
    page.click(".examples button >> nth=0")
    page.wait_for_selector(".exchange")
    assert page.is_hidden(".examples")


def test_a_conversation_can_be_wiped(page: Any) -> None:
    ask(page, TARIFF)
    page.click("#wissen button")
    page.wait_for_selector("text=Het gesprek is gewist.")
    assert page.query_selector(".exchange") is None


def test_when_the_server_cannot_be_reached_the_question_stays(page: Any) -> None:
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('weg')); }")
    page.fill("#question", TARIFF)
    page.click("#vraag button[type=submit]")
    page.wait_for_selector("#fout:visible")
    assert page.input_value("#question") == TARIFF
    assert page.is_enabled("#vraag button[type=submit]")


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_it_works_without_javascript(page: Any) -> None:
    ask(page, TARIFF)
    page.click("a.mark >> nth=0")
    assert page.is_visible(page.get_attribute("a.mark >> nth=0", "href"))
    page.fill("#question", "En in kwartaal 6?")
    page.click("#vraag button[type=submit]")
    page.wait_for_selector(".earlier")
    assert page.inner_text(".earlier li >> nth=0", timeout=1_000) is not None


@pytest.mark.parametrize("page", [PHONE, NARROW], indirect=True)
def test_nothing_sticks_out_on_a_phone(page: Any) -> None:
    width = page.viewport_size["width"]
    ask(page, TARIFF)
    for summary in page.query_selector_all(".answer summary"):
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for path in ("/bronnen", "/bronnen/imw-update-2023-05-30", "/bronnen/mb-2019-01-10"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


CONTRAST = """() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; }
    return [255, 255, 255]; };
  const texts = [...document.querySelectorAll('body *')].filter(e =>
    e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
  return texts.map(e => { const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.className || e.tagName]; })
    .filter(([ratio]) => ratio < 4.5);
}"""


@pytest.mark.parametrize("page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
def test_text_stands_out_enough(page: Any) -> None:
    assert page.evaluate(CONTRAST) == []
    ask(page, TARIFF)
    page.click("a.mark >> nth=0")
    page.wait_for_timeout(300)
    assert page.evaluate(CONTRAST) == []


def test_on_paper_every_passage_is_open(page: Any) -> None:
    ask(page, TARIFF)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.query_selector_all(".passage:visible")
    assert page.is_hidden("#vraag")
