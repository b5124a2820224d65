"""The web page as it is without JavaScript."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.builder import Building
from api.runtime import Live
from api.service import Service
from api.web import view
from api.web.markdown import quote_html, to_html
from api.web.sources.reading import document_html
from assistant.models import Answer, Conversation
from tests.api.conftest import UNLIMITED
from tests.api.contract import Checked

TARIFF = "Wat rekent Stad Gent aan in kwartaal 5?"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def send(client: TestClient, path: str = "/", headers: dict[str, str] | None = None, **fields: str) -> str:
    response = client.post(path, data=fields, headers=headers)
    assert response.status_code == 200, response.text
    return str(response.text)


def conversation_of(page: str) -> str:
    found = re.search(r'name="conversation_id" value="([^"]+)"', page)
    assert found
    return found.group(1)


def test_the_page_asks_for_nothing_from_elsewhere(client: Checked) -> None:
    page = client.get("/").text
    loaded = re.findall(r'(?:src|href|action)="([^"]+)"', page)
    assert loaded
    assert all(address.startswith(("/", "#")) for address in loaded)
    assert "<style" not in page
    assert " style=" not in page
    assert " on" + "click" not in page


def test_the_answer_has_marks_that_lead_to_passages(client: Checked) -> None:
    page = send(client, question=TARIFF)
    marks = re.findall(r'class="mark" href="#([^"]+)"', page)
    assert marks
    for target in marks:
        assert f'id="{target}"' in page
    assert "Stand op" in page
    assert "Vraag stellen" in page


def test_source_links_lead_to_an_anchor_in_the_document(client: Checked) -> None:
    page = send(client, question=TARIFF)
    links = re.findall(r'href="(/bronnen/[^"#]+)#([^"]+)"', page)
    assert links
    for path, anchor in links:
        assert f'id="{anchor}"' in client.get(path).text


def test_a_conversation_goes_on_from_page_to_page(client: Checked, service: Service) -> None:
    first = send(client, question=TARIFF)
    name = conversation_of(first)
    second = send(client, question="En in kwartaal 6?", conversation_id=name)
    assert conversation_of(second) == name
    assert TARIFF in second
    gone = send(client, "/wissen", conversation_id=name)
    assert "Het gesprek is gewist." in gone
    assert len(service.conversations) == 0


def test_the_script_gets_the_answer_alone(client: Checked) -> None:
    piece = send(client, headers={"x-fragment": "1"}, question=TARIFF)
    assert piece.lstrip().startswith("<article")
    assert "<html" not in piece


def test_personal_data_is_masked_on_the_page(client: Checked) -> None:
    page = send(client, question="Is 85.07.30-033.28 verzekerd bij individueel maatwerk?")
    assert "033.28" not in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script> loonpremie", "<img src=x onerror=alert(1)>"])
def test_markup_in_a_question_stays_text(client: Checked, text: str) -> None:
    page = send(client, question=text)
    assert "alert(1)</script>" not in page
    assert "<img" not in page


def test_the_day_can_be_chosen(client: Checked) -> None:
    assert "Stand op 1 februari 2025" in send(client, question=TARIFF, as_of="2025-02-01")
    wrong = client.post("/", data={"question": "x", "as_of": "ooit"}, headers={"accept": "text/html"})
    assert wrong.status_code == 422
    assert "JJJJ-MM-DD" in wrong.text


@pytest.mark.parametrize("body", [b"", b"vraag=x", b"\xff\xfe", b"&".join([b"a=b"] * 50)])
def test_a_form_that_cannot_be_read_is_a_page_that_says_so(client: Checked, body: bytes) -> None:
    response = client.post("/", content=body, headers=FORM | {"accept": "text/html"})
    assert response.status_code == 422
    assert "<h1>" in response.text
    assert "Traceback" not in response.text


def test_people_get_pages_and_programs_get_problems(client: Checked) -> None:
    page = client.get("/niets", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"].partition(";")[0]) == (404, "text/html")
    assert "Dit adres bestaat niet" in page.text
    assert client.get("/niets").headers["content-type"] == "application/problem+json"
    document = client.get("/bronnen/niets", headers={"accept": "text/html"})
    assert document.status_code == 404
    assert "documenten zijn" in document.text


def test_every_document_has_a_page_with_all_its_places(client: Checked, live: Live) -> None:
    overview = client.get("/bronnen").text
    for document in live.corpus.documents.values():
        assert f'href="/bronnen/{document.id}"' in overview
        page = client.get(f"/bronnen/{document.id}").text
        anchors = re.findall(r'<(?:i|a class="here") id="([^"]+)"', page)
        assert sorted(anchors) == sorted(document.by_locator)


def test_the_page_says_which_engines_are_live(client: Checked, service: Service) -> None:
    assert "Zoeken op betekenis: uit" in client.get("/").text
    service.builder.state = Building(running=True)
    assert "De index wordt nog gebouwd." in client.get("/").text
    service.builder.state = Building(running=True, done=3, total=9)
    assert "(3 van 9)" in client.get("/").text
    service.builder.state = Building(failed="De schijf is vol.")
    assert "De schijf is vol." in client.get("/").text


class Fixed:
    """An assistant that always says the same."""

    def __init__(self, answer: Answer, conversation: Conversation) -> None:
        self._said = answer, conversation

    def ask(self, *_: object, **__: object) -> tuple[Answer, Conversation]:
        return self._said


@pytest.mark.parametrize("document", ["externe-feiten", "decreet-2022-01-14", "gr-2026-00367-overeenkomst"])
def test_own_words_are_never_shown_as_a_quotation(live: Live, document: str) -> None:
    answer, conversation = live.assistant.ask(TARIFF)
    provision = live.corpus.documents[document].provisions[-1]
    citation = answer.citations[0].model_copy(update={"document": document, "quote": provision.text})
    fixed = Fixed(answer.model_copy(update={"citations": (citation,)}), conversation)
    shown = replace(live, assistant=fixed)  # type: ignore[arg-type]
    with TestClient(create_app(Service(UNLIMITED, shown, build=False))) as client:
        page = send(client, question=TARIFF)
    (passage,) = re.findall(r'<div class="passage".*?</details>', page, re.DOTALL)
    own = document != "gr-2026-00367-overeenkomst"
    assert ("In onze woorden" in passage) is own
    assert ("<blockquote" in passage) is not own


class TestMarkdown:
    def test_html_and_links_stay_text(self) -> None:
        html = to_html("<b>x</b> [klik](http://x.example) ![i](http://x.example/i) <http://x.example>")
        assert "<b>" not in html
        assert "<a" not in html
        assert "<img" not in html

    def test_a_row_out_of_its_table_reads_as_cells(self) -> None:
        html = quote_html("| Kwartaal | Bedrag |\n| --- | --- |\n| eerste | tweede |")
        assert "|" not in html
        assert "---" not in html
        assert "eerste · tweede" in html

    def test_every_provision_has_one_anchor(self, live: Live) -> None:
        for document in live.corpus.documents.values():
            html = document_html(document)
            for locator in document.by_locator:
                assert html.count(f'id="{locator}"') == 1

    def test_a_provision_past_the_last_block_is_not_lost(self, live: Live) -> None:
        document = next(iter(live.corpus.documents.values()))
        extra = replace(document.provisions[-1], locator="laatste", start=len(document.text) - 1)
        assert 'id="laatste"' in document_html(replace(document, provisions=(*document.provisions, extra)))


def test_amounts_are_written_the_belgian_way() -> None:
    from decimal import Decimal

    from assistant.models import Unit

    assert view.amount(Decimal("1234.5"), Unit.EUR) == "1.234,50 euro"
    assert view.amount(Decimal("40"), Unit.PERCENT) == "40 %"
    assert view.amount(None, Unit.EUR) == "–"
