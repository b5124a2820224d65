"""Nothing a calculator says hangs in the air: sources exist, figures of caveats stand in the calculation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from assistant.models import Calculation
from assistant.rules import InvalidCase
from assistant.rules.grounds import all_grounds
from assistant.verify.figures import ungrounded
from assistant.verify.grounds import of_calculation, of_day
from corpus.check import dangling
from corpus.load import load_corpus
from corpus.models import Corpus
from corpus.parameters import Parameters
from tests.assistant.rules.test_cases import ALL, DEFAULT_DAY, run_case


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


@pytest.fixture(scope="module")
def worked(parameters: Parameters) -> list[tuple[str, dict[str, Any], Calculation]]:
    return list(_worked(parameters))


def _worked(parameters: Parameters) -> Iterator[tuple[str, dict[str, Any], Calculation]]:
    for name, case in ALL:
        try:
            yield name, case, run_case(case, parameters)
        except InvalidCase:
            continue


def test_grounds_name_existing_provisions(corpus: Corpus) -> None:
    problems = [p for key, ids in all_grounds().items() for p in dangling(corpus, key, ids)]
    assert problems == []


def test_sources_of_steps_and_alternatives_exist(
    worked: list[tuple[str, dict[str, Any], Calculation]], corpus: Corpus
) -> None:
    for name, _, calculation in worked:
        sources = [s for part in (*calculation.steps, *calculation.alternatives) for s in part.sources]
        assert list(dangling(corpus, name, sources)) == []
        assert sources


def test_figures_of_caveats_stand_in_the_calculation(
    worked: list[tuple[str, dict[str, Any], Calculation]],
) -> None:
    loose = {}
    for name, case, calculation in worked:
        ground = of_calculation(calculation, {}) | of_day(date.fromisoformat(case.get("day", DEFAULT_DAY)))
        for caveat in calculation.caveats:
            missing = [figure.words for figure in ungrounded(caveat, ground)]
            if missing:
                loose[caveat] = (name, missing)
    assert loose == {}
