"""Proposals change what they say and nothing else, and what they make can be applied and loads."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.editing import EditError, NewValue, with_fiche, with_phrases, with_value
from corpus.errors import CorpusError
from corpus.fiches import Fiche, Intent, Polarity, Sentence, Support, load_fiches
from corpus.models import Confidence
from corpus.parameters import load_parameters
from corpus.phrases import Phrase
from corpus.proposals import ROOT, loaded_fiches, loaded_parameters, propose_fiche, propose_value

PLACE = "gr-2026-00367-overeenkomst#art-8"
QUOTE = "Er wordt geen verplaatsingskost in rekening gebracht."
TOPIC = f"""# wat hierboven staat
topic: proef
title: Proef
fiches:
- id: proef-een   # blijft
  title: Moet ik verplaatsing betalen?
  # waarom yes_no
  intent: yes_no
  polarity: "no"
  answer:
    - text: "Nee: geen verplaatsing."  # eerste
      citations: [{{provision: {PLACE}, quote: "{QUOTE}"}}]
    - text: "Tweede zin."
      citations:
        - {{provision: {PLACE}, quote: "{QUOTE}"}}
  reviewed_on: 2026-11-22
- id: proef-twee
  title: Ander
  intent: who
  answer:
    - {{text: "Iemand.", citations: [{{provision: {PLACE}, quote: "{QUOTE}"}}]}}
  reviewed_on: 2026-11-22
