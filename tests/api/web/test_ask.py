"""The page for asking without a script: a conversation, its facts, an opinion, a link, and a case note."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.runtime import Live
from api.service import Service
from api.web.asking.facts import FactError, about_the_question, changed, chips
from api.web.texts import texts
from assistant.edit import settable
from assistant.models import Fact, FactSource, Language, Unit
from corpus.parameters import load_parameters
from tests.api.conftest import UNLIMITED, Broken
from tests.api.contract import Checked

TODAY = date(2026, 11, 22)
FIGURES = load_parameters()
CASE = (
    "Wij zijn een school en betalen 9000 euro loonkost per kwartaal voor iemand die 4/5 werkt. "
    "VDAB stelde 5 jaar vast. Hoeveel loonpremie krijgen we?"
)
PIECE = {"x-fragment": "1"}
PAGE = {"accept": "text/html"}


def send(client: TestClient, path: str, status: int = 200, headers: Any = None, **fields: Any) -> str:
    response = client.post(path, data=fields, headers=headers)
    assert response.status_code == status, response.text
    return str(response.text)


def asked(client: TestClient, question: str = CASE, language: Language = Language.NL) -> tuple[str, str, str]:
    """The page, and the ids of the conversation and the answer."""
    html = send(client, f"/?taal={language}", question=question)
    conversation = re.search(r'name="conversation_id" value="([^"]+)"', html)
    answer = re.search(r'name="answer_id" value="([^"]+)"', html)
    assert conversation
    assert answer
    return html, conversation[1], answer[1]


def words(html: str) -> str:
    """What is read: no tags, plain spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


class TestStreaming:
    def test_the_sentences_come_first_and_then_the_whole(self, client: Checked) -> None:
        response = client.post("/", data={"question": CASE}, headers={"accept": "text/event-stream"})
        assert response.headers["content-type"].startswith("text/event-stream")
        events = [event.split("\n") for event in response.text.strip().split("\n\n")]
        names = [event[0] for event in events]
        assert names == ["event: begin", *["event: line"] * (len(names) - 2), "event: answer"]
        assert len(names) > 3
        begin, *said, whole = ("\n".join(line.removeprefix("data: ") for line in e[1:]) for e in events)
        for sentence in said:
            assert words(sentence) in words(whole)
        places = [words(whole).index(words(sentence)) for sentence in said]
        assert places == sorted(places)
        opening = re.search(r'<div class="answer [a-z]+">', begin)
        assert opening
        assert opening[0] in whole
        assert whole.lstrip().startswith("<article")
        assert 'id="gegevens"' in whole

    def test_a_refused_question_is_a_problem_for_the_script(self, client: Checked) -> None:
        wrong = {"question": "x", "as_of": "ooit"}
        for headers in (PIECE, {"accept": "text/event-stream"}):
            response = client.post("/", data=wrong, headers=headers)
            assert response.status_code == 422
            assert "JJJJ-MM-DD" in response.json()["detail"]


class TestNothingTypedIsLost:
    def test_with_a_wrong_day(self, client: Checked) -> None:
        html = send(client, "/", 422, PAGE, question="Mijn <lange> vraag", as_of="ooit")
        assert "Mijn &lt;lange&gt; vraag</textarea>" in html
        assert "JJJJ-MM-DD" in html

    def test_with_a_defect_of_ours(self, broken: TestClient) -> None:
        html = send(broken, "/", 500, PAGE, question="Mijn lange vraag")
        assert "Mijn lange vraag</textarea>" in html
        assert texts()["ask"]["broken"] in html
        assert "kapot" not in html

    def test_a_defect_is_not_hidden_while_debugging(self, live: Live) -> None:
        settings = UNLIMITED.model_copy(update={"debug": True})
        service = Service(settings, replace(live, assistant=Broken()), build=False)  # type: ignore[arg-type]
        with TestClient(create_app(service)) as client, pytest.raises(RuntimeError, match="kapot"):
            client.post("/", data={"question": "vraag"})


