from __future__ import annotations

import pytest

from assistant.judge.model import Thresholds
from assistant.judge.policy import Weighed, decide, same_answer
from assistant.judge.verdict import Action
from assistant.models import Reason
from corpus.fiches import Fiche, FicheKind, Intent, Polarity
from corpus.phrases import Stance
from tests.indexes.fiche_samples import fiche, sample

LIMITS = Thresholds(known=0.5, clear=0.4, alone=0.7, near=0.4, subject=0.0)
FICHES = sample().fiches


def weighed(*shares: tuple[str, float], known: float = 0.9, subject: float = 1.0) -> Weighed:
    ranked = tuple((FICHES[name], share) for name, share in shares)
    return Weighed(ranked, known, subject, LIMITS)


def test_one_clear_candidate_is_answered_with_its_probability() -> None:
    verdict = decide(weighed(("open", 0.8), ("kaart", 0.2)))
    assert (verdict.action, verdict.reason) == (Action.ANSWER, None)
    assert verdict.fiches == (("open", pytest.approx(0.72)),)
    assert verdict.answerable == pytest.approx(0.9)


def test_two_or_three_near_ones_are_offered() -> None:
    verdict = decide(weighed(("open", 0.35), ("kaart", 0.3), ("redder", 0.2), ("boek", 0.1)))
    assert (verdict.action, verdict.reason) == (Action.CHOOSE, Reason.UNCLEAR)
    assert [name for name, _ in verdict.fiches] == ["open", "kaart", "redder"]


def test_a_candidate_without_a_near_rival_is_answered_though_its_share_is_low() -> None:
    assert decide(weighed(("open", 0.5), ("kaart", 0.1), ("redder", 0.1))).action is Action.ANSWER


@pytest.mark.parametrize(("subject", "reason"), [(0.4, Reason.NOT_IN_CORPUS), (-0.4, Reason.OUT_OF_SCOPE)])
def test_what_no_fiche_fits_is_declined_for_what_it_sounds_like(subject: float, reason: Reason) -> None:
    verdict = decide(weighed(("open", 0.9), known=0.2, subject=subject))
    assert (verdict.action, verdict.reason, verdict.fiches) == (Action.DECLINE, reason, ())
    assert decide(Weighed((), 0.0, subject, LIMITS)).reason is reason


def test_a_fiche_on_what_the_sources_do_not_say_makes_a_question_unanswerable_but_known() -> None:
    assert FICHES["boete"].kind is FicheKind.GAP
    verdict = decide(weighed(("boete", 0.9), ("open", 0.1)))
    assert (verdict.action, verdict.fiches[0][0]) == (Action.ANSWER, "boete")
    assert verdict.answerable == pytest.approx(0.09)


def test_two_fiches_with_the_same_answer_do_not_make_a_choice() -> None:
    twin = fiche("open-ook", "Op welke uren kan ik zwemmen?")
    assert same_answer(FICHES["open"], twin)
    ranked = ((FICHES["open"], 0.45), (twin, 0.4), (FICHES["kaart"], 0.15))
    assert decide(Weighed(ranked, 0.9, 1.0, LIMITS)).action is Action.ANSWER


@pytest.mark.parametrize(
    "other",
    [
        fiche("a", "Een andere vraag?", Intent.WHO),
        fiche("b", "Elders?", cited=("zwembad#art-2",)),
        fiche("c", "Stil?", kind=FicheKind.GAP),
    ],
)
def test_another_intent_place_or_kind_is_another_answer(other: Fiche) -> None:
    assert not same_answer(FICHES["open"], other)
    assert not same_answer(fiche("x", "Iets?", cited=()), fiche("y", "Niets?", cited=()))


def test_what_may_be_meant_as_well_is_told_beside_an_answer_that_is_not_sure() -> None:
    verdict = decide(weighed(("open", 0.5), ("kaart", 0.3), ("redder", 0.1)))
    assert (verdict.action, verdict.fiches[0][0], verdict.beside) == (Action.ANSWER, "open", ("kaart",))
    assert decide(weighed(("open", 0.75), ("kaart", 0.3))).beside == ()


def test_the_silence_of_the_sources_is_told_with_what_they_do_say_on_the_matter() -> None:
    gap = fiche("boete-hoeveel", "Hoeveel?", Intent.AMOUNT, (), kind=FicheKind.GAP)
    told = fiche("boete-wanneer", "Wanneer krijg ik een boete?")
    sure = decide(Weighed(((gap, 0.8), (told, 0.2)), 0.9, 1.0, LIMITS))
    assert (sure.fiches[0][0], sure.beside) == ("boete-hoeveel", ("boete-wanneer",))
    near = decide(Weighed(((gap, 0.5), (told, 0.4)), 0.9, 1.0, LIMITS))
    assert (near.fiches[0][0], near.beside) == ("boete-wanneer", ("boete-hoeveel",))
    wide = LIMITS.model_copy(update={"near": 0.1})
    far = decide(Weighed(((gap, 0.65), (told, 0.15)), 0.9, 1.0, wide))
    assert (far.fiches[0][0], far.beside) == ("boete-hoeveel", ("boete-wanneer",))


def test_an_answer_opens_with_no_stance_that_another_likely_reading_denies() -> None:
    def verdict(kaart: Stance) -> Stance:
        stances = {"open": Stance.YES, "kaart": kaart}
        ranked = ((FICHES["open"], 0.5), (FICHES["kaart"], 0.4))
        return decide(Weighed(ranked, 0.9, 1.0, LIMITS, stances=stances)).stance

    assert verdict(Stance.YES) is Stance.YES
    assert verdict(Stance.NONE) is Stance.YES
    assert verdict(Stance.NO) is Stance.NONE


def test_a_single_loose_word_could_ask_anything() -> None:
    ranked = ((FICHES["open"], 0.8), (FICHES["kaart"], 0.1))
    assert decide(Weighed(ranked, 0.9, 1.0, LIMITS, loose=True)).action is Action.CHOOSE
    assert decide(Weighed(ranked, 0.9, 1.0, LIMITS)).action is Action.ANSWER


def test_between_knowing_and_not_knowing_the_likeliest_are_offered_to_who_speaks_of_the_subject() -> None:
    ranked = ((FICHES["open"], 0.5), (FICHES["kaart"], 0.4))
    assert decide(Weighed(ranked, 0.4, 1.0, LIMITS)).action is Action.CHOOSE
    assert decide(Weighed(ranked, 0.4, -1.0, LIMITS, case=True)).action is Action.CHOOSE
    assert decide(Weighed(ranked, 0.4, -1.0, LIMITS)).reason is Reason.OUT_OF_SCOPE


def test_a_yes_or_no_never_goes_before_a_silence_that_is_likelier() -> None:
    gap = fiche("stil", "Mag het na sluitingstijd?", cited=(), kind=FicheKind.GAP)
    beside = {
        name: fiche(name, "Mag het tegelijk?", cited=("zwembad#art-9",), polarity=polarity)
        for name, polarity in (("no", Polarity.NO), ("depends", Polarity.DEPENDS))
    }
    first = {
        name: decide(Weighed(((gap, 0.6), (one, 0.4)), 0.95, 1.0, LIMITS)).fiches[0][0]
        for name, one in beside.items()
    }
    assert first == {"no": "stil", "depends": "depends"}
