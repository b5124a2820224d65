from __future__ import annotations

import pytest

from assistant.compose.stance import opened
from assistant.models import Statement, StatementKind
from corpus.phrases import Stance


def said(*texts: str) -> tuple[Statement, ...]:
    return tuple(Statement(text=text, kind=StatementKind.RULE, citations=(1,)) for text in texts)


@pytest.mark.parametrize(
    ("sentence", "stance", "shown"),
    [
        ("Ja: de overeenkomst vervalt dan.", Stance.YES, "Ja: de overeenkomst vervalt dan."),
        ("Ja: de overeenkomst vervalt dan.", Stance.NO, "Nee: de overeenkomst vervalt dan."),
        ("Ja: de overeenkomst vervalt dan.", Stance.NONE, "De overeenkomst vervalt dan."),
        ("Nee. U betaalt dat niet.", Stance.YES, "Ja: u betaalt dat niet."),
        ("U betaalt dat niet.", Stance.NO, "Nee: u betaalt dat niet."),
        ("VDAB beslist.", Stance.YES, "Ja: VDAB beslist."),
        ("Dat hangt af van de uren: u krijgt de premie dan.", Stance.NO, "Nee: u krijgt de premie dan."),
        ("Dat hangt af van de uren: u krijgt de premie dan.", Stance.NONE, None),
        ("Dat hangt af van de uren: u krijgt de premie dan.", Stance.DEPENDS, None),
        ("Ja, dat kan: u dient een aanvraag in.", Stance.NO, "Nee: u dient een aanvraag in."),
        ("Nee, niet voor dezelfde werknemer: SINE sluit het uit.", Stance.NONE, None),
        ("Ja, volgens het model moet dat.", Stance.NO, "Nee: volgens het model moet dat."),
        ("Ja, volgens het model moet dat.", Stance.NONE, "Volgens het model moet dat."),
        ("Stad Gent rekent het aan.", Stance.NO, "Nee: Stad Gent rekent het aan."),
    ],
)
def test_the_first_sentence_opens_the_way_the_question_asks(
    sentence: str, stance: Stance, shown: str | None
) -> None:
    turned = opened(said(sentence, "Ja: dit blijft."), stance)
    assert turned[0].text == (shown or sentence)
    assert turned[1].text == "Ja: dit blijft."
    assert turned[0].citations == (1,)


def test_without_a_sentence_there_is_nothing_to_open() -> None:
    assert opened((), Stance.YES) == ()
