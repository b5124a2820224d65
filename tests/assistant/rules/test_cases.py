"""The cases a lawyer can read: `cases/*.yaml`, one test each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.models import Calculation
from assistant.rules import InvalidCase, calculate
from corpus.parameters import Parameters

CASES = Path(__file__).with_name("cases")
DEFAULT_DAY = "2026-06-01"
REFUSED = "geweigerd"
KEYS = {
    "name", "source", "calculation", "day", "given", "unit", "by_quarter", "outcome", "alternatives", "rows",
    "steps", "moments", "absent", "caveats", "silent", "labels", "alternative_labels", "refused", "allowed",
    "says",
}  # fmt: skip


class _Words(yaml.SafeLoader):
    """Dates stay words, so that nonsense dates can be cases too."""


_Words.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def _read(path: Path) -> list[dict[str, Any]]:
    cases = yaml.load(path.read_text(encoding="utf-8"), Loader=_Words)  # noqa: S506 - a SafeLoader
    for case in cases:
        assert set(case) <= KEYS, f"{path.name}: unknown keys in {case}"
    return list(cases)


def _all() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in _read(path):
            if "by_quarter" not in case:
                yield f"{path.stem}: {case['name']}", case
                continue
            for quarter, expected in case["by_quarter"].items():
                given = {**case["given"], "quarter": quarter}
                single = {key: value for key, value in case.items() if key != "by_quarter"} | {"given": given}
                wanted = {"refused": "", "allowed": ""} if expected == REFUSED else {"outcome": expected}
                yield f"{path.stem}: {case['name']}, kwartaal {quarter}", single | wanted


ALL = list(_all())


def run_case(case: Mapping[str, Any], parameters: Parameters) -> Calculation:
    given = {"on": case.get("day", DEFAULT_DAY), **case["given"]}
    return calculate(case["calculation"], given, parameters)


def _step(calculation: Calculation, label: str) -> Any:
    found = [step for step in calculation.steps if step.label.startswith(label)]
    assert found, f"no step '{label}' among {[step.label for step in calculation.steps]}"
    return found[0]


def test_there_are_many_cases() -> None:
    assert len(ALL) >= 400
    assert len({name for name, _ in ALL}) == len(ALL)


@pytest.mark.parametrize(("name", "case"), ALL, ids=[name for name, _ in ALL])
def test_case(name: str, case: dict[str, Any], parameters: Parameters) -> None:
    if "refused" in case:
        with pytest.raises(InvalidCase) as refusal:
            run_case(case, parameters)
        assert case["refused"] in refusal.value.message_nl
        assert case["allowed"] in refusal.value.allowed
        assert refusal.value.message_nl
        assert refusal.value.allowed
        return
    calculation = run_case(case, parameters)
    expected = case["outcome"]
    assert calculation.outcome.value == (None if expected is None else Decimal(expected)), name
    assert calculation.outcome.unit == case.get("unit", "EUR")
    _check_series(case, calculation)
    _check_steps(case, calculation)
    _check_caveats(case, calculation)
    _check_sentences(case, calculation)


def _check_series(case: Mapping[str, Any], calculation: Calculation) -> None:
    if "alternatives" in case:
        assert [a.value for a in calculation.alternatives] == [Decimal(v) for v in case["alternatives"]]
    if "rows" in case:
        assert len(calculation.outcome.rows) == case["rows"]
    if "labels" in case:
        assert [row.label for row in calculation.outcome.rows] == case["labels"]
    for fragment in case.get("alternative_labels", ()):
        assert any(fragment in other.label for other in calculation.alternatives)


def _check_steps(case: Mapping[str, Any], calculation: Calculation) -> None:
    for label, value in case.get("steps", {}).items():
        assert _step(calculation, label).value == Decimal(value), label
    for label, moment in case.get("moments", {}).items():
        assert moment in _step(calculation, label).expression
    for label in case.get("absent", ()):
        assert not any(label in step.label for step in calculation.steps)


def _check_caveats(case: Mapping[str, Any], calculation: Calculation) -> None:
    told = "\n".join(calculation.caveats)
    for fragment in case.get("caveats", ()):
        assert fragment in told
    for fragment in case.get("silent", ()):
        assert fragment not in told


def _check_sentences(case: Mapping[str, Any], calculation: Calculation) -> None:
    """Each fragment stands in the sentences, in this order."""
    told, place = " ".join(calculation.summary), 0
    for fragment in case.get("says", ()):
        assert fragment in told[place:], told
        place = told.index(fragment, place)
