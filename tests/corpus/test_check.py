from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.check import Problem, Severity, check, dangling
from corpus.load import load_corpus
from corpus.lock import FILE_NAME, update_lock
from corpus.models import Corpus, Document
from tests.corpus.invented import document

TEXT = "# T\n\n## Art. 1.\n\nIn dit besluit:\n  1° dit;\n  2° dat.\n\n## Art. 2.\n\nEen regel.\n\nNog een."


def corpus_of(*documents: Document, problems: tuple[str, ...] = ()) -> Corpus:
    return Corpus({d.id: d for d in documents}, "vingerafdruk", problems)


def said(corpus: Corpus, root: Path) -> str:
    return "\n".join(f"{p.severity}: {p.message} {p.remedy}" for p in check(corpus, root))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    update_lock(corpus_of(document(TEXT)), tmp_path / FILE_NAME)
    return tmp_path


def test_the_packaged_corpus_has_no_errors() -> None:
    assert [p for p in check(load_corpus()) if p.severity is Severity.ERROR] == []


def test_a_sound_corpus_has_no_problems(root: Path) -> None:
    assert check(corpus_of(document(TEXT)), root) == []


def test_loading_problems_are_passed_on(root: Path) -> None:
    assert "weg.md is not there" in said(corpus_of(document(TEXT), problems=("weg.md is not there",)), root)
    assert "No document could be loaded" in said(corpus_of(), root)


@pytest.mark.parametrize(
    ("locator", "change", "words"),
    [
        ("art-1-punt-1", {"text": "1° iets anders;"}, "art-1-punt-1 is not at its span"),
        ("art-1-punt-1", {"text": "", "end": 0, "start": 0}, "art-1-punt-1 is empty"),
        ("art-1-punt-1", {"end": 60}, "overlap"),
        ("art-2", {"children": ("art-2-lid-1", "art-2-lid-9")}, "art-2 names art-2-lid-9 as its child"),
        ("art-1-punt-1", {"parent": "art-9"}, "art-1-punt-1 names art-9 as its parent"),
        ("art-2", {"end": 60}, "lies outside art-2"),
        ("art-1-punt-1", {"locator": "art-1-punt-2"}, "2 provisions are called art-1-punt-2"),
    ],
)
def test_a_broken_provision_is_found(root: Path, locator: str, change: dict[str, object], words: str) -> None:
    doc = document(TEXT)
    broken = tuple(replace(p, **change) if p.locator == locator else p for p in doc.provisions)  # type: ignore[arg-type]
    assert words in said(corpus_of(replace(doc, provisions=broken)), root)


def test_a_name_that_reads_as_part_of_another_place_is_a_warning(tmp_path: Path) -> None:
    doc = document("# T\n\n## Premie\n\nEen.\n\n## Premie voor wie\n\nTwee.", kind="artikel")
    problems = check(corpus_of(doc), tmp_path)
    assert problems[0].severity is Severity.WARNING
    assert "premie-voor-wie reads as a part of premie" in problems[0].message


def test_an_override_of_no_place_is_found(root: Path) -> None:
    doc = document(TEXT, scope_overrides={"art-7": "collectief"})
    assert "a scope for art-7, which does not exist" in said(corpus_of(doc), root)


def test_dates_the_wrong_way_round_are_found(root: Path) -> None:
    doc = document(TEXT, in_force_from=date(2031, 1, 2), in_force_to=date(2031, 1, 1))
    assert "before it starts" in said(corpus_of(doc), root)


def test_a_place_that_changed_its_meaning_is_an_error(root: Path) -> None:
    text = said(corpus_of(document(TEXT.replace("1° dit;", "1° iets anders;"))), root)
    assert "error: proef#art-1-punt-1 no longer says" in text
    assert "--replace proef" in text


def test_a_place_that_is_gone_is_an_error_and_a_new_one_a_warning(root: Path) -> None:
    text = said(corpus_of(document(TEXT.replace("2° dat.", "3° dat."))), root)
    assert "error: proef#art-1-punt-2 was citable and is gone" in text
    assert "warning: 1 places are not in locators.lock yet, the first is proef#art-1-punt-3" in text


def test_a_damaged_lock_is_explained(root: Path) -> None:
    (root / FILE_NAME).write_text("<<<<<<< conflict\n", encoding="utf-8")
    assert "locators.lock, line 1" in said(corpus_of(document(TEXT)), root)


def test_an_unreadable_lock_is_explained(root: Path) -> None:
    (root / FILE_NAME).write_bytes(b"\xff\xfe")
    assert "Cannot read" in said(corpus_of(document(TEXT)), root)


def test_checks_of_other_parts_join_in(root: Path) -> None:
    def fiches(corpus: Corpus) -> Iterator[Problem]:
        cited = ["proef#art-1-punt-1", "proef#art-1-lid-1-punt-1", "proef#art-77", "ander#art-1"]
        return dangling(corpus, "fiche x", cited)

    problems = check(corpus_of(document(TEXT)), root, [fiches])
    assert [p.message for p in problems] == [
        "fiche x cites proef#art-77, which does not exist.",
        "fiche x cites ander#art-1, which does not exist.",
    ]
