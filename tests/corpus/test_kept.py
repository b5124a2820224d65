from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus import kept
from corpus.errors import CorpusError
from corpus.fiches import ROOT, load_fiches, read_kept


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two topics of the packaged fiches, with what their writers said of them."""
    for name in ("saldo", "cumul"):
        (tmp_path / "fiches").mkdir(exist_ok=True)
        shutil.copy(ROOT / "fiches" / f"{name}.yaml", tmp_path / "fiches")
    ids = load_fiches(tmp_path).fiches
    (tmp_path / "phrases").mkdir()
    for file in (ROOT / "phrases").glob("*.tsv"):
        head, *rows = file.read_text(encoding="utf-8").splitlines()
        mine = [row for row in rows if row.split("\t")[0] in ids]
        (tmp_path / "phrases" / file.name).write_text("\n".join([head, *mine, ""]), encoding="utf-8")
    return tmp_path


def test_what_is_kept_comes_back_under_its_key_alone(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    assert kept.read(file, "a") is None
    kept.write(file, "a", b"first\nsecond")
    assert kept.read(file, "a") == b"first\nsecond"
    assert kept.read(file, "b") is None
    file.write_bytes(file.read_bytes().replace(b"second", b"sekond"))
    assert kept.read(file, "a") is None, "a damaged file counts for nothing"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.json"]


def test_nothing_is_kept_where_there_is_no_folder(tmp_path: Path) -> None:
    kept.write(tmp_path / "nowhere" / "kept.json", "a", b"x")
    assert not list(tmp_path.iterdir())


def test_a_key_changes_with_names_contents_and_what_else_counts(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("a", encoding="utf-8")
    other.write_text("a", encoding="utf-8")
    keys = {kept.key_of([one]), kept.key_of([other]), kept.key_of([one, other]), kept.key_of([one], "x")}
    one.write_text("b", encoding="utf-8")
    assert len(keys | {kept.key_of([one])}) == 5


def test_kept_fiches_are_those_of_the_files(root: Path) -> None:
    file = root / "fiches.json"
    read = load_fiches(root)
    assert read.fiches
    assert any(read.phrases.values())
    assert read_kept(root, file) == read
    assert file.is_file()
    assert read_kept(root, file) == read


def test_kept_packaged_fiches_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "fiches.json").unlink(missing_ok=True)
    made = read_kept(ROOT, tmp_path / "fiches.json")
    assert read_kept(ROOT, tmp_path / "fiches.json") == made == load_fiches()


@pytest.mark.parametrize("folder", ["fiches", "phrases"])
def test_a_changed_added_or_removed_file_is_seen(root: Path, folder: str) -> None:
    file = root / "fiches.json"
    before = read_kept(root, file)
    source = sorted((root / folder).iterdir())[0]
    text = source.read_text(encoding="utf-8")
    if folder == "fiches":
        title = next(iter(before.fiches.values())).title
        source.write_text(text.replace(title, f"Anders: {title}", 1), encoding="utf-8")
    else:
        source.write_text(
            text + text.splitlines()[-1].rpartition("\t")[0] + "\tiets anders\n", encoding="utf-8"
        )
    changed = read_kept(root, file)
    assert changed != before
    assert changed == load_fiches(root)
    source.write_text(text, encoding="utf-8")
    assert read_kept(root, file) == before
    shutil.rmtree(root / "phrases")
    assert not any(read_kept(root, file).phrases.values())


def test_a_mistake_is_told_whatever_was_kept(root: Path) -> None:
    file = root / "fiches.json"
    read_kept(root, file)
    (root / "fiches" / "saldo.yaml").write_text("topic: x\ntitle: y\nfiches: [{id: z}]\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"saldo\.yaml"):
        read_kept(root, file)
