"""Checks of what people wrote about the sources: fiches, tensions, who read them, and what they cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.check import Problem, Severity, check
from corpus.checks import load_checks, unchecked
from corpus.data import read_yaml
from corpus.errors import CorpusError
from corpus.fiches import Fiches, dangling, load_fiches
from corpus.models import Corpus, Provision, ProvisionKind, is_within
from corpus.parameters import check_parameters, load_parameters
from corpus.tensions import dangling_tensions, load_tensions

_EXCEPTIONS = Path(__file__).with_name("not_substantive.yaml")
_STRUCTURE = frozenset(
    {ProvisionKind.DOCUMENT_TITLE, ProvisionKind.HEADING, ProvisionKind.INTRO, ProvisionKind.NOTE}
)


@dataclass(frozen=True)
class Coverage:
    """Which substantive provisions some fiche or rule rests on, which none does, and which do not count."""

    covered: tuple[str, ...]
    uncovered: tuple[str, ...]
    exceptions: Mapping[str, str]

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        total = len(self.covered) + len(self.uncovered)
        return len(self.covered) / total if total else 1.0


def check_everything(corpus: Corpus, root: Path | None = None) -> list[Problem]:
    """All problems of the sources and of what people wrote about them."""
    return check(corpus, root, (check_parameters, check_curated))


def check_curated(corpus: Corpus) -> Iterator[Problem]:
    """Everything in fiches and tensions that points nowhere or was not read by somebody else."""
    try:
        fiches, tensions = load_fiches(), load_tensions()
    except CorpusError as error:
        yield Problem(Severity.ERROR, str(error), "Mend the file; the schema is in corpus/fiches.py.")
        return
    names = frozenset(load_parameters().names())
    for sentence in (*dangling(fiches, corpus, names), *dangling_tensions(tensions, corpus)):
        yield Problem(Severity.ERROR, sentence, "Mend the place, the quote or the name.")
    for fiche in fiches.fiches.values():
        for key in set(fiche.tensions) - set(tensions):
            message = f"Fiche {fiche.id}: there is no tension {key}."
            yield Problem(Severity.ERROR, message, "See tensions.yaml.")
    unread = Counter(fiches.topics[fiche_id] for fiche_id, _ in unchecked(fiches, load_checks()))
    for topic, count in unread.items():
        yield Problem(
            Severity.ERROR,
            f"Topic {topic}: {count} sentences were not read against their quotes, or changed since.",
            f"Let somebody who did not write them read them, then run `python -m corpus.checks {topic}`.",
        )


def coverage(corpus: Corpus, fiches: Fiches | None = None) -> Coverage:
    """What the fiches, the parameters and the tensions rest on, over the substantive provisions.

    Substantive is every leaf of the parser that says something, except the reviewed list in
    `not_substantive.yaml`; who writes fiches does not set it.
    """
    exceptions: dict[str, str] = read_yaml(_EXCEPTIONS)
    used = set(_cited(fiches or load_fiches()))
    leaves = [p for p in corpus.provisions() if p.is_leaf and p.kind not in _STRUCTURE]
    substantive = [p for p in leaves if not any(_under(p, place) for place in exceptions)]
    rests = [any(_under(p, cited) or _holds(p, cited) for cited in used) for p in substantive]
    return Coverage(
        covered=tuple(p.id for p, yes in zip(substantive, rests, strict=True) if yes),
        uncovered=tuple(p.id for p, yes in zip(substantive, rests, strict=True) if not yes),
        exceptions=exceptions,
    )


def _cited(fiches: Fiches) -> Iterator[str]:
    for fiche in fiches.fiches.values():
        for sentence in fiche.answer:
            yield from (support.provision for support in sentence.citations)
    for value in load_parameters():
        yield from value.sources


def _under(provision: Provision, place: str) -> bool:
    document, _, locator = place.partition("#")
    return provision.document == document and (not locator or is_within(provision.locator, locator))


def _holds(provision: Provision, place: str) -> bool:
    document, _, locator = place.partition("#")
    return provision.document == document and is_within(locator, provision.locator)
