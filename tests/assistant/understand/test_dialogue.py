from __future__ import annotations

import pytest

from assistant.models import Conversation, Fact, FactSource, Status, Turn, Unit
from assistant.receive import receive
from assistant.understand import FollowUp, understand
from corpus.fiches import Intent
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
    assert understood.query.casefold() == message.casefold()


@pytest.mark.parametrize("message", ["en daarna?", "waar staat dat?", "nee, voor 2 jaar"])
def test_without_a_turn_before_nothing_is_leant_on(message: str) -> None:
    assert read(message).follow_up is None


def test_a_leaning_message_is_searched_for_with_the_one_before() -> None:
    query = read("en daarna?", after("Wat rekent Stad Gent aan?")).query
    assert query.casefold() == "wat rekent stad gent aan en daarna?"


def test_another_subject_takes_the_place_of_the_one_before() -> None:
    query = read("en voor de begeleidingspremie?", after(LOONPREMIE)).query
    assert query.casefold().startswith("hoeveel bedraagt de begeleidingspremie")
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


@pytest.mark.parametrize(
    "message",
    [
        "mag dat ook vroeger?",
        "krijgt die ook iets?",
        "hoeveel is dat per jaar?",
        "moet hij dat zelf betalen?",
    ],
)
def test_a_word_that_points_back_leans(message: str) -> None:
    assert read(message, after(LOONPREMIE)).own is not None


@pytest.mark.parametrize(
    "message",
    [
        "Komt iemand die in Brussel woont en daar werkt in aanmerking voor een loonpremie?",
        "Klopt het dat de gemeenteraad van Gent de overeenkomst moet goedkeuren?",
    ],
)
def test_a_relative_clause_or_a_conjunction_points_to_nothing_before(message: str) -> None:
    assert read(message, after(LOONPREMIE)).own is None


def test_a_message_that_leans_is_read_by_its_own_words_first() -> None:
    own, joined = read("en mag dat ook vroeger?", after("Wanneer komt de factuur van Stad Gent?")).readings
    assert own.query.casefold() == "en mag dat ook vroeger?"
    assert joined.query.casefold() == "wanneer komt de factuur van stad gent en mag dat ook vroeger?"


def test_a_fragment_asks_what_the_question_before_asked() -> None:
    held = after("Hoeveel bedraagt de loonpremie in kwartaal 2?")
    assert read("en voor een school?", held).intents[0] is Intent.AMOUNT
    assert read("en mag een school dat?", held).intents[0] is not Intent.AMOUNT


def test_a_name_takes_the_place_of_another_whatever_it_is_called() -> None:
    query = read("en de coach dan?", after("Wat zijn de taken van een gekwalificeerde begeleider?")).query
    assert query.casefold().startswith("wat zijn de taken van een collega-coach")


@pytest.mark.parametrize("message", ["opnieuw", "andere vraag", "start over"])
def test_after_a_restart_there_is_nothing_to_lean_on(message: str) -> None:
    understood = read(message, after(LOONPREMIE))
    assert (understood.follow_up, understood.masked, dict(understood.facts)) == (FollowUp.RESTART, "", {})
    turn = Turn(question=message, about=understood.masked, status=Status.CLARIFICATION, answer_id="a")
    assert read("en daarna?", Conversation(id="c", turns=(turn,))).follow_up is None


@pytest.mark.parametrize(
    "message",
    [
        "moet ik dan alles opnieuw aanvragen?",
        "mag een andere werknemer dat ook?",
        "moet daar een nieuw dossier voor komen?",
        "kan ik later iets anders kiezen?",
    ],
)
def test_a_word_of_a_question_is_no_restart(message: str) -> None:
    assert read(message, after(LOONPREMIE)).follow_up is not FollowUp.RESTART


@pytest.mark.parametrize("message", ["opnieuw!", "ok, opnieuw", "nieuw dossier: een kok, mag dat?"])
def test_a_restart_stands_apart(message: str) -> None:
    assert read(message, after(LOONPREMIE)).follow_up is FollowUp.RESTART


@pytest.mark.parametrize("message", ["waarom niet?", "maar waarom dan?", "Hoezo?", "why not?"])
def test_the_ground_of_the_answer_before_is_asked(message: str) -> None:
    assert read(message, after(LOONPREMIE)).follow_up is FollowUp.WHY
    assert read(message, Conversation(id="c")).follow_up is None


def test_a_question_that_opens_with_why_asks_no_ground() -> None:
    assert read("waarom krijgt een vzw minder loonpremie?", after(LOONPREMIE)).follow_up is not FollowUp.WHY


def test_a_move_takes_the_place_of_the_residence() -> None:
    held = after("Mijn werknemer woont in Brussel, krijg ik een premie?")
    assert values("en als hij naar Aalst verhuist?", held)["residence"] == "vlaanderen"


def test_a_certificate_that_is_corrected_keeps_its_level() -> None:
    held = after("Telt een graduaat orthopedagogie?")
    turn = held.turns[-1].model_copy(update={"rule": "qualification"})
    again = held.model_copy(update={"turns": (turn,)})
    said = values("sorry, ik bedoelde maatschappelijk werk", again)
    assert said["certificates"] == "graduaat maatschappelijk werk"


def test_a_fragment_leaves_the_subject_standing_for_the_next_one() -> None:
    first = read("en in kwartaal 8?", after(LOONPREMIE))
    assert first.masked == LOONPREMIE


def test_a_long_question_before_leaves_room_for_the_new_words() -> None:
    held = after("Wij hebben een medewerker die vroeger bij een ander bedrijf werkte. " * 8)
    assert len(read("en daarna?", held).query) < 300


@pytest.mark.parametrize(
    ("message", "certificate"),
    [
        ("en kinesitherapie?", "bachelor kinesitherapie"),
        ("en gewone verpleegkunde?", "bachelor verpleegkunde"),
    ],
)
def test_another_certificate_takes_over_the_level(message: str, certificate: str) -> None:
    held = after("Telt een bachelor ergotherapie?")
    turn = held.turns[-1].model_copy(update={"rule": "qualification"})
    again = held.model_copy(update={"turns": (turn,)})
    assert values(message, again)["certificates"] == certificate
    assert values(message, held).get("certificates") != certificate


def test_a_bare_choice_answers_the_question_back() -> None:
    held = after("Hoeveel bedraagt de loonpremie voor 5 jaar in kwartaal 2?")
    understood = read("verhoogde loonpremie", held)
    assert understood.follow_up is FollowUp.SAME_TOPIC_NEW_FACTS
    assert understood.facts["package"].value == "verhoogd"


def test_the_quarter_after_is_one_further() -> None:
    assert values("en het kwartaal daarna?", after(LOONPREMIE)) == {"need_years": 5, "quarter": 8}


def test_a_certificate_is_not_judged_again_for_another_question() -> None:
    held = after("Telt een bachelor ergotherapie?")
    assert "certificates" not in values("bestaat er nog een andere weg om begeleider te worden?", held)
