"""Reading the sources: identity, places, the passage that was cited, remarks, and searching."""

from __future__ import annotations

import re
from html import unescape

import pytest

from api.runtime import Live
from api.web.sources.reading import Additions, Passage, document_html
from api.web.sources.remarks import tensions
from api.web.texts import texts
from assistant.models import Language
from corpus.models import OWN_WORDS
from tests.api.contract import Checked
from tests.api.web.test_eligibility import YES

PEOPLE = {"accept": "text/html"}
MODEL = "gr-2026-00367-overeenkomst"


def marked(html: str) -> str:
    return " ".join("".join(unescape(part) for part in re.findall(r"<mark[^>]*>(.*?)</mark>", html)).split())


def squeezed(text: str) -> str:
    return re.sub(r"[\s*_|#\\-]+", "", text)


class TestReading:
    def test_every_provision_can_be_marked_exactly(self, live: Live) -> None:
        """What is marked are the words of the provision: nothing of them is left out, nothing is added."""
        for document in live.corpus.documents.values():
            for place in document.provisions[:: max(1, len(document.provisions) // 12)]:
                html = document_html(document, Additions(Passage(place.start, place.end)))
                assert squeezed(marked(html)) in squeezed(place.text), place.id
                assert len(squeezed(marked(html))) >= 0.9 * len(squeezed(place.text)), place.id

    def test_a_part_of_a_sentence_can_be_marked(self, live: Live) -> None:
        document = live.corpus.documents[MODEL]
        start = document.text.index("wederzijdse engagementen")
        html = document_html(document, Additions(Passage(start, start + len("wederzijdse engagementen"))))
        assert marked(html) == "wederzijdse engagementen"
        assert html.count('id="passage"') == 1

    def test_repeated_words_are_marked_where_they_were_cited(self, live: Live) -> None:
        document = live.corpus.documents["imw-update-2023-05-30"]
        words = "de werknemer met een arbeidsbeperking coachen op de werkvloer"
        first = document.text.index(words)
        second = document.text.index(words, first + 1)
        html = str(document_html(document, Additions(Passage(second, second + len(words)))))
        before = html[: html.index("<mark")]
        assert marked(html) == words
        assert words in before

    def test_marking_changes_no_word(self, live: Live) -> None:
        for document in live.corpus.documents.values():
            plain = document_html(document)
            whole = document_html(document, Additions(Passage(0, len(document.text))))
            assert re.sub(r"</?mark[^>]*>", "", whole) == plain


class TestDocument:
    def test_a_citation_leads_to_its_marked_passage(self, client: Checked) -> None:
        page = client.get("/in-aanmerking", params=YES).text
        links = [unescape(link) for link in re.findall(r'href="(/bronnen/[^"]+\?van=[^"]+)"', page)]
        assert links
        for link in links:
            address, _, locator = link.partition("#")
            document = client.get(address).text
            assert f'id="{locator}"' in document
            assert '<mark id="passage">' in document
            assert "De aangehaalde passage is gemarkeerd." in document

    @pytest.mark.parametrize(
        "query",
        ["van=5", "van=x&tot=y", "van=9&tot=3", "van=-5&tot=9", "van=0&tot=99999999", "van=0&tot=9&v=oud"],
    )
    def test_a_passage_that_is_not_there_is_not_marked(self, client: Checked, query: str) -> None:
        page = client.get(f"/bronnen/{MODEL}?{query}")
        assert page.status_code == 200
        assert "<mark" not in page.text

    def test_every_tension_stands_at_its_places(self, client: Checked, live: Live) -> None:
        pages = {name: client.get(f"/bronnen/{name}").text for name in live.corpus.documents}
        for tension in tensions().values():
            for place in tension.provisions:
                document = place.partition("#")[0]
                provision = live.corpus.provision(place)
                after = pages[document][pages[document].index(f'id="{provision.locator}"') :]
                kind = texts()["notice_labels"][tension.kind]
                assert tension.text in unescape(after), place
                assert f"{kind}." in after

    def test_a_remark_names_the_other_places(self, client: Checked) -> None:
        several = next(t for t in tensions().values() if len({p.partition("#")[0] for p in t.provisions}) > 1)
        document, _, _ = several.provisions[0].partition("#")
        page = client.get(f"/bronnen/{document}").text
        elsewhere = next(p for p in several.provisions if not p.startswith(document))
        assert f'href="/bronnen/{elsewhere}"' in page

    def test_every_document_says_what_it_is(self, client: Checked, live: Live) -> None:
        words = texts()["sources"]
        for document in live.corpus.documents.values():
            page = unescape(client.get(f"/bronnen/{document.id}").text)
            entry = document.entry
            assert entry.status_note in page
            assert entry.issuer in page
            assert words["kinds"][entry.kind.value] in page
            assert (words["own_words"] in page) is (entry.authority in OWN_WORDS)
            assert ((entry.url or "nergens") in page) is (entry.url is not None)

    def test_in_force_or_not(self, client: Checked) -> None:
        assert "Afgelopen" in client.get("/bronnen/gent-vdab-2020-00300").text
        assert "Geldigheid niet vermeld" in client.get(f"/bronnen/{MODEL}").text
        law = client.get("/bronnen/mb-2019-01-10").text
        assert ">Geldig<" in law
        assert "bijgewerkt tot 14 maart 2024" in law

    def test_links_in_the_contents_and_at_headings_lead_somewhere(self, client: Checked, live: Live) -> None:
        for name in live.corpus.documents:
            page = client.get(f"/bronnen/{name}").text
            places = set(re.findall(r'id="([^"]+)"', page))
            inside = re.findall(r'href="#([^"]+)"', page)
            assert inside
            assert set(inside) <= places

    def test_tables_and_lists_stay_tables_and_lists(self, client: Checked) -> None:
        page = client.get("/bronnen/imw-update-2023-05-30").text
        text = page[page.index('class="text') :]
        assert text.count('<table tabindex="0">') >= 2
        assert text.count("<li>") >= 40

    @pytest.mark.parametrize("language", list(Language))
    def test_the_text_stays_dutch_in_every_language(self, client: Checked, language: Language) -> None:
        page = client.get(f"/bronnen/{MODEL}", params={"taal": language.value}).text
        assert "Deze overeenkomst kadert in de maatregel individueel maatwerk" in page
        assert re.search(r'<div class="text" lang="nl-BE">', page)


class TestSearch:
    def test_what_is_found_leads_to_a_marked_place(self, client: Checked) -> None:
        page = client.get("/bronnen", params={"q": "opzegtermijn overeenkomst"}).text
        assert "plaatsen gevonden" in page
        hits = [unescape(h) for h in re.findall(r'<h2><a href="([^"]+)"', page)]
        assert hits
        assert any(hit.startswith(f"/bronnen/{MODEL}?") for hit in hits)
        address, _, locator = hits[0].partition("#")
        document = client.get(address).text
        assert f'id="{locator}"' in document
        assert "<mark" in document
        assert re.search(r"<mark>overeenkomst\w*</mark>", page)

    def test_the_same_places_are_found_as_by_the_api(self, client: Checked) -> None:
        page = client.get("/bronnen", params={"q": "loonpremie"}).text
        hits = [
            re.sub(r"\?[^#]*", "", unescape(h)) for h in re.findall(r'<h2><a href="/bronnen/([^"]+)"', page)
        ]
        found = client.get("/api/v1/search", params={"q": "loonpremie", "k": 15}).json()["hits"]
        assert hits == [hit["provision"]["id"] for hit in found]

    def test_one_document_can_be_searched(self, client: Checked) -> None:
        page = client.get("/bronnen", params={"q": "premie", "document": MODEL}).text
        hits = re.findall(r'<h2><a href="/bronnen/([^"?]+)', page)
        assert set(hits) == {MODEL}
        assert "Alleen in: Modelovereenkomst" in page

    @pytest.mark.parametrize(
        "query", ["", "   ", "<script>alert(1)</script>", "zzzqqq", "(", "%", "é" * 200, "* | #"]
    )
    def test_any_question_gives_a_page(self, client: Checked, query: str) -> None:
        page = client.get("/bronnen", params={"q": query})
        assert page.status_code == 200
        assert "<script>alert" not in page.text

    def test_too_long_is_said(self, client: Checked) -> None:
        page = client.get("/bronnen", params={"q": "x" * 301}, headers=PEOPLE)
        assert page.status_code == 422
        assert "Dat is te lang" in page.text

    def test_an_unknown_document_is_not_there(self, client: Checked) -> None:
        assert (
            client.get("/bronnen", params={"q": "x", "document": "niets"}, headers=PEOPLE).status_code == 404
        )
