from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.models import Corpus, Scope
from indexes import fingerprint, snapshot, store, versions
from indexes.build import build
from indexes.embedding import bundled
from indexes.models import Engine, IndexState, SearchIndexError
from indexes.search import SearchIndex
from indexes.units import units
from tests.indexes.samples import TEXTS, FakeEmbedder, corpus_of, document

ROOT = Path(__file__).resolve().parents[2]


def state(corpus: Corpus, folder: Path, fake: FakeEmbedder) -> IndexState:
    return SearchIndex.open(corpus, folder, embedder=fake).status().state


def changed(small: Corpus) -> Corpus:
    extra = (
        *TEXTS["zwembad"],
        ("Kledij", "Een zwembroek tot boven de knie is verplicht.", Scope.INDIVIDUEEL),
    )
    return corpus_of(document("zwembad", extra), small.documents["bibliotheek"])


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        capture_output=True, text=True, timeout=120, check=False, cwd=ROOT,
    )  # fmt: skip


def test_the_snapshot_holds_what_chroma_holds(small: Corpus, tmp_path: Path) -> None:
    build(small, tmp_path, embedder=bundled())
    version = versions.current(tmp_path)
    assert version
    stored = snapshot.read(version)
    with store.opened(version) as chroma:
        assert np.array_equal(chroma.vectors(stored.ids), stored.vectors)
        for question in ("Wanneer is het zwembad open?", "lenerspas", "Who watches the children?"):
            query = bundled().query(question)
            by_matrix = [stored.ids[i] for i in np.argsort(-stored.scores(query), kind="stable")]
            assert chroma.nearest(query, len(stored.ids)) == by_matrix


def test_vectors_are_those_of_the_passages_in_reading_order(small: Corpus, tmp_path: Path) -> None:
    build(small, tmp_path, embedder=bundled())
    version = versions.current(tmp_path)
    assert version
    passages = [unit.passage for unit in units(small)]
    assert np.abs(snapshot.read(version).vectors - bundled().passages(passages)).max() == 0.0


def test_the_manifest_says_what_the_index_was_made_of(
    small: Corpus, fake: FakeEmbedder, tmp_path: Path
) -> None:
    made = build(small, tmp_path, embedder=fake)
    assert (made.corpus, made.model, made.count, made.dimension) == (
        small.fingerprint,
        "fake",
        6,
        fake.dimension,
    )
    assert made.fingerprint == fingerprint.fingerprint(small.fingerprint, "fake")
    version = versions.current(tmp_path)
    assert version
    assert versions.manifest(version) == made


def test_a_fresh_index_is_not_built_again(small: Corpus, fake: FakeEmbedder, tmp_path: Path) -> None:
    first = build(small, tmp_path, embedder=fake)
    asked = len(fake.asked)
    assert build(small, tmp_path, embedder=fake) == first
    assert len(fake.asked) == asked
    forced = build(small, tmp_path, embedder=fake, force=True)
    assert forced.built_at > first.built_at
    assert len(fake.asked) == 2 * asked


def test_only_new_texts_are_embedded(small: Corpus, fake: FakeEmbedder, tmp_path: Path) -> None:
    build(small, tmp_path, embedder=fake)
    fake.asked.clear()
    made = build(changed(small), tmp_path, embedder=fake)
    assert (made.reused, made.count) == (6, 7)
    assert len(fake.asked) == 1
    assert state(changed(small), tmp_path, fake) is IndexState.FRESH
    version = versions.current(tmp_path)
    assert version
    expected = FakeEmbedder().passages([unit.passage for unit in units(changed(small))])
    assert np.array_equal(snapshot.read(version).vectors, expected)


