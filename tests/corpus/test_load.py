from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.catalog import load_catalog
from corpus.errors import CorpusError
from corpus.load import load_corpus
from tests.corpus.invented import entry


def write(root: Path, entries: list[dict[str, Any]], texts: dict[str, str | bytes]) -> Path:
    folder = root / "documents"
    folder.mkdir(exist_ok=True)
    (folder / "catalog.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")
    for name, text in texts.items():
        (folder / f"{name}.md").write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def raw(name: str, **changes: Any) -> dict[str, Any]:
    return entry(id=name, **changes).model_dump(mode="json")


def test_the_packaged_corpus_loads_whole() -> None:
    corpus = load_corpus()
    assert corpus.problems == ()
    assert next(iter(corpus.documents)) == "decreet-2022-01-14"
    assert corpus.provision("mb-2019-01-10#bijlage-3-punt-12").text == "12° Bachelor lerarenopleiding;"
    assert sum(1 for _ in corpus.provisions()) > 800


def test_documents_keep_the_order_of_the_catalogue(tmp_path: Path) -> None:
    corpus = load_corpus(write(tmp_path, [raw("b"), raw("a")], {"a": "# A", "b": "# B"}))
    assert list(corpus.documents) == ["b", "a"]


def test_what_is_wrong_with_one_document_leaves_the_others(tmp_path: Path) -> None:
    entries = [raw("goed"), raw("weg"), raw("leeg"), raw("binair")]
    texts = {"goed": "# T\n\nEen regel.", "leeg": " \n", "binair": b"\xff\xfe\x00", "vreemd": "# V"}
    corpus = load_corpus(write(tmp_path, entries, texts))
    assert list(corpus.documents) == ["goed"]
    said = "\n".join(corpus.problems)
    assert len(corpus.problems) == 4
    for words in (
        "names weg, but there is no file weg.md",
        "leeg is empty",
        "binair.md is not UTF-8",
        "vreemd.md is not in",
    ):
        assert words in said


def test_a_file_from_windows_is_read_with_plain_line_ends(tmp_path: Path) -> None:
    corpus = load_corpus(write(tmp_path, [raw("a")], {"a": b"\xef\xbb\xbf# T\r\n\r\nEen\xc2\xa0regel.\r\n"}))
    assert corpus.documents["a"].text == "# T\n\nEen\xa0regel.\n"


def test_an_alias_names_the_same_provision(tmp_path: Path) -> None:
    corpus = load_corpus(write(tmp_path, [raw("a")], {"a": "# T\n\n## Art. 9.\n\nEen regel."}))
    assert corpus.provision("a#art-9-lid-1") is corpus.provision("a#art-9")
    with pytest.raises(KeyError):
        corpus.provision("a#art-9-lid-2")


@pytest.mark.parametrize("change", [{"text": "# T\n\nEen andere regel."}, {"title": "Andere titel"}])
def test_the_fingerprint_follows_text_and_catalogue(tmp_path: Path, change: dict[str, str]) -> None:
    first = load_corpus(write(tmp_path, [raw("a")], {"a": "# T\n\nEen regel."}))
    again = load_corpus(tmp_path)
    text = change.pop("text", "# T\n\nEen regel.")
    changed = load_corpus(write(tmp_path, [raw("a", **change)], {"a": text}))
    assert first.fingerprint == again.fingerprint != changed.fingerprint


def test_a_version_names_the_state_of_the_text(tmp_path: Path) -> None:
    before = load_corpus(write(tmp_path, [raw("a")], {"a": "# T"})).documents["a"].version
    after = load_corpus(write(tmp_path, [raw("a")], {"a": "# U"})).documents["a"].version
    assert before != after
    assert before.startswith("1+")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no catalogue at"),
        ("[", "not valid YAML"),
        ("", "must be a list of documents"),
        ("id: a", "must be a list of documents"),
        ("- 3", "entry number 1"),
        ("- {id: a}", "entry a: title: Field required"),
    ],
)
def test_a_wrong_catalogue_is_explained(tmp_path: Path, content: str | None, words: str) -> None:
    path = tmp_path / "catalog.yaml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=words):
        load_catalog(path)


def test_an_unknown_key_and_a_repeated_id_are_explained(tmp_path: Path) -> None:
    path = tmp_path / "catalog.yaml"
    path.write_text(yaml.safe_dump([raw("a") | {"colour": "red"}]), encoding="utf-8")
    with pytest.raises(CorpusError, match="entry a: colour: Extra inputs"):
        load_catalog(path)
    path.write_text(yaml.safe_dump([raw("a"), raw("a")]), encoding="utf-8")
    with pytest.raises(CorpusError, match="'a' stands twice"):
        load_catalog(path)
    path.write_bytes(b"\xff")
    with pytest.raises(CorpusError, match="Cannot read the catalogue"):
        load_catalog(path)


def test_a_document_that_is_a_folder_is_a_problem_in_words(tmp_path: Path) -> None:
    root = write(tmp_path, [raw("a")], {})
    (root / "documents" / "a.md").mkdir()
    assert "Cannot read" in load_corpus(root).problems[0]
