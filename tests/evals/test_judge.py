from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.judge.model import Stored, of
from assistant.judge.policy import judge
from assistant.judge.verdict import Action
from assistant.models import Conversation, Reason
from assistant.receive import receive
from assistant.understand import understand
from corpus.fiches import Fiches
from evals.families import load_families
from evals.judge import learn, report
from evals.judge.asked import Asked, Family, Origin, ask_all, load_negatives, posed
from evals.judge.run import write
from evals.judge.train import GAIN, Trained, Trainer, folds, outcome
from evals.judge.typos import with_typos
from evals.judge.vectors import RememberingEmbedder
from evals.retrieval.questions import load_questions
from indexes.phrases import FicheIndex
from indexes.search import SearchIndex
from tests.indexes.fiche_samples import phrase, sample
from tests.indexes.samples import FakeEmbedder, small_corpus

_OUT = Reason.OUT_OF_SCOPE
OTHERS = (
    Family(family="weer", reason=_OUT, nl=("Regent het morgen?", "wordt het warm in augustus")),
    Family(family="koken", reason=_OUT, nl=("Hoe bak ik brood?", "recept voor soep"), en=("How do I bake?",)),
    Family(family="geld", reason=Reason.NOT_IN_CORPUS, fr=("Combien coûte la piscine en Italie ?",)),
)


def fiches() -> Fiches:
    """The sample with a third writer, who says nearly what the titles say."""
    made = sample()
    said = {
        f: (*made.phrases[f], ("mia", phrase(f"zeg eens: {t.title.lower()}"))) for f, t in made.fiches.items()
    }
    return replace(made, phrases=said)


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    index = SearchIndex.open(small_corpus(), embedder=None)
    return ask_all(index, fiches(), {}, posed(fiches(), OTHERS))


@pytest.fixture(scope="module")
def trained(asked: list[Asked]) -> Trained:
    return Trainer(asked, "lexical").train()


def test_a_phrase_is_posed_to_fiches_without_its_writer(asked: list[Asked]) -> None:
    own = [a for a in asked if a.posed.origin is Origin.PHRASE]
    assert len(own) == sum(len(said) for said in fiches().phrases.values())
    assert all(hit.features["ngrams_top"] < 0.999 for a in own for hit in a.hits)
    everything = FicheIndex(fiches())
    assert everything.candidates(own[0].posed.text, None)[0].features["ngrams_top"] == pytest.approx(1.0)


def test_negatives_have_a_writer_left_out_too(asked: list[Asked]) -> None:
    assert {a.posed.writer for a in asked if a.posed.fiche is None} <= {"an", "jef", "mia"}
    assert all(a.posed.writer for a in asked)


def test_a_family_is_a_fold_and_a_fiche_stays_in_one(asked: list[Asked]) -> None:
    fold = folds(asked)
    of_group = {a.posed.group: set() for a in asked}  # type: dict[str, set[int]]
    for a, number in zip(asked, fold, strict=True):
        of_group[a.posed.group].add(int(number))
    assert all(len(numbers) == 1 for numbers in of_group.values())
    assert len({next(iter(of_group[f.family])) for f in OTHERS}) == len(OTHERS)


def test_the_right_fiche_is_ranked_first_after_training(trained: Trained) -> None:
    easy = [h for h in trained.held_out if h.asked.posed.writer == "mia" and h.asked.posed.fiche]
    first = [h.asked.hits[int(np.argmax(h.shares))].fiche_id == h.asked.posed.fiche for h in easy]
    assert sum(first) >= 4


def test_known_questions_are_told_from_others(trained: Trained) -> None:
    shown = report.declining(trained)
    assert shown["negatives"] == 11  # six; the first of each family misspelt too, the second with a case told
    assert shown["auroc"] > 0.8
    assert 0 <= shown["calibration_error"] <= 1


def test_every_outcome_has_a_worth_and_is_counted_once(trained: Trained) -> None:
    assert {outcome(h, trained.mode.thresholds) for h in trained.held_out} <= set(GAIN)
    counted = report.outcomes(trained)
    assert sum(sum(row.values()) for row in counted.values()) == len(trained.held_out)
    by_family = report.families(trained)
    assert set(by_family) == {"weer", "koken", "geld"}
    assert all(0 <= row["declined"] <= 1 for row in by_family.values())