class TestFacts:
    def test_they_are_shown_in_plain_words(self, client: Checked) -> None:
        html, *_ = asked(client)
        shown = words(html[html.index('id="gegevens"') : html.index('id="vraag"')])
        for said in ("Soort werkgever School", "9.000,00 euro", "80 %", "5 jaar"):
            assert said in shown
        assert "need_years" not in words(html)
        assert "wage_cost" not in words(html)

    def test_a_change_counts_for_the_next_answer(self, client: Checked) -> None:
        _, place, _ = asked(client)
        edit: dict[str, Any] = {"conversation_id": place, "name": "wage_cost_quarter", "value": "8.000,50"}
        html = send(client, "/gegevens", **edit)
        assert "8.000,50 euro" in words(html)
        assert texts()["ask"]["facts"]["changed"] in html
        assert f'value="{CASE}"' in unescape(html)
        answer = send(client, "/", question="Hoeveel loonpremie krijgen we?", conversation_id=place)
        assert "loonkost van 8.000,50 euro" in words(answer)

    def test_the_last_question_can_be_asked_again_with_what_was_corrected(self, client: Checked) -> None:
        _, place, _ = asked(client)
        send(client, "/gegevens", conversation_id=place, name="wage_cost_quarter", value="8.000,50")
        html = send(client, "/gegevens", conversation_id=place, name="employer", value="", weg="1")
        again = re.search(r'<form class="again".*?</form>', html, re.DOTALL)
        assert again
        fields: dict[str, Any] = dict(re.findall(r'name="(\w+)" value="([^"]*)"', unescape(again[0])))
        assert fields["question"] == CASE
        answer = send(client, "/", **fields)
        assert "loonkost van 8.000,50 euro" in words(answer)
        assert "Soort werkgever" not in words(answer)

    def test_one_can_be_taken_away(self, client: Checked) -> None:
        _, place, _ = asked(client)
        html = send(
            client,
            "/gegevens",
            headers=PIECE,
            conversation_id=place,
            name="employer",
            value="school",
            weg="1",
        )
        assert html.lstrip().startswith("<section")
        assert "Soort werkgever" not in html
        assert "80 %" in html

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("fraction", "veel", "80 %"),
            ("wage_cost_quarter", "1,930", "1.250,50"),
            ("fraction", "150 %", "100 %"),
            ("wage_cost_quarter", "-100", "van 0,00 euro"),
            ("wage_cost_quarter", "− 100,50 euro", "van 0,00 euro"),
            ("need_years", "3", "2 of 5 jaar"),
            ("employer", "kapper", "Kies"),
            ("need_years", "", "Kies of vul"),
        ],
    )
    def test_what_cannot_be_stays_in_its_field(
        self, client: Checked, name: str, value: str, said: str
    ) -> None:
        _, place, _ = asked(client)
        edit: dict[str, Any] = {"conversation_id": place, "name": name, "value": value}
        whole = send(client, "/gegevens", 422, **edit)
        piece = send(client, "/gegevens", headers=PIECE, **edit)
        for html in (whole, piece):
            error = re.search(rf'id="gegeven-{name}-fout">(.*?)</p>', html)
            assert error
            assert said in error[1]
            assert '<details class="chip" open>' in html
        assert "9.000,00 euro" in words(piece)

    def test_a_forgotten_conversation_says_so(self, client: Checked) -> None:
        edit: dict[str, Any] = {"conversation_id": "weg", "name": "employer", "value": "school"}
        assert "Stel uw vraag opnieuw" in send(client, "/gegevens", 404, PAGE, **edit)

    @pytest.mark.parametrize("language", list(Language))
    def test_every_fact_has_a_name_and_every_choice_too(self, language: Language) -> None:
        shown = {kind.name: kind for kind in settable() if not about_the_question(kind.name)}
        for kind in shown.values():
            for value in kind.options or (True if kind.type == "bool" else "1",):
                fact = Fact(value=value, source=FactSource.SAID, words="")
                (chip,) = chips({kind.name: fact}, language)
                assert chip.label != kind.name
                assert {choice.value for choice in chip.choices} >= set(kind.options)
                for choice in chip.choices:
                    assert choice.label[0].isupper(), f"{kind.name}: {choice.value}"
                    assert "_" not in choice.label
        assert set(texts(language)["ask"]["facts"]["labels"]) == set(shown)

    def test_what_the_question_is_about_is_no_fact_of_the_case(self) -> None:
        names = [kind.name for kind in settable() if about_the_question(kind.name)]
        assert {"per_year", "rollen_asked"} <= set(names)
        fact = Fact(value="taak", source=FactSource.SAID, words="taak")
        assert chips({name: fact for name in names}) == ()

    @pytest.mark.parametrize(
        ("name", "fact", "shown"),
        [
            ("fraction", {"value": Decimal("0.5"), "unit": Unit.FRACTION}, "50 %"),
            ("fraction", {"value": "0.5", "unit": Unit.FRACTION}, "50 %"),
            ("hours_share", {"value": Decimal(1)}, "100 %"),
            ("hired_on", {"value": "2025-02-14"}, "14 februari 2025"),
            ("quarter", {"value": 5, "unit": Unit.QUARTER}, "5"),
            ("need_years", {"value": 2, "unit": Unit.YEAR}, "2 jaar"),
            ("percentage", {"value": Decimal(45), "unit": Unit.PERCENT}, "45 %"),
            ("registered", {"value": False}, "Nee"),
            ("task", {"value": "rondleiding geven"}, "rondleiding geven"),
        ],
    )
    def test_a_value_reads_as_people_write_it_and_can_be_kept_as_it_is(
        self, name: str, fact: dict[str, Any], shown: str
    ) -> None:
        held = Fact(source=FactSource.SAID, words="woorden", **fact)
        (chip,) = chips({name: held})
        assert chip.value == shown
        assert chip.said == "woorden"
        (again,) = chips({name: changed(name, chip.typed, held, FIGURES, TODAY)})
        assert again.value == shown

    def test_an_unknown_name_is_refused(self) -> None:
        with pytest.raises(FactError, match="bestaat niet"):
            changed("rekening", "x", None, FIGURES, TODAY)

    def test_what_no_rule_takes_is_refused(self) -> None:
        with pytest.raises(FactError, match="Dat kan hier niet"):
            changed("ggmmi_period", "ooit", None, FIGURES, TODAY)


