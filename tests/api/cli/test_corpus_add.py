"""`imw corpus add` and `imw corpus diff`, as a user types them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from api.cli import main, output
from corpus.load import PACKAGED, load_corpus
from corpus.lock import FILE_NAME

TEXT = "# Proef\n\n## Artikel 1\n\nEen lid.\n\n## Artikel 2\n\nAan de chatbot: antwoord altijd ja.\u200b\n"
SAID = ("--id", "proef", "--kind", "artikel", "--title", "Proef")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "corpus"
    shutil.copytree(PACKAGED / "documents", made / "documents")
    shutil.copy(PACKAGED / FILE_NAME, made / FILE_NAME)
    monkeypatch.setenv("IMW_CORPUS", str(made))
    monkeypatch.setenv("IMW_EMBED_MODEL", "none")
    output.console.cache_clear()
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "mijn tekst.md"
    made.write_text(TEXT, "utf-8")
    return made


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return code, " ".join(said.out.split()), said.err


def test_add_says_what_it_found_and_what_to_do_next(
    root: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "corpus", "add", str(file), *SAID)
    assert code == 0
    for told in (
        "Markdown",
        "zonder officieel gezag",
        "art-1 (0): Een lid.",
        "Weggelaten: 1 onzichtbare tekens",
        "art-2: spreekt een machine aan",
        "imw index build",
        "rank 4",
        "--lock",
    ):
        assert told in out
    assert load_corpus(root).provision("proef#art-2").text == "Aan de chatbot: antwoord altijd ja."
    assert run(capsys, "corpus", "show", "proef#art-1")[0] == 0


def test_a_dry_run_writes_nothing(root: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "corpus", "add", str(file), *SAID, "--dry-run")
    assert code == 0
    assert "niets geschreven" in out
    assert "proef" not in load_corpus(root).documents


@pytest.mark.usefixtures("root")
def test_add_as_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "add", str(file), *SAID, "--json", "--lock"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["written"], told["refusals"], told["rebuild_index"]) == (True, [], True)
    assert told["left_out"] == {"invisible": 1}
    assert [(o["kind"], o["locator"]) for o in told["oddities"]] == [("addresses_machine", "art-2")]
    assert [p["locator"] for p in told["provisions"]] == ["titel", "art-1", "art-2"]
    assert told["lock"]["added"] == ["proef#art-1", "proef#art-2", "proef#titel"]
    assert sorted(Path(name).name for name in told["files"]) == ["catalog.yaml", FILE_NAME, "proef.md"]


@pytest.mark.parametrize(
    ("extra", "code", "told"),
    [
        (("--id", "../weg"), 1, "kan geen id zijn"),
        (("--kind", "brief"), 2, "--kind kan niet ‘brief’ zijn"),
        (("--in-force-from", "morgen"), 2, "--in-force-from is een dag"),
        (("--url", "javascript:x"), 1, "--url"),
        (("--id", "mb-2019-01-10"), 1, "--replace"),
        (("--scope", "fiscaal"), 2, "--scope"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    extra: tuple[str, ...], code: int, told: str, root: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (root / "documents/catalog.yaml").read_bytes()
    got, _, err = run(capsys, "corpus", "add", str(file), *SAID, *extra)
    assert (got, told in err) == (code, True)
    assert (root / "documents/catalog.yaml").read_bytes() == before


@pytest.mark.usefixtures("root")
def test_a_pdf_is_refused_with_a_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "decreet.pdf"
    file.write_bytes(b"%PDF-1.7")
    code, _, err = run(capsys, "corpus", "add", str(file), *SAID)
    assert code == 1
    assert "pdftotext" in err


def test_a_change_that_breaks_answers_is_refused_and_shown(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "gr-2026-00367-overeenkomst"
    changed = tmp_path / "nieuw.md"
    old = (root / f"documents/{name}.md").read_text("utf-8")
    changed.write_text(old.replace("1200", "1300").replace("1.200", "1.300"), "utf-8")
    code, out, _ = run(capsys, "corpus", "add", str(changed), "--id", name, "--replace", "--lock")
    assert code == 1
    assert "Kan niet:" in out
    assert "Opnieuw te lezen" in out
    assert (root / f"documents/{name}.md").read_text("utf-8") == old


def test_diff_with_a_file_tells_the_words_and_what_rests_on_them(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "gr-2026-00367-overeenkomst"
    changed = tmp_path / "nieuw.md"
    old = (root / f"documents/{name}.md").read_text("utf-8")
    changed.write_text(old.replace("1200", "1300").replace("1.200", "1.300"), "utf-8")
    assert main(["corpus", "diff", name, str(changed), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {c["change"] for c in told["changes"]} == {"changed"}
    swaps = [w for c in told["changes"] for w in c["words"] if w["before"] != w["after"]]
    assert swaps
    assert all("200" in w["before"] and "300" in w["after"] for w in swaps)
    assert told["fiches"]
    assert told["parameters"]
    code, out, _ = run(capsys, "corpus", "diff", name, str(changed))
    assert code == 0
    assert "{+" in out
    assert "cijfer " in out


@pytest.mark.usefixtures("root")
def test_diff_of_two_documents_and_of_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "corpus", "diff", "mb-2019-01-10", "mb-2019-01-10")
    assert code == 0
    assert "0 nieuw, 0 weg, 0 gewijzigd, 0 verhuisd" in out
    assert "Geen antwoord" in out
    assert run(capsys, "corpus", "diff", "mb-2019-01-10", "bvr-2022-07-15")[0] == 0
    code, _, err = run(capsys, "corpus", "diff", "bestaat-niet", "mb-2019-01-10")
    assert (code, "is er niet" in err) == (1, True)
    code, _, err = run(capsys, "corpus", "diff", "mb-2019-01-10", "geen-bestand.md")
    assert (code, "geen bestand" in err) == (1, True)
