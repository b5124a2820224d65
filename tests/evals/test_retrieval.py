from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError
from rich.console import Console

from assistant.models import Audience
from corpus.fiches import Fiches
from corpus.load import load_corpus
from corpus.models import Corpus, Scope
from evals.halves import Half
from evals.provenance import Provenance
from evals.retrieval import gate
from evals.retrieval import resolve as resolving
from evals.retrieval.evaluate import Outcome, Ranker, Summary, evaluate
from evals.retrieval.metrics import Scores
from evals.retrieval.needs import Declared, missing
from evals.retrieval.questions import (
    Equivalents,
    Question,
    Slice,
    load_equivalents,
    load_gold,
    load_questions,
)
from evals.retrieval.report import signals_table, tables, unreached, write
from evals.retrieval.resolve import ByHand, load_by_hand, resolve
from evals.retrieval.run import against_record
from evals.retrieval.sweep import Sweep
from indexes.models import Engine
from indexes.phrases import FicheIndex
from indexes.search import SearchIndex
from tests.indexes.samples import document, small_corpus

MADE = Provenance(
    at=datetime(2026, 1, 1, tzinfo=UTC),
    commit="abc",
    corpus="c",
    index=None,
    model=None,
    python="3",
    processors=2,
)
NOTHING = Equivalents(alike=(), also=())


def question(
    identifier: str, text: str, *quotes: str, every: bool = False, part: Slice = Slice.LAY
) -> Question:
    gold = [{"document": "zwembad", "quote": quote} for quote in quotes]
    return Question.model_validate(
        {
            "id": identifier,
            "question": text,
            "slice": part if gold else Slice.NONE,
            "audience": Audience.COACH,
            "gold": gold,
            "all": every,
        }
    )


@pytest.fixture(scope="module")
def pool() -> Corpus:
    return small_corpus()


def ids(*numbers: int) -> list[str]:
    return [f"zwembad#art-{n}" for n in numbers]


def test_a_quote_becomes_the_provision_around_it(pool: Corpus) -> None:
    gold, problems = resolve([question("q", "?", "elke zaterdag open")], pool, ())
    assert (gold, problems) == ({"q": [ids(1)]}, [])


def test_a_quote_over_two_provisions_is_held_by_both() -> None:
    two = document(
        "zwembad",
        [
            ("A", "Het zwembad is open.", Scope.INDIVIDUEEL),
            ("B", "Honden mogen niet mee.", Scope.INDIVIDUEEL),
        ],
    )
    gold, _ = resolve([question("q", "?", "is open. Honden mogen")], Corpus({two.id: two}, "x"), ())
    assert gold == {"q": [["zwembad#art-1", "zwembad#art-2"]]}


def test_what_is_not_found_is_named(pool: Corpus) -> None:
    _, problems = resolve([question("q", "?", "een sauna")], pool, ())
    assert any("q: not found in zwembad: 'een sauna'" in p for p in problems)


def test_by_hand_can_name_another_place_or_none(pool: Corpus) -> None:
    asked = [question("q", "?", "de kaart", "elke zaterdag")]
    elsewhere = ByHand.model_validate(
        {"name": "de kaart", "holds": [{"document": "bibliotheek", "quote": "Een lenerspas"}]}
    )
    gold, _ = resolve(asked, pool, [elsewhere])
    assert gold["q"][0] == ["bibliotheek#art-2", "bibliotheek#art-3"]
    gold, problems = resolve(asked, pool, [ByHand(name="de kaart", holds=())])
    assert (gold["q"], problems) == ([ids(1)], [])


def test_declared_equivalents_widen_and_join_classes(pool: Corpus) -> None:
    declared = Declared(
        pool,
        Equivalents.model_validate(
            {
                "alike": [
                    {
                        "why": "the same words",
                        "passages": [
                            {"text": "elke zaterdag", "documents": ["zwembad"]},
                            {"text": "een maning", "documents": ["bibliotheek"]},
                        ],
                    }
                ],
                "also": [{"question": "q", "document": "zwembad", "quote": "toezicht van een redder"}],
            }
        ),
    )
    needs = declared.needs(question("q", "?", "elke zaterdag"), {"q": (("zwembad#art-1",),)})
    assert set(needs.classes) == {
        frozenset({"zwembad#art-1", "bibliotheek#art-1"}),
        frozenset({"zwembad#art-3"}),
    }


