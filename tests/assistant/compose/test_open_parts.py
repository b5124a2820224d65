"""Messages of several questions, choices, and what is told beside an answer."""

from __future__ import annotations

import pytest

from assistant.compose.answer import compose
from assistant.compose.asked import plain
from assistant.compose.curated import tell_beside
from assistant.compose.doors import door_sentence
from assistant.compose.open_parts import choice, left_open
from assistant.compose.parts import Part, Sheet
from assistant.draft import Citer, Draft
from assistant.judge import Action, Judgement
from assistant.knowledge import Knowledge
from assistant.models import Conversation, NoticeKind, Reason, Statement, StatementKind, Status
from assistant.pipeline import Assistant
from assistant.receive import receive
from assistant.retrieve import NOTHING_FOUND
from assistant.understand import understand
from assistant.verify import verify
from assistant.work import Worked
from corpus.contacts import contacts
from corpus.models import Corpus
from corpus.parameters import Parameters
from tests.conftest import TODAY


def test_a_question_without_an_answer_is_named(assistant: Assistant) -> None:
    answer, _ = assistant.ask("Wie tekent het ondersteuningsplan, en hoeveel inwoners telt Parijs?")
    (notice,) = [n for n in answer.notices if n.kind is NoticeKind.PARTIAL]
    assert "Hoeveel inwoners telt Parijs?" in notice.text
    assert any(s.text.startswith(("Een van uw vragen", "Op een van uw vragen")) for s in answer.statements)


@pytest.mark.parametrize(
    ("answerable", "reason", "said"),
    [
        (0.001, Reason.OUT_OF_SCOPE, "gaat niet over individueel maatwerk"),
        (0.2, Reason.OUT_OF_SCOPE, "vind ik geen antwoord"),
        (0.001, Reason.NOT_IN_CORPUS, "vind ik geen antwoord"),
    ],
)
def test_only_what_is_surely_foreign_is_called_so(
    corpus: Corpus, parameters: Parameters, answerable: float, reason: Reason, said: str
) -> None:
    sheet = Sheet(Citer(corpus))
    judgement = Judgement(Action.DECLINE, answerable, reason)
    left_open(Part("x", NOTHING_FOUND, judgement, Worked()), sheet, Knowledge.of(corpus, parameters))
    (statement,) = sheet.statements
    assert said in statement.text


def test_no_sentence_stands_twice(assistant: Assistant) -> None:
    answer, _ = assistant.ask("Wat is de betalingstermijn en binnen hoeveel dagen betaal ik de factuur?")
    texts = [statement.text for statement in answer.statements]
    assert len(texts) == len(set(texts))


def test_a_choice_keeps_titles_with_figures_and_grounds_them(corpus: Corpus, parameters: Parameters) -> None:
    knowledge = Knowledge.of(corpus, parameters)
    sheet = Sheet(Citer(corpus))
    asked = choice(("loonpremie-kwartaal-9", "procedure-duur", "overeenkomst-opzeggen"), sheet, knowledge)
    assert len(asked.options) == 3
    draft = Draft(Status.CLARIFICATION, missing=(asked,), citations=sheet.citer.citations)
    assert verify(draft, corpus, frozenset(), TODAY).sound


def test_a_choice_is_never_of_one(corpus: Corpus, parameters: Parameters) -> None:
    knowledge = Knowledge.of(corpus, parameters)
    assert len(choice(("procedure-duur",), Sheet(Citer(corpus)), knowledge).options) > 1


def test_a_single_thing_that_could_be_meant_is_answered(corpus: Corpus, parameters: Parameters) -> None:
    received = receive("opzeg?")
    understood = understand(received, Conversation(id="t"))
    judgement = Judgement(Action.CHOOSE, 0.5, Reason.UNCLEAR, (("overeenkomst-opzeggen", 0.5),))
    part = Part(understood.query, NOTHING_FOUND, judgement, Worked())
    draft = compose(received, understood, [part], Knowledge.of(corpus, parameters), TODAY)
    assert (draft.status, draft.reason) == (Status.ANSWERED, None)
    assert draft.statements[0].citations


def test_a_door_that_is_no_name_is_small_inside_the_sentence() -> None:
    doors = {contact.id: door_sentence(contact) for contact in contacts()}
    assert any("terecht bij een advocaat" in sentence for sentence in doors.values())
    assert "terecht bij VDAB" in doors["vdab"]


def _beside(knowledge: Knowledge, fiches: tuple[str, ...], said: str) -> Sheet:
    sheet = Sheet(Citer(knowledge.corpus))
    sheet.tell([Statement(text=said, kind=StatementKind.RULE, citations=())])
    tell_beside(Judgement(Action.ANSWER, 1.0, beside=fiches), sheet, knowledge, TODAY)
    return sheet


def test_beside_an_answer_stands_at_most_one_line(corpus: Corpus, parameters: Parameters) -> None:
    knowledge = Knowledge.of(corpus, parameters)
    sheet = _beside(knowledge, ("overeenkomst-opzeggen", "overeenkomst-onmiddellijk-stoppen"), "Iets anders.")
    assert len(sheet.statements) + len(sheet.next_questions) == 2


def test_what_the_answer_says_is_not_told_beside_it(corpus: Corpus, parameters: Parameters) -> None:
    knowledge = Knowledge.of(corpus, parameters)
    first = knowledge.fiches.fiches["overeenkomst-opzeggen"].answer[0].text
    assert len(_beside(knowledge, ("overeenkomst-opzeggen",), first).statements) == 1


def test_the_words_of_the_asker_are_plain_text() -> None:
    assert plain("mag ik **dit** [naam](x) vragen") == "Mag ik dit (naam)(x) vragen?"
    assert plain("en komt er nog iets bij") == "Komt er nog iets bij?"
