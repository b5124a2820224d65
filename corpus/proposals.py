"""Proposals: changes to the corpus as a patch that a person reads and applies with `git apply`.

Nothing of the running corpus is touched. Before a proposal is made its files are loaded from a copy, so that
it cannot break the corpus it is applied to.
"""

from __future__ import annotations

import difflib
import io
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.checks import load_checks, unchecked
from corpus.editing import EditError, NewValue, with_fiche, with_phrases, with_value
from corpus.fiches import Fiche, Fiches, Sentence, dangling, load_fiches
from corpus.models import Corpus
from corpus.parameters import Parameters, load_parameters
from corpus.phrases import Phrase

ROOT = Path(__file__).parent
EDITOR = "redactie"
"""The writer under whose name editors add ways of asking."""
_WRITER_NOTE = "redacteurs, die vragen toevoegen zoals ze binnenkomen"


@dataclass(frozen=True)
class Proposal:
    """New texts of files by their path inside the corpus folder, with the texts they replace."""

    before: Mapping[str, str | None]
    """None for a file that is new."""
    after: Mapping[str, str]

    def patch(self) -> str:
        """The change as a unified diff; paths are those from the folder above the corpus."""
        return "".join(_patch(path, self.before[path], text) for path, text in self.after.items())


def propose_fiche(
    fiche: Fiche,
    topic: str,
    before: Fiche | None,
    added: Sequence[Phrase] = (),
    removed: Iterable[tuple[str, Phrase]] = (),
    root: Path = ROOT,
) -> Proposal:
    """Change or add a fiche, with its ways of asking.

    Args:
        fiche: as it should be.
        topic: the topic it belongs to; its file must be there.
        before: as it is now; None for a new one.
        added: ways of asking to add, under the name of the editors.
        removed: (writer, way of asking) pairs to take away.
        root: the folder of the corpus.

    Raises:
        CorpusError: a file is missing or does not hold what is to be changed.
    """
    path = f"fiches/{_file_of(root, topic)}"
    old = _read(root, path) or ""
    files: dict[str, str] = {path: with_fiche(old, fiche, before)}
    by_writer: dict[str, list[Phrase]] = {}
    for writer, phrase in removed:
        by_writer.setdefault(writer, []).append(phrase)
    for writer in dict.fromkeys([*by_writer, *([EDITOR] if added else [])]):
        name = f"phrases/{writer}.tsv"
        new = added if writer == EDITOR else ()
        files[name] = with_phrases(_read(root, name) or "", new, by_writer.get(writer, ()))
    writers = _read(root, "phrases/writers.yaml") or ""
    if added and f"\n{EDITOR}:" not in f"\n{writers}":
        files["phrases/writers.yaml"] = f"{writers.rstrip()}\n{EDITOR}: {_WRITER_NOTE}\n".lstrip()
    return _proposal(files, root)


def propose_value(name: str, new: NewValue, root: Path = ROOT) -> Proposal:
    """Add a dated value to a parameter.

    Raises:
        CorpusError: there is no such parameter, or it has a value from that day already.
    """
    file, *steps = name.split(".")
    path = f"parameters/{file}.yaml"
    text = _read(root, path)
    if text is None:
        raise EditError("no_parameter", name=name)
    return _proposal({path: with_value(text, steps, new)}, root)


def loaded_fiches(proposal: Proposal, root: Path = ROOT) -> Fiches:
    """The fiches and ways of asking as they are once the proposal is applied.

    Raises:
        CorpusError: the changed files do not fit their schema.
    """
    with _applied(proposal, root, ("fiches", "phrases")) as folder:
        return load_fiches(folder)


def loaded_parameters(proposal: Proposal, overrides: Path | None = None, root: Path = ROOT) -> Parameters:
    """The figures as they are once the proposal is applied, with a site's own values over them.

    Raises:
        CorpusError: the changed file is not in the format.
    """
    with _applied(proposal, root, ("parameters",)) as folder:
        return load_parameters(folder / "parameters", overrides)


def fiche_problems(
    fiche: Fiche, fiches: Fiches, corpus: Corpus, names: frozenset[str]
) -> tuple[tuple[str, ...], tuple[Sentence, ...]]:
    """What `corpus check` says of just this fiche: what points nowhere, and the sentences nobody has read.

    Args:
        fiche: as it should be.
        fiches: all fiches, this one among them.
        corpus: the sources.
        names: of the parameters.
    """
    own = f"Fiche {fiche.id}: "
    wrong = [said.removeprefix(own) for said in dangling(fiches, corpus, names) if said.startswith(own)]
    only = Fiches({fiche.id: fiche}, {}, {})
    return tuple(wrong), tuple(sentence for _, sentence in unchecked(only, load_checks()))


def _proposal(files: Mapping[str, str], root: Path) -> Proposal:
    before = {path: _read(root, path) for path in files}
    changed = {path: text for path, text in files.items() if text != before[path]}
    return Proposal(before, changed)


def _file_of(root: Path, topic: str) -> str:
    for path in sorted((root / "fiches").glob("*.yaml")):
        if re.search(rf"^topic:\s*{re.escape(topic)}\s*$", path.read_text(encoding="utf-8"), re.MULTILINE):
            return path.name
    raise EditError("no_topic", topic=topic, folder=root / "fiches")


def _read(root: Path, path: str) -> str | None:
    file = root / path
    return file.read_bytes().decode("utf-8") if file.exists() else None


@contextmanager
def _applied(proposal: Proposal, root: Path, folders: Iterable[str]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in folders:
            shutil.copytree(root / name, folder / name)
        for path, text in proposal.after.items():
            (folder / path).write_bytes(text.encode())
        yield folder


def _patch(path: str, before: str | None, after: str) -> str:
    name = f"corpus/{path}"
    old, new = _lines(before or ""), _lines(after)
    made = "" if before is not None else "new file mode 100644\n"
    source = f"a/{name}" if before is not None else "/dev/null"
    lines = difflib.unified_diff(old, new, source, f"b/{name}")
    marked = (f"{line}\n\\ No newline at end of file\n" if line[-1] != "\n" else line for line in lines)
    return f"diff --git a/{name} b/{name}\n{made}{''.join(marked)}"


def _lines(text: str) -> list[str]:
    """As git counts them: only a line feed ends a line."""
    return list(io.StringIO(text, newline="\n"))
