"""From the passages of the questions to the provisions that hold them: writes `gold.yaml`.

    python -m evals.retrieval.resolve

A quote is held by the smallest searched provision around it, at every place where it occurs. Facts in our
own words and table rows are named in `by_hand.yaml` by a quote of the stored text. Run it again when locators
change; the result is read and mended in `by_hand.yaml`, never in `gold.yaml`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from corpus.load import load_corpus
from corpus.models import Corpus, Provision
from evals.folding import Folded, fold
from evals.retrieval.questions import FOLDER, Passage, Question, load_questions
from indexes.units import units

ByHand = Mapping[str, tuple[str, ...]]
"""What the questions call a fact or a row -> quotes of the stored text, each of which holds it."""

_HEAD = """\
# Written by `python -m evals.retrieval.resolve`; do not edit: mend by_hand.yaml and run it again.
# Per question, in the order of its passages: the provisions that hold that passage.
"""


class Resolver:
    """Finds the provisions that hold a passage."""

    def __init__(self, corpus: Corpus, by_hand: ByHand) -> None:
        self._corpus = corpus
        self._by_hand = by_hand
        self._folded: dict[str, Folded] = {}
        self._searched = [unit.provision for unit in units(corpus)]

    def passage(self, passage: Passage) -> tuple[str, ...]:
        """The ids of the provisions that hold the passage; empty when it is not found."""
        name = passage.row or passage.fact
        if name is not None:
            quotes: Sequence[str] = self._by_hand.get(name, ())
        else:
            quotes = self._by_hand.get(passage.quote or "", (passage.quote or "",))
        found = [held for quote in quotes for held in self.quote(passage.document, quote)]
        return tuple(dict.fromkeys(found))

    def quote(self, document: str, quote: str) -> list[str]:
        """The smallest searched provision around each occurrence; where there is none, those it runs over."""
        text = self._corpus.documents[document].text
        folded = self._folded.setdefault(document, fold(text))
        provisions = [p for p in self._searched if p.document == document]
        found: list[str] = []
        for start, end in folded.spans(quote):
            found += [p.id for p in _around(provisions, start, end) or _across(provisions, start, end)]
        return found


def _around(provisions: list[Provision], start: int, end: int) -> list[Provision]:
    holding = [p for p in provisions if p.start <= start and end <= p.end]
    return [min(holding, key=lambda p: p.end - p.start)] if holding else []


def _across(provisions: list[Provision], start: int, end: int) -> list[Provision]:
    return [p for p in provisions if p.start < end and start < p.end]


def resolve(
    questions: Sequence[Question], corpus: Corpus, by_hand: ByHand
) -> tuple[dict[str, list[list[str]]], list[str]]:
    """The provisions of every question, and a plain sentence for each passage that was not found."""
    resolver = Resolver(corpus, by_hand)
    gold: dict[str, list[list[str]]] = {}
    problems: list[str] = []
    for question in questions:
        held = [resolver.passage(passage) for passage in question.gold]
        problems += [
            f"{question.id}: not found in {p.document}: {p.row or p.fact or p.quote!r}. "
            "Give a quote of the stored text for it in by_hand.yaml."
            for p, ids in zip(question.gold, held, strict=True)
            if not ids
        ]
        if question.answerable:
            gold[question.id] = [list(ids) for ids in held]
    return gold, problems


def load_by_hand(path: Path = FOLDER / "by_hand.yaml") -> ByHand:
    """The quotes that were looked up by hand."""
    return TypeAdapter(dict[str, tuple[str, ...]]).validate_python(
        yaml.safe_load(path.read_text(encoding="utf-8"))
    )


def main() -> int:
    """Write `gold.yaml`; exit code 1 when a passage is not found, and then nothing is written."""
    gold, problems = resolve(load_questions(), load_corpus(), load_by_hand())
    if problems:
        sys.stderr.write("\n".join(problems) + "\n")
        return 1
    body = yaml.safe_dump(gold, allow_unicode=True, sort_keys=False, width=200)
    (FOLDER / "gold.yaml").write_text(_HEAD + body, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
