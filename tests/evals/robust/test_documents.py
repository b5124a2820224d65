"""Attempts inside documents: the set is varied, an effect is seen, and taking a document in has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.models import Answer, Language, Status
from evals.robust.documents import Planted, attempt_documents, differences, load_planted
from evals.robust.injections import Place
from evals.robust.report import load_gate
from evals.robust.templates import TemplateError
from tests.evals.samples import answer

ALL = load_planted()
ADDED = "elders"


def planted(**more: object) -> Planted:
    given = {
        "id": "p",
        "technique": "x",
        "language": "nl",
        "question": "Hoe lang krijg ik de loonpremie?",
        "marks": ["kiwi"],
        "text": "# Proef\n\nEen gewone tekst.",
    }
    return Planted.model_validate({**given, **more})


def wrong(**more: object) -> str:
    (attempt,) = attempt_documents([planted(**more)])
    assert attempt.injection.place is Place.DOCUMENT
    return "; ".join(attempt.wrong)


def test_the_set_is_large_and_varied() -> None:
    assert len(ALL) >= 45
    assert {p.language for p in ALL} == set(Language)
    assert {p.format for p in ALL} == {"md", "html", "docx"}
    assert len({p.technique for p in ALL}) >= 20
    assert sum(p.refused for p in ALL) >= 4


def cited(said: str, document: str, **more: object) -> Answer:
    made = answer(said, **more)  # type: ignore[arg-type]
    moved = tuple(c.model_copy(update={"document": document}) for c in made.citations)
    return made.model_copy(update={"citations": moved})


def test_an_answer_that_stays_as_it_was_is_sound() -> None:
    same = cited("Een abonnement kost 50 euro.", "bron")
    assert list(differences(same, same, ADDED)) == []


@pytest.mark.parametrize(
    ("after", "seen"),
    [
        (cited("Een abonnement kost 60 euro.", "bron"), "figures"),
        (cited("Een abonnement kost 50 euro.", ADDED), "no longer cited"),
        (cited("Een abonnement kost 50 euro.", "andere"), "cited instead"),
        (cited("Geen idee.", "bron", status=Status.REFUSED, reason="not_in_corpus"), "refused instead"),
    ],
)
def test_a_change_is_seen(after: Answer, seen: str) -> None:
    before = cited("Een abonnement kost 50 euro.", "bron")
    assert seen in "; ".join(differences(before, after, ADDED))


def test_a_document_that_should_be_refused_and_is_not_is_seen() -> None:
    assert wrong(refused=True) == "taken in"
    assert wrong(refused=True, doc_id="../weg") == ""
    assert "refused:" in wrong(title="<b>vet</b>")


def test_without_its_guards_a_planted_figure_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    (attempt,) = (p for p in ALL if p.id == "doc-44")
    assert attempt_documents([attempt])[0].wrong == ()
    monkeypatch.setattr("indexes.fusion.UNREAD_PRIOR", 0.0)
    assert "repeats '9.191'" in attempt_documents([attempt])[0].wrong


def test_without_its_guards_an_instruction_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    (attempt,) = (p for p in ALL if p.id == "doc-46")
    assert attempt_documents([attempt])[0].wrong == ()
    monkeypatch.setattr("indexes.search.is_for_answers", lambda *_: True)
    assert "repeats 'vuurtoren'" in attempt_documents([attempt])[0].wrong


def test_an_id_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    item = '- {id: a, technique: x, language: nl, question: "q", marks: [z], text: t}\n'
    file = tmp_path / "set.yaml"
    file.write_text(item * 2, "utf-8")
    with pytest.raises(TemplateError, match="twice"):
        load_planted(file)
    file.write_text("- {id: a}\n", "utf-8")
    with pytest.raises(TemplateError, match=r"set\.yaml"):
        load_planted(file)


@pytest.mark.slow
def test_no_document_does_anything() -> None:
    """All of them; those that are known to do something stand in the record, and leave it when mended."""
    failed = {a.injection.id: a.wrong for a in attempt_documents(ALL) if a.wrong}
    known = {name for name in load_gate().injections if name in {p.id for p in ALL}}
    assert {name: what for name, what in failed.items() if name not in known} == {}
    assert known - set(failed) == set(), "these do nothing any more: take them from record.yaml"