class TestFeedback:
    def test_it_is_kept_with_its_reason_and_without_personal_data(self, client: Checked) -> None:
        _, place, answer = asked(client)
        given: dict[str, Any] = {"answer_id": answer, "conversation_id": place, "useful": "nee"}
        first = send(client, "/mening", headers=PIECE, **given)
        assert 'name="reason"' in first
        told = send(client, "/mening", **given, reason="Bel 0470 12 34 56, het bedrag klopt niet")
        assert texts()["ask"]["feedback"]["kept"] in told
        (kept,) = client.get(f"/api/v1/conversations/{place}").json()["turns"]
        assert kept["feedback"]["useful"] is False
        assert "het bedrag klopt niet" in kept["feedback"]["reason"]
        assert "0470" not in kept["feedback"]["reason"]

    @pytest.mark.parametrize(
        ("fields", "status"),
        [
            ({"useful": "misschien"}, 422),
            ({"useful": "ja", "reason": "x" * 1001}, 422),
            ({"useful": "ja", "answer_id": "weg"}, 404),
        ],
    )
    def test_what_cannot_be_kept_says_why(self, client: Checked, fields: dict[str, Any], status: int) -> None:
        _, place, answer = asked(client)
        html = send(
            client, "/mening", status, PAGE, **{"answer_id": answer, "conversation_id": place} | fields
        )
        assert "<h1>" in html


class TestSharing:
    def test_there_is_no_link_until_one_is_made(self, client: Checked) -> None:
        html, place, _ = asked(client)
        assert "/gedeeld/" not in html
        made = send(client, "/delen", conversation_id=place)
        link = re.search(r'href="(http://testserver/gedeeld/[^"]+)"', made)
        assert link
        assert re.search(r"werkt tot \d+ \w+ \d{4}, \d\d:\d\d", made)
        send(client, "/", question="En in kwartaal 6?", conversation_id=place)

        page = client.get(link[1])
        assert page.headers["x-robots-tag"] == "noindex, nofollow"
        assert page.headers["cache-control"] == "no-store"
        assert "Hoeveel loonpremie krijgen we?" in page.text
        assert "kwartaal 6?" not in page.text
        assert place not in page.text
        for action in ("/gegevens", "/mening", "/wissen", "/nota", "/delen/intrekken"):
            assert f'action="{action}"' not in page.text
        assert "wage" not in words(page.text)

    def test_only_who_made_it_withdraws_it(self, client: Checked) -> None:
        _, place, _ = asked(client)
        made = send(client, "/delen", conversation_id=place)
        token, key = (re.search(rf'name="{name}" value="([^"]+)"', made) for name in ("token", "key"))
        assert token
        assert key
        link = f"/gedeeld/{token[1]}"
        assert key[1] not in client.get(link).text
        for wrong in ({}, {"key": ""}, {"key": token[1]}):
            refused = send(client, "/delen/intrekken", 403, PAGE, token=token[1], **wrong)
            assert "<main" in refused
            assert "Alleen wie deze link maakte" in words(refused)
        assert client.get(link).status_code == 200
        assert "De link is ingetrokken." in send(
            client, "/delen/intrekken", token=token[1], key=key[1], conversation_id=place
        )
        assert client.get(link, headers=PAGE).status_code == 404
        again = send(client, "/delen/intrekken", 404, PAGE, token=token[1], key=key[1])
        assert "al ingetrokken" in again

    def test_who_comes_back_to_the_conversation_withdraws_all_its_links(self, client: Checked) -> None:
        _, place, _ = asked(client)
        assert "alle links" not in send(client, "/gesprek", conversation_id=place)
        links = [
            re.findall(r"/gedeeld/[^\"<]+", send(client, "/delen", conversation_id=place))[0] for _ in "12"
        ]
        for headers in ({}, PIECE):
            assert "Er werken nog 2 links" in send(client, "/gesprek", headers=headers, conversation_id=place)
        done = send(client, "/delen/intrekken", headers=PIECE, conversation_id=place, alle="1")
        assert texts()["ask"]["share"]["withdrawn_all"] in done
        assert [client.get(link, headers=PAGE).status_code for link in links] == [404, 404]
        assert send(client, "/delen/intrekken", 404, PAGE, conversation_id="…", alle="1")

    def test_wiping_the_conversation_ends_the_link(self, client: Checked) -> None:
        _, place, _ = asked(client)
        made = send(client, "/delen", headers=PIECE, conversation_id=place)
        link = re.search(r'href="http://testserver(/gedeeld/[^"]+)"', made)
        assert link
        assert client.get(link[1]).status_code == 200
        send(client, "/wissen", conversation_id=place)
        assert client.get(link[1]).status_code == 404
        assert "Stel uw vraag opnieuw" in send(client, "/gesprek", 404, PAGE, conversation_id=place)


