"""The locator lock: a place that was once citable keeps its meaning.

`locators.lock` holds a line per provision: its id and a hash of its words. `python -m corpus.lock` adds new
places. It refuses when a known place changed or went away; after reading what changed, a new version of a
document is taken in with `python -m corpus.lock --replace DOCUMENT`.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from corpus.load import PACKAGED, load_corpus
from corpus.models import Corpus, Provision

FILE_NAME = "locators.lock"
_DIGITS = 16


@dataclass(frozen=True)
class Difference:
    """What a corpus says otherwise than the lock; provision ids, sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def meaning(provision: Provision) -> str:
    """Hash of a leaf's words, or of a container's own (its heading or introducing line), spacing aside."""
    words = provision.text if provision.is_leaf else provision.text.split("\n", 1)[0]
    folded = " ".join(unicodedata.normalize("NFC", words).split())
    return hashlib.sha256(folded.encode()).hexdigest()[:_DIGITS]


def locked_by(corpus: Corpus) -> dict[str, str]:
    """Every provision id of a corpus with the hash of its meaning."""
    return {p.id: meaning(p) for p in corpus.provisions()}


def read_lock(path: Path) -> dict[str, str]:
    """The lock in a file; an absent file locks nothing.

    Raises:
        CorpusError: a line is not an id and a hash, or the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"Cannot read {path}: {error}. Restore the file from version control.") from error
    lock: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        place, _, digest = line.partition(" ")
        if "#" not in place or len(digest) != _DIGITS or place in lock:
            raise CorpusError(
                f"{path}, line {number}: expected a new '<document>#<locator> <hash>'. "
                "Restore the file from version control."
            )
        lock[place] = digest
    return lock


def compare(corpus: Corpus, lock: Mapping[str, str]) -> Difference:
    """How the corpus differs from the lock."""
    now = locked_by(corpus)
    return Difference(
        added=tuple(sorted(now.keys() - lock.keys())),
        changed=tuple(sorted(place for place in now.keys() & lock.keys() if now[place] != lock[place])),
        removed=tuple(sorted(lock.keys() - now.keys())),
    )


def update_lock(corpus: Corpus, path: Path, replace: Sequence[str] = ()) -> Difference:
    """Write the lock with all new places added, and the places of replaced documents taken over.

    Raises:
        CorpusError: places of another document changed or went away, or a document to replace is unknown.
    """
    lock = read_lock(path)
    unknown = set(replace) - set(corpus.documents) - {place.partition("#")[0] for place in lock}
    if unknown:
        raise CorpusError(
            f"No document {', '.join(sorted(unknown))}. Known: {', '.join(sorted(corpus.documents))}."
        )
    kept = {place: digest for place, digest in lock.items() if place.partition("#")[0] not in replace}
    broken = compare(corpus, kept)
    if broken.changed or broken.removed:
        raise CorpusError(_refusal(broken))
    lines = [f"{place} {digest}\n" for place, digest in sorted(locked_by(corpus).items())]
    path.write_text("".join(lines), encoding="utf-8")
    return compare(corpus, lock)


def _refusal(broken: Difference) -> str:
    named = [f"  changed  {place}" for place in broken.changed] + [
        f"  removed  {place}" for place in broken.removed
    ]
    documents = sorted({place.partition("#")[0] for place in (*broken.changed, *broken.removed)})
    return (
        "These citable places no longer say what they said:\n"
        + "\n".join(named)
        + f"\nNothing was written. If a new version of {', '.join(documents)} is meant, run:\n"
        + "python -m corpus.lock "
        + " ".join(f"--replace {document}" for document in documents)
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Update the lock of the packaged corpus, or of the one in `--corpus`."""
    parser = argparse.ArgumentParser(
        prog="python -m corpus.lock", description="Add new citable places to the lock."
    )
    parser.add_argument(
        "--replace", metavar="DOCUMENT", action="append", default=[], help="take over changed places"
    )
    parser.add_argument(
        "--corpus", type=Path, default=PACKAGED, help="folder that holds documents/ (default: packaged)"
    )
    options = parser.parse_args(arguments)
    try:
        corpus = load_corpus(options.corpus)
        if corpus.problems:
            raise CorpusError("\n".join(corpus.problems))
        done = update_lock(corpus, options.corpus / FILE_NAME, options.replace)
    except (CorpusError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(done.added)} places added, {len(done.changed)} changed, {len(done.removed)} removed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
