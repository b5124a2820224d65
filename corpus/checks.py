"""Which sentences were read against their quotes by somebody else, as they stand now.

`fiche_checks.yaml` holds one line per sentence: the hash over the sentence and its quotes, and the day on
which somebody who had not written it found that the quotes support it. `python -m corpus.checks TOPIC ...`
writes the lines for the sentences of those topics; run it after reading them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from corpus.data import read_yaml
from corpus.fiches import Fiches, Sentence, load_fiches

_FILE = Path(__file__).with_name("fiche_checks.yaml")
_HEADER = "# Hash of sentence and quotes: day on which somebody else read them. See corpus/checks.py.\n"


def load_checks(path: Path | None = None) -> Mapping[str, date]:
    """The day of the check by the hash of the sentence."""
    file = path or _FILE
    return {str(key): day for key, day in (read_yaml(file) or {}).items()} if file.exists() else {}


def unchecked(fiches: Fiches, checks: Mapping[str, date]) -> Iterator[tuple[str, Sentence]]:
    """Every sentence that nobody has read as it stands now, with the id of its fiche."""
    for fiche in fiches.fiches.values():
        for sentence in fiche.answer:
            if sentence.content_hash() not in checks:
                yield fiche.id, sentence


def record(fiches: Fiches, topics: frozenset[str], day: date, path: Path | None = None) -> int:
    """Write down that the sentences of these topics were read today; hashes that no sentence has go."""
    known = load_checks(path)
    all_hashes = {s.content_hash(): fiches.topics[f.id] for f in fiches.fiches.values() for s in f.answer}
    kept = {key: when for key, when in known.items() if key in all_hashes}
    kept |= {key: day for key, topic in all_hashes.items() if topic in topics and key not in kept}
    lines = (f'"{key}": {when.isoformat()}\n' for key, when in sorted(kept.items()))
    (path or _FILE).write_text(_HEADER + "".join(lines), encoding="utf-8")
    return len(kept) - len(known)


if __name__ == "__main__":
    print(record(load_fiches(), frozenset(sys.argv[1:]), date.today()), "sentences more were read")