def test_a_declared_passage_that_is_not_there_is_refused(pool: Corpus) -> None:
    also = Equivalents.model_validate(
        {"alike": [], "also": [{"question": "q", "document": "zwembad", "quote": "sauna"}]}
    )
    with pytest.raises(ValueError, match="not found in zwembad"):
        Declared(pool, also)


def test_a_question_without_gold_or_with_gold_it_should_not_have_is_refused() -> None:
    with pytest.raises(ValidationError, match="passages, or slice none"):
        Question(id="q", question="?", slice=Slice.LAY, audience=Audience.COACH)


NO_FICHES = FicheIndex(Fiches({}, {}, {}))


def searched(pool: Corpus) -> Summary:
    asked = [
        question("q1", "Wanneer is het zwembad op zaterdag open?", "elke zaterdag"),
        question("q2", "Hoe lang is een beurtenkaart geldig?", "Een beurtenkaart", part=Slice.FORMAL),
        question("q3", "Wie geneest mijn hamster?"),
    ]
    gold = {"q1": (("zwembad#art-1",),), "q2": (("zwembad#art-2",),)}
    index = SearchIndex.open(pool, Path("/nonexistent"), embedder=None)
    return evaluate(asked, gold, NOTHING, pool, index, NO_FICHES)


def test_questions_are_searched_and_scored_by_every_engine(pool: Corpus) -> None:
    summary = searched(pool)
    assert summary.rankers() == (Ranker.STEMS, Ranker.NGRAMS, Ranker.LEXICAL, Ranker.FUSED, Ranker.CURATED)
    assert summary.estimate("hit@1", Ranker.CURATED).value == 1.0
    assert summary.estimate("hit@1", Ranker.CURATED, Slice.FORMAL).count == 1
    assert summary.auroc("stems") == 1.0
    assert [o.scores for o in summary.outcomes][2] == {}


def test_stale_gold_is_told_apart_from_bad_search(pool: Corpus) -> None:
    gold = {"q1": (("zwembad#art-99",),)}
    assert missing(gold, pool) == {"q1": ["zwembad#art-99"]}
    index = SearchIndex.open(pool, Path("/nonexistent"), embedder=None)
    with pytest.raises(ValueError, match=r"resolve"):
        evaluate([], gold, NOTHING, pool, index, NO_FICHES)


def test_a_run_leaves_tables_and_files(pool: Corpus, tmp_path: Path) -> None:
    summary = searched(pool)
    console = Console(record=True, width=200)
    for made in (*tables(summary), signals_table(summary)):
        console.print(made)
    text = console.export_text()
    assert "formal: 1 questions" in text
    assert "1.000 [1.00-1.00]" in text
    write(summary, MADE, tmp_path)
    lines = [
        json.loads(line) for line in (tmp_path / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert lines[0]["top"]["fused"][0] == "zwembad#art-1"
    assert "half,slice,engine,measure" in (tmp_path / "summary.csv").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))["commit"] == "abc"
    assert any("french" in sentence for sentence in unreached(summary))


def test_a_sweep_tries_settings_on_cached_scores(pool: Corpus) -> None:
    asked = [question(f"q{n}", "Wanneer is het zwembad op zaterdag open?", "elke zaterdag") for n in range(6)]
    gold = {q.id: (("zwembad#art-1",),) for q in asked}
    index = SearchIndex.open(pool, Path("/nonexistent"), embedder=None)
    trial = Sweep(asked, gold, NOTHING, pool, index)
    assert trial.weights(dutch=True)[0].development == 1.0
    assert len(trial.bm25(Engine.NGRAMS)) == 3 * len(trial.bm25(Engine.STEMS))