"""
VALUES = """description: Proef
metadata: {unit: EUR, indexed: false, reviewed_on: 2026-01-01, confidence: hoog, sources: [a#b]}
bedrag:  # een bedrag
  description: Een bedrag
  values:
    2020-01-01: {value: 10, metadata: {reference: Een}}  # oud
    2024-01-01:
      value: 12
      metadata:
        reference: Twee

    # tot hier
ander:
  description: Ander
  values:
    2020-01-01: {value: 1, metadata: {reference: Een}}
"""
NEW = NewValue(
    date(2027, 1, 1), Decimal("1250.50"), 'Proef "x"', ("a#b",), Confidence.HOOG, date(2026, 11, 22)
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {
        "fiches/proef.yaml": TOPIC,
        "parameters/proef.yaml": VALUES,
        "phrases/ann.tsv": "fiche\tregister\tlanguage\tsays\ttext\nproef-een\tlay\tnl\t\tkost rijden iets?\n"
        "proef-twee\tlay\tnl\t\twie doet dat?\n",
        "phrases/writers.yaml": "ann: Ann\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def lines_of(patch: str, sign: str) -> list[str]:
    return [line[1:] for line in patch.splitlines() if line.startswith(sign) and line[:3] != 3 * sign]


def sentence(text: str) -> Sentence:
    return Sentence(text=text, citations=(Support(provision=PLACE, quote=QUOTE),))


def test_a_changed_title_changes_one_line(root: Path) -> None:
    before = load_fiches(root).fiches["proef-een"]
    after = before.model_copy(update={"title": 'Betaal ik "kilometers"?'})
    made = propose_fiche(after, "proef", before, root=root)
    assert lines_of(made.patch(), "-") == ["  title: Moet ik verplaatsing betalen?"]
    assert lines_of(made.patch(), "+") == [r'  title: "Betaal ik \"kilometers\"?"']
    assert loaded_fiches(made, root).fiches["proef-een"] == after


def test_every_field_can_change_and_every_comment_stays(root: Path) -> None:
    before = load_fiches(root).fiches["proef-een"]
    after = before.model_copy(
        update={
            "intent": Intent.AMOUNT,
            "polarity": None,
            "door": "vdab",
            "audience": ("stad", "coach"),
            "rule": "saldo",
            "needs": ("level", "need_years"),
            "related": ("proef-twee",),
            "tensions": ("t-1",),
            "reviewed_on": date(2027, 1, 2),
            "answer": (before.answer[0], sentence("Nieuw: “ja”, 1 # 2\u00a0{x}."), before.answer[1]),
        }
    )
    made = propose_fiche(after, "proef", before, root=root)
    text = made.after["fiches/proef.yaml"]
    assert loaded_fiches(made, root).fiches["proef-een"] == after
    assert [c for c in ("# wat", "# blijft", "# waarom", "# eerste") if c not in text] == []
    assert "proef-twee" in text
    assert len(lines_of(made.patch(), "-")) == 3


def test_a_fiche_is_added_at_the_end_of_its_topic(root: Path) -> None:
    new = Fiche(
        id="proef-drie",
        title="Wie?",
        intent=Intent.WHO,
        answer=(sentence("Zij."),),
        reviewed_on=date(2027, 1, 1),
    )
    made = propose_fiche(new, "proef", None, root=root)
    assert lines_of(made.patch(), "-") == []
    after = loaded_fiches(made, root)
    assert after.fiches["proef-drie"] == new
    assert after.topics["proef-drie"] == "proef"


def test_a_list_is_changed_and_taken_away_in_its_own_line(root: Path) -> None:
    path = root / "fiches" / "proef.yaml"
    listed = TOPIC.replace(
        "  intent: who\n", "  intent: who\n  related: [proef-een,\n    proef-een]  # ver\n"
    )
    path.write_text(listed, encoding="utf-8")
    before = load_fiches(root).fiches["proef-twee"]
    changed = propose_fiche(before.model_copy(update={"related": ("a", "b")}), "proef", before, root=root)
    assert lines_of(changed.patch(), "+") == ["  related: [a, b]  # ver"]
    gone = propose_fiche(before.model_copy(update={"related": ()}), "proef", before, root=root)
    assert lines_of(gone.patch(), "+") == []
    assert len(lines_of(gone.patch(), "-")) == 2


def test_a_list_over_several_lines_is_left_to_a_person(root: Path) -> None:
    listed = TOPIC.replace("  intent: who\n", "  intent: who\n  related:\n    - proef-een\n")
    (root / "fiches" / "proef.yaml").write_text(listed, encoding="utf-8")
    before = load_fiches(root).fiches["proef-twee"]
    with pytest.raises(EditError) as refused:
        propose_fiche(before.model_copy(update={"related": ()}), "proef", before, root=root)
    assert refused.value.reason == "block_list"
    assert "proef-twee" in str(refused.value)


def test_a_topic_or_a_fiche_that_is_not_there_is_refused(root: Path) -> None:
    fiche = load_fiches(root).fiches["proef-een"]
    with pytest.raises(CorpusError, match="no topic elders"):
        propose_fiche(fiche, "elders", None, root=root)
    other = fiche.model_copy(update={"id": "proef-vier"})
    with pytest.raises(CorpusError, match="no fiche proef-vier"):
        with_fiche(TOPIC, other, other)


def test_ways_of_asking_go_under_the_name_of_the_editors(root: Path) -> None:
    fiches = load_fiches(root)
    fiche = fiches.fiches["proef-een"]
    added = Phrase(fiche=fiche.id, register="lay", language="nl", says="yes", text="is het vervoer erbij?")
    made = propose_fiche(fiche, "proef", fiche, [added], fiches.phrases[fiche.id], root)
    assert sorted(made.after) == ["phrases/ann.tsv", "phrases/redactie.tsv", "phrases/writers.yaml"]
    after = loaded_fiches(made, root)
    assert after.phrases[fiche.id] == (("redactie", added),)
    assert after.phrases["proef-twee"] == fiches.phrases["proef-twee"]
    with pytest.raises(CorpusError, match="not in the file"):
        with_phrases("", (), [added])


def test_a_value_is_added_in_the_order_of_time_and_nothing_is_overwritten(root: Path) -> None:
    made = propose_value("proef.bedrag", NEW, root)
    starts = re.findall(r"^    (\d{4}-\d\d-\d\d):", made.after["parameters/proef.yaml"], re.MULTILINE)
    assert starts == ["2020-01-01", "2024-01-01", "2027-01-01", "2020-01-01"]
    assert lines_of(made.patch(), "-") == []
    assert len(lines_of(made.patch(), "+")) == 1
    history = loaded_parameters(made, root=root).history("proef.bedrag")
    assert [(v.value, v.valid_to) for v in history] == [
        (Decimal(10), date(2023, 12, 31)),
        (Decimal(12), date(2026, 12, 31)),
        (Decimal("1250.50"), None),
    ]
    assert history[-1].reference == 'Proef "x"'
    between = NewValue(date(2021, 5, 1), None, "Onbekend", ("a#b",), Confidence.HOOG, date(2026, 11, 22))
    made = propose_value("proef.bedrag", between, root)
    assert [v.valid_to for v in loaded_parameters(made, root=root).history("proef.bedrag")] == [
        date(2021, 4, 30),
        None,
    ]
    assert made.after["parameters/proef.yaml"].index("2021-05") < made.after["parameters/proef.yaml"].index(
        "2024"
    )


@pytest.mark.parametrize(("name", "start"), [("proef.bedrag", "2024-01-01"), ("proef.niets", "2027-01-01")])
def test_a_value_that_stands_there_or_a_parameter_that_does_not_is_refused(
    root: Path, name: str, start: str
) -> None:
    taken = replace(NEW, start=date.fromisoformat(start))
    with pytest.raises(CorpusError, match=r"already|no parameter"):
        propose_value(name, taken, root)


def test_every_fiche_and_every_figure_of_the_corpus_can_be_changed() -> None:
    """Each file is laid out in a way that the editor understands: a change leaves the rest as it is."""
    fiches = load_fiches()
    for path in sorted((ROOT / "fiches").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        own = [f for f in fiches.fiches.values() if f"- id: {f.id}\n" in text]
        assert own, path
        for fiche in (own[0], own[-1]):
            first = fiche.answer[0].model_copy(update={"text": "Anders."})
            changed = fiche.model_copy(
                update={"answer": (first, *fiche.answer[1:]), "polarity": Polarity.DEPENDS, "title": "Nieuw?"}
            )
            new = with_fiche(text, changed, fiche)
            differing = set(text.split("\n")) ^ set(new.split("\n"))
            assert 2 <= len(differing) <= 6 + 2 * len(fiche.answer[0].citations), (path, fiche.id)
    for name in load_parameters().names():
        file, *steps = name.split(".")
        text = (ROOT / "parameters" / f"{file}.yaml").read_text(encoding="utf-8")
        new = with_value(text, steps, replace(NEW, start=date(2099, 1, 1)))
        assert len(new.split("\n")) == len(text.split("\n")) + 1


def test_an_applied_proposal_loads_and_passes_the_checks_once_it_is_read(tmp_path: Path) -> None:
    """As a person does it: `git apply`, read the new sentence, `corpus check`."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("no git here")
    shutil.copytree(ROOT, tmp_path / "corpus", ignore=shutil.ignore_patterns("__pycache__"))
    fiches = load_fiches()
    fiche = fiches.fiches["saldo-dekt-kosten"]
    text = f"{fiche.answer[-1].text} Dat staat zo in de bron."
    changed = fiche.model_copy(
        update={"answer": (*fiche.answer[:-1], fiche.answer[-1].model_copy(update={"text": text}))}
    )
    way = Phrase(fiche=fiche.id, register="lay", language="nl", text="raak ik uit de kosten met die premie?")
    new = Fiche(
        id="saldo-proefvraag",
        title="Rijdt Stad Gent gratis?",
        intent=Intent.YES_NO,
        polarity=Polarity.YES,
        answer=(sentence("Ja: verplaatsing wordt niet aangerekend."),),
        reviewed_on=date(2026, 11, 22),
    )
    value = NewValue(
        date(2030, 1, 1), Decimal("95.5"), "Proef", (PLACE,), Confidence.HOOG, date(2026, 11, 22)
    )
    patches = [
        propose_fiche(changed, "saldo", fiche, [way]).patch(),
        propose_value("tarief_gent.extra.uurtarief", value).patch(),
        propose_fiche(new, "saldo", None).patch(),
    ]
    for number, patch in enumerate(patches):
        (tmp_path / f"{number}.diff").write_bytes(patch.encode())
        subprocess.run([git, "apply", f"{number}.diff"], cwd=tmp_path, check=True)
    code = (
        "from corpus.load import load_corpus; from corpus.curated import check_everything; "
        "from corpus.check import Severity; import corpus; print(corpus.__file__); "
        "print(sum(p.severity is Severity.ERROR for p in check_everything(load_corpus())))"
    )

    def run(*args: str) -> str:
        command = [sys.executable, *args]
        done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout

    file, errors = run("-c", code).split()
    assert file.startswith(str(tmp_path))
    assert errors == "1", "only that nobody has read the new sentences"
    run("-m", "corpus.checks", "saldo")
    assert run("-c", code).split()[1] == "0"
