"""What a fiche and the rules may say together: never a yes or no against what is known."""

from __future__ import annotations

import pytest

from assistant.compose.parts import Sheet
from assistant.compose.worked import tell
from assistant.draft import Citer
from assistant.judge import Action, Judgement
from assistant.knowledge import Knowledge
from assistant.models import Conversation, DecisionKind, Outcome
from assistant.receive import receive
from assistant.rule_choice import rule_for
from assistant.settle import ASSERTED_FLOOR, FLOOR, settle
from assistant.understand import Understood, understand
from assistant.work import Worked, case_of, work_out
from corpus.models import Corpus
from corpus.parameters import Parameters
from corpus.phrases import Stance
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def knowledge(corpus: Corpus, parameters: Parameters) -> Knowledge:
    return Knowledge.of(corpus, parameters)


def read(text: str) -> Understood:
    return understand(receive(text), Conversation(id="t"))


def meant(fiche: str, likely: float = 0.95, stance: Stance = Stance.NONE) -> Judgement:
    return Judgement(Action.ANSWER, likely, None, ((fiche, likely),), stance=stance)


def settled(text: str, judgement: Judgement, knowledge: Knowledge) -> tuple[Judgement, Worked]:
    understood = read(text)
    rule = rule_for(judgement, understood, knowledge)
    worked = work_out(rule, case_of(understood), knowledge.parameters, TODAY)
    return settle(judgement, worked, understood, knowledge)


def told(worked: Worked, knowledge: Knowledge) -> list[str]:
    sheet = Sheet(Citer(knowledge.corpus))
    tell(worked, sheet, knowledge.corpus)
    return [statement.text for statement in sheet.statements]


@pytest.mark.parametrize("town", ["Hasselt", "Deinze", "Kortrijk", "Eeklo"])
@pytest.mark.parametrize("fiche", ["werknemer-brussel-wallonie", "werknemer-eu", "werkgever-maatwerkbedrijf"])
def test_a_fiche_for_another_case_gives_way_to_how_the_case_stands(
    knowledge: Knowledge, town: str, fiche: str
) -> None:
    asked = f"mijn magazijnier woont in {town}, mag ik voor hem individueel maatwerk vragen?"
    judgement, worked = settled(asked, meant(fiche, stance=Stance.NO), knowledge)
    assert judgement.stance is Stance.NONE
    first, *rest = told(worked, knowledge)
    assert first.startswith("Dat hangt af van VDAB")
    assert rest == ["In orde is al: de werknemer woont in Vlaanderen."]


def test_what_the_facts_decide_goes_before_the_fiche(knowledge: Knowledge) -> None:
    asked = "mijn magazijnier woont in Luik, mag ik voor hem individueel maatwerk vragen?"
    _, worked = settled(asked, meant("werknemer-eu", stance=Stance.YES), knowledge)
    assert worked.decisions[0].outcome is Outcome.NO
    assert told(worked, knowledge)[0].startswith("Nee. Wie in Wallonië woont")


def test_without_facts_a_fiche_keeps_its_word(knowledge: Knowledge) -> None:
    asked = "kan het voor iemand die in Wallonië woont?"
    judgement, _ = settled(asked, meant("werknemer-brussel-wallonie", stance=Stance.NO), knowledge)
    assert judgement.stance is Stance.NO
    assert judgement.fiches


def test_the_whole_case_is_weighed_where_it_is_asked(knowledge: Knowledge) -> None:
    asked = "wij zijn een kmo en hij woont in Mechelen. Heeft hij recht op imw?"
    _, worked = settled(asked, meant("werknemer-voorwaarden"), knowledge)
    said = told(worked, knowledge)
    assert said[0].startswith("Dat hangt af van VDAB")
    assert len(said) == 3


def test_an_employer_who_asks_of_himself_is_answered_on_himself(knowledge: Knowledge) -> None:
    asked = "wij hebben een schrijnwerkerij, komen wij in aanmerking?"
    judgement, worked = settled(asked, meant("werkgever-buitenland", stance=Stance.YES), knowledge)
    assert told(worked, knowledge)[0].startswith("Ja. Een werkgever uit de privésector")
    assert not judgement.fiches


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ("VDAB gaf loonpremie en begeleiding, kan ik enkel de loonpremie aanvragen?", "Nee. VDAB"),
        ("VDAB stelde enkel een loonpremie vast, vraag ik dan alleen de loonpremie aan?", "Ja. VDAB"),
    ],
)
def test_what_vdab_found_settles_which_premium(knowledge: Knowledge, asked: str, opens: str) -> None:
    judgement, worked = settled(asked, meant("loonpremie-zonder-begeleidingspremie"), knowledge)
    assert told(worked, knowledge)[0].startswith(opens)
    assert not judgement.fiches


def test_a_length_that_is_told_is_no_longer_what_it_depends_on(knowledge: Knowledge) -> None:
    asked = "een flexi-job met een contract van 2 maanden, kan dat?"
    _, worked = settled(asked, meant("werknemer-flexijob", stance=Stance.DEPENDS), knowledge)
    assert told(worked, knowledge)[0].startswith("Ja. Het contract duurt niet minder")


