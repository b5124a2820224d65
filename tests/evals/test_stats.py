from __future__ import annotations

import math

import pytest

from evals import stats
from evals.halves import Half, half


def test_a_mean_comes_with_an_interval_that_holds_it() -> None:
    got = stats.mean([0.0, 1.0, 1.0, 1.0])
    assert got.value == 0.75
    assert got.low < 0.75 < got.high
    assert stats.mean([1.0, 1.0]).low == 1.0


def test_nothing_measured_is_not_zero() -> None:
    assert math.isnan(stats.mean([]).value)
    assert math.isnan(stats.share(0, 0).value)
    assert math.isnan(stats.auroc([0.5], [True]))
    assert math.isnan(stats.calibration_error([], []))


def test_the_wilson_interval_is_the_published_one() -> None:
    got = stats.share(9, 10)
    assert (round(got.low, 3), round(got.high, 3)) == (0.596, 0.982)


@pytest.mark.parametrize(
    ("only_first", "only_second", "expected"),
    [(0, 0, 1.0), (5, 5, 1.0), (0, 6, 0.03125), (1, 9, 0.021484375)],
)
def test_the_paired_test_is_exact(only_first: int, only_second: int, expected: float) -> None:
    assert stats.mcnemar(only_first, only_second) == pytest.approx(expected)


def test_auroc_and_calibration() -> None:
    assert stats.auroc([0.9, 0.8, 0.1], [True, True, False]) == 1.0
    assert stats.calibration_error([1.0, 1.0, 0.0, 0.0], [True, True, False, False]) == 0.0
    assert stats.calibration_error([0.9, 0.9], [True, False]) == pytest.approx(0.4)


def test_halves_are_fixed_and_about_even() -> None:
    ids = [f"r-{n:03}" for n in range(400)]
    development = [i for i in ids if half(i) is Half.DEVELOPMENT]
    assert [half(i) for i in ids] == [half(i) for i in ids]
    assert 160 < len(development) < 240
