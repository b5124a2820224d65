"""Every check can pass and can fail."""

from __future__ import annotations

import pytest

from assistant.models import Reason, Statement, StatementKind, Status
from evals.answers.cases import Source
from evals.answers.checks import Check, Judge, first_sentence, polarity
from evals.answers.grounding import ungrounded
from tests.evals.samples import DOCUMENT, answer, calculated, case, citation, corpus

GOOD = "Ja, een abonnement kost 50 euro per kwartaal."


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(corpus())


def test_a_right_answer_passes_everything(judge: Judge) -> None:
    asked = case(
        polarity="yes",
        figures=[{"value": "50", "unit": "EUR"}],
        claims=[["abonnement", "kaart"]],
        forbidden_claims=["gratis"],
        forbidden_figures=[{"value": "60", "unit": "EUR"}],
        sources=[{"document": DOCUMENT, "quote": "Een abonnement kost 50 euro"}],
    )
    verdict = judge.verdict(asked, answer(GOOD))
    assert verdict.correct
    assert {f.check for f in verdict.findings if f.passed} == set(Check) - {
        Check.REASON,
        Check.NO_UNASKED_EURO,
    }


@pytest.mark.parametrize(
    ("expected", "said", "check"),
    [
        ({"polarity": "no"}, GOOD, Check.POLARITY),
        ({"polarity": "depends"}, GOOD, Check.POLARITY),
        ({"figures": [{"value": "2", "unit": "year"}]}, GOOD, Check.FIGURES),
        ({"figures": [{"value": "50", "unit": "percent"}]}, GOOD, Check.FIGURES),
        ({"forbidden_figures": [{"value": "50", "unit": "EUR"}]}, GOOD, Check.FORBIDDEN_FIGURES),
        ({"claims": [["abonnement"], ["jongeren", "kinderen"]]}, GOOD, Check.CLAIMS),
        ({"forbidden_claims": ["50 Euro"]}, GOOD, Check.FORBIDDEN_CLAIMS),
        ({"sources": [{"document": DOCUMENT, "quote": "Het geldt 2 jaar."}]}, GOOD, Check.SOURCES),
        ({"sources": [{"document": "elders", "quote": None}]}, GOOD, Check.SOURCES),
        ({"status": Status.REFUSED}, GOOD, Check.STATUS),
        ({}, "Het kost 60 euro.", Check.GROUNDED),
    ],
)
def test_each_check_fails_on_its_own(
    judge: Judge, expected: dict[str, object], said: str, check: Check
) -> None:
    verdict = judge.verdict(case(**expected), answer(said))
    assert [
        f.check for f in verdict.findings if f.passed is False and f.check is not Check.FIRST_SENTENCE
    ] == [check]
    assert verdict.of(check).detail
    assert not verdict.correct


def test_the_reason_counts_when_the_status_is_right(judge: Judge) -> None:
    asked = case(status=Status.REFUSED, reason=Reason.OUT_OF_SCOPE)
    wrong = answer("Dat weten wij niet.", status=Status.REFUSED, reason=Reason.NOT_IN_CORPUS)
    assert judge.verdict(asked, wrong).of(Check.REASON).passed is False


def test_another_allowed_status_is_not_held_to_the_content_of_an_answer(judge: Judge) -> None:
    asked = case(
        also_ok=[Status.CLARIFICATION], figures=[{"value": "50", "unit": "EUR"}], forbidden_claims=["gratis"]
    )
    back = answer("Voor wie is het?", status=Status.CLARIFICATION, reason=Reason.UNCLEAR)
    assert judge.verdict(asked, back).correct
    assert not judge.verdict(asked, answer("Gratis?", status=Status.CLARIFICATION)).correct


def test_style_is_measured_apart(judge: Judge) -> None:
    asked = case("Is er een abonnement?", claims=[["abonnement"]])
    verdict = judge.verdict(asked, answer("Dat kost 50 euro.", "Er is een abonnement."))
    assert verdict.of(Check.NO_UNASKED_EURO).passed is False
    assert verdict.of(Check.FIRST_SENTENCE).passed is False
    assert verdict.correct


def test_an_amount_that_was_asked_for_may_open_the_answer(judge: Judge) -> None:
    verdict = judge.verdict(case("Hoeveel is het?"), answer("Het kost 50 euro."))
    assert verdict.of(Check.NO_UNASKED_EURO).passed is None


def test_a_flattened_table_row_is_recognised_by_its_words(judge: Judge) -> None:
    source = Source(document=DOCUMENT, quote="abonnement50 euro kwartaal")
    assert judge.cites(source, (citation(),))
    assert not judge.cites(source, (citation(quote="Het geldt 2 jaar."),))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ja, dat mag.", "yes"),
        ("Nee: dat kan niet.", "no"),
        ("**Nee.** Dat gaat niet.", "no"),
        ("Dat hangt af van de duur.", "depends"),
        ("U kunt dat niet combineren.", "no"),
        ("U mag dat combineren.", "yes"),
        ("Non, ce n'est pas possible.", "no"),
        ("Yes, you can.", "yes"),
        ("De overeenkomst kan pas ingaan na de goedkeuring.", "yes"),
        ("Het kwartaal begint in januari.", None),
    ],
)
def test_polarity(sentence: str, expected: str | None) -> None:
    assert polarity(sentence) == expected


def test_the_first_sentence_is_no_courtesy_and_an_amount_does_not_end_it() -> None:
    statements = (
        Statement(text="Dank voor uw vraag.", kind=StatementKind.COURTESY),
        Statement(text="U betaalt 1.930,00 euro. Dat is veel.", kind=StatementKind.RULE),
    )
    assert first_sentence(answer("x", statements=statements)) == "U betaalt 1.930,00 euro."
    assert first_sentence(answer("Eerste. Tweede.", statements=())) == "Eerste."


def test_figures_from_a_calculation_and_from_the_user_are_grounded() -> None:
    assert ungrounded(calculated()) == []


def test_a_swapped_figure_in_a_calculated_sentence_is_not() -> None:
    given = calculated()
    wrong = given.statements[0].model_copy(update={"text": "Voor 4 kwartalen betaalt u 160 euro."})
    assert len(ungrounded(given.model_copy(update={"statements": (wrong,)}))) == 2


def test_a_unit_is_part_of_a_figure() -> None:
    assert ungrounded(answer("Het geldt 2 jaar.", citations=(citation(quote="Het geldt 2 jaar."),))) == []
    assert ungrounded(answer("Het geldt 2 maanden.", citations=(citation(quote="Het geldt 2 jaar."),)))


def test_a_notice_needs_grounds_too() -> None:
    assert ungrounded(answer(GOOD, notice="Sinds 2019 is dat 70 euro."))
