"""Whole conversations and messages with several questions, through the assistant as users have it."""

from __future__ import annotations

import pytest

from assistant.models import (
    Answer,
    Conversation,
    Fact,
    FactSource,
    NoticeKind,
    Reason,
    StatementKind,
    Status,
    Turn,
    Unit,
)
from assistant.pipeline import Assistant

TARIFF = "Wat rekent Stad Gent aan per kwartaal?"
PREMIUM = "Hoeveel bedraagt de gewone loonpremie voor 5 jaar in kwartaal 2?"


def talk(assistant: Assistant, *messages: str) -> Answer:
    conversation: Conversation | None = None
    for message in messages:
        answer, conversation = assistant.ask(message, conversation)
    return answer


def said(answer: Answer) -> str:
    return " ".join(statement.text for statement in answer.statements)


def last_turn(assistant: Assistant, *messages: str) -> Turn:
    conversation: Conversation | None = None
    for message in messages:
        _, conversation = assistant.ask(message, conversation)
    assert conversation is not None
    return conversation.turns[-1]


@pytest.mark.parametrize("question", ["waar staat dat?", "in welk artikel?", "Where does it say that?"])
def test_where_names_the_place_first_and_quotes_it(assistant: Assistant, question: str) -> None:
    answer = talk(assistant, TARIFF, question)
    rules = [s for s in answer.statements if s.kind is not StatementKind.COURTESY]
    assert answer.status is Status.ANSWERED
    assert rules[0].text.startswith("Dat staat in artikel 5")
    assert "van de modelovereenkomst" in rules[0].text
    assert rules[1].kind is StatementKind.QUOTE
    assert {answer.citations[n - 1].locator for n in rules[0].citations} >= {"art-5-lid-1-punt-1"}


def test_where_can_be_asked_again_and_of_the_calculation(assistant: Assistant) -> None:
    answer = talk(assistant, PREMIUM, "geef me de berekening", "waar staat dat?", "en waar staat dat?")
    assert answer.statements[0].text.startswith("Dat staat in Loonpremie, rij")


def test_where_in_one_turn_names_the_place_before_the_answer(assistant: Assistant) -> None:
    answer = talk(assistant, "In welk artikel staat wie het ondersteuningsplan ondertekent?")
    assert answer.statements[0].text.startswith("Dat staat in artikel 3")
    assert "ondertekenen" in said(answer)


def test_the_calculation_is_told_step_by_step(assistant: Assistant) -> None:
    case = "voor 5 jaar in kwartaal 2 bij een loonkost van 8.000 euro per kwartaal"
    question = f"Hoeveel is de gewone loonpremie {case}?"
    answer = talk(assistant, question, "hoe kom je daaraan?")
    assert "3.200,00 euro" in answer.statements[0].text
    assert "40 % × 8.000,00 euro" in said(answer)
    steps = [s for s in answer.statements if s.kind is StatementKind.CALCULATION]
    assert all(s.calculations for s in steps)
    assert steps[0].citations


def test_what_comes_after_a_quarter_are_the_later_phases(assistant: Assistant) -> None:
    answer = talk(assistant, PREMIUM, "en daarna?")
    assert "6 tot en met 9: 30 %" in answer.statements[0].text
    assert "10 tot en met 20: 20 %" in said(answer)
    assert "40 %" not in said(answer)


def test_after_the_last_phase_comes_none(assistant: Assistant) -> None:
    answer = talk(assistant, PREMIUM, "en in kwartaal 15?", "en daarna?")
    assert answer.statements[0].text.startswith("Daarna komt er geen nieuwe fase")


@pytest.mark.parametrize(
    ("first", "then", "figure"),
    [
        (PREMIUM, "nee, voor 2 jaar", "20 %"),
        (PREMIUM, "en in kwartaal 12?", "20 %"),
        (PREMIUM, "sorry, ik bedoelde de verhoogde", "55 %"),
        (
            "gemiddelde begeleidingspremie 5 jaar kwartaal 3?",
            "en als het voor 2 jaar is, kwartaal 7?",
            "1.030,00",
        ),
    ],
)
def test_another_case_is_worked_out_again(assistant: Assistant, first: str, then: str, figure: str) -> None:
    assert figure in talk(assistant, first, then).statements[0].text


@pytest.mark.parametrize(
    ("first", "then", "fiche"),
    [
        ("Kan een gemeente individueel maatwerk aanvragen?", "en een school?", "werkgever-school"),
        ("wat doet een gekwalificeerde begeleider?", "en de coach dan?", "rollen-collega-coach-taken"),
        ("hoelang blijft de registratie van een uitzendkantoor geldig?", "kan dat ook vroeger stoppen?",
         "uitzend-vervalt"),
        ("kan mijn baas voor mij naar vdab?", "maar wie moet het dan doen?", "procedure-wie-vraagt-aan"),
        ("Wie ondertekent het ondersteuningsplan?", "en wie maakt het op?", "ondersteuningsplan-wie-maakt"),
        (TARIFF, "komt daar nog verplaatsing bij?", "tarief-gent-verplaatsing"),
        (TARIFF, "moet ik dat ook betalen als de premie stopt?", "saldo-na-premie"),
    ],
)  # fmt: skip
def test_a_follow_up_is_answered_on_the_subject_of_before(
    assistant: Assistant, first: str, then: str, fiche: str
) -> None:
    assert last_turn(assistant, first, then).fiches == (fiche,)


def test_another_certificate_is_judged_on_its_own(assistant: Assistant) -> None:
    answer = talk(assistant, "Telt een bachelor sociale verpleegkunde?", "en gewone verpleegkunde?")
    assert answer.statements[0].text.startswith("Nee")


