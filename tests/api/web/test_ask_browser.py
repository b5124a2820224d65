"""Asking in a real browser: streaming, facts, opinion, link, note, coming back, phone, paper, no script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from api.web.texts import texts
from tests.api.web.conftest import DARK, DESKTOP, NO_SCRIPT, PHONE, ZOOMED
from tests.api.web.test_accessibility import broken
from tests.api.web.test_ask import CASE

pytestmark = pytest.mark.browser

NARROW = {"viewport": {"width": 320, "height": 700}}
STILL = DESKTOP | {"reduced_motion": "reduce"}
TARIFF = "Wat rekent Stad Gent aan in kwartaal 5?"
OPEN = "premie?"
VAGUE = "Kom ik als werkgever in aanmerking?"
BUDGET = 100_000


def instead_of_fetch(page: Any, expression: str) -> None:
    """Let every request go through an expression, in which `all` is what fetch is given."""
    page.evaluate(f"() => {{ window.fetchNow = window.fetch; window.fetch = (...all) => {expression}; }}")


def ask(page: Any, question: str = CASE, turn: int = 0) -> None:
    page.fill("#question", question)
    page.click("#vraag button[type=submit]")
    page.wait_for_selector(f".exchange >> nth={turn}")


def until(page: Any, expression: str) -> None:
    """Wait for an expression to hold. The policy of the site does not let a page wait for it by itself."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(25)
    raise AssertionError(expression)


