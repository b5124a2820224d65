"""Our own summary of a text steps aside when the text itself comes in.

The text takes the id. The summary keeps its words and its places under `<id>-samenvatting`, and whatever
cited the summary goes on citing it there, so that no answer loses its ground. People then move citations to
the text one by one, each with a quote that they have read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.fiches import Fiches, load_fiches
from corpus.ingest.entry import ASIDE

_CHECKS = "fiche_checks.yaml"
_LOCK = "locators.lock"


def step_aside(root: Path, document: str) -> None:
    """Give the summary its own id in every file of a (staged) corpus folder; its entry is the caller's.

    Raises:
        OSError: a file cannot be read or written.
        CorpusError: a fiche file does not fit its schema.
    """
    aside = f"{document}-{ASIDE}"
    before = load_fiches(root)
    cited = re.compile(rf"(?<![\w-]){re.escape(document)}(?=#)")
    for path in _citing(root):
        _rewrite(path, cited, aside)
    _rewrite(root / _LOCK, re.compile(rf"^{re.escape(document)}(?=#)", re.M), aside)
    _sort(root / _LOCK)
    (root / "documents" / f"{aside}.md").write_bytes((root / "documents" / f"{document}.md").read_bytes())
    _carry_checks(root / _CHECKS, before, load_fiches(root))


def _citing(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*.yaml")):
        if path.name != "catalog.yaml" and path.parent.name not in ("documents", "ingest"):
            yield path


def _rewrite(path: Path, cited: re.Pattern[str], aside: str) -> None:
    if not path.exists():
        return
    text = path.read_bytes().decode()
    changed = cited.sub(aside, text)
    if changed != text:
        path.write_bytes(changed.encode())


def _sort(path: Path) -> None:
    if path.exists():
        path.write_bytes(
            "".join(f"{line}\n" for line in sorted(path.read_text("utf-8").splitlines())).encode()
        )


def _carry_checks(path: Path, before: Fiches, after: Fiches) -> None:
    """The sentence and its quote are the same; only the name of the document that it stands in is another."""
    if not path.exists():
        return
    text = path.read_text("utf-8")
    for fiche in before.fiches.values():
        for old, new in zip(fiche.answer, after.fiches[fiche.id].answer, strict=True):
            if old.content_hash() != new.content_hash():
                text = text.replace(f'"{old.content_hash()}"', f'"{new.content_hash()}"')
    lines = text.splitlines()
    head = [line for line in lines if line.startswith("#")]
    path.write_text(
        "\n".join([*head, *sorted(line for line in lines if not line.startswith("#"))]) + "\n", "utf-8"
    )
