"""Which fiches a question may be asking for: search over their titles, the ways people ask, and their text.

A question is held against questions, so titles and phrases are embedded as questions. It works on words alone
where there are no vectors. What comes back are features for the judge, not a verdict.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from corpus.fiches import Fiche, Fiches
from corpus.phrases import Stance
from indexes import focus, snapshot, versions, words
from indexes.fingerprint import vector_version
from indexes.models import Matrix, SearchIndexError, Vector
from indexes.snapshot import Snapshot
from indexes.usage import Usage

FOLDER = "phrases"
"""Where in an index version the vectors stand."""
ENOUGH = 0.9
"""Share of the texts that must have a vector before meaning is used: fiches may be newer than the index."""
_TOP = 3
_NEAREST = 8
_BY_WORDS = {"ngrams": 1.0, "stems": 0.75, "text_ngrams": 0.9}
_BY_MEANING = {
    "ngrams": 0.2, "stems": 0.7, "text_ngrams": 1.1, "dense": 3.0, "focus": 0.8, "focus_centre": 3.0,
}  # fmt: skip
"""What candidates are chosen by; measured on ways of asking whose writer was left out."""

DENSE_FEATURES = ("dense_top", "dense_mean", "dense_title", "focus_top", "focus_mean", "focus_centre")
USAGE_FEATURES = ("usage", "usage_named")
WORD_FEATURES = (
    "ngrams_top",
    "ngrams_mean",
    "stems_top",
    "title_ngrams",
    "text_stems",
    "text_ngrams",
    "fuzzy",
)


@dataclass(frozen=True, slots=True)
class Near:
    """A way of asking near the question: how the answer opens for it, and how alike the two are (0 to 1)."""

    stance: Stance
    likeness: float
    text: str


@dataclass(frozen=True)
class FicheHit:
    """A fiche that may be meant. `score` compares candidates of one question; `features` serve the judge."""

    fiche: Fiche
    topic: str
    score: float
    features: Mapping[str, float]
    nearest: tuple[Near, ...] = ()
    """Its ways of asking that are most like the question, the likest first."""

    @property
    def fiche_id(self) -> str:
        """The id of the fiche."""
        return self.fiche.id


@dataclass(frozen=True, slots=True)
class Line:
    """One text by which a fiche can be found: its title (no writer), or a phrase."""

    fiche_id: str
    writer: str | None
    text: str
    stance: Stance


def lines(fiches: Fiches) -> tuple[Line, ...]:
    """Every title and phrase, fiche by fiche, the title first."""
    return tuple(
        line
        for fiche_id, fiche in fiches.fiches.items()
        for line in (
            Line(fiche_id, None, fiche.title, fiche.stance()),
            *(
                Line(fiche_id, writer, phrase.text, fiche.stance(phrase))
                for writer, phrase in fiches.phrases.get(fiche_id, ())
            ),
        )
    )


def whole_texts(fiches: Fiches) -> list[str]:
    """The title and the answer of every fiche, as one text."""
    return [f"{f.title} {' '.join(s.text for s in f.answer)}" for f in fiches.fiches.values()]


def fingerprint(fiches: Fiches) -> str:
    """Changes when a text that is embedded changes."""
    texts = "\n".join(snapshot.digest(line.text) for line in lines(fiches))
    return hashlib.sha256(texts.encode()).hexdigest()[:16]


def without_writer(fiches: Fiches, writer: str) -> Fiches:
    """The fiches as they would be had this writer not written: to measure how new words are understood."""
    return replace(
        fiches,
        phrases={f: tuple(p for p in said if p[0] != writer) for f, said in fiches.phrases.items()},
    )


def stored_vectors(folder: Path, model: str | None) -> Mapping[str, Vector]:
    """The vectors of titles and phrases, by the digest of their text; empty when this model made none."""
    kept = _stored(folder, model)
    return kept.by_digest() if kept else {}


def _stored(folder: Path, model: str | None) -> Snapshot | None:
    try:
        version = versions.current(folder) if model else None
        if version is None or model is None or versions.manifest(version).vectors != vector_version(model):
            return None
        return snapshot.read(version / FOLDER)
    except SearchIndexError:
        return None


def embeds(folder: Path, fiches: Fiches) -> bool:
    """Whether the index in a folder was built with the titles and phrases of these fiches."""
    try:
        version = versions.current(folder)
        return version is not None and versions.manifest(version).phrases == fingerprint(fiches)
    except SearchIndexError:
        return False


class FicheIndex:
    """The fiches, ready to be searched.

    `vectors` are by digest of the text, as `stored_vectors` gives them, or as the index keeps them; `stored`
    is the folder of an index version, where what was worked out before is kept.
    """

    def __init__(
        self,
        fiches: Fiches,
        vectors: Mapping[str, Vector] | Snapshot | None = None,
        stored: Path | None = None,
    ) -> None:
        self.fiches = fiches
        found = lines(fiches)
        self._ids = tuple(fiches.fiches)
        self._texts = [line.text for line in found]
        self._stances = [line.stance for line in found]
        place = {fiche_id: number for number, fiche_id in enumerate(self._ids)}
        of_line = np.asarray([place[line.fiche_id] for line in found], dtype=np.int64)
        self._starts = np.searchsorted(of_line, np.arange(len(self._ids) + 1))
        self._words = words.opened(stored, self._texts, whole_texts(fiches))
        self._usage = Usage(self._words.stems, self._starts)
        self.embedded, self._vectors = _matrix(self._texts, vectors or {})
        self._focus = None if self._vectors is None else focus.opened(stored, self._vectors, self._starts)

    @classmethod
    def open(cls, fiches: Fiches, folder: Path, model: str | None) -> FicheIndex:
        """With the vectors of the index in a folder when this model made them; on words alone otherwise."""
        try:
            version = versions.current(folder)
        except SearchIndexError:
            version = None
        return cls(fiches, _stored(folder, model), version and version / FOLDER)

    @property
    def dense(self) -> bool:
        """Whether meaning is used."""
        return self._vectors is not None

    def candidates(self, query: str, vector: Vector | None, k: int = 12) -> tuple[FicheHit, ...]:
        """The k likeliest fiches, likeliest first; none when no text has any likeness.

        Args:
            query: the question.
            vector: its embedding as a question; None to go by words alone.
            k: how many at most.
        """
        if not self._ids:
            return ()
        by_line = {"ngrams": self._words.ngrams.cosines(query), "stems": self._words.stems.cosines(query)}
        by_fiche = {
            "text_stems": self._words.text_stems.coverage(query),
            "text_ngrams": self._words.text_ngrams.coverage(query),
        }
        usage = dict(zip(USAGE_FEATURES, self._usage.fit(query), strict=True))
        if self._vectors is not None and self._focus and vector is not None and self._fits(vector):
            seen = self._focus.seen(vector)
            back = self._focus.back(seen)
            # Both in one go through the vectors: fetching them from memory is what takes the time.
            plain, turned = (self._vectors @ np.stack((vector, back), axis=1)).T
            by_line["dense"] = np.ascontiguousarray(plain)
            by_line["focus"] = self._focus.likeness(turned, back)
            by_fiche["focus_centre"] = np.asarray(self._focus.centres @ seen, dtype=np.float32)
        best = {name: np.maximum.reduceat(scores, self._starts[:-1]) for name, scores in by_line.items()}
        likeness = _likeness(best | by_fiche)
        if "dense" not in best and not np.any(best["ngrams"] + by_fiche["text_ngrams"] > 0):
            return ()
        order = np.argsort(-likeness, kind="stable")[:k]
        folded = query.casefold()
        return tuple(
            FicheHit(
                fiche=self.fiches.fiches[self._ids[i]],
                topic=self.fiches.topics[self._ids[i]],
                score=float(likeness[i]),
                features=self._features(int(i), folded, by_line, by_fiche | usage),
                nearest=self._nearest(int(i), by_line),
            )
            for i in order
        )

    def _nearest(self, number: int, by_line: Mapping[str, Vector]) -> tuple[Near, ...]:
        first, end = int(self._starts[number]), int(self._starts[number + 1])
        kinds = [by_line[name][first:end] for name in ("ngrams", "focus") if name in by_line]
        alike = np.mean(kinds, axis=0)
        order = np.argsort(-alike, kind="stable")[:_NEAREST]
        return tuple(
            Near(self._stances[first + i], float(alike[i]), self._texts[first + i]) for i in order.tolist()
        )

    def _fits(self, vector: Vector) -> bool:
        return self._vectors is not None and vector.size == self._vectors.shape[1]

    def _features(
        self, number: int, query: str, by_line: Mapping[str, Vector], by_fiche: Mapping[str, Vector]
    ) -> dict[str, float]:
        of = slice(int(self._starts[number]), int(self._starts[number + 1]))
        near = {name: scores[of] for name, scores in by_line.items()}
        nearest = self._texts[of.start + int(np.argmax(near["ngrams"]))]
        features = {name: float(scores[number]) for name, scores in by_fiche.items()} | {
            "ngrams_top": float(near["ngrams"].max()),
            "ngrams_mean": _mean_of_top(near["ngrams"]),
            "stems_top": float(near["stems"].max()),
            "title_ngrams": float(near["ngrams"][0]),
            "fuzzy": fuzz.token_set_ratio(query, nearest.casefold()) / 100,
        }
        if "dense" in near:
            features |= {
                "dense_top": float(near["dense"].max()),
                "dense_mean": _mean_of_top(near["dense"]),
                "dense_title": float(near["dense"][0]),
                "focus_top": float(near["focus"].max()),
                "focus_mean": _mean_of_top(near["focus"]),
            }
        return features


def _likeness(by_fiche: Mapping[str, Vector]) -> Vector:
    """One score per fiche to choose candidates by; the judge ranks them with more evidence."""
    weights = _BY_MEANING if "dense" in by_fiche else _BY_WORDS
    return np.asarray(sum(weight * by_fiche[name] for name, weight in weights.items()), dtype=np.float32)


def _mean_of_top(scores: npt.NDArray[np.float32]) -> float:
    top = np.sort(scores)[-_TOP:]
    return float(np.add.reduce(top) / np.float32(len(top)))


def _matrix(texts: Sequence[str], vectors: Mapping[str, Vector] | Snapshot) -> tuple[float, Matrix | None]:
    """The share of texts with a vector, and when that is enough a row per text, zero where there is none."""
    digests = tuple(snapshot.digest(text) for text in texts)
    if isinstance(vectors, Snapshot):
        if digests and vectors.digests == digests:
            return 1.0, vectors.vectors
        vectors = vectors.by_digest()
    known = [vectors.get(digest) for digest in digests]
    have = [v for v in known if v is not None]
    share = len(have) / len(known) if known else 0.0
    if not have or share < ENOUGH:
        return share, None
    nothing = np.zeros_like(have[0])
    return share, np.asarray([nothing if v is None else v for v in known], dtype=np.float32)
