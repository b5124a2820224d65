"""What held-out questions show: ranking, declining, calibration, and what the policy makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rich.table import Table

from assistant.judge import model as models
from assistant.models import Reason
from corpus.fiches import FicheKind
from evals import stats
from evals.judge.asked import Asked, Origin
from evals.judge.train import HeldOut, Trained, Trainer, bonus, outcome

Row = Mapping[str, float]
_SHARES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def writer_left_out(trainer: Trainer) -> dict[str, list[tuple[Asked, list[float]]]]:
    """Every phrase ranked by weights and fiches that know nothing of its writer."""
    phrases = [a for a in trainer.asked if a.posed.fiche]
    writers = sorted({a.posed.writer for a in phrases if a.posed.writer})
    found: dict[str, list[tuple[Asked, list[float]]]] = {}
    for writer in writers:
        others = np.asarray([a.posed.writer != writer for a in trainer.asked])
        if all(a.posed.writer == writer for a in phrases):
            continue
        weights = trainer.rank(others)
        found[writer] = [
            (a, models.likelihoods(a.pairs, weights, bonus(a))) for a in phrases if a.posed.writer == writer
        ]
    return found


def ranking(ranked: Mapping[str, Sequence[tuple[Asked, list[float]]]]) -> dict[str, Row]:
    """Accuracy by writer, register and language, misspelt apart; and over all."""
    flat = [pair for pairs in ranked.values() for pair in pairs]
    clean = [pair for pair in flat if pair[0].posed.origin is Origin.PHRASE]
    table: dict[str, Row] = {"all phrases": _accuracy(clean)}
    table["misspelt"] = _accuracy([pair for pair in flat if pair[0].posed.origin is Origin.TYPO])
    table["with a case told around it"] = _accuracy([p for p in flat if p[0].posed.origin is Origin.TOLD])
    for name in ("writer", "register", "language"):
        values = sorted({str(getattr(a.posed, name)) for a, _ in clean})
        for value in values:
            table[f"{name} {value}"] = _accuracy(
                [pair for pair in clean if str(getattr(pair[0].posed, name)) == value]
            )
    return table


def declining(made: Trained) -> Row:
    """How well questions that a fiche fits are told from others, families of others held out."""
    counted = _clean(made.held_out)
    inside = [h.asked.posed.fiche is not None for h in counted]
    known = [h.known for h in counted]
    answer = [_answers(h) for h in counted]
    return {
        "questions": len(counted),
        "negatives": inside.count(False),
        "auroc": stats.auroc(known, inside),
        "auroc_answerable": stats.auroc([_answerable(h) for h in counted], answer),
        "auroc_subject_alone": stats.auroc([h.subject for h in counted], inside),
        "calibration_error": stats.calibration_error(known, inside),
    }


def outcomes(made: Trained) -> dict[str, Row]:
    """What the policy does, for phrases, misspelt phrases and negatives."""
    limits = made.mode.thresholds
    return {
        origin.value: dict(
            Counter(outcome(h, limits) for h in made.held_out if h.asked.posed.origin is origin)
        )
        for origin in Origin
    }


def families(made: Trained) -> dict[str, Row]:
    """For each family of negatives, held out: the share declined, and declined for the right reason."""
    found: dict[str, Row] = {}
    limits = made.mode.thresholds
    for name in sorted({h.asked.posed.group for h in made.held_out if h.asked.posed.fiche is None}):
        of = [h for h in made.held_out if h.asked.posed.group == name]
        silent = [h for h in of if outcome(h, limits) == "silent"]
        inside = [h.subject >= limits.subject for h in silent]
        right = sum(
            (h.asked.posed.reason is Reason.NOT_IN_CORPUS) == within
            for h, within in zip(silent, inside, strict=True)
        )
        found[name] = {
            "questions": len(of),
            "declined": len(silent) / len(of),
            "right reason": right / max(len(silent), 1),
        }
    return found


def risk_coverage(made: Trained) -> list[tuple[float, float]]:
    """Answering the surest share of all questions: how much of that goes wrong."""
    counted = _clean(made.held_out)
    sure = [h.known * max(h.shares, default=0.0) for h in counted]
    wrong = np.asarray([not _top_is_right(h) for h in counted])
    order = np.argsort(-np.asarray(sure), kind="stable")
    counts = [max(1, round(len(order) * share)) for share in _SHARES]
    return [(share, float(wrong[order[:count]].mean())) for share, count in zip(_SHARES, counts, strict=True)]


def confused(
    ranked: Mapping[str, Sequence[tuple[Asked, list[float]]]], most: int = 40
) -> list[tuple[str, str, int]]:
    """Pairs of fiches that are taken for each other, most often first: to mend, or to merge."""
    pairs: Counter[tuple[str, str]] = Counter()
    for asked, shares in (pair for of in ranked.values() for pair in of):
        if shares and asked.posed.origin is Origin.PHRASE and asked.posed.fiche:
            got = asked.hits[int(np.argmax(shares))].fiche_id
            if got != asked.posed.fiche:
                pairs[asked.posed.fiche, got] += 1
    return [(wanted, got, count) for (wanted, got), count in pairs.most_common(most)]


def table(title: str, rows: Mapping[str, Mapping[str, float]]) -> Table:
    """Rows of figures, for the screen."""
    made = Table(title=title, title_justify="left")
    made.add_column("")
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    for name in names:
        made.add_column(name, justify="right")
    for label, row in rows.items():
        made.add_row(label, *(_shown(row.get(name)) for name in names))
    return made


def _shown(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _accuracy(pairs: Sequence[tuple[Asked, list[float]]]) -> Row:
    places = [_place(asked, shares) for asked, shares in pairs]
    first = stats.share(sum(p == 1 for p in places), len(places))
    return {
        "questions": len(places),
        "first": first.value,
        "low": first.low,
        "high": first.high,
        "first three": stats.share(sum(0 < p <= 3 for p in places), len(places)).value,
        "candidate": stats.share(sum(p > 0 for p in places), len(places)).value,
    }


def _place(asked: Asked, shares: Sequence[float]) -> int:
    """The rank of the right fiche, from 1; 0 when it is no candidate."""
    if asked.right is None:
        return 0
    return 1 + sum(share > shares[asked.right] for share in shares)


def _clean(held_out: Iterable[HeldOut]) -> list[HeldOut]:
    return [h for h in held_out if h.asked.posed.origin is not Origin.TYPO]


def _top_is_right(one: HeldOut) -> bool:
    return one.asked.right is not None and _place(one.asked, one.shares) == 1


def _answers(one: HeldOut) -> bool:
    """Whether the fiche that is meant gives an answer, and not only says that the sources are silent."""
    if one.asked.posed.fiche is None:
        return False
    return one.asked.posed.fiche not in _gaps(one.asked)


def _gaps(asked: Asked) -> set[str]:
    return {hit.fiche_id for hit in asked.hits if hit.fiche.kind is FicheKind.GAP}


def _answerable(one: HeldOut) -> float:
    gaps = sum(
        share
        for hit, share in zip(one.asked.hits, one.shares, strict=True)
        if hit.fiche.kind is FicheKind.GAP
    )
    return one.known * (1 - gaps)
