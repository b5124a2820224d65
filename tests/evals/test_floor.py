from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.judge import FEATURES
from assistant.models import Conversation, Reason
from assistant.receive import receive
from assistant.understand import understand
from evals.floor.asked import Asked, load_families
from evals.floor.train import Fit, centroids, fit, write
from evals.halves import Half
from evals.retrieval.questions import load_questions
from indexes.models import SearchResult


def asked(
    text: str, vector: list[float], *, answerable: bool, family: str | None, of: Half = Half.DEVELOPMENT
) -> Asked:
    result = SearchResult((), (), np.asarray(vector, dtype=np.float32) / np.linalg.norm(vector))
    understood = understand(receive(text), Conversation(id="t"))
    return Asked(
        text, answerable, None if answerable else Reason.OUT_OF_SCOPE, family, of, understood, result
    )


@pytest.fixture
def pool() -> list[Asked]:
    random = np.random.default_rng(1)
    made = []
    for family, direction, good in (("a", 0, True), ("b", 1, True), ("c", 2, False), ("d", 3, False)):
        for number in range(20):
            vector = random.normal(0, 0.2, 4)
            vector[direction] += 1
            of = Half.TEST if number >= 15 else Half.DEVELOPMENT
            made.append(
                asked(
                    "vraag",
                    vector.tolist(),
                    answerable=good,
                    family=family if of is Half.DEVELOPMENT else None,
                    of=of,
                )
            )
    return made


def test_families_become_middles(pool: list[Asked]) -> None:
    middles = centroids(pool)
    assert middles.on.shape == middles.off.shape == (2, 4)
    assert centroids(pool, without="c").off.shape == (1, 4)
    assert not np.allclose(centroids(pool, less=pool[0]).on[0], middles.on[0])
    assert centroids([replace(a, result=SearchResult((), (), None)) for a in pool]).dimension == 0


def test_the_judge_learns_what_separates(pool: list[Asked]) -> None:
    made = fit(pool, centroids(pool))
    assert set(made.weights) == {"bias", "floor", *FEATURES}
    assert made.auroc > 0.95
    precision, recall, answered = made.refusals(made.weights["floor"])
    assert min(precision.value, recall.value, answered.value) > 0.8
    assert made.auroc_against(Reason.OUT_OF_SCOPE) == made.auroc
    assert made.risk_coverage()[-1] == (1.0, 0.5)
    assert made.risk_coverage()[3][1] < 0.1


def test_without_vectors_nothing_is_learnt_from_them(pool: list[Asked]) -> None:
    blind = [replace(a, result=SearchResult((), (), None)) for a in pool]
    assert fit(blind, centroids(blind)).auroc == pytest.approx(0.5)


def test_weights_are_stored_as_plain_numbers(pool: list[Asked], tmp_path: Path) -> None:
    made: Fit = fit(pool, centroids(pool))
    write({"dense": made, "lexical": made}, centroids(pool), tmp_path / "weights.json")
    stored = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert stored["weights"]["dense"] == dict(made.weights)
    assert np.allclose(stored["centroids"]["off"], centroids(pool).off, atol=1e-3)


def test_the_invented_questions_are_many_and_not_those_of_the_retrieval_evaluation() -> None:
    families = load_families()
    own = [text.lower() for f in families for text in f.questions]
    others = {q.question.lower() for q in load_questions()}
    assert len(own) >= 150
    assert len(own) == len(set(own))
    assert not set(own) & others
    assert sum(f.reason is not None for f in families) >= 12