def test_progress_is_told(small: Corpus, fake: FakeEmbedder, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    build(small, tmp_path, embedder=fake, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (6, 6)


def test_a_change_of_corpus_model_or_code_makes_the_index_stale(
    small: Corpus, fake: FakeEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert state(small, tmp_path, fake) is IndexState.MISSING
    build(small, tmp_path, embedder=fake)
    assert state(small, tmp_path, fake) is IndexState.FRESH
    assert state(changed(small), tmp_path, fake) is IndexState.STALE
    assert state(small, tmp_path, FakeEmbedder("another")) is IndexState.STALE
    monkeypatch.setattr(fingerprint, "code_version", lambda: "other code")
    assert state(small, tmp_path, fake) is IndexState.STALE


def test_the_code_version_follows_the_modules_that_make_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    before, vectors = fingerprint.code_version(), fingerprint.vector_version("fake")
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda p: read(p) + (b"#" if p.name == "units.py" else b""))
    fingerprint._source_hash.cache_clear()
    assert fingerprint.code_version() != before
    assert fingerprint.vector_version("fake") == vectors
    monkeypatch.undo()
    fingerprint._source_hash.cache_clear()


def test_a_build_that_breaks_off_leaves_the_old_index_in_use(
    small: Corpus, fake: FakeEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small, tmp_path, embedder=fake)
    before = sorted(p.name for p in tmp_path.iterdir())

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fake, "passages", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(changed(small), tmp_path, embedder=fake)
    assert sorted(p.name for p in tmp_path.iterdir()) == before
    assert state(small, tmp_path, fake) is IndexState.FRESH


def test_a_killed_build_is_seen_and_cleared_away_by_the_next(
    small: Corpus, fake: FakeEmbedder, tmp_path: Path
) -> None:
    code = """
        import os, sys
        from pathlib import Path
        from tests.indexes.samples import FakeEmbedder, small_corpus
        from indexes.build import build
        class Killed(FakeEmbedder):
            def passages(self, texts, progress=None):
                os._exit(9)
        build(small_corpus(), Path(sys.argv[1]), embedder=Killed())
    """
    assert run_python(code, str(tmp_path)).returncode == 9
    leftovers = versions.unfinished(tmp_path)
    assert len(leftovers) == 1
    status = SearchIndex.open(small, tmp_path, embedder=fake).status()
    assert status.state is IndexState.HALF_BUILT
    assert Engine.DENSE not in status.engines
    assert status.remedy
    build(small, tmp_path, embedder=fake)
    assert versions.unfinished(tmp_path) == ()
    assert not leftovers[0].exists()
    assert state(small, tmp_path, fake) is IndexState.FRESH


def test_one_version_before_the_current_one_is_kept(
    small: Corpus, fake: FakeEmbedder, tmp_path: Path
) -> None:
    kept: list[Path | None] = []
    for _ in range(3):
        build(small, tmp_path, embedder=fake, force=True)
        kept.append(versions.current(tmp_path))
    assert {p for p in tmp_path.iterdir() if p.is_dir()} == set(kept[1:])


def test_only_one_process_builds(small: Corpus, fake: FakeEmbedder, tmp_path: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from tests.indexes.samples import FakeEmbedder, small_corpus
        from indexes.build import build
        from indexes.models import SearchIndexError
        try:
            build(small_corpus(), Path(sys.argv[1]), embedder=FakeEmbedder())
        except SearchIndexError as error:
            print(error)
    """
    with versions.writer(tmp_path):
        done = run_python(code, str(tmp_path))
    assert "Een ander proces is de index al aan het bouwen" in done.stdout, done.stderr
    assert state(small, tmp_path, fake) is IndexState.MISSING
    assert "ander proces" not in run_python(code, str(tmp_path)).stdout
    assert state(small, tmp_path, fake) is IndexState.FRESH


def test_a_reader_keeps_its_version_until_it_looks_again(
    small: Corpus, fake: FakeEmbedder, tmp_path: Path
) -> None:
    build(small, tmp_path, embedder=fake)
    reader = SearchIndex.open(small, tmp_path, embedder=fake)
    before = reader.search("zwembad").hits
    for _ in range(3):
        build(small, tmp_path, embedder=fake, force=True)
    assert reader.search("zwembad").hits == before
    again = reader.refreshed(embedder=fake)
    assert again is not reader
    assert again.search("zwembad").hits == before
    assert again.refreshed(embedder=fake) is again


def test_a_reader_gets_its_dense_engine_once_another_process_has_built(
    small: Corpus, fake: FakeEmbedder, tmp_path: Path
) -> None:
    reader = SearchIndex.open(small, tmp_path, embedder=fake)
    assert Engine.DENSE not in reader.engines
    build(small, tmp_path, embedder=fake)
    assert Engine.DENSE in reader.refreshed(embedder=fake).engines


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "geen plaats meer"),
        (OSError(errno.EACCES, "Permission denied"), "mag niet geschreven worden"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_a_disk_that_refuses_is_explained_and_nothing_is_lost(
    small: Corpus,
    fake: FakeEmbedder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    words: str,
) -> None:
    build(small, tmp_path, embedder=fake)
    before = sorted(p.name for p in tmp_path.iterdir())

    def refused(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(np, "save", refused)
    with pytest.raises(SearchIndexError, match=words) as caught:
        build(changed(small), tmp_path, embedder=fake)
    assert "IMW_INDEX" in caught.value.remedy
    assert sorted(p.name for p in tmp_path.iterdir()) == before
    assert state(small, tmp_path, fake) is IndexState.FRESH


@pytest.mark.parametrize("limit", [1_000, 50_000, 200_000])
def test_a_disk_that_is_really_full_wherever_in_the_build(small: Corpus, tmp_path: Path, limit: int) -> None:
    code = """
        import resource, sys
        from pathlib import Path
        from tests.indexes.samples import FakeEmbedder, small_corpus
        from indexes.build import build
        from indexes.models import SearchIndexError
        limit = int(sys.argv[2])
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            build(small_corpus(), Path(sys.argv[1]), embedder=FakeEmbedder())
        except SearchIndexError as error:
            print(error.sentence)
    """
    done = run_python(code, str(tmp_path), str(limit))
    assert "De index kan niet bewaard worden" in done.stdout, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert SearchIndex.open(small, tmp_path, embedder=None).search("zwembad").hits


@pytest.fixture
def no_privileges() -> Iterator[Path]:
    """A folder of which the files may be read but not written by the user of the test."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        root = os.geteuid() == 0
        yield folder
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


def give_up_privileges(folder: Path) -> None:
    folder.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(65534)


def test_a_read_only_folder_cannot_be_built_in_but_can_be_searched(
    small: Corpus, fake: FakeEmbedder, no_privileges: Path
) -> None:
    build(small, no_privileges, embedder=fake)
    give_up_privileges(no_privileges)
    with pytest.raises(SearchIndexError, match="mag niet geschreven worden"):
        build(changed(small), no_privileges, embedder=fake)
    index = SearchIndex.open(small, no_privileges, embedder=fake)
    assert index.status().state is IndexState.FRESH
    assert index.search("zwembad").hits


def test_a_folder_that_cannot_be_made(small: Corpus, fake: FakeEmbedder, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in de weg", encoding="utf-8")
    with pytest.raises(SearchIndexError, match="De index kan niet bewaard worden"):
        build(small, file / "index", embedder=fake)
    assert SearchIndex.open(small, file / "index", embedder=fake).search("zwembad").hits
    assert file.read_text(encoding="utf-8") == "in de weg"


def test_a_defect_of_ours_is_not_called_a_full_disk(
    small: Corpus, fake: FakeEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fake, "passages", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build(small, tmp_path, embedder=fake)


def test_an_empty_corpus_has_an_index_too(fake: FakeEmbedder, tmp_path: Path) -> None:
    empty = Corpus({}, "empty")
    assert build(empty, tmp_path, embedder=fake).count == 0
    index = SearchIndex.open(empty, tmp_path, embedder=fake)
    assert index.status().state is IndexState.FRESH
    assert index.search("zwembad").hits == ()


def test_equal_texts_are_embedded_once(fake: FakeEmbedder, tmp_path: Path) -> None:
    one = document("zwembad", TEXTS["zwembad"][:1])
    twin = replace(one.provisions[0], locator="art-9")
    build(corpus_of(replace(one, provisions=(*one.provisions, twin))), tmp_path, embedder=fake)
    assert len(fake.asked) == 1
