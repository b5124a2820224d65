"""What rests on places of a document: fiches, figures and tensions to read again when those change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.check import dangling as dangling_places
from corpus.fiches import Fiches, dangling, load_fiches
from corpus.load import PACKAGED
from corpus.models import Corpus, is_within
from corpus.parameters import Parameters, load_parameters
from corpus.tensions import Tension, dangling_tensions, load_tensions


@dataclass(frozen=True)
class Curated:
    """What people wrote about the sources."""

    fiches: Fiches
    parameters: Parameters
    tensions: Mapping[str, Tension]


@dataclass(frozen=True)
class Impact:
    """By id or name, the places (`document#locator`) that each rests on and that are touched."""

    fiches: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, int]
    """Fiche id to how many ways of asking lead to it."""
    parameters: Mapping[str, tuple[str, ...]]
    tensions: Mapping[str, tuple[str, ...]]

    def __bool__(self) -> bool:
        return bool(self.fiches or self.parameters or self.tensions)


def load_curated(root: Path) -> Curated:
    """What stands in a corpus folder.

    Raises:
        CorpusError: a file does not fit its schema.
    """
    if root.resolve() == PACKAGED:
        return Curated(load_fiches(), load_parameters(), load_tensions())  # read once
    return Curated(
        load_fiches(root), load_parameters(root / "parameters"), load_tensions(root / "tensions.yaml")
    )


def impact(document: str, touched: frozenset[str], curated: Curated) -> Impact:
    """What rests on these locators of a document, on a place around one, or on a place inside one."""
    fiches = curated.fiches.fiches

    def rests(cited: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place for place in cited if _touches(place, document, touched)))

    cited_by = {
        fiche.id: rests(support.provision for sentence in fiche.answer for support in sentence.citations)
        for fiche in fiches.values()
    }
    hit = {fiche: places for fiche, places in cited_by.items() if places}
    values: dict[str, tuple[str, ...]] = {}
    for value in curated.parameters:
        values[value.name] = tuple(dict.fromkeys((*values.get(value.name, ()), *rests(value.sources))))
    tensions = {key: rests(tension.provisions) for key, tension in curated.tensions.items()}
    return Impact(
        fiches=hit,
        phrases={fiche: len(curated.fiches.phrases[fiche]) for fiche in hit},
        parameters={name: places for name, places in values.items() if places},
        tensions={key: places for key, places in tensions.items() if places},
    )


def broken(corpus: Corpus, curated: Curated) -> Iterator[str]:
    """A plain sentence on everything that points to a place or a quote that is not there."""
    names = frozenset(curated.parameters.names())
    yield from dangling(curated.fiches, corpus, names)
    yield from dangling_tensions(curated.tensions, corpus)
    for value in curated.parameters:
        for problem in dangling_places(corpus, f"Parameter {value.name} ({value.valid_from})", value.sources):
            yield problem.message


def _touches(place: str, document: str, touched: frozenset[str]) -> bool:
    of, _, locator = place.partition("#")
    return of == document and any(is_within(locator, t) or is_within(t, locator) for t in touched)
