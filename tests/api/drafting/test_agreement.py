"""The model agreement as DOCX: worded as the source, its blanks filled in or visible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from api.drafting.agreement import (
    Filling,
    FillingError,
    Name,
    blanks,
    document_id,
    draw_up,
    enterprise_number,
    terms,
)
from corpus.models import Corpus, Document
from tests.api.drafting.documents import docx_lines, highlighted, office_lines, source_lines, struck

GIVEN: dict[str, Any] = {
    "kbo": "0207.451.227",
    "looptijd": "5",
    "percentage": "62.5",
    "datum": date(2026, 12, 1),
    "names": tuple(Name),
}


@pytest.fixture(scope="module")
def model(corpus: Corpus) -> Document:
    return corpus.documents[document_id()]


def test_without_values_it_is_the_source_to_the_letter(model: Document) -> None:
    drawn = draw_up(model, Filling())
    assert docx_lines(drawn.file.content) == source_lines(model.text)
    assert drawn.open == tuple(blanks())
    assert highlighted(drawn.file.content) == [blank.blank for blank in blanks().values()]


@pytest.mark.parametrize("size", range(1, len(GIVEN) + 1))
def test_only_the_blanks_change(model: Document, size: int) -> None:
    for keys in combinations(GIVEN, size):
        drawn = draw_up(model, Filling(**{key: GIVEN[key] for key in keys}))
        expected = "\n".join(source_lines(model.text))
        written = {"kbo": "BE 0207451227", "percentage": "62,5", "datum": "1 december 2026"}
        written = {key: value for key, value in written.items() if key in keys}
        if "names" in keys:
            written |= {name.value: f"[{name.value}]" for name in Name}
        for key, value in written.items():
            blank = blanks()[key]
            assert expected.count(blank.before + blank.blank) == 1
            expected = expected.replace(blank.before + blank.blank, blank.before + value)
        assert docx_lines(drawn.file.content) == expected.split("\n")
        left = [key for key in blanks() if key not in {*written, *({"looptijd"} & set(keys))}]
        assert list(drawn.open) == left
        assert highlighted(drawn.file.content) == [blanks()[key].blank for key in left]


def test_what_does_not_fit_is_struck_and_not_taken_away(model: Document) -> None:
    assert set(terms()) == {"2", "5"}
    for term, gone in (
        ("2", [" of 5", " (schrappen wat niet past)"]),
        ("5", ["2 of ", " (schrappen wat niet past)"]),
    ):
        content = draw_up(model, Filling(looptijd=term)).file.content
        assert struck(content) == gone
        assert docx_lines(content) == source_lines(model.text)


def test_libreoffice_reads_the_source_wording(model: Document, tmp_path: Path) -> None:
    content = draw_up(model, Filling(looptijd="2")).file.content
    assert office_lines(content, "docx", tmp_path) == source_lines(model.text)


@pytest.mark.parametrize("typed", ["0207.451.227", "BE 0207 451 227", "be0207451227"])
def test_an_enterprise_number_is_written_as_the_source_writes_one(typed: str) -> None:
    assert enterprise_number(typed) == "BE 0207451227"


@pytest.mark.parametrize(
    "typed", ["0207.451.228", "123", "tien cijfers", "0207451227000", "<b>0207451227</b>"]
)
def test_a_wrong_enterprise_number_is_refused(model: Document, typed: str) -> None:
    with pytest.raises(FillingError, match="ondernemingsnummer") as wrong:
        draw_up(model, Filling(kbo=typed))
    assert wrong.value.field == "kbo"


def test_a_term_that_the_text_does_not_offer_is_refused(model: Document) -> None:
    with pytest.raises(FillingError, match="2, 5"):
        draw_up(model, Filling(looptijd="3"))


def test_a_changed_text_is_noticed(model: Document) -> None:
    changed = replace(model, text=model.text.replace("... (naam medewerker)", "________"))
    with pytest.raises(LookupError, match="medewerker"):
        draw_up(changed, Filling())
