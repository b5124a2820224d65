from __future__ import annotations

from assistant.judge.conversation import continued, conversation_bonus, follow_up_bonus, gives
from assistant.judge.model import Thresholds
from assistant.judge.policy import Weighed
from assistant.judge.readings import together
from assistant.models import Conversation, Status, Turn
from corpus.fiches import Fiches
from tests.assistant.understand.reading import after, read
from tests.indexes.fiche_samples import fiche

LOONPREMIE = "Hoeveel bedraagt de loonpremie voor vijf jaar in kwartaal 7?"
NONE: frozenset[str] = frozenset()


def turn(*fiches: str, rule: str | None = None, topic: str | None = None) -> Turn:
    return Turn(question="x", status=Status.ANSWERED, answer_id="a", fiches=fiches, rule=rule, topic=topic)


def test_who_asks_and_the_last_turn_nudge() -> None:
    for_coach = fiche("taak", "Wat doet de redder?", audience=("coach",), rule="rooster")
    assert conversation_bonus(for_coach, "zwemmen", None, "coach") > 0
    assert conversation_bonus(for_coach, "zwemmen", None, "werkgever") < 0
    assert conversation_bonus(for_coach, "zwemmen", None, None) == 0
    conversation = Conversation(id="c", turns=(turn(topic="zwemmen"),))
    assert conversation_bonus(for_coach, "zwemmen", conversation, None) > 0
    assert conversation_bonus(for_coach, "boeken", conversation, None) == 0


def test_what_was_answered_is_set_back_unless_its_rule_gets_new_facts() -> None:
    asked = fiche("bedrag", "Hoeveel is de loonpremie?", rule="loonpremie")
    last = turn("bedrag", rule="loonpremie")
    nothing_new, new_facts = (
        read("en mag dat ook?", after(LOONPREMIE)),
        read("en in kwartaal 8?", after(LOONPREMIE)),
    )
    assert follow_up_bonus(asked, nothing_new, last, NONE) < 0
    assert follow_up_bonus(asked, new_facts, last, NONE) == 0


def test_what_is_related_comes_closer() -> None:
    other = fiche("ander", "Wat doet de redder?")
    message = read("en mag dat ook?", after(LOONPREMIE))
    assert follow_up_bonus(other, message, turn("bedrag"), frozenset({"ander"})) > 0
    assert follow_up_bonus(other, message, turn("bedrag"), NONE) == 0


def test_a_message_gives_a_rule_only_the_facts_that_it_says_itself() -> None:
    held = after(LOONPREMIE)
    assert gives(read("en in kwartaal 8?", held), "loonpremie")
    assert not gives(read("en wie betaalt dat?", held), "loonpremie")
    assert gives(read("en met gesco?", held), "cumul")


def test_a_calculation_goes_on_for_another_case_and_not_for_another_subject() -> None:
    held, last = after(LOONPREMIE), turn("bedrag", rule="loonpremie")
    assert continued(read("nee, voor 2 jaar", held), last) == "loonpremie"
    assert continued(read("en de begeleidingspremie in kwartaal 8?", held), last) is None
    assert continued(read("en wie betaalt dat?", held), last) is None
    assert continued(read("nee, voor 2 jaar", held), turn("school", rule="eligibility")) is None
    assert continued(read("nee, voor 2 jaar"), None) is None


def weighed(known: float, **shares: float) -> Weighed:
    ranked = tuple((fiches().fiches[name], share) for name, share in shares.items())
    limits = Thresholds(known=0.5, clear=0.3, alone=0.7, near=0.3, subject=0.0)
    return Weighed(ranked, known, known, limits)


def fiches() -> Fiches:
    made = [
        fiche(name, f"Wat is {name}?", related=("kaart",)) for name in ("open", "kaart", "redder", "boek")
    ]
    topics = {"open": "zwemmen", "kaart": "zwemmen", "redder": "zwemmen", "boek": "lezen"}
    return Fiches({one.id: one for one in made}, topics, {})


def first(own: Weighed, joined: Weighed, message: str, last: Turn) -> str:
    return together(own, joined, read(message, after("Wanneer is het open?")), last, fiches()).ranked[0][0].id


def test_the_new_words_win_over_the_old_ones() -> None:
    own, joined = weighed(0.9, boek=0.95, redder=0.05), weighed(0.9, open=0.9, kaart=0.1)
    assert first(own, joined, "en een boek?", turn("open")) == "boek"


def test_what_both_readings_support_wins_over_what_was_answered_and_over_another_subject() -> None:
    own, joined = weighed(0.7, boek=0.5, kaart=0.3), weighed(0.9, open=0.95, kaart=0.04, redder=0.01)
    assert first(own, joined, "en hoelang geldig?", turn("open", topic="zwemmen")) == "kaart"


def test_without_words_of_its_own_a_message_stays_on_the_subject() -> None:
    own, joined = weighed(0.7, boek=0.9), weighed(0.9, open=0.95, kaart=0.04)
    assert first(own, joined, "en daarna?", turn("open", topic="zwemmen")) == "kaart"


def test_many_words_of_its_own_tell_alone_whether_anything_is_known() -> None:
    own, joined = weighed(0.02, open=0.9), weighed(0.99, open=0.9)
    rich = read(
        "en wat kost een treinticket naar Parijs volgende zomervakantie?", after("Wanneer is het open?")
    )
    assert together(own, joined, rich, turn("open"), fiches()).known == 0.02
    short = read("en dan?", after("Wanneer is het open?"))
    assert together(own, joined, short, turn("open"), fiches()).known == 0.99
