from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from corpus.checks import load_checks, record, unchecked
from corpus.curated import check_curated, check_everything, coverage
from corpus.errors import CorpusError
from corpus.fiches import FicheKind, Polarity, Support, dangling, load_fiches, locate
from corpus.models import Corpus
from corpus.phrases import Stance
from corpus.tensions import dangling_tensions, load_tensions

PLACE = "gr-2026-00367-overeenkomst#art-8"
QUOTE = "Er wordt geen verplaatsingskost in rekening gebracht."
SPEAKS_TO = {
    "werkgever": re.compile(r"\b[Uu]w (werknemer|medewerker|bedrijf|organisatie)\b"),
    "werknemer": re.compile(r"\b[Uu]w (werkgever|baas|aandoening|diagnose)\b"),
}
"""Words that only fit one asker: an employer, or a worker."""
TOPIC = f"""
topic: proef
title: Proef
fiches:
  - id: proef-een
    title: Moet ik verplaatsing betalen?
    intent: yes_no
    polarity: "no"
    answer:
      - text: "Nee: Stad Gent rekent geen verplaatsing aan."
        citations: [{{provision: {PLACE}, quote: "{QUOTE}"}}]
    reviewed_on: 2026-11-22
"""
WRITER = """fiche\tregister\tlanguage\tsays\ttext
proef-een\tlay\tnl\t\tkost dat rijden ook iets?
proef-een\tlay\tnl\tyes\tis het vervoer erin begrepen?
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "fiches").mkdir()
    (tmp_path / "phrases").mkdir()
    (tmp_path / "fiches" / "proef.yaml").write_text(TOPIC, encoding="utf-8")
    (tmp_path / "phrases" / "ann.tsv").write_text(WRITER, encoding="utf-8")
    return tmp_path


def test_a_topic_and_a_writer_are_read_together(root: Path) -> None:
    fiches = load_fiches(root)
    assert fiches.topics == {"proef-een": "proef"}
    assert fiches.fiches["proef-een"].polarity is Polarity.NO
    assert [(writer, said.text) for writer, said in fiches.phrases["proef-een"]] == [
        ("ann", "kost dat rijden ook iets?"),
        ("ann", "is het vervoer erin begrepen?"),
    ]


def test_a_way_of_asking_says_how_the_answer_opens_where_that_is_not_as_its_fiche_tells(root: Path) -> None:
    fiches = load_fiches(root)
    fiche = fiches.fiches["proef-een"]
    assert fiche.stance() is Stance.NO
    assert [fiche.stance(said) for _, said in fiches.phrases["proef-een"]] == [Stance.NO, Stance.YES]


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("fiches/proef.yaml", "intent: yes_no", "intent: maybe", "does not fit the schema"),
        ("fiches/proef.yaml", "reviewed_on", "review_on", "does not fit the schema"),
        ("fiches/proef.yaml", "topic: proef", "topic: [", "does not fit the schema"),
        ("phrases/ann.tsv", "proef-een", "proef-twee", "there is no fiche proef-twee"),
        ("phrases/ann.tsv", "\tlay\tnl\t\t", "\tlay\tnl\tmaybe\t", "line 2, says"),
        ("phrases/ann.tsv", "\tlay\tnl\t\t", "\tlay\tnl\t", "line 2: 4 columns instead of 5"),
        ("phrases/ann.tsv", "fiche\tregister", "register\tfiche", "the first line must name the columns"),
    ],
)
def test_a_file_that_is_wrong_says_where(root: Path, file: str, old: str, new: str, says: str) -> None:
    path = root / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(CorpusError, match=says):
        load_fiches(root)


def test_an_id_used_twice_is_refused(root: Path) -> None:
    (root / "fiches" / "weer.yaml").write_text(TOPIC.replace("topic: proef", "topic: weer"), encoding="utf-8")
    with pytest.raises(CorpusError, match="used twice"):
        load_fiches(root)


def test_a_quote_is_located_in_its_provision(corpus: Corpus) -> None:
    provision, start, end = locate(Support(provision=PLACE, quote=QUOTE), corpus)
    assert provision.id == PLACE
    assert corpus.documents[provision.document].text[start:end] == QUOTE


@pytest.mark.parametrize(
    ("place", "quote", "says"),
    [
        (PLACE, "Er wordt wel verplaatsingskost gerekend.", "0 times"),
        ("gr-2026-00367-overeenkomst#art-99", QUOTE, "no provision"),
        ("gr-2026-00367-overeenkomst#art-2", "werknemer", "times"),
    ],
)
def test_a_quote_that_is_not_there_once_is_refused(corpus: Corpus, place: str, quote: str, says: str) -> None:
    with pytest.raises(CorpusError, match=says):
        locate(Support(provision=place, quote=quote), corpus)


def test_what_points_nowhere_is_told(root: Path, corpus: Corpus) -> None:
    text = TOPIC.replace(QUOTE, "Iets anders.").replace("geen verplaatsing aan", "{geen.getal} aan")
    text = text.replace("reviewed_on", "related: [weg]\n    reviewed_on")
    (root / "fiches" / "proef.yaml").write_text(text, encoding="utf-8")
    told = " ".join(dangling(load_fiches(root), corpus, frozenset()))
    for part in ("stands 0 times", "no parameter geen.getal", "related fiche weg"):
        assert part in told


def test_reading_is_recorded_and_undone_by_a_change(root: Path) -> None:
    file = root / "checks.yaml"
    assert record(load_fiches(root), frozenset({"proef"}), date(2026, 11, 22), file) == 1
    assert not list(unchecked(load_fiches(root), load_checks(file)))
    path = root / "fiches" / "proef.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("rekent geen", "vraagt geen"), encoding="utf-8")
    assert [fiche for fiche, _ in unchecked(load_fiches(root), load_checks(file))] == ["proef-een"]


def test_the_packaged_fiches_and_tensions_are_sound(corpus: Corpus) -> None:
    assert [problem.message for problem in check_curated(corpus)] == []
    assert not list(dangling_tensions(load_tensions(), corpus))
    assert not [p for p in check_everything(corpus) if p.severity == "error"]


def test_every_gap_names_a_door() -> None:
    gaps = [f for f in load_fiches().fiches.values() if f.kind is FicheKind.GAP]
    assert len(gaps) > 20
    assert all(fiche.door for fiche in gaps)


def test_fiches_cover_the_substantive_provisions(corpus: Corpus) -> None:
    found = coverage(corpus)
    assert found.share >= 0.95, found.uncovered
    assert "mb-2019-01-10#bijlage-3-punt-12" in found.covered


@pytest.mark.parametrize(("spoken_to", "other"), [("werkgever", "werknemer"), ("werknemer", "werkgever")])
def test_a_fiche_does_not_take_the_one_who_asks_for_somebody_else(spoken_to: str, other: str) -> None:
    wrong = [
        (fiche.id, sentence.text)
        for fiche in load_fiches().fiches.values()
        for sentence in fiche.answer
        if other in fiche.audience and SPEAKS_TO[spoken_to].search(sentence.text)
    ]
    assert wrong == []


def test_every_fiche_can_be_asked_for_in_many_ways_and_in_three_languages() -> None:
    fiches = load_fiches()
    for fiche, said in fiches.phrases.items():
        assert len(said) >= 14, fiche
        assert {phrase.language for _, phrase in said} == {"nl", "fr", "en"}, fiche