def sticks_out(page: Any) -> Any:
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
          && !e.closest('.table')).map(e => e.className || e.tagName)"""
    )


@pytest.mark.parametrize("page", [DESKTOP, PHONE, DARK], indirect=True, ids=["desktop", "phone", "dark"])
def test_pictures_to_look_at(page: Any, picture: Callable[[str], None]) -> None:
    page.goto("/")
    picture("ask")
    ask(page)
    page.click("a.mark >> nth=0")
    assert page.is_visible(".passage .links a")
    page.click(".chip summary >> nth=0")
    picture("ask-answer")
    ask(page, VAGUE, 1)
    picture("ask-second")
    assert sticks_out(page) == []


HELD = """fetchNow(...all).then(response => {
  const held = new TransformStream({async transform(piece, out) {
    const text = new TextDecoder().decode(piece), cut = text.indexOf('event: answer');
    out.enqueue(new TextEncoder().encode(cut < 0 ? text : text.slice(0, cut)));
    if (cut < 0) return;
    await new Promise(go => window.goOn = go);
    out.enqueue(new TextEncoder().encode(text.slice(cut)));
  }});
  return new Response(response.body.pipeThrough(held), response);
})"""
"""The whole answer waits for `goOn()`; the sentences come at once."""
CUT = """fetchNow(...all).then(async response => {
  const text = await response.text();
  return new Response(new Blob([text.slice(0, text.indexOf('event: answer'))]), response);
})"""
LINES = """[...document.querySelectorAll('#gesprek .said > *, #gesprek .tag, #gesprek .asked')].map(e => {
  const box = e.getBoundingClientRect();
  return [e.textContent.replace(/\\s+/g, ' ').trim(), box.x, box.y + scrollY, box.width, box.height];
})"""


class TestStreaming:
    def test_at_once_the_page_says_that_it_is_busy(self, page: Any) -> None:
        page.goto("/")
        instead_of_fetch(page, "new Promise(() => {})")
        page.fill("#question", TARIFF)
        shown = page.evaluate(
            """() => { document.querySelector('#vraag').requestSubmit(); return [
              document.querySelector('.exchange-pending .asked').textContent,
              document.querySelector('.searching').checkVisibility(),
              document.querySelector('#vraag').getAttribute('aria-busy'),
              document.querySelector('#vraag button[type=submit]').disabled,
              document.querySelector('#gemeld').textContent] }"""
        )
        words = texts()["ask"]["sending"]
        assert shown == [TARIFF, True, "true", True, words]
        page.evaluate("document.querySelector('#vraag').requestSubmit()")
        assert page.locator(".exchange-pending").count() == 1

    def test_the_sentences_appear_before_the_whole(self, page: Any) -> None:
        page.goto("/")
        instead_of_fetch(page, HELD)
        page.fill("#question", TARIFF)
        page.click("#vraag button[type=submit]")
        page.wait_for_selector(".exchange-pending .line")
        assert page.inner_text(".exchange-pending .asked") == TARIFF
        assert page.query_selector(".exchange-pending .searching") is None
        assert page.input_value("#question") == TARIFF
        page.fill("#question", "Ik typ al verder")
        until(page, "!!window.goOn")
        page.evaluate("goOn()")
        page.wait_for_selector(".exchange")
        assert page.query_selector(".exchange-pending") is None
        assert page.input_value("#question") == "Ik typ al verder"
        assert page.inner_text("#gemeld").startswith("Antwoord: ")

    @pytest.mark.parametrize("page", [DESKTOP, PHONE], indirect=True, ids=["desktop", "phone"])
    @pytest.mark.parametrize("question", [TARIFF, CASE, OPEN, "Wat is het weer morgen?"])
    def test_a_sentence_that_is_there_stays_where_it_is(self, page: Any, question: str) -> None:
        page.goto("/")
        instead_of_fetch(page, HELD)
        page.fill("#question", question)
        page.click("#vraag button[type=submit]")
        until(page, "!!window.goOn")
        page.wait_for_selector(".exchange-pending .line")
        early = page.evaluate(LINES)
        page.evaluate("goOn()")
        page.wait_for_selector(".exchange")
        late = page.evaluate(LINES)
        assert [line[0] for line in late][1:] == [line[0] for line in early][1:]
        for before, after in zip(early, late, strict=True):
            assert [round(n) for n in after[1:]] == [round(n) for n in before[1:]], before[0]

    def test_who_listens_hears_the_answer_once(self, page: Any) -> None:
        page.goto("/")
        page.evaluate(
            """() => { window.heard = [];
            new MutationObserver(all => all.forEach(({target}) => {
              const part = (target.nodeType === 3 ? target.parentElement : target)
                .closest('[role=status], [role=alert], [aria-live]');
              if (part && part.textContent.trim()) heard.push(part.textContent.trim());
            })).observe(document.body, {childList: true, characterData: true, subtree: true}); }"""
        )
        ask(page, TARIFF)
        page.wait_for_timeout(300)
        heard = page.evaluate("heard")
        assert heard[0] == texts()["ask"]["sending"]
        assert len(heard) == 2
        for line in page.eval_on_selector_all(
            ".said > *", "all => all.map(e => e.firstChild.textContent.trim())"
        ):
            assert heard[1].count(line[:60]) == 1

    def test_a_connection_lost_on_the_way_is_said_and_tried_again(self, page: Any) -> None:
        page.goto("/")
        instead_of_fetch(page, CUT)
        page.fill("#question", TARIFF)
        page.click("#vraag button[type=submit]")
        page.wait_for_selector("#fout:visible")
        assert page.inner_text("#fout") == texts()["ask"]["lost"]
        assert page.locator(".exchange, .exchange-pending").count() == 0
        assert page.input_value("#question") == TARIFF
        page.fill("#question", "Intussen iets anders")
        page.evaluate("() => { window.fetch = fetchNow; }")
        page.click("#nogmaals")
        page.wait_for_selector(".exchange")
        assert page.inner_text(".asked").endswith(TARIFF)
        assert page.is_hidden("#nogmaals")
        assert page.is_hidden("#fout")
        assert page.input_value("#question") == "Intussen iets anders"

    def test_a_connection_that_hangs_is_given_up(self, page: Any) -> None:
        page.goto("/")
        page.evaluate("() => { AbortSignal.timeout = () => AbortSignal.abort(); }")
        page.fill("#question", TARIFF)
        page.click("#vraag button[type=submit]")
        page.wait_for_selector("#nogmaals:visible")
        assert page.inner_text("#fout") == texts()["ask"]["failed"]

    @pytest.mark.parametrize(
        "instead",
        [
            "fetchNow(...all).then(r => new Response(new Blob(['event: line\\n']), r))",
            "fetchNow(...all).then(r => new Response('x', {headers: {'content-type': 'text/html'}}))",
        ],
        ids=["nothing", "no stream"],
    )
    def test_without_a_stream_the_answer_comes_in_one_piece(self, page: Any, instead: str) -> None:
        page.goto("/")
        instead_of_fetch(
            page, f"all[1].headers.Accept === 'text/event-stream' ? {instead} : fetchNow(...all)"
        )
        ask(page, TARIFF)
        assert page.is_visible("a.mark")
        assert page.is_hidden("#fout")


class TestComingBack:
    def test_what_is_no_longer_kept_is_said(self, page: Any) -> None:
        page.goto("/")
        page.evaluate("sessionStorage.setItem('gesprek', 'bestaat-niet')")
        page.reload()
        page.wait_for_selector("#fout:visible")
        assert page.inner_text("#fout") == texts()["ask"]["gone"]
        assert page.evaluate("sessionStorage.length") == 0

    def test_what_cannot_be_shown_now_still_goes_on(self, page: Any) -> None:
        page.goto("/")
        ask(page, TARIFF)
        place = page.get_attribute(".exchange", "data-conversation")
        page.route("**/gesprek", lambda route: route.fulfill(status=429, body="{}"))
        page.reload()
        page.wait_for_selector("#fout:visible")
        assert page.inner_text("#fout") == texts()["ask"]["unshown"]
        ask(page, "En in kwartaal 6?")
        assert page.get_attribute(".exchange", "data-conversation") == place

    def test_a_conversation_that_another_server_lost_is_not_mixed_up(self, page: Any) -> None:
        page.goto("/")
        ask(page, TARIFF)
        page.request.post(
            "/wissen", form={"conversation_id": page.get_attribute(".exchange", "data-conversation")}
        )
        ask(page, "En in kwartaal 6?", 1)
        assert page.inner_text(".exchange >> nth=1 >> .anew") == texts()["ask"]["anew"]
        assert texts()["ask"]["anew"] in page.inner_text("#gemeld")


@pytest.mark.parametrize("page", [DESKTOP, NO_SCRIPT], indirect=True, ids=["script", "plain"])
def test_a_second_click_sends_nothing_twice(page: Any) -> None:
    page.goto("/opstellen")
    page.fill("textarea[name=text]", "Beste, wat rekent Stad Gent aan per kwartaal?")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    page.dblclick("main form button[type=submit]")
    page.wait_for_selector("#brief")
    assert sent == ["POST"]


class TestNothingTypedIsLost:
    def test_an_example_that_could_not_be_sent_is_in_the_field(self, page: Any) -> None:
        page.goto("/")
        instead_of_fetch(page, "Promise.reject(new TypeError('weg'))")
        example = page.inner_text(".examples button >> nth=1")
        page.click(".examples button >> nth=1")
        page.wait_for_selector("#fout:visible")
        assert page.input_value("#question") == example
        assert page.query_selector(".exchange-pending") is None
        assert page.evaluate("document.activeElement.id") == "question"

    @pytest.mark.parametrize("page", [NO_SCRIPT], indirect=True)
    def test_without_a_script_a_wrong_day_gives_the_question_back(self, page: Any) -> None:
        page.goto("/")
        page.fill("#question", TARIFF)
        page.click(".day summary")
        page.evaluate("document.querySelector('#as_of').type = 'text'")
        page.fill("#as_of", "ooit")
        page.click("#vraag button[type=submit]")
        page.wait_for_selector("#fout:visible")
        assert page.input_value("#question") == TARIFF


@pytest.mark.parametrize(
    "page", [DESKTOP, NO_SCRIPT, PHONE], indirect=True, ids=["desktop", "plain", "phone"]
)
def test_a_fact_can_be_changed_and_used(page: Any, picture: Callable[[str], None]) -> None:
    page.goto("/")
    ask(page)
    page.click(".chip:has-text('Loonkost per kwartaal') summary")
    page.fill("#gegeven-wage_cost_quarter", "veel")
    page.click(".chip[open] button[type=submit]")
    page.wait_for_selector("#gegeven-wage_cost_quarter-fout")
    assert page.input_value("#gegeven-wage_cost_quarter") == "veel"
    picture("ask-fact-mistake")
    page.fill("#gegeven-wage_cost_quarter", "8.000,50")
    page.click(".chip[open] button[type=submit]")
    page.wait_for_selector(".chip:has-text('8.000,50 euro')")
    page.click(".again button")
    page.wait_for_selector(".said:has-text('loonkost van 8.000,50 euro')")
    page.click(".chip:has-text('Soort werkgever') summary")
    page.click(".chip[open] button[name=weg]")
    page.wait_for_selector(".chip:has-text('Soort werkgever')", state="detached")


@pytest.mark.parametrize("page", [DESKTOP, NO_SCRIPT], indirect=True, ids=["script", "plain"])
def test_an_opinion_can_be_given(page: Any) -> None:
    page.goto("/")
    ask(page, TARIFF)
    page.click("button[name=useful][value=nee]")
    page.fill(".feedback textarea", "Ik zocht het extra pakket")
    page.click(".feedback form button")
    page.wait_for_selector("text=Dank u, uw mening is bewaard.")


@pytest.mark.parametrize(
    "page", [DESKTOP, NO_SCRIPT, PHONE], indirect=True, ids=["desktop", "plain", "phone"]
)
def test_a_link_is_made_read_and_withdrawn(page: Any, picture: Callable[[str], None]) -> None:
    page.goto("/")
    ask(page, TARIFF)
    assert page.query_selector("#deel-link") is None
    page.click("#delen button")
    page.wait_for_selector("#deel-link")
    picture("ask-share")
    link = page.inner_text("#deel-link")
    other = page.context.new_page()
    other.goto(link)
    assert other.is_visible(".said")
    assert other.query_selector("textarea, .chip, .next, .feedback, [name=token]") is None
    other.screenshot(path=f"results/screens/ask-shared-{page.viewport_size['width']}.png", full_page=True)
    page.click("#delen button[name=token]")
    page.wait_for_selector("text=De link is ingetrokken.")
    assert other.goto(link).status == 404
    other.close()


@pytest.mark.parametrize("page", [DESKTOP, PHONE], indirect=True, ids=["desktop", "phone"])
@pytest.mark.parametrize("question", [CASE, TARIFF, VAGUE])
def test_the_case_note_is_one_page_of_paper(page: Any, question: str) -> None:
    page.goto("/")
    ask(page, question)
    with page.context.expect_page() as opened:
        page.click("text=Nota voor het dossier")
    note = opened.value
    note.wait_for_selector(".note")
    name = {CASE: "case", TARIFF: "tariff", VAGUE: "vague"}[question]
    note.screenshot(path=f"results/screens/note-{name}-{page.viewport_size['width']}.png", full_page=True)
    assert sticks_out(note) == []
    paper = note.pdf(format="A4", margin={side: "1.5cm" for side in ("top", "bottom", "left", "right")})
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    note.emulate_media(media="print")
    assert note.is_hidden("button[data-print]")
    assert note.is_hidden("header.top")


def test_coming_back_from_a_source_finds_the_conversation(page: Any) -> None:
    page.goto("/")
    ask(page, TARIFF)
    page.click("a.mark >> nth=0")
    page.click(".passage:visible .links a >> nth=0")
    page.wait_for_url("**/bronnen/**")
    assert page.is_visible(".text mark")
    page.goto("/")
    page.wait_for_selector(".exchange")
    assert page.is_visible("#gegevens")
    ask(page, "En in kwartaal 6?", 1)
    names = page.eval_on_selector_all(".exchange", "all => all.map(e => e.dataset.conversation)")
    assert len(set(names)) == 1
    page.click("text=Opnieuw beginnen")
    page.wait_for_url("**/")
    page.reload()
    assert page.is_visible(".examples")
    assert page.query_selector(".exchange") is None
    assert page.evaluate("sessionStorage.length") == 0


def test_coming_back_to_a_conversation_shows_that_links_work_and_ends_them(page: Any) -> None:
    page.goto("/")
    ask(page, TARIFF)
    page.click("#delen button")
    link = page.inner_text("#deel-link")
    page.goto("/bronnen")
    page.goto("/")
    page.click("text=Trek alle links in")
    page.wait_for_selector("text=De links zijn ingetrokken.")
    assert page.query_selector("text=Trek alle links in") is None
    assert page.request.get(link, headers={"accept": "text/html"}).status == 404


def test_wiping_leaves_nothing_in_the_browser(page: Any) -> None:
    page.goto("/")
    ask(page, TARIFF)
    page.click("#wissen button")
    page.wait_for_selector("text=Het gesprek is gewist.")
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert page.context.cookies() == []


def test_an_answer_can_be_copied_with_its_sources(page: Any) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    ask(page, TARIFF)
    page.click("[data-copy-answer]")
    page.wait_for_selector("text=Het antwoord is gekopieerd.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert page.inner_text(".said .line").split(".")[0] in copied
    numbers = set(re.findall(r" \[(\d+)\]", copied))
    assert numbers
    assert all(f"\n[{number}] " in copied for number in numbers)


def test_one_answer_is_printed_alone(page: Any) -> None:
    page.goto("/")
    ask(page, TARIFF)
    ask(page, "En in kwartaal 6?", 1)
    page.evaluate("() => { window.print = () => {}; }")
    page.click(".exchange >> nth=0 >> [data-print-answer]")
    page.emulate_media(media="print")
    shown = [e.is_visible() for e in page.query_selector_all(".exchange")]
    assert shown == [True, False]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert all(e.is_visible() for e in page.query_selector_all(".exchange"))


def test_focus_goes_where_it_is_needed(page: Any) -> None:
    page.goto("/")
    page.focus("#question")
    page.keyboard.type(TARIFF)
    page.keyboard.press("Enter")
    page.wait_for_selector(".exchange")
    assert page.evaluate("document.activeElement.id") == "question"
    page.focus(".next button >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector(".exchange >> nth=1")
    last = page.evaluate("[...document.querySelectorAll('.exchange')].at(-1).id")
    assert page.evaluate("document.activeElement.id") == last
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.exchange')?.id") == last


@pytest.mark.parametrize("page", [DESKTOP], indirect=True)
def test_the_choices_of_a_question_back_are_buttons(page: Any) -> None:
    page.goto("/")
    ask(page, OPEN)
    choice = page.inner_text(".choices button >> nth=0")
    page.click(".choices button >> nth=0")
    page.wait_for_selector(".exchange >> nth=1")
    assert choice in page.inner_text(".exchange >> nth=1 >> .asked")
    assert page.locator(".exchange >> nth=0 >> .choices").count() == 0


@pytest.mark.parametrize("page", [STILL], indirect=True)
def test_nothing_moves_for_who_wants_it_still(page: Any) -> None:
    page.goto("/")
    ask(page, TARIFF)
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
        "return parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none'"
        "|| s.scrollBehavior === 'smooth' }).length"
    )
    assert moving == 0


@pytest.mark.parametrize("page", [PHONE, NARROW, ZOOMED], indirect=True, ids=["phone", "narrow", "zoomed"])
def test_nothing_sticks_out(page: Any) -> None:
    page.goto("/")
    ask(page)
    page.click("#delen button")
    page.wait_for_selector("#deel-link")
    page.click("button[name=useful][value=nee]")
    page.wait_for_selector(".feedback textarea")
    assert sticks_out(page) == []
    page.goto(page.inner_text("#deel-link"))
    assert sticks_out(page) == []


def test_the_first_page_is_light(page: Any) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda response: sizes.update({response.url: len(response.body())}))
    page.goto("/", wait_until="networkidle")
    assert any(url.endswith("/static/stream.js") for url in sizes)
    assert sum(sizes.values()) <= BUDGET


@pytest.mark.slow
@pytest.mark.parametrize("page", [DESKTOP, DARK, ZOOMED], indirect=True, ids=["light", "dark", "zoomed"])
def test_axe_finds_nothing(page: Any) -> None:
    page.goto("/")
    ask(page)
    ask(page, VAGUE, 1)
    page.click("#delen button")
    page.wait_for_selector("#deel-link")
    page.click(".feedback >> nth=0 >> button[value=nee]")
    page.wait_for_selector(".feedback textarea")
    page.click(".chip:has-text('Loonkost per kwartaal') summary")
    page.fill("#gegeven-wage_cost_quarter", "veel")
    page.click(".chip[open] button[type=submit]")
    page.wait_for_selector("#gegeven-wage_cost_quarter-fout")
    wrong = {"ask": broken(page)}
    with page.context.expect_page() as opened:
        page.click("text=Nota voor het dossier >> nth=0")
    opened.value.wait_for_selector(".note")
    wrong["note"] = broken(opened.value)
    page.goto(page.inner_text("#deel-link"))
    wrong["shared"] = broken(page)
    assert {name: found for name, found in wrong.items() if found} == {}
