"""What a tracer tells afterwards: every step, and nothing of the user that is not masked."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import pytest

from assistant.compose.parts import Part
from assistant.draft import Draft
from assistant.judge import judge
from assistant.knowledge import Knowledge
from assistant.models import Answer, Conversation, Engine, Status
from assistant.pipeline import Assistant
from assistant.receive import receive
from assistant.retrieve import retrieve
from assistant.rule_choice import rule_for
from assistant.trace import Trace, Tracer, version_of
from assistant.understand import understand
from assistant.verify.report import Drop, DropReason, VerifyReport
from assistant.verify.report import Part as DraftPart
from assistant.work import case_of, work_out
from corpus.models import Corpus
from corpus.parameters import Parameters, load_parameters
from indexes.phrases import FicheIndex
from indexes.search import SearchIndex
from tests.conftest import TODAY

CASE = "Hoeveel bedraagt de begeleidingspremie in kwartaal 3 voor vijf jaar met een hoge begeleidingsnood?"
ANSWER = Answer(
    conversation_id="g",
    answer_id="a",
    status=Status.ANSWERED,
    as_of=date(2026, 11, 22),
    answer="x",
    engine=Engine(corpus="c", index="i", lexical=True, dense=None),
    timings_ms={"receive": 1.5},
)


@pytest.fixture(scope="module")
def knowledge(corpus: Corpus, parameters: Parameters) -> Knowledge:
    return Knowledge.of(corpus, parameters)


def traced(question: str, index: SearchIndex, knowledge: Knowledge) -> Trace:
    """The steps as the pipeline takes them, with a tracer at each."""
    tracer = Tracer()
    received = receive(question)
    talk = Conversation(id="g")
    understood = understand(received, talk)
    tracer.read(received, understood)
    fiches = FicheIndex.open(knowledge.fiches, index.status().folder, index.status().model)
    found = retrieve(question, received.language, index, fiches)
    judgement = judge(understood, found.provisions, found.fiches, talk)
    rule = rule_for(judgement, understood, knowledge)
    worked = work_out(rule, case_of(understood), knowledge.parameters, TODAY)
    tracer.found(found.fiches)
    tracer.ruled(rule)
    tracer.part(Part(question, found.provisions, judgement, worked))
    drop = Drop(DraftPart.STATEMENT, 0, DropReason.UNGROUNDED_FIGURE, f"zin uit {question}")
    tracer.checked(VerifyReport(Draft(Status.ANSWERED), (drop,)))
    trace = tracer.trace(ANSWER, "cijfers")
    assert trace is not None
    return trace


def test_every_step_is_told(lexical_index: SearchIndex, knowledge: Knowledge) -> None:
    trace = traced(CASE, lexical_index, knowledge)
    assert (trace.answer_id, trace.question, trace.language) == ("a", CASE, "nl")
    facts = {fact.name: fact for fact in trace.facts}
    assert (facts["need_years"].value, facts["need_years"].words) == ("5", "vijf jaar")
    assert facts["need_years"].said_now
    (part,) = trace.parts
    assert part.candidates
    assert part.passages[0].score >= part.passages[-1].score
    assert (part.rule.rule, part.rule.inputs["quarter"]) == ("begeleidingspremie", "3")
    assert any(outcome.startswith("begeleidingspremie: ") for outcome in part.rule.outcomes)
    assert trace.dropped[0].reason == "ungrounded_figure"
    assert (trace.corpus, trace.index, trace.parameters) == ("c", "i", "cijfers")
    assert trace.timings_ms == {"receive": 1.5}
    json.dumps(asdict(trace), default=str)


def test_personal_data_is_not_in_it(lexical_index: SearchIndex, knowledge: Knowledge) -> None:
    question = (
        "Mevrouw Vandewoestijne (85.07.30-033.28, vandewoestijne@voorbeeld.be) heeft autisme. "
        "Heeft zij recht op de loonpremie voor vijf jaar?"
    )
    told = json.dumps(asdict(traced(question, lexical_index, knowledge)), default=str)
    for planted in ("85.07.30", "033.28", "Vandewoestijne", "vandewoestijne", "@voorbeeld"):
        assert planted not in told
    assert "naam" in told


def test_a_tracer_that_saw_nothing_tells_nothing() -> None:
    assert Tracer().trace(ANSWER) is None


def test_a_question_that_ended_at_once(lexical_assistant: Assistant) -> None:
    answer, _ = lexical_assistant.ask("x" * 5_000)
    tracer = Tracer()
    tracer.read(receive("x" * 5_000))
    trace = tracer.trace(answer)
    assert trace is not None
    assert (trace.parts, trace.facts, trace.query) == ((), (), "")


def test_the_version_of_the_figures_changes_with_them(parameters: Parameters) -> None:
    assert version_of(parameters) == version_of(load_parameters())
    assert version_of(parameters) != version_of(Parameters({}))
