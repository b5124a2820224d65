"""The page in a real browser: keyboard, phone, dark, and without JavaScript."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from api.app import create_app
from api.runtime import assemble
from api.service import Service
from api.settings import Settings
from corpus.load import load_corpus
from corpus.parameters import load_parameters
from indexes.search import SearchIndex

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
TARIFF = "Wat rekent Stad Gent aan in kwartaal 5?"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: sudo apt-get install chromium"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real service on a free port, searching on words alone."""
    corpus = load_corpus()
    index = SearchIndex.open(corpus, tmp_path_factory.mktemp("index"), embedder=None)
    settings = Settings(writes_per_minute=0, reads_per_minute=0)
    service = Service(settings, assemble(corpus, load_parameters(), index), build=False)
    server = uvicorn.Server(uvicorn.Config(create_app(service), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page that fails the test when it logs an error or asks anything of another address."""
    context = browser.new_context(**getattr(request, "param", {}))
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda told: wrong.extend([told.text] if told.type == "error" else []))
    opened.on("request", lambda sent: wrong.extend([] if sent.url.startswith(address) else [sent.url]))
    opened.goto(address)
    yield opened
    context.close()
    assert wrong == []


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


PHONE = {"viewport": {"width": 360, "height": 700}, "has_touch": True, "is_mobile": True}
NARROW = {"viewport": {"width": 320, "height": 700}}


@pytest.mark.parametrize("page", [PHONE, NARROW], indirect=True)
def test_nothing_sticks_out_on_a_phone(page: Any, address: str) -> None:
    width = page.viewport_size["width"]
    ask(page, TARIFF)
    for summary in page.query_selector_all(".answer summary"):
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for path in ("/bronnen", "/bronnen/imw-update-2023-05-30", "/bronnen/mb-2019-01-10"):
        page.goto(address + path)
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
