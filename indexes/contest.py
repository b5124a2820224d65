"""Which questions a changed fiche wins and loses: ways of asking, held against the fiches before and after.

A way of asking is asked of fiches without the words of its own writer, or it would always find itself. Only
the fiches near the changed one compete: the others say the same before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from corpus.fiches import Fiches
from indexes import snapshot
from indexes.models import Vector
from indexes.phrases import FicheIndex, without_writer

COMPETING, ASKED = 30, 8
"""How many fiches compete, and of how many the ways of asking are asked."""
_PROBES = 6
"""Ways of asking of the changed fiche that, with its title, tell which fiches are near."""


@dataclass(frozen=True)
class Shift:
    """A question that another fiche answers after the change."""

    text: str
    writer: str
    meant: str
    """The fiche it was written for."""
    before: str | None
    """The fiche that came first before; None when nothing did."""
    after: str | None


@dataclass(frozen=True)
class Contest:
    """What a change does to who answers what."""

    shifts: tuple[Shift, ...]
    right_before: int
    right_after: int
    asked: int

    def won(self, fiche_id: str) -> tuple[Shift, ...]:
        """The questions that now lead to a fiche and did not before."""
        return tuple(shift for shift in self.shifts if shift.after == fiche_id)

    def lost(self, fiche_id: str) -> tuple[Shift, ...]:
        """The questions that led to a fiche and do not any more."""
        return tuple(shift for shift in self.shifts if shift.before == fiche_id)


def contest(
    before: Fiches, after: Fiches, fiche_id: str, live: FicheIndex, vectors: Mapping[str, Vector]
) -> Contest:
    """Ask the ways of asking of a changed fiche and of its neighbours, before and after the change.

    Args:
        before: all fiches as they are.
        after: all fiches with the change.
        fiche_id: the fiche that changed, or is new.
        live: the index over the fiches as they are, to find the neighbours with.
        vectors: of titles and ways of asking by the digest of their text; those without go by words alone.
    """
    near = _near(after, fiche_id, live, vectors)
    old, new = _only(before, near), _only(after, near)
    asked = _questions(after, before, near[:ASKED])
    first_before, first_after = _Asker(old, vectors), _Asker(new, vectors)
    shifts: list[Shift] = []
    right = [0, 0]
    for text, writer, meant in asked:
        shift = Shift(text, writer, meant, first_before(text, writer), first_after(text, writer))
        right[0] += shift.before == meant
        right[1] += shift.after == meant
        if shift.before != shift.after:
            shifts.append(shift)
    return Contest(tuple(shifts), right[0], right[1], len(asked))


class _Asker:
    """Says which fiche comes first for a question, among fiches without the words of its writer."""

    def __init__(self, fiches: Fiches, vectors: Mapping[str, Vector]) -> None:
        self._fiches, self._vectors = fiches, vectors
        self._indexes: dict[str, FicheIndex] = {}

    def __call__(self, text: str, writer: str) -> str | None:
        if writer not in self._indexes:
            self._indexes[writer] = FicheIndex(without_writer(self._fiches, writer), self._vectors)
        hits = self._indexes[writer].candidates(text, self._vectors.get(snapshot.digest(text)), 1)
        return hits[0].fiche_id if hits else None


def _near(fiches: Fiches, fiche_id: str, live: FicheIndex, vectors: Mapping[str, Vector]) -> list[str]:
    """The changed fiche, those it names as related, and the fiches most like it, the likest first."""
    fiche = fiches.fiches[fiche_id]
    probes = [fiche.title, *(said.text for _, said in fiches.phrases.get(fiche_id, ())[:_PROBES])]
    likeness: dict[str, float] = {}
    for text in probes:
        for hit in live.candidates(text, vectors.get(snapshot.digest(text)), COMPETING):
            likeness[hit.fiche_id] = likeness.get(hit.fiche_id, 0.0) + hit.score
    alike = sorted(likeness, key=lambda name: -likeness[name])
    return [name for name in dict.fromkeys([fiche_id, *fiche.related, *alike]) if name in fiches.fiches][
        :COMPETING
    ]


def _only(fiches: Fiches, names: Iterable[str]) -> Fiches:
    kept = [name for name in names if name in fiches.fiches]
    return replace(
        fiches,
        fiches={name: fiches.fiches[name] for name in kept},
        phrases={name: fiches.phrases.get(name, ()) for name in kept},
    )


def _questions(after: Fiches, before: Fiches, names: Iterable[str]) -> list[tuple[str, str, str]]:
    """(text, writer, fiche it is meant for); what was taken away is still asked, for people may ask it."""

    def found() -> Iterator[tuple[str, str, str]]:
        for name in names:
            for fiches in (after, before):
                for writer, phrase in fiches.phrases.get(name, ()):
                    yield phrase.text, writer, name

    return list(dict.fromkeys(found()))