def test_risk_at_full_coverage_counts_every_negative_as_wrong(trained: Trained) -> None:
    share, risk = report.risk_coverage(trained)[-1]
    clean = [h for h in trained.held_out if h.asked.posed.origin is not Origin.TYPO]
    others = sum(h.asked.posed.fiche is None for h in clean)
    assert share == 1.0
    assert risk >= others / len(clean)


def test_ranking_is_told_by_writer_register_and_language(asked: list[Asked]) -> None:
    table = report.ranking(report.writer_left_out(Trainer(asked, "lexical")))
    assert table["writer mia"]["questions"] == 5
    assert table["all phrases"]["questions"] == 12
    assert table["writer mia"]["first"] > table["writer jef"]["first"] - 1e-9
    assert {"register lay", "language nl", "misspelt"} <= set(table)


def test_weights_are_stored_as_plain_numbers_and_serve(trained: Trained, tmp_path: Path) -> None:
    write({"lexical": trained}, tmp_path / "weights.json")
    stored = Stored.model_validate(json.loads((tmp_path / "weights.json").read_text(encoding="utf-8")))
    index, found = SearchIndex.open(small_corpus(), embedder=None), FicheIndex(fiches())

    def verdict(text: str) -> tuple[Action, str | None]:
        understood = understand(receive(text), Conversation(id="t"))
        hits = found.candidates(text, None)
        said = judge(understood, index.search(text), hits, None, learnt=of(stored))
        return said.action, said.fiches[0][0] if said.fiches else None

    assert verdict("zeg eens: hoe lang is een beurtenkaart geldig?") == (Action.ANSWER, "kaart")
    assert verdict("xyzzy plugh") == (Action.DECLINE, None)


def test_the_conditional_logit_finds_what_ranks() -> None:
    class One:
        right = 0
        pairs = ({"a": 1.0, "b": 0.3}, {"a": 0.0, "b": 0.3})

    weights = learn.rank_weights([One(), One()], ["a", "b"])  # type: ignore[list-item]
    assert weights["a"] > 0.5
    assert weights["b"] == 0


def test_calibration_rises_with_the_score() -> None:
    scores = np.linspace(-2, 2, 200)
    places, values = learn.calibration(scores, scores + np.sin(40 * scores) > 0)
    assert list(places) == sorted(places)
    assert list(values) == sorted(values)
    assert values[0] < 0.1 < 0.9 < values[-1]


def test_typing_errors_are_the_same_each_time_and_spare_figures() -> None:
    text = "Hoeveel bedraagt de premie in kwartaal 12 van 2026?"
    assert with_typos(text, 1) == with_typos(text, 1)
    assert {with_typos(text, seed) for seed in range(9)} != {text}
    for seed in range(30):
        assert "12 van 2026" in with_typos(text, seed)
    assert with_typos("ja en 12", 1) == "ja en 12"


def test_vectors_are_remembered_across_runs(tmp_path: Path) -> None:
    fake = FakeEmbedder()
    first = RememberingEmbedder(fake, tmp_path, {})
    vector = first.query("zwembad")
    first.save()
    again = RememberingEmbedder(fake, tmp_path, {})
    assert np.array_equal(again.query("zwembad"), vector)
    assert fake.asked == ["zwembad"]
    assert len(again.known) == 1
    assert again.passages(["x"]).shape == (1, fake.dimension)


def test_there_are_enough_negatives_and_none_stands_elsewhere() -> None:
    families = load_negatives()
    texts = [text.lower() for f in families for _, text in f.questions()]
    assert len(families) >= 12
    assert len(texts) >= 600
    assert len(texts) == len(set(texts))
    elsewhere = {q.question.lower() for q in load_questions()}
    elsewhere |= {text.lower() for f in load_families() for text in f.questions}
    assert not set(texts) & elsewhere
    assert all(f.nl and f.fr and f.en for f in families)
