from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.fiches import Fiches, Sentence
from corpus.models import Corpus
from corpus.phrases import Stance
from indexes import phrases, snapshot, versions, words
from indexes.build import build
from indexes.lexical import ngrams, stems
from indexes.models import SearchIndexError
from indexes.overlap import Overlap
from indexes.phrases import FicheIndex, Line, lines, stored_vectors, without_writer
from tests.indexes.fiche_samples import sample
from tests.indexes.samples import FakeEmbedder


@pytest.fixture
def fiches() -> Fiches:
    return sample()


def first(index: FicheIndex, question: str, fake: FakeEmbedder | None = None) -> str:
    return index.candidates(question, fake.query(question) if fake else None)[0].fiche_id


def test_a_fiche_is_found_by_its_title_by_a_phrase_and_with_a_typo(fiches: Fiches) -> None:
    index = FicheIndex(fiches)
    assert not index.dense
    assert first(index, "Hoe lang is een beurtenkaart geldig?") == "kaart"
    assert first(index, "zeg, vervalt mijn beurtenkaart ook") == "kaart"
    assert first(index, "vervalt een beurtnekaart") == "kaart"
    assert first(index, "is er nen redder") == "redder"


def test_likeness_lies_between_nothing_and_the_same() -> None:
    texts = ("zwemmen op zaterdag", "een boek lenen", "")
    for analyse in (ngrams, stems):
        overlap = Overlap(texts, analyse)
        assert overlap.cosines("zwemmen op zaterdag")[0] == pytest.approx(1.0)
        assert overlap.coverage("zwemmen op zaterdag")[0] == pytest.approx(1.0)
        assert overlap.cosines("zwemmen op zaterdag")[1:].max() == 0.0
        half = overlap.cosines("zwemmen in xyzzy")[0]
        assert 0.0 < half < 0.9
        assert overlap.coverage("zwemmen in xyzzy")[0] < 0.9
        assert not overlap.cosines("").any()
    assert not Overlap((), ngrams).cosines("iets").size


def test_a_question_that_shares_nothing_has_no_candidates_on_words_alone(fiches: Fiches) -> None:
    index = FicheIndex(fiches)
    assert index.candidates("xyzzy", None) == ()
    assert index.candidates("", None) == ()
    assert FicheIndex(Fiches({}, {}, {})).candidates("zwembad", None) == ()


def test_lines_are_titles_and_phrases_and_a_writer_can_be_left_out(fiches: Fiches) -> None:
    found = lines(fiches)
    assert found[0] == Line("open", None, "Wanneer is het zwembad open?", Stance.NONE)
    assert len(found) == 12
    fewer = lines(without_writer(fiches, "jef"))
    assert {line.writer for line in fewer} == {None, "an"}
    assert (
        FicheIndex(without_writer(fiches, "jef"))
        .candidates("krijg ik een boete", None)[0]
        .features["ngrams_top"]
        < FicheIndex(fiches).candidates("krijg ik een boete", None)[0].features["ngrams_top"]
    )


def test_the_index_stores_the_vectors_of_questions_and_reuses_them(
    small: Corpus, fake: FakeEmbedder, fiches: Fiches, tmp_path: Path
) -> None:
    made = build(small, tmp_path, embedder=fake, fiches=fiches)
    assert (made.phrases, made.phrase_count) == (phrases.fingerprint(fiches), len(lines(fiches)))
    index = FicheIndex.open(fiches, tmp_path, fake.name)
    assert index.dense
    assert index.embedded == 1.0
    question = "om hoe laat gaan de deuren van het bad open"
    hit = index.candidates(question, fake.query(question))[0]
    assert hit.fiche_id == "open"
    assert hit.features["dense_top"] == pytest.approx(1.0)

    before = len(fake.asked)
    assert build(small, tmp_path, embedder=fake, fiches=fiches) == made
    shorter = without_writer(fiches, "jef")
    again = build(small, tmp_path, embedder=fake, fiches=shorter)
    assert again.phrases_reused == again.phrase_count == len(lines(shorter))
    assert len(fake.asked) == before


def test_a_build_without_fiches_keeps_the_vectors_there_are(
    small: Corpus, fake: FakeEmbedder, fiches: Fiches, tmp_path: Path
) -> None:
    made = build(small, tmp_path, embedder=fake, fiches=fiches)
    kept = build(small, tmp_path, embedder=fake, force=True)
    assert (kept.phrases, kept.phrase_count) == (made.phrases, made.phrase_count)
    assert FicheIndex.open(fiches, tmp_path, fake.name).dense
    assert build(small, tmp_path / "other", embedder=fake).phrases is None


def test_vectors_of_another_model_or_of_older_fiches_are_not_used(
    small: Corpus, fake: FakeEmbedder, fiches: Fiches, tmp_path: Path
) -> None:
    build(small, tmp_path, embedder=fake, fiches=without_writer(without_writer(fiches, "an"), "jef"))
    index = FicheIndex.open(fiches, tmp_path, fake.name)
    assert (index.dense, index.embedded < phrases.ENOUGH) == (False, True)
    assert "dense_top" not in index.candidates("zwembad", fake.query("zwembad"))[0].features
    assert not stored_vectors(tmp_path, "another model")
    assert not stored_vectors(tmp_path, None)
    assert not stored_vectors(tmp_path / "nowhere", fake.name)


