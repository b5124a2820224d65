"""A calculation bears out what a question takes for granted, or contradicts it."""

from __future__ import annotations

import pytest

from assistant.compose.confirm import confirmed
from assistant.models import Conversation
from assistant.receive import receive
from assistant.understand import understand
from assistant.work import case_of, work_out
from corpus.parameters import Parameters
from corpus.phrases import Stance
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("question", "rule", "stance"),
    [
        ("de stad rekent in kwartaal 9 toch 600 euro aan?", "tarief_gent", Stance.YES),
        ("de stad rekent in kwartaal 9 toch 800 euro aan?", "tarief_gent", Stance.NO),
        ("wat rekent de stad aan in kwartaal 9?", "tarief_gent", Stance.NONE),
        ("in kwartaal 9 is doorverwijzen toch 600 euro?", "tarief_gent", Stance.NONE),
        ("in kwartaal 9 is doorverwijzen toch 800 euro?", "tarief_gent", Stance.NO),
        (
            "in het derde jaar zakt de loonpremie van een pakket van 5 jaar toch naar 15 procent?",
            "loonpremie",
            Stance.NO,
        ),
    ],
)
def test_a_claim_is_held_against_the_outcome(
    question: str, rule: str, stance: Stance, parameters: Parameters
) -> None:
    understood = understand(receive(question), Conversation(id="t"))
    (calculation,) = work_out(rule, case_of(understood), parameters, TODAY).calculations
    assert confirmed(understood, question, calculation) is stance


def test_one_of_several_outcomes_that_agrees_is_no_plain_yes(parameters: Parameters) -> None:
    question = "in kwartaal 6 is de begeleidingspremie toch 1.330 euro?"
    understood = understand(receive(question), Conversation(id="t"))
    (calculation,) = work_out("begeleidingspremie", case_of(understood), parameters, TODAY).calculations
    assert calculation.outcome.value is None
    assert confirmed(understood, question, calculation) is Stance.NONE
