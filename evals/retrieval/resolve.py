"""From the passages of the questions to the provisions that hold them: writes `gold.yaml`.

    python -m evals.retrieval.resolve

A quote is held by the smallest searched provision around it, at every place where it occurs. Where nothing
around it is searched: by the searched provisions it runs over; failing those, by the searched ones
inside the unit that it heads; failing those too, by the smallest provision, which search then never finds.
Facts in our own words and table rows are named in `by_hand.yaml` by a quote of the stored text. Run it again
when locators change; the result is read and mended in `by_hand.yaml`, never in `gold.yaml`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from corpus.load import load_corpus
from corpus.models import Corpus, Provision, is_within
from evals.folding import Folded, fold
from evals.retrieval.questions import FOLDER, Passage, Question, Record, load_questions
from indexes.units import units


class Held(Record):
    """A quote of a stored text."""

    document: str
    quote: str


class ByHand(Record):
    """What the questions call a fact or a row, and the quotes that were looked up for it."""

    name: str
    only: tuple[str, ...] = ()
    holds: tuple[Held, ...]


_HEAD = """\
# Written by `python -m evals.retrieval.resolve`; do not edit: mend by_hand.yaml and run it again.
# Per question, in the order of its passages: the provisions that hold that passage.
"""


class Resolver:
    """Finds the provisions that hold a passage."""

    def __init__(self, corpus: Corpus, by_hand: Sequence[ByHand]) -> None:
        self._corpus = corpus
        self._by_hand = by_hand
        self._folded: dict[str, Folded] = {}
        self._searched = frozenset(unit.id for unit in units(corpus))

    def passage(self, question: str, passage: Passage) -> tuple[str, ...] | None:
        """The ids of the provisions that hold the passage of a question; None when it is not found."""
        looked_up = self._looked_up(question, passage.row or passage.fact or passage.quote or "")
        if looked_up is None and passage.quote and not passage.row:
            looked_up = (Held(document=passage.document, quote=passage.quote),)
        if looked_up is None:
            return None
        found = [self.quote(held.document, held.quote) for held in looked_up]
        return None if not all(found) else tuple(dict.fromkeys(one for ids in found for one in ids))

    def quote(self, document: str, quote: str) -> list[str]:
        """The ids of the provisions that hold a quote, for every place where it occurs."""
        stored = self._corpus.documents[document]
        folded = self._folded.setdefault(document, fold(stored.text))
        found: list[str] = []
        for start, end in folded.spans(quote):
            found += [p.id for p in self._holding(stored.provisions, start, end)]
        return found

    def _looked_up(self, question: str, name: str) -> tuple[Held, ...] | None:
        entries = [e for e in self._by_hand if e.name == name and (not e.only or question in e.only)]
        return tuple(held for entry in entries for held in entry.holds) if entries else None

    def _holding(self, provisions: Sequence[Provision], start: int, end: int) -> list[Provision]:
        searched = [p for p in provisions if p.id in self._searched]
        around = [p for p in provisions if p.start <= start and end <= p.end]
        if smallest := _smallest([p for p in around if p.id in self._searched]):
            return smallest
        if across := [p for p in searched if p.start < end and start < p.end]:
            return across
        headed = _smallest(around)
        return [p for p in searched if headed and is_within(p.locator, headed[0].locator)] or headed


def _smallest(provisions: list[Provision]) -> list[Provision]:
    return [min(provisions, key=lambda p: p.end - p.start)] if provisions else []


def resolve(
    questions: Sequence[Question], corpus: Corpus, by_hand: Sequence[ByHand]
) -> tuple[dict[str, list[list[str]]], list[str]]:
    """The provisions of every question, and a plain sentence for each passage that was not found."""
    resolver = Resolver(corpus, by_hand)
    gold: dict[str, list[list[str]]] = {}
    problems: list[str] = []
    for question in (q for q in questions if q.answerable):
        held = [resolver.passage(question.id, passage) for passage in question.gold]
        problems += [
            f"{question.id}: not found in {p.document}: {p.row or p.fact or p.quote!r}. "
            "Give a quote of the stored text for it in by_hand.yaml."
            for p, ids in zip(question.gold, held, strict=True)
            if ids is None
        ]
        gold[question.id] = [list(ids) for ids in held if ids]
        if not gold[question.id]:
            problems.append(f"{question.id}: none of its passages is held by a provision.")
    return gold, problems


def load_by_hand(path: Path = FOLDER / "by_hand.yaml") -> tuple[ByHand, ...]:
    """The quotes that were looked up by hand."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return TypeAdapter(tuple[ByHand, ...]).validate_python(entries)


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