def test_a_follow_up_on_something_else_altogether_is_declined(assistant: Assistant) -> None:
    answer = talk(assistant, TARIFF, "en wat is de hoofdstad van Frankrijk?")
    assert (answer.status, answer.reason) == (Status.REFUSED, Reason.OUT_OF_SCOPE)


def test_a_restart_forgets_the_case(assistant: Assistant) -> None:
    answer = talk(assistant, PREMIUM, "opnieuw")
    assert answer.status is Status.CLARIFICATION
    assert not answer.facts
    assert not talk(assistant, PREMIUM, "opnieuw", "hoeveel bedraagt de loonpremie?").facts


def test_facts_that_the_user_sets_by_hand_win(assistant: Assistant) -> None:
    _, conversation = assistant.ask(PREMIUM)
    edits = {
        "need_years": Fact(value=2, unit=Unit.YEAR, source=FactSource.SAID, words="2 jaar"),
        "package": None,
    }
    answer, after = assistant.ask(PREMIUM, conversation, edits=edits)
    assert "20 %" in answer.statements[0].text
    assert after.facts["need_years"].value == 2
    assert "package" not in after.facts


def test_a_turn_remembers_what_it_answered_and_an_old_one_still_loads(assistant: Assistant) -> None:
    turn = last_turn(assistant, PREMIUM)
    assert turn.rule == "loonpremie"
    assert turn.fiches
    assert "imw-update-2023-05-30#loonpremie-rij-2" in turn.places
    old = '{"id":"c","turns":[{"question":"x","topic":"loonpremie","status":"answered","answer_id":"a"}]}'
    loaded = Conversation.model_validate_json(old)
    assert assistant.ask("waar staat dat?", loaded)[0].answer


def test_what_is_remembered_holds_no_personal_data(assistant: Assistant) -> None:
    number = "85.07.30-033.28"
    _, conversation = assistant.ask(f"Hoeveel loonpremie krijg ik voor {number} en wie beslist daarover?")
    assert number not in conversation.model_dump_json()


def test_several_questions_are_answered_in_order(assistant: Assistant) -> None:
    answer = talk(
        assistant, "hoelang bewaart de stad de gegevens en binnen hoeveel dagen moet ik de factuur betalen?"
    )
    text = said(answer)
    assert 0 <= text.index("10 jaar") < text.index("30 dagen")


def test_a_quarter_told_in_the_first_question_counts_for_the_next(assistant: Assistant) -> None:
    first = "Hoeveel is de gemiddelde begeleidingspremie voor 5 jaar in kwartaal 6"
    text = said(talk(assistant, f"{first}, en wat rekent Stad Gent aan in dat kwartaal?"))
    assert "1.330,00 euro" in text
    assert "600,00 euro" in text


def test_where_it_stands_can_be_the_second_question(assistant: Assistant) -> None:
    answer = talk(assistant, "Wie ondertekent het ondersteuningsplan en waar staat dat?")
    assert "Dat staat in artikel 3" in said(answer)


def test_a_question_beside_the_subject_is_declined_in_one_line_in_its_place(assistant: Assistant) -> None:
    answer = talk(assistant, f"{TARIFF} En wat is het weer morgen in Oostende?")
    assert answer.status is Status.ANSWERED
    assert "1.200,00 euro" in said(answer)
    assert answer.statements[-1].text.startswith("Een van uw vragen gaat niet over individueel maatwerk")
    assert NoticeKind.PARTIAL in {notice.kind for notice in answer.notices}


def test_a_question_without_an_answer_is_said_in_its_place(assistant: Assistant) -> None:
    answer = talk(
        assistant, "Komt er btw bij het tarief van Stad Gent en hoeveel rekent de stad in kwartaal 1 aan?"
    )
    text = said(answer)
    assert answer.status is Status.ANSWERED
    assert text.index("btw") < text.index("1.200,00 euro aan")


def test_every_statement_of_a_conversation_survives_the_checks(assistant: Assistant) -> None:
    for messages in (
        (PREMIUM, "en daarna?"),
        (PREMIUM, "geef me de berekening"),
        (TARIFF, "waar staat dat?"),
    ):
        answer = talk(assistant, *messages)
        assert answer.statements
        assert all(
            s.citations or s.calculations or s.kind is StatementKind.COURTESY for s in answer.statements
        )


@pytest.mark.parametrize(
    ("question", "outcomes"),
    [
        ("Staan een bachelor gezinswetenschappen en een bachelor sociologie op de lijst?", ["yes", "no"]),
        ("telt een bachelor en ergothérapie?", ["yes"]),
        ("ik ben kinesist, mijn diploma staat toch op die lijst van 2024?", ["no"]),
        ("komt een master logopedie in aanmerking?", ["no"]),
    ],
)
def test_a_named_certificate_is_decided(assistant: Assistant, question: str, outcomes: list[str]) -> None:
    answer = talk(assistant, question)
    assert [d.outcome for d in answer.decisions] == outcomes
    told = [s for s in answer.statements if s.kind is StatementKind.DECISION]
    assert {s.decisions for s in told} == {(d.id,) for d in answer.decisions}


def test_the_list_itself_is_no_certificate(assistant: Assistant) -> None:
    assert talk(assistant, "Welke bachelors staan op de lijst?").decisions == ()


def test_both_premiums_are_calculated(assistant: Assistant) -> None:
    answer = talk(assistant, PREMIUM, "en voor allebei de premies?")
    assert [c.name for c in answer.calculations] == ["loonpremie", "begeleidingspremie"]


def test_a_question_leans_past_another_subject(assistant: Assistant) -> None:
    answer = talk(
        assistant, PREMIUM, "Wie tekent het ondersteuningsplan?", "Goed, en die premie in kwartaal 7?"
    )
    assert [c.name for c in answer.calculations] == ["loonpremie"]
    assert "kwartaal 7" in said(answer)
