from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from corpus.load import load_corpus
from corpus.parameters import load_parameters
from evals.bench import growth, inside
from evals.bench.load import Times, distinct_questions, times
from evals.bench.outside import BenchError, Clients, Cold, Outside, cold_ask
from evals.bench.report import Bench, markdown, write
from evals.provenance import Provenance, commit, new_folder
from indexes.search import SearchIndex
from tests.indexes.samples import FakeEmbedder, small_corpus

MADE = Provenance(
    at=datetime(2026, 1, 1, tzinfo=UTC),
    commit="abc",
    corpus="c",
    index=None,
    model=None,
    python="3",
    processors=2,
)


def test_no_question_comes_twice() -> None:
    many = list(islice(distinct_questions(), 2_000))
    assert len(set(many)) == len(many)


def test_durations_are_summed_up() -> None:
    assert times([1.0, 2.0, 3.0, 4.0, 100.0]).p50 == 3.0
    assert times([1.0, 2.0, 3.0, 4.0, 100.0]).worst == 100.0
    assert math.isnan(times([]).p50)


def test_one_client_is_timed_step_by_step() -> None:
    corpus = load_corpus()
    index = SearchIndex.open(corpus, Path("/nonexistent"), embedder=None, query_cache=0)
    asked = Assistant(corpus, index, load_parameters(), clock=lambda: date(2026, 1, 1))
    got = inside.measure(asked, FakeEmbedder(), distinct_questions(), 5)
    assert got.answer.count == got.embedding.count == 5
    assert {"receive", "retrieve", "verify"} <= set(got.steps)
    assert got.embeddings_per_second > 0
    assert got.ratio == got.answer.p50 / got.embedding.p50


@pytest.mark.filterwarnings("default")
def test_growth_is_measured_on_copies_and_on_random_vectors() -> None:
    corpus = small_corpus()
    got = growth.grow(corpus, 3, growth.RandomEmbedder(), distinct_questions(), real=False)
    assert got.provisions == 3 * sum(len(d.provisions) for d in corpus.documents.values())
    assert got.vectors == "random"
    assert got.search.count == 20


def test_copies_have_words_of_their_own() -> None:
    larger = growth.multiplied(small_corpus(), 2)
    assert len({p.text for p in larger.provisions()}) > len({p.text for p in small_corpus().provisions()})
    assert len({p.id for p in larger.provisions()}) == len(list(larger.provisions()))


def bench(ratio: float) -> Bench:
    one = Times(10, 10.0, 20.0, 30.0)
    return Bench(
        MADE,
        True,
        inside.Inside(one, Times(10, 10.0 * ratio, 20.0, 30.0), {"retrieve": one}, 100.0, 2),
        Outside((Clients(1, one, 50.0, 0), Clients(8, one, 90.0, 0)), 300.0, 320.0, 1.0),
        Cold(Times(3, 2500.0, 2600.0, 2600.0), Times(3, 1900.0, 2000.0, 2000.0)),
        (growth.Grown(100, 600, "random", 1.0, 0.1, one),),
    )


def test_the_page_says_what_was_reached_and_what_was_not(tmp_path: Path) -> None:
    good, bad = markdown(bench(1.4)), markdown(bench(1.6))
    assert "| answer, in query embeddings (p50) | 1.40 | ≤ 1.5 | yes |" in good
    assert "| answer, in query embeddings (p50) | 1.60 | ≤ 1.5 | no |" in bad
    assert "| 100× | 600 | random |" in good
    assert "| cold `imw ask`, p50, ms | 2500.00 | ≤ 3000 | yes |" in good
    assert "| processor time | 1900.0 | 2000.0 | 2000.0 |" in good
    write(bench(1.4), tmp_path)
    assert json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))["ratio"] == 1.4


def test_a_program_that_fails_is_no_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMW_NO_SUCH_SETTING", "1")
    with pytest.raises(BenchError, match="ended with code"):
        cold_ask("Wat is individueel maatwerk?")


def test_a_run_has_a_folder_of_its_own(tmp_path: Path) -> None:
    folder = new_folder("bench", MADE, tmp_path)
    assert folder.is_dir()
    assert folder.name.endswith(MADE.commit)
    assert commit()