def summary_of(*hits: float) -> Summary:
    def outcome(number: int, hit: float) -> Outcome:
        scores = {Ranker.CURATED: Scores(hit, hit, hit, hit, hit, hit)}
        asked = question(f"q{number}", "?", "elke zaterdag")
        return Outcome(asked, Half.TEST, {}, scores, scores, hit, {})

    return Summary(tuple(outcome(n, hit) for n, hit in enumerate(hits)))


def test_the_gate_catches_a_regression_and_names_the_questions() -> None:
    before, now = gate.entry(summary_of(1, 1, 1, 1), MADE), gate.entry(summary_of(1, 1, 1, 0), MADE)
    assert any("lay hit@5 fell from 1.000 to 0.750" in s for s in gate.regressions(now, before))
    assert gate.changes(now, before) == (("q3",), ())
    assert gate.regressions(before, now) == []
    assert gate.changes(before, now) == ((), ("q3",))


def test_a_slice_that_disappears_is_a_regression() -> None:
    before = gate.entry(summary_of(1, 1), MADE)
    assert gate.regressions(before.model_copy(update={"figures": {}}), before)


def test_a_small_fall_is_within_the_tolerance() -> None:
    before = gate.entry(summary_of(*[1.0] * 100), MADE)
    assert gate.regressions(gate.entry(summary_of(*[1.0] * 99, 0.0), MADE), before) == []


def test_the_record_is_kept_per_mode_and_decides_the_exit_code(tmp_path: Path) -> None:
    out, record = Console(record=True, width=200), tmp_path / "record.json"
    good, bad = summary_of(1, 1), summary_of(1, 0)

    def run(summary: Summary, *, gated: bool, update: bool) -> int:
        return against_record(out, summary, gate.entry(summary, MADE), gate=gated, update=update, path=record)

    assert run(good, gated=True, update=False) == 1
    assert run(good, gated=False, update=True) == 0
    assert run(good, gated=True, update=False) == 0
    assert run(bad, gated=True, update=False) == 1
    assert run(bad, gated=False, update=False) == 0
    text = out.export_text()
    assert "There is no record of a lexical run" in text
    assert "No longer in the first five: q1" in text
    assert gate.load(record).lexical is not None
    assert gate.load(record).hybrid is None


def test_the_packaged_questions_fit_the_packaged_corpus() -> None:
    corpus, gold, questions = load_corpus(), load_gold(), load_questions()
    fresh, problems = resolve(questions, corpus, load_by_hand())
    assert problems == []
    assert {k: [list(p) for p in v] for k, v in gold.items()} == fresh, (
        "run python -m evals.retrieval.resolve"
    )
    Declared(corpus, load_equivalents())
    assert len(questions) >= 250
    assert sum(not q.answerable for q in questions) >= 40


def test_gold_is_written_and_what_is_missing_stops_it(
    pool: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(resolving, "load_corpus", lambda: pool)
    monkeypatch.setattr(resolving, "load_by_hand", tuple)
    monkeypatch.setattr(resolving, "FOLDER", tmp_path)
    monkeypatch.setattr(resolving, "load_questions", lambda: (question("q", "?", "elke zaterdag"),))
    assert resolving.main() == 0
    assert load_gold(tmp_path / "gold.yaml") == {"q": (("zwembad#art-1",),)}
    monkeypatch.setattr(resolving, "load_questions", lambda: (question("q", "?", "een sauna"),))
    assert resolving.main() == 1
    assert "een sauna" in capsys.readouterr().err
    assert load_gold(tmp_path / "gold.yaml") == {"q": (("zwembad#art-1",),)}


def test_a_searched_unit_around_the_gold_counts_unless_told_otherwise() -> None:
    corpus, gold = load_corpus(), load_gold()
    declared = Declared(corpus, NOTHING)
    listed = next(q for q in load_questions() if q.id == "r-218")
    wide = declared.needs(listed, gold).classes
    tight = declared.needs(listed, gold, enclosing=False).classes
    assert "gr-2026-00367-overeenkomst#art-9-lid-2" in wide[0] - tight[0]
    assert tight[0] <= wide[0]
