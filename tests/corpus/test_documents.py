"""No word of a source is lost, added or changed in the stored documents, and they keep their shape."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
SOURCES = Path(__file__).parent / "sources"
FURNITURE: dict[str, dict[str, Any]] = yaml.safe_load(
    (DOCUMENTS / "furniture.yaml").read_text(encoding="utf-8")
)
STORED = sorted(path.name for path in DOCUMENTS.glob("*.md"))
FROM_SOURCE = sorted(document for entry in FURNITURE.values() for document in entry["documents"])
SPACES = " \u00a0"


def stored(document: str) -> str:
    return (DOCUMENTS / f"{document}.md").read_bytes().decode("utf-8")


def source(name: str) -> str:
    return (SOURCES / name).read_bytes().decode("utf-8")


def without_furniture(name: str, entry: dict[str, Any]) -> str:
    """The source text minus its furniture, with run-together table cells parted and the title in front.

    Every string of the list must be found after the one before it, so the list cannot hide anything else.
    """
    text, at = source(name), 0
    for item in entry["dropped"]:
        found = text.find(item["text"], at)
        assert found >= 0, f"{name}: furniture not found in order: {item['text']!r}"
        text, at = text[:found] + " " + text[found + len(item["text"]) :], found
    at = 0
    for item in entry.get("glued", []):
        found = text.find(item["source"], at)
        assert found >= 0, f"{name}: glued cells not found in order: {item['source']!r}"
        assert "".join(item["stored"].split()) == "".join(item["source"].split())
        # A cell may end one pair and begin the next, so the search goes on inside the repaired text.
        text, at = text[:found] + item["stored"] + text[found + len(item["source"]) :], found + 1
    for title in entry.get("title_first", []):
        assert text.count(title) == 1
        text = title + "\n" + text.replace(title, "\n")
    return text


def words(text: str) -> list[str]:
    """The words in reading order: Markdown marks stripped, anything between white space is one word."""
    lines = []
    for line in text.split("\n"):
        line = line.strip(SPACES)
        if line == "---" or re.fullmatch(r"\|( --- \|)+", line):
            continue
        line = re.sub(r"^(#+|[-•])\s+", "", line)
        if line.startswith("| ") and line.endswith("|"):
            line = line.replace("|", " ")
        lines.append(line.replace("*", "").replace("\\_", "_"))
    return " ".join(lines).split()


def first_difference(expected: list[str], actual: list[str]) -> str | None:
    """Where two sequences of words part, in words a person can search for; None when they are equal."""
    for at, (left, right) in enumerate(zip(expected, actual, strict=False)):
        if left != right:
            around = slice(max(0, at - 4), at + 4)
            return f"word {at}: {' '.join(expected[around])!r} became {' '.join(actual[around])!r}"
    if len(expected) != len(actual):
        rest = max(expected, actual, key=len)[min(len(expected), len(actual)) :]
        return f"{len(expected)} words became {len(actual)}: {' '.join(rest[:8])!r}"
    return None


class TestNoWordLost:
    @pytest.mark.parametrize("name", sorted(FURNITURE))
    def test_words_of_the_source_in_order(self, name: str) -> None:
        entry = FURNITURE[name]
        expected = words(without_furniture(name, entry))
        actual = [word for document in entry["documents"] for word in words(stored(document))]
        assert len(expected) > 400
        assert first_difference(expected, actual) is None

    @pytest.mark.parametrize("name", sorted(FURNITURE))
    def test_a_lost_changed_or_added_word_is_seen(self, name: str) -> None:
        entry = FURNITURE[name]
        expected = words(without_furniture(name, entry))
        for at in (0, 1, len(expected) // 2, len(expected) - 1):
            lost = expected[:at] + expected[at + 1 :]
            changed = [*expected[:at], expected[at] + "s", *expected[at + 1 :]]
            added = [*expected[:at], "niet", *expected[at:]]
            assert all(first_difference(expected, other) for other in (lost, changed, added))

    def test_every_source_is_accounted_for(self) -> None:
        assert sorted(path.name for path in SOURCES.glob("*.txt")) == sorted(FURNITURE)
        assert len(FROM_SOURCE) == len(set(FROM_SOURCE)) == 6

    def test_furniture_has_reasons_and_is_small(self) -> None:
        for name, entry in FURNITURE.items():
            assert all(item["reason"] for item in entry["dropped"])
            assert sum(len(item["text"]) for item in entry["dropped"]) < 0.02 * len(source(name))

    @pytest.mark.parametrize("name", sorted(FURNITURE))
    def test_no_break_spaces_inside_text_are_kept(self, name: str) -> None:
        text = "\n".join(stored(document) for document in FURNITURE[name]["documents"])
        for line in source(name).split("\n"):
            # In the header of a rebuilt table the no-break space stood between two cells.
            if line.startswith("Vastgestelde behoefte"):
                continue
            for inside in re.findall(r"\S+[ \u00a0]*\u00a0[ \u00a0]*\S+", re.sub(r"^[\s•]+", "", line)):
                assert inside in text


TWO_YEARS, FIVE_YEARS = "Vastgestelde behoefte 2 jaar", "Vastgestelde behoefte 5 jaar"
FIRST, NONE = "1ste tot en met 5de kwartaal", "Niet van toepassing"


def shares(*numbers: int) -> list[str]:
    return [f"{number}% geplafonneerd referteloon per kwartaal" for number in numbers]


def amounts(*numbers: int) -> list[str]:
    return [f"{number} euro per kwartaal" for number in numbers]


# The source prints the cells of these tables one after the other, unseparated. This is the only reading in
# which every row has a label and one cell for each of the three periods in the header.
IMW_TABLES = [
    [
        [TWO_YEARS, FIRST, "6de tot en met 8de kwartaal", "9de tot en met 20ste kwartaal"],
        ["Loonpremie", *shares(20, 20), NONE],
    ],
    [
        [FIVE_YEARS, FIRST, "6de tot en met 9de kwartaal", "10de tot en met 20ste kwartaal"],
        ["Loonpremie", *shares(40, 30, 20)],
        ["Verhoogde loonpremie", *shares(55, 50, 40)],
        ["Afgetopte loonpremie (alleen maatwerkbedrijven)", *shares(45, 45, 40)],
    ],
    [
        [TWO_YEARS, FIRST, "6de tot en met 8ste kwartaal", "9de tot en met 20ste kwartaal"],
        ["Gemiddelde begeleidingspremie", *amounts(1930, 1030), NONE],
    ],
    [
        [FIVE_YEARS, FIRST, "6de tot en met 8ste kwartaal", "9de tot en met 20ste kwartaal"],
        ["Gemiddelde begeleidingspremie", *amounts(1930, 1330, 1030)],
        ["Hoge begeleidingspremie", *amounts(2480, 1880, 1330)],
    ],
]


def tables(text: str) -> list[list[list[str]]]:
    """Pipe tables as rows of cells, the separator row left out."""
    found: list[list[list[str]]] = []
    inside = False
    for line in text.split("\n"):
        if line.startswith("|"):
            if not inside:
                found.append([])
            if "---" not in line:
                found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        inside = line.startswith("|")
    return found


class TestTables:
    def test_imw_update_tables_cell_for_cell(self) -> None:
        assert tables(stored("imw-update-2023-05-30")) == IMW_TABLES

    def test_annex_tables_row_for_row(self) -> None:
        lines = [line.strip(SPACES) for line in source("mb-2019-01-10-collectief-maatwerk.txt").split("\n")]
        rows = [row for table in tables(stored("mb-2019-01-10")) for row in table]
        headers = [at for at, line in enumerate(lines) if line.startswith("Omschrijving GRI")]
        ends = [at for at, line in enumerate(lines) if line.startswith(("Art. N2", "Art. N3"))]
        expected = [
            line for start, end in zip(headers, ends, strict=True) for line in lines[start:end] if line
        ]
        assert [" ".join(row).strip() for row in rows] == expected
        for row in rows:
            assert len(row) == 2
            assert row[1] in {"", "GRI standaarden", "GRI-Indicator"} or re.fullmatch(r"\(\d+-\d+\)", row[1])

    @pytest.mark.parametrize("name", STORED)
    def test_every_row_has_the_cells_of_its_header(self, name: str) -> None:
        for table in tables((DOCUMENTS / name).read_text(encoding="utf-8")):
            assert len(table) > 1
            assert {len(row) for row in table} == {len(table[0])}


class TestShape:
    @pytest.mark.parametrize("name", STORED)
    def test_file_is_clean_markdown(self, name: str) -> None:
        raw = (DOCUMENTS / name).read_bytes().decode("utf-8")
        assert "\r" not in raw
        assert "\t" not in raw
        assert raw.endswith("\n")
        assert not raw.endswith("\n\n")
        assert not re.search(r"[ \u00a0]\n", raw)
        assert "\n\n\n" not in raw
        assert raw.startswith("# ")
        assert len(re.findall(r"^# ", raw, re.MULTILINE)) == 1

    @pytest.mark.parametrize("name", STORED)
    def test_paragraphs_are_one_line(self, name: str) -> None:
        # Two plain lines may not touch: only list items, enumerations and rows follow without a blank line.
        lines = (DOCUMENTS / name).read_text(encoding="utf-8").split("\n")
        for before, line in pairwise(lines):
            if before and line:
                assert re.match(r"(\s*- |\s+\d+° |\s+[a-z]\) |\s+\d+\) |\d+\. |\|)", line), line

    def test_articles_of_the_agreement_are_headings(self) -> None:
        found = re.findall(r"^## Artikel (\d+) – \S", stored("gr-2026-00367-overeenkomst"), re.MULTILINE)
        assert found == [str(number) for number in range(1, 12)]

    def test_articles_and_annexes_of_the_ministerial_decision_are_headings(self) -> None:
        found = re.findall(r"^## (?:Artikel |Art\. ?)(N?\d+)\.", stored("mb-2019-01-10"), re.MULTILINE)
        assert found == [*map(str, range(1, 11)), "N1", "N2", "N3", "N4"]

    def test_training_list_is_complete(self) -> None:
        annex = stored("mb-2019-01-10").split("## Art. N3.")[1].split("## Art. N4.")[0]
        assert re.findall(r"^  (\d+)° ", annex, re.MULTILINE) == [str(number) for number in range(1, 33)]


class TestOwnWords:
    SOURCE_LINE = re.compile(r"Bron: .+ \([^()]+\)\. Zekerheid: (hoog|middel|laag)\.")

    def sections(self, document: str, mark: str) -> dict[str, list[str]]:
        parts = re.split(rf"^{mark} ", stored(document), flags=re.MULTILINE)[1:]
        return {lines[0]: [x for x in lines[1:] if x] for lines in (part.split("\n") for part in parts)}

    def test_every_fact_has_a_source_and_a_confidence(self) -> None:
        facts = self.sections("externe-feiten", "###")
        assert len(facts) >= 80
        for title, lines in facts.items():
            lines = [line for line in lines if not line.startswith(("## ", "|"))]
            assert len(lines) == 2, title
            assert self.SOURCE_LINE.fullmatch(lines[1]), title

    def test_rows_of_fact_tables_carry_confidence(self) -> None:
        found = tables(stored("externe-feiten"))
        assert [len(table) for table in found] == [12, 12]
        for table in found:
            assert table[0][-2:] == ["Bron", "Zekerheid"]
            for row in table[1:]:
                assert row[-1] in {"hoog", "middel"}
                assert row[-2]
                assert "berekend" not in " ".join(row) or row[-1] == "middel"

    @pytest.mark.parametrize("document", ["decreet-2022-01-14", "bvr-2022-07-15"])
    def test_summaries_say_that_they_are_summaries(self, document: str) -> None:
        text = stored(document)
        assert "samenvatting in onze eigen woorden" in text.split("\n## ")[0]
        for title, lines in self.sections(document, "##").items():
            assert self.SOURCE_LINE.fullmatch(lines[-1]), title

    def test_headings_of_facts_are_unique(self) -> None:
        titles = re.findall(r"^#{2,3} (.+)$", stored("externe-feiten"), re.MULTILINE)
        assert len(titles) == len(set(titles))
