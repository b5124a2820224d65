"""Certificates of one person or a team: what is read, what is shown, what goes into a file."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from openpyxl import load_workbook

from api.runtime import Live
from api.web.qualify.findings import State, findings_of
from api.web.qualify.intake import MOST_LINES, Entry, Refusal, Unreadable, from_file, from_text
from assistant.models import Language
from tests.api.contract import Checked
from tests.api.web.test_eligibility import ON

PATH = "/kwalificatie"
PEOPLE = {"accept": "text/html"}
TEAM = (
    "Naam;Voornaam;Diploma;Geboren\n"
    "Verhaegen;Lotte;Bachelor sociaal werk;12/03/1991\n"
    "Öztürk;Cem;gegradueerde verpleegkunde;01/02/1988\n"
)
NAMES = ("Verhaegen", "Lotte", "Öztürk", "Cem", "1991", "1988")


def texts_of(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.text for entry in entries]


class TestIntake:
    def test_one_certificate_per_line_keeps_its_number(self) -> None:
        assert from_text("Bachelor sociaal werk\r\n\r\n  Bachelor  logopedie ") == (
            Entry(1, "Bachelor sociaal werk"),
            Entry(3, "Bachelor logopedie"),
        )

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
    @pytest.mark.parametrize("separator", [";", ",", "\t"])
    def test_of_a_file_only_the_certificates_are_read(self, encoding: str, separator: str) -> None:
        content = TEAM.replace(";", separator).encode(encoding)
        assert from_file(content) == (
            Entry(2, "Bachelor sociaal werk"),
            Entry(3, "gegradueerde verpleegkunde"),
        )

    def test_accents_survive_both_encodings(self) -> None:
        for encoding in ("utf-8", "latin-1"):
            content = "naam;diplôme\nx;bachelier en ergothérapie\n".encode(encoding)
            assert texts_of(from_file(content)) == ["bachelier en ergothérapie"]

    def test_without_heads_the_column_is_found_by_what_it_holds(self) -> None:
        content = b"1;Peeters;bachelor ergotherapie\n2;Claes;master psychologie\n"
        assert texts_of(from_file(content)) == ["bachelor ergotherapie", "master psychologie"]

    def test_a_list_without_columns_is_read_with_or_without_its_head(self) -> None:
        assert texts_of(from_file(b"Diploma\nBachelor logopedie\n")) == ["Bachelor logopedie"]
        assert texts_of(from_file(b"Bachelor logopedie\n")) == ["Bachelor logopedie"]
        assert texts_of(from_file(b"Diploma bachelor logopedie\n")) == ["Diploma bachelor logopedie"]

    def test_quoted_cells_and_separators_in_them(self) -> None:
        content = b'naam;diploma\n"Peeters; Jan";"Bachelor sociaal werk; 2010"\n'
        assert texts_of(from_file(content)) == ["Bachelor sociaal werk; 2010"]

    def test_what_is_pasted_from_a_spreadsheet_is_read_as_a_table(self) -> None:
        pasted = "Lotte Verhaegen\tBachelor sociaal werk\nCem\tBachelor logopedie"
        assert texts_of(from_text(pasted)) == ["Bachelor sociaal werk", "Bachelor logopedie"]
        assert texts_of(from_text(TEAM)) == ["Bachelor sociaal werk", "gegradueerde verpleegkunde"]

    def test_semicolons_between_certificates_are_no_table(self) -> None:
        assert texts_of(from_text("Bachelor sociaal werk; master psychologie")) == [
            "Bachelor sociaal werk; master psychologie"
        ]

    def test_what_identifies_a_person_is_masked(self) -> None:
        (entry,) = from_text("Bachelor logopedie, 85.07.30-033.28, jan@voorbeeld.be")
        assert "033" not in entry.text
        assert "@" not in entry.text
        assert "Bachelor logopedie" in entry.text

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", Refusal.NOTHING),
            (b"\n;;\n", Refusal.NOTHING),
            (b"12;34\n", Refusal.NO_COLUMN),
            (b"naam;plaats\nPeeters;Gent\n", Refusal.NO_COLUMN),
            (b"naam;diploma\n", Refusal.NOTHING),
            (b"PK\x03\x04xlsx", Refusal.NOT_TEXT),
            (b"a\0b", Refusal.NOT_TEXT),
            (b"Bachelor logopedie\n" * (MOST_LINES + 1), Refusal.TOO_MANY),
            (b"naam;diploma\n" + b"x;Bachelor logopedie\n" * (MOST_LINES + 1), Refusal.TOO_MANY),
        ],
    )
    def test_what_cannot_be_read_is_refused_with_a_reason(self, content: bytes, refusal: Refusal) -> None:
        with pytest.raises(Unreadable) as caught:
            from_file(content)
        assert caught.value.refusal is refusal


class TestFindings:
    def test_each_state_is_named_as_such(self, live: Live) -> None:
        given = {
            "Bachelor sociaal werk": State.LISTED,
            "bachlor ergotherapie": State.SPELLING,
            "gegradueerde verpleegkunde": State.NEAR,
            "orthopedagogie": State.UNCLEAR,
            "bachelor logopedie (niet afgewerkt)": State.UNFINISHED,
            "master rechten": State.NOT_LISTED,
        }
        entries = [Entry(line, text) for line, text in enumerate(given, 1)]
        findings = findings_of(entries, live.corpus, live.parameters, ON, Language.NL)
        assert {row.given: row.state for row in findings.rows} == given
        assert findings.listed == 2
        first = findings.rows[0]
        assert [(place.number, place.name) for place in first.places] == [(1, "Bachelor sociaal werk")]
        document, _, locator = first.places[0].href.removeprefix("/bronnen/").partition("#")
        assert live.corpus.provision(f"{document}#{locator}").text == "1° Bachelor sociaal werk;"

    def test_two_certificates_on_a_line_are_two_rows(self, live: Live) -> None:
        entries = [Entry(7, "master psychologie en bachelor logopedie")]
        findings = findings_of(entries, live.corpus, live.parameters, ON, Language.NL)
        assert [(row.line, row.places[0].number) for row in findings.rows] == [(7, 11), (7, 9)]

    def test_the_status_of_the_list_is_always_said_and_the_other_ways_when_needed(self, live: Live) -> None:
        one = findings_of([Entry(1, "Bachelor logopedie")], live.corpus, live.parameters, ON, Language.NL)
        assert "collectief maatwerk" in one.status[0].text
        assert one.routes == ()
        other = findings_of([Entry(1, "master rechten")], live.corpus, live.parameters, ON, Language.NL)
        assert "andere wegen" in other.routes[0].text
        assert all(remark.marks for remark in (*other.status, *other.routes))


class TestPage:
    def test_pasted_certificates_come_back_as_a_table(self, client: Checked) -> None:
        page = client.post(PATH, data={"getuigschriften": "Bachelor sociaal werk\nmaster rechten"}).text
        assert "1 van 2 op de lijst" in page
        assert "1° Bachelor sociaal werk" in page
        assert "Niet op de lijst" in page
        marks = re.findall(r'class="mark" href="#([^"]+)"', page)
        assert marks
        assert all(f'id="{mark}"' in page for mark in marks)

    def test_names_in_a_file_are_nowhere(self, client: Checked) -> None:
        page = client.post(PATH, files={"bestand": ("team.csv", TEAM.encode("latin-1"), "text/csv")}).text
        assert "Bachelor sociaal werk" in page
        assert "Net niet" in page
        assert not [name for name in NAMES if name in unescape(page)]

    def test_the_export_has_the_same_lines_and_no_names(self, client: Checked) -> None:
        page = client.post(PATH, files={"bestand": ("team.csv", TEAM.encode(), "text/csv")}).text
        kept = re.search(r'type="hidden" name="getuigschriften" value="([^"]*)"', page)
        assert kept
        answer = client.post(f"{PATH}/csv", data={"getuigschriften": unescape(kept.group(1))})
        assert answer.headers["content-disposition"].endswith('.csv"')
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [row[:5] for row in rows[1:3]] == [
            ["2", "Bachelor sociaal werk", "Op de lijst", "1", "Bachelor sociaal werk"],
            ["3", "gegradueerde verpleegkunde", "Net niet", "4", "Bachelor sociale verpleegkunde"],
        ]
        assert any("collectief maatwerk" in row[6] for row in rows[3:])
        assert not [name for name in NAMES if name in answer.text]

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t="])
    def test_nothing_in_a_file_runs(self, client: Checked, start: str) -> None:
        typed = f"{start}HYPERLINK(bachelor rechten)"
        data = {"getuigschriften": f"master rechten\n{typed}"}
        text = client.post(f"{PATH}/csv", data=data).content.decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text), delimiter=";"):
            assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
        book = load_workbook(io.BytesIO(client.post(f"{PATH}/xlsx", data=data).content))
        cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]  # type: ignore[union-attr]
        assert all(cell.data_type in {"s", "n"} for cell in cells)
        assert any("HYPERLINK" in str(cell.value) for cell in cells)

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_a_file_of_nothing_is_the_form_with_the_reason(self, client: Checked, kind: str) -> None:
        answer = client.post(f"{PATH}/{kind}", data={"getuigschriften": " "}, headers=PEOPLE)
        assert answer.status_code == 422
        assert "nog geen getuigschrift" in answer.text

    def test_another_kind_of_file_does_not_exist(self, client: Checked) -> None:
        data = {"getuigschriften": "Bachelor logopedie"}
        assert client.post(f"{PATH}/pdf", data=data, headers=PEOPLE).status_code == 404

    @pytest.mark.parametrize("content", [b"PK\x03\x04", b"naam;plaats\nPeeters;Gent\n", b"x\n" * 500])
    def test_a_file_that_cannot_be_read_is_a_page_that_says_what_to_do(
        self, client: Checked, content: bytes
    ) -> None:
        answer = client.post(PATH, files={"bestand": ("x.csv", content, "text/csv")}, headers=PEOPLE)
        assert answer.status_code == 422
        assert 'id="fouten"' in answer.text
        assert "Peeters" not in answer.text

    @pytest.mark.parametrize(
        "body", [b"--x\r\nkapot", b"", b"--x\r\ncontent-disposition: form-data; name=a\r\n\r\nb\r\n" * 9]
    )
    def test_a_broken_upload_is_a_page(self, client: Checked, body: bytes) -> None:
        headers = PEOPLE | {"content-type": "multipart/form-data; boundary=x"}
        answer = client.post(PATH, content=body, headers=headers)
        assert answer.status_code == 422
        assert "<h1>" in answer.text

    def test_markup_stays_text(self, client: Checked) -> None:
        page = client.post(PATH, data={"getuigschriften": "<script>alert(1)</script></textarea><b>x"}).text
        assert "<script>alert" not in page
        assert "</textarea><b>" not in page

    def test_what_is_too_large_is_refused(self, client: Checked) -> None:
        content = b"Bachelor logopedie\n" * 5000
        assert client.post(PATH, files={"bestand": ("x.csv", content, "text/csv")}).status_code == 413