@pytest.mark.parametrize(
    ("asked", "likely", "stance"),
    [
        ("moeten wij dat terugbetalen?", FLOOR - 0.01, Stance.NONE),
        ("moeten wij dat terugbetalen?", FLOOR, Stance.NO),
        ("wij moeten dat terugbetalen, klopt dat?", ASSERTED_FLOOR - 0.01, Stance.NONE),
        ("wij moeten dat terugbetalen, klopt dat?", ASSERTED_FLOOR, Stance.NO),
    ],
)
def test_an_unlikely_fiche_opens_with_no_yes_or_no(
    knowledge: Knowledge, asked: str, likely: float, stance: Stance
) -> None:
    judgement, _ = settled(asked, meant("loonpremie-aan-wie", likely, Stance.NO), knowledge)
    assert judgement.stance is stance


def test_a_silence_is_not_replaced_by_an_amount_that_assumes_the_answer(knowledge: Knowledge) -> None:
    gap = meant("saldo-start-later")
    asked = "behoefte van 5 jaar: over wiens kwartaal 4 gaat het?"
    judgement, worked = settled(asked, gap, knowledge)
    assert not worked.calculations
    assert judgement.fiches
    asked = "behoefte van 5 jaar: hoeveel blijft er over in kwartaal 4?"
    assert settled(asked, gap, knowledge)[1].calculations


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ("mogen wij het doorverwijzen extra aanrekenen?", "Nee. Bij het basispakket"),
        ("kost een workshop voor de ploeg extra?", "Ja. Bij het extra pakket"),
        ("zit omgangsvormen in het basispakket?", "Ja. Bij het basispakket"),
        ("is een workshop inbegrepen in het basispakket?", "Nee. Bij het extra pakket"),
    ],
)
def test_a_task_that_is_named_decides_whether_it_costs_extra(
    knowledge: Knowledge, asked: str, opens: str
) -> None:
    _, worked = settled(asked, meant("tarief-gent-extra-pakket", stance=Stance.YES), knowledge)
    assert worked.decisions[0].kind is DecisionKind.PAKKET
    assert told(worked, knowledge)[0].startswith(opens)


def test_which_of_two_is_told_without_a_yes_or_no(knowledge: Knowledge) -> None:
    asked = "is een workshop basispakket of is dat het extra pakket?"
    _, worked = settled(asked, meant("pakket-grens"), knowledge)
    assert told(worked, knowledge)[0].startswith("Bij het extra pakket")


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("opzeg verstuurd op 5 mei 2026, wanneer eindigt het?", "5 juli 2026"),
        ("de factuur is van 10 juni 2026, tegen wanneer betaal ik die?", "10 juli 2026"),
        ("beslist op 3 februari 2025 voor 2 jaar, tot wanneer loopt de premie?", "31 december 2026"),
        ("beslist in mei 2024 voor 2 jaar, tot wanneer loopt de premie?", "31 maart 2026"),
    ],
)
def test_a_day_that_is_given_leads_to_the_day_that_is_asked(
    knowledge: Knowledge, asked: str, day: str
) -> None:
    _, worked = settled(asked, meant("overeenkomst-begin-opzegtermijn"), knowledge)
    assert day in told(worked, knowledge)[0]


def test_where_the_needs_of_a_fiche_are_known_the_rule_opens(knowledge: Knowledge) -> None:
    asked = "hij woont in Duitsland en werkt in Genk, mag ik het aanvragen?"
    _, worked = settled(asked, meant("werknemer-eu", stance=Stance.NO), knowledge)
    assert told(worked, knowledge)[0].startswith("Ja. De werknemer woont in een ander land")


@pytest.mark.parametrize(
    "asked",
    [
        "een flexi-job met een contract van 2 maanden is uitgesloten zeker?",
        "een flexi-job met een contract van 2 maanden telt toch niet?",
    ],
)
def test_a_yes_of_the_rules_is_no_yes_to_a_denial(knowledge: Knowledge, asked: str) -> None:
    _, worked = settled(asked, meant("werknemer-flexijob"), knowledge)
    assert told(worked, knowledge)[0].startswith("Het contract duurt niet minder")


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ("wij begeleiden als externe dienstverlener, kunnen wij collega-coach worden?", "Nee. Een externe"),
        ("een externe coach neemt toch de rol van de collega-coach over?", "Nee. Een externe"),
        ("de stad begeleidt hem, is er dan nog een collega-coach nodig?", "Ja. Bij externe begeleiding"),
        ("mijn directe chef begeleidt mij, mag die ook de collega-coach zijn?", "Ja. De begeleider is"),
    ],
)
def test_being_the_coach_is_another_question_than_needing_one(
    knowledge: Knowledge, asked: str, opens: str
) -> None:
    _, worked = settled(asked, meant("rollen-collega-coach-verplicht"), knowledge)
    assert told(worked, knowledge)[0].startswith(opens)
