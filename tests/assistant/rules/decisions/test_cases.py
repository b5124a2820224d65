"""The cases in `cases/*.yaml`, which a lawyer can read, against the decisions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.models import Decision, Gap, Outcome
from assistant.rules import InvalidCase
from assistant.rules.decisions import decide
from assistant.rules.decisions.cumul import find_measures
from assistant.rules.decisions.matching import Grade
from assistant.rules.decisions.qualification import check_certificates
from corpus.parameters import Parameters

FOLDER = Path(__file__).with_name("cases")
OUTCOMES = {"ja": Outcome.YES, "nee": Outcome.NO, "onbekend": Outcome.UNKNOWN}
GRADES = {
    "exact": Grade.EXACT,
    "zelfde": Grade.EQUIVALENT,
    "onduidelijk": Grade.UNCLEAR,
    "net_niet": Grade.NEAR_MISS,
    "niet": Grade.NOT_LISTED,
}
GRADE_OUTCOMES = {
    Grade.EXACT: Outcome.YES,
    Grade.EQUIVALENT: Outcome.YES,
    Grade.UNCLEAR: Outcome.UNKNOWN,
    Grade.NEAR_MISS: Outcome.NO,
    Grade.NOT_LISTED: Outcome.NO,
}
EXPECTATIONS = {"uitkomst", "criteria", "ontbreekt", "tekst", "bronnen_botsen", "bronnen_zwijgen", "ongeldig"}
QUALIFICATIONS = yaml.safe_load((FOLDER / "qualification.yaml").read_text(encoding="utf-8"))


def _cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in content.get("gevallen", ()):
            facts = {**content.get("basis", {}), **case.get("feiten", {})}
            if "dag" in facts:
                facts["on"] = facts.pop("dag")
            facts = {name: value for name, value in facts.items() if value is not None}
            yield pytest.param(path.stem, facts, case, id=f"{path.stem}: {case['geval']}")


def test_there_are_enough_cases_and_each_expects_something() -> None:
    cases = [p.values[2] for p in _cases()]
    assert len(cases) + len(QUALIFICATIONS["getuigschriften"]) >= 400
    for case in cases:
        assert set(case) <= {"geval", "feiten", "maatregelen"} | EXPECTATIONS
        assert "uitkomst" in case or "ongeldig" in case


@pytest.mark.parametrize(("kind", "facts", "case"), list(_cases()))
def test_case(kind: str, facts: dict[str, object], case: dict[str, Any], parameters: Parameters) -> None:
    if "ongeldig" in case:
        with pytest.raises(InvalidCase, match=case["ongeldig"]) as refused:
            decide(kind, facts, parameters)
        assert refused.value.allowed
        return
    decisions = decide(kind, facts, parameters)
    assert {d.outcome for d in decisions} == {OUTCOMES[case["uitkomst"]]}
    if "maatregelen" in case:
        assert [d.criteria[0].id for d in decisions] == case["maatregelen"]
    for decision in decisions:
        _check(decision, case)


def _check(decision: Decision, case: dict[str, Any]) -> None:
    found = {c.id: c for c in decision.criteria}
    for name, outcome in case.get("criteria", {}).items():
        assert found[name].outcome is OUTCOMES[outcome], name
    for key, gap in (("bronnen_botsen", Gap.CONFLICT), ("bronnen_zwijgen", Gap.SILENT)):
        for name in case.get(key, ()):
            assert found[name].gap is gap, name
    if "ontbreekt" in case:
        assert list(decision.missing) == case["ontbreekt"]
    if "tekst" in case:
        assert any(case["tekst"] in c.text for c in decision.criteria)


@pytest.mark.parametrize(
    ("given", "grade", "numbers"), QUALIFICATIONS["getuigschriften"], ids=lambda value: str(value)
)
def test_certificate(given: str, grade: str, numbers: list[int | str], parameters: Parameters) -> None:
    (match,) = check_certificates(given)
    assert match.grade is GRADES[grade]
    assert sorted(_number(i.provision) for i in match.items) == sorted(str(n) for n in numbers)
    (decision,) = decide("qualification", {"on": QUALIFICATIONS["dag"], "certificates": given}, parameters)
    assert decision.outcome is GRADE_OUTCOMES[match.grade]
    assert {i.provision for i in match.items} <= set(decision.criteria[0].sources)
    assert all(i.label in decision.criteria[0].text for i in match.items)


def _number(provision: str) -> str:
    place, _, number = provision.rpartition("-punt-")
    return f"E{number}" if place.endswith("4") else number


def test_a_measure_in_a_sentence_is_found() -> None:
    assert find_measures("Mag ik de VOP-premie en artikel 60 samen met IMW?") == ("vop", "artikel_60")
    assert find_measures("Wat is de loonpremie?") == ()
