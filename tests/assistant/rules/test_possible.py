"""What is impossible whatever else is not known, and how it is shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.rules import InvalidCase
from assistant.rules.begeleidingspremie import BegeleidingspremieInputs
from assistant.rules.loonpremie_case import LoonpremieInputs
from assistant.rules.possible import check_possible, shown
from assistant.rules.saldo import SaldoInputs
from assistant.rules.tarief_gent import TariefGentInputs
from corpus.parameters import Parameters

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("model", "given", "wrong"),
    [
        (BegeleidingspremieInputs, {"quarter": 21}, "Kwartaal 21"),
        (LoonpremieInputs, {"quarter_to": 25}, "Kwartaal 25"),
        (LoonpremieInputs, {"quarter": 10, "need_years": 2}, "kwartaal 10"),
        (LoonpremieInputs, {"fraction": "1.5"}, "150 %"),
        (BegeleidingspremieInputs, {"hours_share": "1.2"}, "1,2"),
        (TariefGentInputs, {"need_years": 3}, "3 jaar"),
    ],
)
def test_one_fact_can_be_enough_to_refuse(
    model: Any, given: dict[str, object], wrong: str, parameters: Parameters
) -> None:
    inputs = model.model_validate({"on": DAY, **given})
    with pytest.raises(InvalidCase) as refusal:
        check_possible(inputs, parameters)
    assert wrong in refusal.value.message_nl


@pytest.mark.parametrize(
    ("model", "given"),
    [
        (LoonpremieInputs, {"quarter": 20}),
        (BegeleidingspremieInputs, {"quarter": 8, "need_years": 2}),
        (TariefGentInputs, {"quarter": 25}),  # an agreement may outlive the premium
        (SaldoInputs, {"quarter": 25}),
    ],
)
def test_what_can_be_passes(model: Any, given: dict[str, object], parameters: Parameters) -> None:
    check_possible(model.model_validate({"on": DAY, **given}), parameters)


def test_an_impossible_case_shows_the_limits_with_their_sources(parameters: Parameters) -> None:
    inputs = BegeleidingspremieInputs(on=DAY, quarter=21)
    with pytest.raises(InvalidCase) as refusal:
        check_possible(inputs, parameters)
    calculation = shown("begeleidingspremie", inputs, refusal.value)
    assert calculation.outcome.value is None
    assert calculation.summary == (refusal.value.message_nl, refusal.value.allowed)
    assert [str(step.value) for step in calculation.steps] == ["5", "1", "20"]
    assert all(step.sources for step in calculation.steps)
