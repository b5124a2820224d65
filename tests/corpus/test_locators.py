from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.lock import FILE_NAME, Difference, compare, main, read_lock, update_lock
from corpus.models import Corpus, is_within
from corpus.parse.locators import slug
from tests.corpus.invented import document
from tests.corpus.test_load import raw, write

TEXT = "# T\n\n## Art. 1.\n\nIn dit besluit:\n  1° dit;\n  2° dat.\n\n## Art. 2.\n\nEen regel."


def corpus_of(text: str) -> Corpus:
    return Corpus({"proef": document(text)}, "vingerafdruk")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("9 Duur", "duur"),
        (
            "5.1 Vacatures sneller en gericht invullen (vraagzijde)",
            "vacatures-sneller-en-gericht-invullen-vraagzijde",
        ),
        ("B. Duurzame loopbanen", "duurzame-loopbanen"),
        ("STAD/OCMW GENT", "stad-ocmw-gent"),
        ("Beëindiging na één jaar", "beeindiging-na-een-jaar"),
        ("Pakket van 5 jaar", "pakket-van-5-jaar"),
        ("2030", "2030"),
        ("???", "kop"),
    ],
)
def test_slugs_are_the_heading_without_its_number(heading: str, expected: str) -> None:
    assert slug(heading) == expected


@pytest.mark.parametrize(
    ("locator", "ancestor", "expected"),
    [
        ("art-1", "art-1", True),
        ("art-1-punt-2", "art-1", True),
        ("art-10", "art-1", False),
        ("art-12.1-lid-1", "art-12", False),
        ("duur--2-lid-1", "duur", False),
        ("duur--2-lid-1", "duur--2", True),
    ],
)
def test_a_place_lies_within_another_by_segment(locator: str, ancestor: str, expected: bool) -> None:
    assert is_within(locator, ancestor) is expected


@pytest.mark.parametrize(
    ("text", "alias", "locator"),
    [
        ("Een regel.", "art-1-lid-1", "art-1"),
        ("Dit:\n  1° een;\n  2° twee.", "art-1-lid-1-punt-2", "art-1-punt-2"),
        ("Dit:\n  1° een;\n  2° twee.\n\nTot slot.", "art-1-punt-2", "art-1-lid-1-punt-2"),
        (
            "§ 1. Dit:\n  1° een, met:\n    a) x;\n    b) y.",
            "art-1-par-1-lid-1-punt-1-letter-b",
            "art-1-par-1-punt-1-letter-b",
        ),
    ],
)
def test_the_number_of_an_only_lid_may_stand_or_be_left_out(text: str, alias: str, locator: str) -> None:
    doc = document(f"# T\n\n## Art. 1.\n\n{text}")
    assert doc.aliases[alias] == locator
    assert doc.provision(alias) is doc.by_locator[locator]


def test_an_alias_that_could_mean_two_places_means_none() -> None:
    doc = document("# T\n\n## Art. 1.\n\nDit:\n  1° een.\n\nDat:\n  1° twee.")
    assert "art-1-punt-1" not in doc.aliases


def test_new_places_are_added_to_the_lock(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    update_lock(corpus_of(TEXT), path)
    done = update_lock(corpus_of(TEXT + "\n\n## Art. 3.\n\nNieuw."), path)
    assert done.added == ("proef#art-3",)
    assert "proef#art-3" in read_lock(path)


def test_other_spacing_is_the_same_meaning(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    update_lock(corpus_of(TEXT), path)
    difference = compare(corpus_of(TEXT.replace("Een regel", "Een\xa0 regel")), read_lock(path))
    assert difference.changed == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (TEXT.replace("1° dit", "1° niet"), "changed  proef#art-1-punt-1"),
        (TEXT.replace("2°", "3°"), "removed  proef#art-1-punt-2"),
    ],
)
def test_a_known_place_is_not_given_another_meaning_silently(
    tmp_path: Path, changed: str, words: str
) -> None:
    path = tmp_path / FILE_NAME
    update_lock(corpus_of(TEXT), path)
    before = path.read_bytes()
    with pytest.raises(CorpusError, match=words):
        update_lock(corpus_of(changed), path)
    assert path.read_bytes() == before
    update_lock(corpus_of(changed), path, replace=["proef"])
    assert compare(corpus_of(changed), read_lock(path)) == Difference((), (), ())


def test_replacing_an_unknown_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"No document proeff\. Known: proef"):
        update_lock(corpus_of(TEXT), tmp_path / FILE_NAME, replace=["proeff"])


def test_the_command_locks_refuses_and_replaces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, [raw("a")], {"a": TEXT})
    assert main(["--corpus", str(tmp_path)]) == 0
    assert "6 places added" in capsys.readouterr().out
    write(tmp_path, [raw("a")], {"a": TEXT.replace("Een regel", "Geen regel")})
    assert main(["--corpus", str(tmp_path)]) == 1
    assert "--replace a" in capsys.readouterr().err
    assert main(["--corpus", str(tmp_path), "--replace", "a"]) == 0
    assert "1 changed" in capsys.readouterr().out


def test_the_command_locks_nothing_while_a_document_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, [raw("a"), raw("weg")], {"a": TEXT})
    assert main(["--corpus", str(tmp_path)]) == 1
    assert "no file weg.md" in capsys.readouterr().err
    assert not (tmp_path / FILE_NAME).exists()