def test_a_damaged_snapshot_means_words_alone(
    small: Corpus, fake: FakeEmbedder, fiches: Fiches, tmp_path: Path
) -> None:
    build(small, tmp_path, embedder=fake, fiches=fiches)
    version = versions.current(tmp_path)
    assert version
    (version / phrases.FOLDER / "vectors.npy").write_bytes(b"broken")
    with pytest.raises(SearchIndexError):
        snapshot.read(version / phrases.FOLDER)
    assert not FicheIndex.open(fiches, tmp_path, fake.name).dense


def test_a_question_of_another_length_of_vector_is_held_against_words(
    small: Corpus, fake: FakeEmbedder, fiches: Fiches, tmp_path: Path
) -> None:
    build(small, tmp_path, embedder=fake, fiches=fiches)
    index = FicheIndex.open(fiches, tmp_path, fake.name)
    hit = index.candidates("zwembad", np.ones(3, dtype=np.float32))[0]
    assert "dense_top" not in hit.features


def test_searching_a_hundred_times_as_many_fiches_takes_milliseconds(fiches: Fiches) -> None:
    many = Fiches(
        {
            f"{i}-{name}": f.model_copy(update={"id": f"{i}-{name}"})
            for i in range(80)
            for name, f in fiches.fiches.items()
        },
        {f"{i}-{name}": "zwemmen" for i in range(80) for name in fiches.fiches},
        {f"{i}-{name}": said * 5 for i in range(80) for name, said in fiches.phrases.items()},
    )
    index = FicheIndex(many)
    spent = []
    for _ in range(20):
        began = time.perf_counter()
        index.candidates("om hoe laat gaat het zwembad zaterdag open voor kinderen?", None)
        spent.append(time.perf_counter() - began)
    assert min(spent) < 0.01


def test_words_looked_up_at_the_build_give_the_same_and_are_not_used_for_other_fiches(
    small: Corpus, fake: FakeEmbedder, fiches: Fiches, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small, tmp_path, embedder=fake, fiches=fiches)
    version = versions.current(tmp_path)
    assert version
    folder, texts = version / phrases.FOLDER, [line.text for line in lines(fiches)]
    question, whole = "zeg, vervalt mijn beurtenkaart ook?", phrases.whole_texts(fiches)
    fresh, read = words.read(texts, whole), []
    monkeypatch.setattr(words, "read", lambda *of: read.append(of) or words._read(*map(tuple, of)))
    kept = words.opened(folder, texts, whole)
    assert not read
    for name in ("ngrams", "stems", "text_ngrams", "text_stems"):
        stored, made = getattr(kept, name), getattr(fresh, name)
        assert np.array_equal(stored.cosines(question), made.cosines(question))
        assert np.array_equal(stored.coverage(question), made.coverage(question))
    assert len(words.opened(folder, texts[1:], whole).ngrams.cosines(question)) == len(texts) - 1
    assert len(read) == 1
    words.opened(folder, texts[1:], whole)
    assert len(read) == 1, "what was read anew is kept for the next time"
    (folder / "words.npz").write_bytes(b"broken")
    assert FicheIndex.open(fiches, tmp_path, fake.name).candidates(question, None)[0].fiche_id == "kaart"
    assert len(read) == 2


def test_an_answer_that_changed_is_found_by_its_new_words(
    small: Corpus, fake: FakeEmbedder, fiches: Fiches, tmp_path: Path
) -> None:
    build(small, tmp_path, embedder=fake, fiches=fiches)
    other = fiches.fiches["kaart"].model_copy(
        update={"answer": (Sentence(text="Vraag het aan de kantoorhond."),)}
    )
    changed = replace(fiches, fiches={**fiches.fiches, "kaart": other})
    index = FicheIndex.open(changed, tmp_path, fake.name)
    assert index.dense
    hit = index.candidates("kantoorhond", None)[0]
    assert (hit.fiche_id, hit.features["text_stems"]) == ("kaart", 1.0)


def test_vectors_in_another_order_find_the_same(
    small: Corpus, fake: FakeEmbedder, fiches: Fiches, tmp_path: Path
) -> None:
    build(small, tmp_path, embedder=fake, fiches=fiches)
    turned = Fiches(
        {name: fiches.fiches[name] for name in reversed(fiches.fiches)}, fiches.topics, fiches.phrases
    )
    question = "om hoe laat gaan de deuren van het bad open"
    for said in (fiches, turned):
        index = FicheIndex.open(said, tmp_path, fake.name)
        hit = index.candidates(question, fake.query(question))[0]
        assert (index.embedded, hit.fiche_id) == (1.0, "open")
        assert hit.features["dense_top"] == pytest.approx(1.0)
