from __future__ import annotations

import pytest

from assistant.models import Conversation, Fact, FactSource, Unit
from assistant.receive import receive
from assistant.understand import FollowUp, understand
from tests.assistant.understand.reading import after, read, values

LOONPREMIE = "Hoeveel bedraagt de loonpremie voor vijf jaar in kwartaal 7?"


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("en als het deeltijds is?", FollowUp.SAME_TOPIC_NEW_FACTS),
        ("nee, voor 2 jaar", FollowUp.SAME_TOPIC_NEW_FACTS),
        ("en halftijds?", FollowUp.SAME_TOPIC_NEW_FACTS),
        ("en in kwartaal 3?", FollowUp.SAME_TOPIC_NEW_FACTS),
        ("et pour deux ans ?", FollowUp.SAME_TOPIC_NEW_FACTS),
        ("waar staat dat?", FollowUp.WHERE),
        ("Waar staat da ergens?", FollowUp.WHERE),
        ("geef me de berekening", FollowUp.CALCULATION),
        ("hoe kom je daaraan?", FollowUp.CALCULATION),
        ("en daarna?", FollowUp.NEXT_PHASE),
        ("and then?", FollowUp.NEXT_PHASE),
        ("en voor de begeleidingspremie?", FollowUp.OTHER_TOPIC),
        ("opnieuw", FollowUp.RESTART),
        ("Opnieuw: wat is een collega-coach?", FollowUp.RESTART),
    ],
)
def test_how_a_message_leans_on_the_one_before(message: str, kind: FollowUp) -> None:
    assert read(message, after(LOONPREMIE)).follow_up is kind


@pytest.mark.parametrize(
    "message",
    [
        "Wie ondertekent het ondersteuningsplan?",
        "Mag ik de VOP combineren met individueel maatwerk?",
        "Waar staat dat een collega-coach een diploma moet hebben in de regelgeving?",
    ],
)
def test_a_whole_question_leans_on_nothing(message: str) -> None:
    understood = read(message, after(LOONPREMIE))
    assert understood.follow_up is None
    assert understood.query == message


@pytest.mark.parametrize("message", ["en daarna?", "waar staat dat?", "nee, voor 2 jaar"])
def test_without_a_turn_before_nothing_is_leant_on(message: str) -> None:
    assert read(message).follow_up is None


def test_a_leaning_message_is_searched_for_with_the_one_before() -> None:
    assert (
        read("en daarna?", after("Wat rekent Stad Gent aan?")).query == "Wat rekent Stad Gent aan? en daarna?"
    )


def test_another_subject_takes_the_place_of_the_one_before() -> None:
    query = read("en voor de begeleidingspremie?", after(LOONPREMIE)).query
    assert query.startswith("hoeveel bedraagt de begeleidingspremie")
    assert "loonpremie" not in query


def test_facts_carry_over_and_corrections_replace() -> None:
    held = after(LOONPREMIE)
    assert values("nee, voor 2 jaar", held) == {"need_years": 2, "quarter": 7}
    assert values("en voor de begeleidingspremie?", held) == {"need_years": 5, "quarter": 7}


def test_a_new_quarter_counts_on_the_clock_of_the_one_before() -> None:
    held = after("Hoeveel loonpremie in kwartaal 3 van de premie?")
    assert values("en in kwartaal 8?", held) == {"premium_quarter": 8}


def test_a_quarter_and_a_span_do_not_stay_side_by_side() -> None:
    held = after("loonpremie in het tweede jaar")
    assert values("en in kwartaal 12?", held) == {"quarter": 12}


def test_a_wage_for_another_time_replaces_the_one_before() -> None:
    held = after("Hoeveel loonpremie met loonkost 3.500 euro per maand?")
    assert list(values("nee, 9.000 euro loonkost per kwartaal", held)) == ["wage_cost_quarter"]


def test_a_restart_forgets_the_facts() -> None:
    assert values("opnieuw", after(LOONPREMIE)) == {}
    assert values("Opnieuw: hoeveel voor 2 jaar premie?", after(LOONPREMIE)) == {"need_years": 2}


def test_what_the_user_sets_by_hand_wins() -> None:
    by_hand = Fact(value=2, unit=Unit.YEAR, source=FactSource.SAID, words="2 jaar")
    held = after(LOONPREMIE)
    received = receive("en voor vijf jaar met een hoge begeleidingsnood?")
    known = understand(received, held, {"need_years": by_hand, "quarter": None}).facts
    assert known["need_years"] == by_hand
    assert "quarter" not in known
    assert known["level"].value == "hoog"


def test_only_what_this_message_gives_is_said() -> None:
    assert read("en halftijds?", after(LOONPREMIE)).said == {"fraction"}


def test_a_bare_answer_to_a_question_back_is_a_fact() -> None:
    assert values("2 jaar", after("Hoeveel bedraagt de loonpremie?"))["need_years"] == 2
    assert "need_years" not in read("2 jaar", Conversation(id="c")).facts


def test_what_belongs_to_one_question_does_not_stay_for_the_next() -> None:
    first = "Moet ons uitzendkantoor zich registreren voor de begeleidingspremie?"
    assert read(first).aspects["uitzend_asked"].value == "nodig"
    later = read("Hoeveel bedraagt de loonpremie voor een langdurige behoefte?", after(first))
    assert "uitzend_asked" not in later.known
    assert later.known["employer"].value == "uitzendkantoor"


def test_a_case_that_is_only_supposed_does_not_stay_for_the_next_question() -> None:
    held = after("Kan een school individueel maatwerk aanvragen?")
    assert held.facts["employer"].source is FactSource.ASSUMED
    assert "employer" in read("en in kwartaal 3?", held).facts
    assert "employer" not in read("Hoeveel bedraagt de loonpremie in kwartaal 7?", held).facts
    own = after("Wij zijn een school. Kunnen wij individueel maatwerk aanvragen?")
    assert read("Hoeveel bedraagt de loonpremie in kwartaal 7?", own).facts["employer"].value == "school"


@pytest.mark.parametrize(
    "message", ["Hoe weet ik of VDAB de behoefte heeft vastgesteld?", "ik weet niet of hij student is"]
)
def test_what_somebody_wonders_is_no_fact(message: str) -> None:
    assert not read(message).facts
