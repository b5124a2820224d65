from __future__ import annotations

import pytest

from assistant.judge.sought import Detail, sought, with_detail
from assistant.judge.verdict import Action, Judgement
from assistant.models import Conversation
from assistant.receive import receive
from assistant.understand import Understood, understand
from corpus.fiches import FicheKind, Fiches
from tests.indexes.fiche_samples import fiche


def read(text: str) -> Understood:
    return understand(receive(text), Conversation(id="t"))


POOL = fiche("pool", "de openingsuren van het zwembad?")
CALL = fiche("call", "het telefoonnummer van het zwembad?")
FEE = fiche("fee", "het tarief van het zwembad?")
NO_FEE = fiche("no-fee", "een prijs die in geen bron staat?", kind=FicheKind.GAP)
FICHES = Fiches({f.id: f for f in (POOL, CALL, FEE, NO_FEE)}, {}, {})


def judged(*names: str, action: Action = Action.ANSWER, beside: tuple[str, ...] = ()) -> Judgement:
    return Judgement(action, 0.9, None, tuple((name, 0.4) for name in names), beside)


@pytest.mark.parametrize(
    ("question", "detail"),
    [
        ("wat is het telefoonnr van de dienst", Detail.TELEPHONE),
        ("Op welk nummer kan ik iemand bellen?", Detail.TELEPHONE),
        ("het rekeningnummer van de stad?", Detail.ACCOUNT),
        ("naar welk mailadres stuur ik dat", Detail.EMAIL),
        ("hoeveel kost zo'n cursus", Detail.PRICE),
        ("What is the bank account of the city?", Detail.ACCOUNT),
        ("Moet mijn rekeningnummer in de overeenkomst staan?", None),
        ("mag ik bellen naar de begeleider", None),
        ("wie betaalt de begeleider", None),
    ],
)
def test_a_detail_is_sought_when_it_is_asked_for_not_when_it_is_mentioned(
    question: str, detail: Detail | None
) -> None:
    assert sought(read(question)) is detail


def test_an_answer_without_the_detail_says_that_it_is_lacking() -> None:
    verdict = with_detail(judged("pool"), read("rekeningnummer van het zwembad?"), FICHES)
    assert (verdict.lacking, verdict.fiches[0][0]) == ("account", "pool")


def test_a_candidate_that_gives_the_detail_goes_first_even_out_of_a_choice() -> None:
    question = read("wat is het telefoonnummer van het zwembad")
    for given in (judged("pool", "call", action=Action.CHOOSE), judged("pool", beside=("call",))):
        verdict = with_detail(given, question, FICHES)
        assert (verdict.action, verdict.fiches[0][0], verdict.lacking) == (Action.ANSWER, "call", None)
        assert "call" not in verdict.beside


@pytest.mark.parametrize("name", ["fee", "no-fee"])
def test_an_answer_on_prices_stays(name: str) -> None:
    given = judged(name)
    assert with_detail(given, read("wat kost een beurt"), FICHES) is given


def test_what_is_declined_stays_declined() -> None:
    declined = Judgement(Action.DECLINE, 0.1)
    assert with_detail(declined, read("telefoonnummer van de bakker"), FICHES) is declined
