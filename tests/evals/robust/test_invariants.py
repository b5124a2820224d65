"""Every breach is seen, and a sound answer has none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant import pipeline
from assistant.draft import Draft
from assistant.models import (
    Answer,
    Calculation,
    Reason,
    Statement,
    StatementKind,
    Status,
)
from assistant.rules.registry import calculate
from corpus.parameters import Parameters
from evals.robust.generate import sample
from evals.robust.invariants import Breach, breaches
from evals.robust.pairs import disagreements, other_sources
from evals.robust.recalculate import differences, other_inputs, same_value, unused_facts
from evals.robust.run import Examiner
from evals.robust.templates import Named, Slot, Template
from evals.robust.watch import dropped_parts
from tests.conftest import TODAY
from tests.evals.robust.fakes import Parrot, Reply
from tests.evals.samples import answer, citation, corpus

SOUND = "Een abonnement kost 50 euro per kwartaal."


@pytest.fixture(scope="module")
def worked(parameters: Parameters) -> Calculation:
    given = {"on": TODAY, "need_years": 5, "quarter": 3}
    return calculate("loonpremie", given, parameters)


def found(made: Answer, parameters: Parameters, **more: Any) -> set[Breach]:
    return {finding.breach for finding in breaches(made, corpus(), parameters, **more)}


def test_a_sound_answer_has_no_breach(parameters: Parameters) -> None:
    assert found(answer(SOUND), parameters) == set()


@pytest.mark.parametrize(
    ("made", "breach"),
    [
        (answer(SOUND, reason=Reason.OUT_OF_SCOPE), Breach.INVALID),
        (answer(SOUND, status=Status.CLARIFICATION), Breach.INVALID),
        (answer(SOUND, status=Status.REFUSED, reason=Reason.UNCLEAR), Breach.INVALID),
        (answer(), Breach.INVALID),
        (answer(SOUND + " [2]"), Breach.INVALID),
        (answer(SOUND, citations=(citation(2),)), Breach.INVALID),
        (answer("Een abonnement kost 60 euro."), Breach.UNGROUNDED),
        (answer("Een abonnement bestaat.", citations=()), Breach.UNCITED),
        (
            answer("Goed.", statements=(Statement(text="Na 3 jaar.", kind=StatementKind.COURTESY),)),
            Breach.UNCITED,
        ),
        (
            answer("Goed.", statements=(Statement(text="Goed.", kind=StatementKind.RULE, citations=(9,)),)),
            Breach.UNCITED,
        ),
        (
            answer(
                SOUND,
                citations=(citation().model_copy(update={"start": 1, "end": 8}),),
            ),
            Breach.SPAN,
        ),
        (answer(SOUND, citations=(citation().model_copy(update={"document": "x"}),)), Breach.SPAN),
        (
            answer(
                "De tekst zegt “Een abonnement is gratis”.",
                statements=(
                    Statement(
                        text="De tekst zegt “Een abonnement is gratis”.",
                        kind=StatementKind.QUOTE,
                        citations=(1,),
                    ),
                ),
            ),
            Breach.SPAN,
        ),
        (answer(SOUND + " <b>nu</b>"), Breach.MARKUP),
    ],
)
def test_a_breach_is_seen(made: Answer, breach: Breach, parameters: Parameters) -> None:
    assert breach in found(made, parameters)


def test_personal_data_in_any_part_of_an_answer_is_seen(parameters: Parameters) -> None:
    made = answer(SOUND, next_questions=("Wat met WANNES VERHAEGENDOORN?",))
    assert found(made, parameters, personal=("Wannes Verhaegendoorn",)) == {Breach.ECHO}


def test_a_hash_of_the_engine_repeats_nothing(parameters: Parameters) -> None:
    assert found(answer(SOUND), parameters, personal=("conversation_id",)) == set()


def test_a_status_that_cannot_be_right_is_seen(parameters: Parameters) -> None:
    assert found(answer(SOUND), parameters, expect=(Status.REFUSED,)) == {Breach.STATUS}
    assert found(answer(SOUND), parameters, expect=(Status.ANSWERED, Status.REFUSED)) == set()


def test_a_calculation_equals_its_rule(worked: Calculation, parameters: Parameters) -> None:
    assert differences(worked, parameters) == []
    # In an answer the steps have numbers of citations, which the rule does not give.
    cited = tuple(step.model_copy(update={"citations": (1,)}) for step in worked.steps)
    assert differences(worked.model_copy(update={"steps": cited}), parameters) == []


@pytest.mark.parametrize("part", ["outcome", "steps", "inputs", "caveats", "name"])
def test_a_calculation_that_was_changed_is_seen(
    part: str, worked: Calculation, parameters: Parameters
) -> None:
    step = worked.steps[0]
    other = {
        "outcome": worked.outcome.model_copy(update={"value": Decimal("41")}),
        "steps": (step.model_copy(update={"value": step.value + 1}), *worked.steps[1:]),
        "inputs": {**worked.inputs, "quarter": 12},
        "caveats": ("Alles is gratis.",),
        "name": "toverpremie",
    }
    assert differences(worked.model_copy(update={part: other[part]}), parameters)


def test_a_calculation_with_days_is_worked_out_again(parameters: Parameters) -> None:
    given = {"on": TODAY, "need_years": 5, "vdab_finding": "2025-02-10", "applications": ["2025-03-01"]}
    assert differences(calculate("tijdlijn", given, parameters), parameters) == []


def test_facts_that_a_calculation_did_not_take_are_seen(worked: Calculation) -> None:
    assert other_inputs(worked, {"quarter": "3", "need_years": "5"}) == []
    assert len(other_inputs(worked, {"quarter": "4"})) == 1
    assert len(unused_facts(worked, {"wage_cost": "9000", "quarter": "3"})) == 1


@pytest.mark.parametrize(
    ("used", "wanted", "same"),
    [(Decimal("9000.00"), "9000", True), (5, "2", False), ("hoog", "hoog", True), ("hoog", "laag", False)],
)
def test_values_are_compared_as_numbers_where_they_are(used: object, wanted: str, same: bool) -> None:
    assert same_value(used, wanted) is same


def test_pairs_agree_or_say_what_differs(worked: Calculation) -> None:
    one = answer(SOUND)
    assert disagreements(one, answer(SOUND + " Graag gedaan.")) == []
    assert disagreements(one, answer("Een abonnement kost 60 euro.")) == ["figures: 50 EUR against 60 EUR"]
    refused = answer(SOUND, status=Status.REFUSED)
    assert disagreements(one, refused) == ["status: answered against refused"]
    assert disagreements(one, answer(SOUND, calculations=(worked,)))[0].startswith("calculations")
    assert not other_sources(one, refused)
    assert other_sources(one, answer(SOUND, citations=(citation(quote="Het geldt 2 jaar."),)))


def test_what_verify_leaves_out_is_counted() -> None:
    draft = Draft(Status.ANSWERED, statements=(Statement(text="Niets.", kind=StatementKind.RULE),))
    with dropped_parts() as lines:
        vars(pipeline)["verify"](draft, corpus(), frozenset())
        assert len(lines) == 1
        assert "no_source" in lines[0]
    vars(pipeline)["verify"](draft, corpus(), frozenset())
    assert len(lines) == 1


def examined(reply: Reply, parameters: Parameters, template: Template, slots: dict[str, Slot]) -> Any:
    named = Named(id="x-001", family="x", template=template, expect=())
    groups = sample([named], slots, count=2, seed=1, variants=1)
    return Examiner(Parrot(reply), corpus(), parameters).run(groups)  # type: ignore[arg-type]


def test_an_error_is_a_finding_and_not_the_end(parameters: Parameters) -> None:
    def breaks(_: str) -> Answer:
        message = "kapot"
        raise RuntimeError(message)

    outcome = examined(breaks, parameters, Template(ask=("Wat kost dat?",)), {})
    assert [f.breach for r in outcome.results for f in r.findings] == [Breach.ERROR, Breach.ERROR]
    assert outcome.pairs == []


def test_a_pair_with_another_outcome_is_kept_with_both_texts(parameters: Parameters) -> None:
    def fickle(text: str) -> Answer:
        return answer(SOUND) if text == "Wat kost dat?" else answer("Het geldt 2 jaar.")

    outcome = examined(fickle, parameters, Template(ask=("Wat kost dat?",)), {})
    (pair,) = outcome.pairs
    assert pair.differs
    assert pair.group.base.text == "Wat kost dat?"
    assert pair.asked.text != "Wat kost dat?"


def test_the_turns_before_a_question_are_asked_first(parameters: Parameters) -> None:
    bird = Parrot(lambda _: answer(SOUND))
    named = Named(
        id="x-001", family="x", template=Template(ask=("en dan?",), earlier=("Wat kost dat?",)), expect=()
    )
    Examiner(bird, corpus(), parameters).run(sample([named], {}, count=1, seed=1, variants=0))  # type: ignore[arg-type]
    assert bird.heard == ["Wat kost dat?", "en dan?"]
