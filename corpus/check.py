"""Whether the corpus is sound: a list of problems, each with what to do about it.

A check takes the corpus and yields problems; those of other parts (fiches, parameters, tensions) are passed
in `more`, and use `dangling` for the provisions they cite.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from corpus.errors import CorpusError
from corpus.load import PACKAGED
from corpus.lock import FILE_NAME, compare, read_lock
from corpus.models import Corpus, Document, is_within


class Severity(StrEnum):
    """An error makes an answer wrong or a citation dangle; a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and what to do."""

    severity: Severity
    message: str
    remedy: str


Check = Callable[[Corpus], Iterable[Problem]]


def check(corpus: Corpus, root: Path | None = None, more: Sequence[Check] = ()) -> list[Problem]:
    """All problems of a corpus that was loaded from a folder (by default the packaged one)."""
    problems = [problem for run in (*CHECKS, *more) for problem in run(corpus)]
    return [*problems, *check_lock(corpus, (root or PACKAGED) / FILE_NAME)]


def dangling(corpus: Corpus, owner: str, provision_ids: Iterable[str]) -> Iterator[Problem]:
    """A problem for each cited provision that does not exist; `owner` names who cites it."""
    for provision_id in provision_ids:
        document, _, locator = provision_id.partition("#")
        known = corpus.documents.get(document)
        if known is None:
            remedy = f"Cite one of: {', '.join(corpus.documents)}."
        elif locator in known.by_locator or locator in known.aliases:
            continue
        else:
            remedy = f"Look the place up among the provisions of {document} and cite its locator."
        yield Problem(Severity.ERROR, f"{owner} cites {provision_id}, which does not exist.", remedy)


def check_loading(corpus: Corpus) -> Iterator[Problem]:
    """Documents that could not be loaded, and a corpus without any."""
    for sentence in corpus.problems:
        yield Problem(Severity.ERROR, sentence, "Follow the advice in the sentence, then check again.")
    if not corpus.documents:
        yield Problem(
            Severity.ERROR, "No document could be loaded.", "Add documents and entries to the catalogue."
        )


def check_spans(corpus: Corpus) -> Iterator[Problem]:
    """Text at the span, leaves one after another, children inside their parents."""
    for document in corpus.documents.values():
        faults = [*_wrong_spans(document), *_wrong_nesting(document)]
        for fault in faults:
            yield Problem(
                Severity.ERROR,
                f"{document.id}: {fault}",
                "This is a fault of the parser or of who built the corpus.",
            )


def _wrong_spans(document: Document) -> Iterator[str]:
    for p in document.provisions:
        if document.text[p.start : p.end] != p.text:
            yield f"the text at {p.locator} is not at its span {p.start}-{p.end}."
        if not p.text.strip():
            yield f"{p.locator} is empty."
    leaves = sorted((p for p in document.provisions if p.is_leaf), key=lambda p: (p.start, p.end))
    for first, second in pairwise(leaves):
        if first.end > second.start:
            yield f"{first.locator} and {second.locator} overlap."


def _wrong_nesting(document: Document) -> Iterator[str]:
    places = document.by_locator
    for p in document.provisions:
        for name in p.children:
            child = places.get(name)
            if child is None or child.parent != p.locator:
                yield f"{p.locator} names {name} as its child, which does not agree."
            elif not p.start <= child.start <= child.end <= p.end:
                yield f"{name} lies outside {p.locator}."
        if p.parent is not None and p.locator not in getattr(places.get(p.parent), "children", ()):
            yield f"{p.locator} names {p.parent} as its parent, which does not agree."


def check_names(corpus: Corpus) -> Iterator[Problem]:
    """Locators: each once, and none that reads as a part of a place it does not lie in."""
    for document in corpus.documents.values():
        for locator, times in Counter(p.locator for p in document.provisions).items():
            if times > 1:
                yield Problem(
                    Severity.ERROR,
                    f"{document.id}: {times} provisions are called {locator}.",
                    "This is a fault of the parser or of who built the corpus.",
                )
        yield from _misleading_names(document)


def _misleading_names(document: Document) -> Iterator[Problem]:
    places = document.by_locator
    for inner in document.provisions:
        segments = inner.locator.split("-")
        for outer in (places.get("-".join(segments[:n])) for n in range(1, len(segments))):
            if outer is None or not is_within(inner.locator, outer.locator):
                continue
            if not outer.start <= inner.start <= inner.end <= outer.end:
                yield Problem(
                    Severity.WARNING,
                    f"{document.id}: {inner.locator} reads as a part of {outer.locator}, but lies elsewhere.",
                    "In a text of our own, give one of the two headings other words.",
                )


def check_overrides(corpus: Corpus) -> Iterator[Problem]:
    """Scope overrides of the catalogue that name no place."""
    for document in corpus.documents.values():
        for locator in document.entry.scope_overrides:
            if locator not in document.by_locator:
                yield Problem(
                    Severity.ERROR,
                    f"The catalogue gives {document.id} a scope for {locator}, which does not exist.",
                    "Name a locator of the document under scope_overrides, or take the line out.",
                )


def check_dates(corpus: Corpus) -> Iterator[Problem]:
    """Documents that end before they start."""
    for document in corpus.documents.values():
        start, end = document.entry.in_force_from, document.entry.in_force_to
        if start and end and end < start:
            yield Problem(
                Severity.ERROR,
                f"{document.id} ends on {end}, before it starts on {start}.",
                "Correct catalog.yaml.",
            )


def check_lock(corpus: Corpus, path: Path) -> Iterator[Problem]:
    """Places that changed their meaning since they were locked, and places not locked yet."""
    try:
        difference = compare(corpus, read_lock(path))
    except CorpusError as error:
        yield Problem(Severity.ERROR, str(error), "Restore the lock file, then check again.")
        return
    for place in difference.changed:
        yield Problem(
            Severity.ERROR, f"{place} no longer says what it said when it was locked.", _replace(place)
        )
    for place in difference.removed:
        yield Problem(Severity.ERROR, f"{place} was citable and is gone.", _replace(place))
    if difference.added:
        yield Problem(
            Severity.WARNING,
            f"{len(difference.added)} places are not in {path.name} yet, the first is {difference.added[0]}.",
            "Run: python -m corpus.lock",
        )


def _replace(place: str) -> str:
    document = place.partition("#")[0]
    return (
        "Undo the change, or if a new version of the document is meant, run: "
        f"python -m corpus.lock --replace {document}"
    )


CHECKS: tuple[Check, ...] = (check_loading, check_spans, check_names, check_overrides, check_dates)
"""What every corpus is checked for; the lock comes last."""
