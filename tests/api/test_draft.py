"""Drafting over HTTP and on its pages: the letter, its file, the agreement."""

from __future__ import annotations

import re

import pytest

from assistant.drafting import LONGEST
from tests.api.contract import Checked
from tests.api.drafting.documents import docx_lines

EMAIL = """Beste,

Wij zijn een kmo. Wat rekent Stad Gent aan per kwartaal? Komt er een verplaatsingskost bij?
Wat is de hoofdstad van Frankrijk?

Met vriendelijke groet,
Karin Proefmans
karin@voorbeeld.be
"""


def test_an_email_gives_a_letter_that_is_not_kept(client: Checked) -> None:
    letter = client.post("/api/v1/draft", json={"text": EMAIL}).json()
    assert letter["status"] == "answered"
    assert len(letter["questions"]) == 3
    assert letter["letter"].startswith("Geachte [naam],")
    assert letter["placeholders"] == ["[naam]", "[uw naam]", "[uw dienst]"]
    assert "Proefmans" not in str(letter)
    assert "voorbeeld.be" not in str(letter)
    assert client.checked == 1


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("", "clarification", "empty"),
        ("x" * (LONGEST + 1), "refused", "too_long"),
        ("Groetjes!", "clarification", "empty"),
    ],
)
def test_a_text_without_a_question_gets_one_line(
    client: Checked, text: str, status: str, reason: str
) -> None:
    letter = client.post("/api/v1/draft", json={"text": text}).json()
    assert (letter["status"], letter["reason"], letter["questions"]) == (status, reason, [])
    assert letter["letter"] == letter["statements"][0]["text"]


@pytest.mark.parametrize(
    "body", [{}, {"text": 1}, {"text": "x", "naam": "y"}, {"text": "x", "as_of": "morgen"}]
)
def test_a_wrong_request_is_a_problem(client: Checked, body: object) -> None:
    assert client.post("/api/v1/draft", json=body).status_code == 422


@pytest.mark.parametrize("wanted", ["docx", "odt", "md", "txt"])
def test_an_edited_letter_is_a_file(client: Checked, wanted: str) -> None:
    response = client.post(f"/api/v1/draft/export?format={wanted}", json={"text": "Geachte [naam],"})
    assert response.status_code == 200
    assert response.headers["content-disposition"] == f'attachment; filename="antwoord.{wanted}"'
    if wanted == "docx":
        assert docx_lines(response.content) == ["Geachte [naam],"]


def test_an_unknown_format_is_a_problem(client: Checked) -> None:
    assert client.post("/api/v1/draft/export?format=pdf", json={"text": "x"}).status_code == 422


def test_the_agreement_names_its_open_blanks(client: Checked) -> None:
    response = client.post("/api/v1/draft/agreement", json={"kbo": "0207451227", "names": ["medewerker"]})
    assert response.status_code == 200
    open_blanks = response.headers["x-open"].split(",")
    assert "datum" in open_blanks
    assert not {"kbo", "medewerker"} & set(open_blanks)
    assert "KBO nr.: BE 0207451227" in docx_lines(response.content)


@pytest.mark.parametrize(
    ("body", "field"),
    [({"kbo": "0207451228"}, "kbo"), ({"looptijd": "4"}, "looptijd"), ({"percentage": "101"}, "percentage")],
)
def test_a_wrong_filling_says_which_field(client: Checked, body: dict[str, str], field: str) -> None:
    response = client.post("/api/v1/draft/agreement", json=body)
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_the_page_keeps_what_was_pasted(client: Checked) -> None:
    shown = client.post("/opstellen", data={"text": EMAIL})
    assert shown.status_code == 200
    assert "Karin Proefmans" in shown.text, "what was typed comes back to who typed it"
    letter = re.search(r'<textarea id="brief".*?>\n(.*?)</textarea>', shown.text, re.DOTALL)
    assert letter
    assert "Geachte [naam]," in letter[1]
    assert "Proefmans" not in letter[1]
    assert 'name="text"' in shown.text


def test_fields_for_names_have_no_name(client: Checked) -> None:
    for shown in (client.post("/opstellen", data={"text": EMAIL}), client.get("/opstellen/overeenkomst")):
        fields = re.findall(r"<input[^>]*data-placeholder[^>]*>", shown.text)
        assert fields
        assert not any(" name=" in field for field in fields)


def test_pasted_markup_is_text(client: Checked) -> None:
    shown = client.post(
        "/opstellen", data={"text": "<script>alert(1)</script> Wat kost de begeleiding van Stad Gent?"}
    )
    assert "<script>alert" not in shown.text


def test_the_page_makes_files(client: Checked) -> None:
    made = client.post("/opstellen/bestand", data={"text": "Geachte [naam],", "format": "txt"})
    assert made.text == "Geachte [naam],\n"
    assert client.post("/opstellen/bestand", data={"text": "x", "format": "exe"}).status_code == 422


def test_the_agreement_form_tells_what_is_wrong_and_keeps_it(client: Checked) -> None:
    shown = client.post(
        "/opstellen/overeenkomst", data={"kbo": "0207451228", "percentage": "60", "looptijd": "5"}
    )
    assert shown.status_code == 422
    assert 'value="0207451228"' in shown.text
    assert "geen geldig ondernemingsnummer" in shown.text
    assert re.search(r'value="5" checked', shown.text)
    for wrong in ("0", "150"):
        assert client.post("/opstellen/overeenkomst", data={"percentage": wrong}).status_code == 422
    made = client.post(
        "/opstellen/overeenkomst", data={"percentage": "60", "kbo": "", "datum": "", "looptijd": ""}
    )
    assert made.headers["content-disposition"] == 'attachment; filename="overeenkomst-imw.docx"'
    assert any("in %: 60)" in line for line in docx_lines(made.content))
