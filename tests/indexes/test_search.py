from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from corpus.models import Authority, Corpus, Scope
from indexes import versions
from indexes.build import build
from indexes.embedding import MODEL_VARIABLE, bundled
from indexes.fusion import Weights
from indexes.models import Engine, Filters, IndexState
from indexes.search import LONGEST_QUESTION, SearchIndex
from tests.indexes.samples import TEXTS, FakeEmbedder, corpus_of, document, small_corpus


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus, indexed once by the bundled engine."""
    made = tmp_path_factory.mktemp("index")
    build(small_corpus(), made, embedder=bundled())
    return made


@pytest.fixture
def index(small: Corpus, folder: Path) -> SearchIndex:
    return SearchIndex.open(small, folder)


@pytest.fixture
def by_words(small: Corpus, tmp_path: Path) -> SearchIndex:
    return SearchIndex.open(small, tmp_path, embedder=None)


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Op welke dag kan ik gaan zwemmen?", "nl", "zwembad#art-1"),
        ("hoe lang kan ik mijn kaart gebruiken", "nl", "zwembad#art-2"),
        ("ik heb mijn boeken te lat teruggebragt", "nl", "bibliotheek#art-1"),
        ("Quel jour la piscine est-elle ouverte ?", "fr", "zwembad#art-1"),
        ("Is a library card free for young people?", "en", "bibliotheek#art-2"),
    ],
)
def test_questions_in_other_words_find_their_provision(
    index: SearchIndex, question: str, language: str, expected: str
) -> None:
    hit = index.search(question, language=language, k=1).hits[0]
    assert expected in (hit.provision.id, *hit.equivalents)


def test_a_result_explains_itself(index: SearchIndex) -> None:
    result = index.search("zwembad zaterdag")
    assert result.engines == index.engines == (Engine.STEMS, Engine.NGRAMS, Engine.DENSE)
    best = result.hits[0]
    assert best.provision.id == "zwembad#art-1"
    assert best.ranks == {Engine.STEMS: 1, Engine.NGRAMS: 1, Engine.DENSE: 1}
    assert 0 < best.scores[Engine.DENSE] <= 1
    assert [h.score for h in result.hits] == sorted((h.score for h in result.hits), reverse=True)
    assert set(result.timings_ms) == {"embed", "search"}
    book = next(h for h in result.hits if h.provision.id == "bibliotheek#art-1")
    assert book.scores[Engine.STEMS] == 0
    assert book.ranks[Engine.STEMS] == 0


def test_the_question_is_embedded_once(small: Corpus, fake: FakeEmbedder, tmp_path: Path) -> None:
    build(small, tmp_path, embedder=fake)
    index = SearchIndex.open(small, tmp_path, embedder=fake)
    fake.asked.clear()
    first = index.search("zwembad")
    again = index.search("zwembad")
    given = index.search("zwembad", query_vector=first.query_vector)
    assert fake.asked == ["zwembad"]
    assert first.hits == again.hits == given.hits
    uncached = SearchIndex.open(small, tmp_path, embedder=fake, query_cache=0)
    uncached.search("zwembad")
    uncached.search("zwembad")
    assert fake.asked == ["zwembad"] * 3


def test_scores_of_all_provisions_for_choosing_weights(index: SearchIndex) -> None:
    vector = index.embed("zwembad")
    scores = index.engine_scores("zwembad", vector)
    assert {engine: values.shape for engine, values in scores.items()} == {e: (6,) for e in Engine}
    assert index.provisions[int(scores[Engine.STEMS].argmax())].document == "zwembad"


def test_weights_can_be_tried(index: SearchIndex) -> None:
    question = "toezicht op wie een boek leest"
    orders = {
        tuple(h.provision.id for h in index.search(question, weights=w).hits)
        for w in (Weights(dense=1), Weights(stems=1), Weights(ngrams=1))
    }
    assert len(orders) > 1


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(documents=("zwembad",)), {"zwembad#art-1", "zwembad#art-2", "zwembad#art-3"}),
        (Filters(scopes=(Scope.BELEID_GENT,)), {"zwembad#art-3"}),
        (Filters(documents=("bibliotheek",), scopes=(Scope.BELEID_GENT,)), set()),
        (Filters(in_force_on=date(2025, 1, 1)), {"zwembad#art-1", "zwembad#art-2", "zwembad#art-3"}),
        (Filters(documents=("geen-document",)), set()),
    ],
)
def test_filters(index: SearchIndex, filters: Filters, expected: set[str]) -> None:
    found = index.search("pas voor jongeren in het zwembad", filters=filters).hits
    assert {h.provision.id for h in found} == expected
    if found:
        assert min(h.ranks[Engine.DENSE] for h in found) == 1


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2024, 12, 31)])
def test_the_first_and_last_day_in_force_count(index: SearchIndex, day: date) -> None:
    found = index.search("lenerspas", filters=Filters(in_force_on=day)).hits
    assert "bibliotheek#art-2" in {h.provision.id for h in found}


@pytest.mark.parametrize("query", ["", "  \n\u00a0", "\0"])
def test_nothing_finds_nothing(index: SearchIndex, by_words: SearchIndex, query: str) -> None:
    assert by_words.search(query).hits == ()
    if query.strip():
        return
    result = index.search(query)
    assert result.hits == ()
    assert result.query_vector is None


@pytest.mark.parametrize(
    "query", ["x" * 10_000, "😀", "'; DROP TABLE x;--", "<script>", "\ud800", "zwembad\0"]
)
def test_odd_questions_do_no_harm(index: SearchIndex, query: str) -> None:
    assert len(index.search(query, k=3).hits) <= 3


@pytest.mark.parametrize("k", [0, -1])
def test_asking_for_none_gives_none(index: SearchIndex, k: int) -> None:
    assert index.search("zwembad", k=k).hits == ()


def test_words_only_finds_by_words_and_says_so(by_words: SearchIndex) -> None:
    result = by_words.search("lenerpas gratiz", k=1)
    assert result.hits[0].provision.id == "bibliotheek#art-2"
    assert result.engines == (Engine.STEMS, Engine.NGRAMS)
    assert result.query_vector is None
    assert by_words.search("xyzzy").hits == ()
    status = by_words.status()
    assert "alleen op woorden" in status.sentence
    assert status.remedy
    assert status.model is None


def test_no_embedding_runtime(
    small: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(MODEL_VARIABLE, str(tmp_path / "no-model-here"))
    index = SearchIndex.open(small, folder)
    assert index.search("zwembad").hits
    status = index.status()
    assert status.engines == (Engine.STEMS, Engine.NGRAMS)
    assert "no-model-here" in status.sentence
    assert "alleen op woorden" in status.sentence


@pytest.mark.parametrize("file", ["CURRENT", "manifest.json", "vectors.npy", "rows.json"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe rubbish", b"../elsewhere", b"[1]"])
def test_a_damaged_index_is_told_and_search_goes_on_by_words(
    small: Corpus, fake: FakeEmbedder, tmp_path: Path, file: str, content: bytes
) -> None:
    build(small, tmp_path, embedder=fake)
    version = versions.current(tmp_path)
    assert version
    (tmp_path if file == "CURRENT" else version).joinpath(file).write_bytes(content)
    index = SearchIndex.open(small, tmp_path, embedder=fake)
    status = index.status()
    assert status.state is IndexState.UNREADABLE
    assert "index build" in (status.remedy or "")
    assert index.search("zwembad").hits
    build(small, tmp_path, embedder=fake)
    assert SearchIndex.open(small, tmp_path, embedder=fake).status().state is IndexState.FRESH


def test_vectors_of_other_provisions_are_never_used(
    small: Corpus, fake: FakeEmbedder, tmp_path: Path
) -> None:
    build(small, tmp_path, embedder=fake)
    version = versions.current(tmp_path)
    assert version
    rows = json.loads((version / "rows.json").read_text(encoding="utf-8"))
    (version / "rows.json").write_text(json.dumps(rows[::-1]), encoding="utf-8")
    index = SearchIndex.open(small, tmp_path, embedder=fake)
    assert index.status().state is IndexState.UNREADABLE
    assert Engine.DENSE not in index.engines


def test_the_status_of_a_live_index(index: SearchIndex, folder: Path) -> None:
    status = index.status()
    assert status.state is IndexState.FRESH
    assert status.remedy is None
    assert status.folder == folder
    assert status.model == bundled().name
    assert status.provisions == 6
    version = versions.current(folder)
    assert version
    assert status.fingerprint == versions.manifest(version).fingerprint


def test_the_folder_is_configurable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert versions.default_folder().parts[-2:] == (".imw", "index")
    monkeypatch.setenv(versions.FOLDER_VARIABLE, str(tmp_path))
    assert versions.default_folder() == tmp_path


def test_a_source_comes_before_our_own_words_that_say_the_same(fake: FakeEmbedder, tmp_path: Path) -> None:
    rows = TEXTS["zwembad"][:1]
    ours, theirs = document("aantekening", rows, authority=Authority.EXTERNAL), document("zwembad", rows)
    index = SearchIndex.open(corpus_of(ours, theirs), tmp_path, embedder=fake)
    found = [h.provision.document for h in index.search("zwembad op zaterdag").hits]
    assert found == ["zwembad", "aantekening"]


def test_only_the_beginning_of_a_long_message_is_embedded(
    small: Corpus, fake: FakeEmbedder, tmp_path: Path
) -> None:
    build(small, tmp_path, embedder=fake)
    index = SearchIndex.open(small, tmp_path, embedder=fake)
    index.search("zwembad " * 1000)
    assert len(fake.asked[-1]) == LONGEST_QUESTION