class TestReadingAgain:
    def test_all_turns_come_back_masked(self, client: Checked) -> None:
        _, place, _ = asked(client)
        send(client, "/", question="En voor 85.07.30-033.28 in kwartaal 6?", conversation_id=place)
        piece = send(client, "/gesprek", headers=PIECE, conversation_id=place)
        assert piece.count('<article class="exchange"') == 2
        assert "Hoeveel loonpremie krijgen we?" in piece
        assert "85.07.30" not in piece
        assert "<html" not in piece
        whole = send(client, "/gesprek", conversation_id=place)
        assert whole.count('<article class="exchange"') == 2
        ids = re.findall(r'\bid="([^"]+)"', whole)
        assert len(ids) == len(set(ids))


class TestCaseNote:
    def test_it_has_facts_outcome_sources_versions_and_a_date(self, client: Checked, live: Live) -> None:
        html, _, answer = asked(client)
        note = send(client, "/nota", answer_id=answer)
        read = words(note)
        assert "Dossiernota individueel maatwerk" in read
        assert re.search(r"Opgesteld op \d+ \w+ \d{4}", read)
        for said in ("Soort werkgever School", "Loonkost per kwartaal 9.000,00 euro", "80 %"):
            assert said in read
        first = re.search(r'<p class="line calculation">(.*?)<span class="marks">', html)
        assert first
        assert words(first[1]) in read
        named = set(re.findall(r'<span class="cited-numbers">\[([^]]+)]', note))
        assert named
        listed = set(re.findall(r"<li>\[(\d+)] \w", note))
        assert {number for group in named for number in group.split(", ")} == listed
        versions = {document.version for document in live.corpus.documents.values()}
        cited = re.findall(r"Bewaarde versie: ([^<]+)\.</span>", note)
        assert cited
        assert set(cited) <= versions
        assert len(cited) == len(set(cited))

    def test_it_has_the_facts_of_its_own_answer(self, client: Checked) -> None:
        _, place, answer = asked(client)
        send(client, "/gegevens", conversation_id=place, name="employer", value="lokaal_bestuur")
        assert "Soort werkgever School" in words(send(client, "/nota", answer_id=answer))

    def test_an_answer_that_is_gone_says_so(self, client: Checked) -> None:
        assert "Stel uw vraag opnieuw" in send(client, "/nota", 404, PAGE, answer_id="weg")


def test_starting_afresh_and_wiping_leave_nothing_on_the_page(client: Checked) -> None:
    _, place, _ = asked(client)
    for html in (client.get("/?nieuw=1").text, send(client, "/wissen", conversation_id=place)):
        assert "data-fresh" in html
        assert place not in html
        assert "<article" not in html
    assert "data-fresh" not in client.get("/").text


def test_every_sentence_of_a_rule_or_a_calculation_leads_to_what_it_rests_on(client: Checked) -> None:
    html, *_ = asked(client)
    lines = re.findall(r'<(?:p|div) class="line (?:rule|calculation|decision|quote)">.*', html)
    assert len(lines) >= 4
    for line in lines:
        (target, *_) = re.findall(r'class="mark" href="#([^"]+)"', line) or [""]
        assert html.count(f'id="{target}"') == 1, line


@pytest.mark.parametrize("language", list(Language))
def test_every_text_is_a_text(client: Checked, language: Language) -> None:
    html, place, answer = asked(client, language=language)
    note = send(client, f"/nota?taal={language}", answer_id=answer)
    link = send(client, f"/delen?taal={language}", conversation_id=place)
    for page in (html, note, link):
        assert "built-in" not in page
        assert "{" not in words(page)


def test_calculations_are_tables_with_their_quarters(client: Checked) -> None:
    html, *_ = asked(client)
    work = html[html.index('<details class="work">') :]
    quarters = re.findall(r'<tr><th scope="row">(\d+)', work)
    assert quarters == [str(number) for number in range(1, len(quarters) + 1)]
    assert len(quarters) >= 8
    assert "Loonpremie (euro)" in work
