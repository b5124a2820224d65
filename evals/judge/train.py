"""Trains the judge in one mode (with vectors, or by words alone) and keeps what held-out questions show."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from assistant.judge import model as models
from assistant.judge.features import PAIR, QUESTION, contradiction, question_features
from assistant.judge.model import BUCKETS, Mode, Model, Thresholds
from assistant.judge.policy import Weighed, decide, same_answer, weigh
from assistant.judge.verdict import Action
from corpus.fiches import Fiche
from evals.judge import learn
from evals.judge.asked import Asked, Origin
from indexes.models import Matrix

_FOLDS = 16
_KNOWN = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_CLEAR = (0.2, 0.3, 0.4, 0.5)
_ALONE = (0.5, 0.6, 0.7, 0.8, 0.9)
_NEAR = (0.1, 0.2, 0.35, 0.5)
_TRIED_ON = 1200
"""Held-out questions, evenly spread, that thresholds are tried on."""
GAIN = {
    "right": 1.0, "right_first": 0.9, "beside": 0.4, "wrong": -0.75,
    "offered": 0.3, "offered_wrong": -0.4, "declined": -0.5,
    "silent": 1.0, "answered_other": -1.5, "offered_other": -0.3,
}  # fmt: skip
"""What an outcome is worth when the thresholds are chosen. The right answer with others behind it is worth a
little less than alone, and more than standing behind another; a neighbouring fiche says what it is about and
costs less than an answer to a question on another subject."""
_NOTHING = Mode(
    rank={}, known={}, bias=0.0, calibration=((0.0, 1.0), (0.0, 1.0)),
    thresholds=Thresholds(known=0.0, clear=0.0, alone=0.0, near=0.0, subject=0.0),
)  # fmt: skip
_NOTHING_LEARNT = Model(
    {"lexical": _NOTHING}, np.empty(0, np.float32), 0.0, np.zeros(BUCKETS, np.float32), 0.0
)


@dataclass(frozen=True)
class Subject:
    """The directions that tell the subject from others: over vectors (empty without), and over words."""

    meaning: learn.Numbers
    meaning_bias: float
    words: learn.Numbers
    words_bias: float


@dataclass(frozen=True)
class HeldOut:
    """What the weights say of a question when neither it, its fiche nor its family was learnt from."""

    asked: Asked
    shares: tuple[float, ...]
    known: float
    subject: float
    signs: Weighed
    """What the policy reads from the question itself, such as whether it tells a case."""

    def weighed(self, thresholds: Thresholds) -> Weighed:
        """As the policy takes it."""
        pairs = zip((hit.fiche for hit in self.asked.hits), self.shares, strict=True)
        ranked = tuple(sorted(pairs, key=lambda pair: -pair[1]))
        return replace(
            self.signs, ranked=ranked, known=self.known, subject=self.subject, thresholds=thresholds
        )


@dataclass(frozen=True)
class Trained:
    """A mode, with what it says of held-out questions."""

    name: str
    mode: Mode
    subject: Subject
    held_out: tuple[HeldOut, ...]


class Trainer:
    """The questions in numbers, once, to fit on any part of them."""

    def __init__(self, asked: Sequence[Asked], name: str) -> None:
        if name == "dense":
            asked = [a for a in asked if a.result.query_vector is not None]
        self.asked = asked
        self.name = name
        self.inside = np.asarray([a.posed.fiche is not None for a in asked])
        self.folds = folds(asked)
        self._words = learn.word_rows([a.understood.query for a in asked])
        vectors = [a.result.query_vector for a in asked]
        self._vectors: Matrix | None = None
        if name == "dense":
            self._vectors = np.asarray([v for v in vectors if v is not None])

    def train(self) -> Trained:
        """Fit on everything; calibrate and choose thresholds on what is held out, fold by fold."""
        shares, subjects = self._held_out_shares()
        values = [self._values(a, s, on) for a, s, on in zip(self.asked, shares, subjects, strict=True)]
        scores = self._held_out_scores(values)
        points = learn.calibration(scores, self.inside)
        head = "subject" if self.name == "dense" else "subject_words"
        held_out = tuple(
            HeldOut(a, tuple(s), models.calibrated(float(score), points), on[head], _signs(a))
            for a, s, score, on in zip(self.asked, shares, scores, subjects, strict=True)
        )
        weights, bias = learn.known_weights(values, self.inside.tolist(), QUESTION[self.name])
        everything = np.ones(len(self.asked), dtype=bool)
        mode = Mode(
            rank=self.rank(everything),
            known=weights,
            bias=bias,
            calibration=points,
            thresholds=best_thresholds(held_out),
        )
        return Trained(self.name, mode, self._subject(everything), held_out)

    def rank(self, part: npt.NDArray[np.bool_]) -> dict[str, float]:
        """Weights that rank, learnt from a part of the questions."""
        chosen = [a for a, kept in zip(self.asked, part, strict=True) if kept and a.posed.fiche]
        return learn.rank_weights(chosen, PAIR[self.name])

    def _subject(self, part: npt.NDArray[np.bool_]) -> Subject:
        words, words_bias = learn.subject_weights(self._words[part], self.inside[part])
        if self._vectors is None:
            return Subject(np.empty(0), 0.0, words, words_bias)
        meaning, bias = learn.subject_weights(self._vectors[part], self.inside[part])
        return Subject(meaning, bias, words, words_bias)

    def _held_out_shares(self) -> tuple[list[list[float]], list[dict[str, float]]]:
        shares: list[list[float]] = [[] for _ in self.asked]
        subjects: list[dict[str, float]] = [{} for _ in self.asked]
        for fold in np.unique(self.folds):
            weights, subject = self.rank(self.folds != fold), self._subject(self.folds != fold)
            for i in np.flatnonzero(self.folds == fold).tolist():
                pairs = self.asked[i].pairs
                shares[i] = models.likelihoods(pairs, weights, bonus(self.asked[i]))
                subjects[i] = self._subject_scores(i, subject)
        return shares, subjects

    def _subject_scores(self, number: int, subject: Subject) -> dict[str, float]:
        scores = {"subject_words": float(self._words[number] @ subject.words) + subject.words_bias}
        if self._vectors is not None:
            scores["subject"] = float(self._vectors[number] @ subject.meaning) + subject.meaning_bias
        return scores

    def _values(self, a: Asked, shares: Sequence[float], subject: Mapping[str, float]) -> dict[str, float]:
        found = question_features(a.understood, a.result, a.pairs, shares)
        return (found or dict.fromkeys(QUESTION[self.name], 0.0)) | dict(subject)

    def _held_out_scores(self, values: Sequence[Mapping[str, float]]) -> learn.Numbers:
        scores = np.zeros(len(values))
        names = QUESTION[self.name]
        for fold in np.unique(self.folds):
            kept = np.flatnonzero(self.folds != fold).tolist()
            weights, bias = learn.known_weights([values[i] for i in kept], self.inside[kept].tolist(), names)
            for i in np.flatnonzero(self.folds == fold).tolist():
                scores[i] = models.weighed(values[i], weights) + bias
        return scores


def bonus(asked: Asked) -> list[float]:
    """What the policy adds for each candidate besides what is learnt; there is no conversation here."""
    return [contradiction(hit.fiche, asked.understood) for hit in asked.hits]


def _signs(asked: Asked) -> Weighed:
    """The question weighed by weights that weigh nothing."""
    return weigh(asked.understood, asked.result, asked.hits, None, None, _NOTHING_LEARNT)


def folds(asked: Sequence[Asked]) -> npt.NDArray[np.int64]:
    """Whole families of negatives are held out, a few at a time; the fiches are dealt out over the folds."""
    families = sorted({a.posed.group for a in asked if a.posed.fiche is None})
    count = min(max(len(families), 2), _FOLDS)
    return np.asarray(
        [
            families.index(a.posed.group) % count
            if a.posed.fiche is None
            else zlib.crc32(a.posed.group.encode()) % count
            for a in asked
        ]
    )


def outcome(one: HeldOut, thresholds: Thresholds) -> str:
    """What the policy makes of a held-out question: a name of `GAIN`."""
    verdict = decide(one.weighed(thresholds))
    fiches = {hit.fiche_id: hit.fiche for hit in one.asked.hits}
    wanted = one.asked.posed.fiche
    if wanted is None:
        other = {Action.DECLINE: "silent", Action.ANSWER: "answered_other", Action.CHOOSE: "offered_other"}
        return other[verdict.action]
    if verdict.action is Action.DECLINE:
        return "declined"
    hit = any(_right(fiches[found], fiches.get(wanted)) for found, _ in verdict.fiches)
    if verdict.action is Action.ANSWER:
        if hit:
            return "right_first" if verdict.beside else "right"
        return "beside" if any(_right(fiches[f], fiches.get(wanted)) for f in verdict.beside) else "wrong"
    return "offered" if hit else "offered_wrong"


def best_thresholds(held_out: Sequence[HeldOut]) -> Thresholds:
    """The thresholds that are worth most on held-out questions, misspelt ones left aside."""
    counted = [h for h in held_out if h.asked.posed.origin is not Origin.TYPO]
    subject = _best_cut([h.subject for h in counted], [h.asked.posed.fiche is not None for h in counted])
    some = counted[:: max(1, len(counted) // _TRIED_ON)]
    best, most = None, -np.inf
    for known, clear, alone, near in itertools.product(_KNOWN, _CLEAR, _ALONE, _NEAR):
        tried = Thresholds(known=known, clear=clear, alone=alone, near=near, subject=round(subject, 3))
        worth = sum(GAIN[outcome(h, tried)] for h in some)
        if worth > most:
            best, most = tried, worth
    if best is None:
        raise ValueError("there is no threshold to choose from")
    return best


def _best_cut(scores: Sequence[float], inside: Sequence[bool]) -> float:
    """The cut with the best balance between the two sides."""
    values, wanted = np.asarray(scores), np.asarray(inside)
    cuts = np.quantile(values, np.linspace(0.01, 0.99, 99))
    balance = [(values[wanted] >= cut).mean() + (values[~wanted] < cut).mean() for cut in cuts]
    return float(cuts[int(np.argmax(balance))])


def _right(found: Fiche, wanted: Fiche | None) -> bool:
    return wanted is not None and same_answer(found, wanted)
