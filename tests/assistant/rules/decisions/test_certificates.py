"""Reading certificates: typing errors only within bounds, several at once, the version of the list, speed."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models import Gap, Outcome
from assistant.rules import InvalidCase
from assistant.rules.decisions import decide
from assistant.rules.decisions.certificates import Via, catalogue
from assistant.rules.decisions.matching import Grade, place
from assistant.rules.decisions.qualification import check_certificates, split
from corpus.parameters import Parameters
from tests.assistant.rules.decisions.domains import TODAY

LISTED = {Grade.EXACT, Grade.EQUIVALENT}
NOT_ON_THE_LIST = [
    f"{level} {subject}"
    for level in ("bachelor", "master", "graduaat", "hbo5")
    for near in catalogue().near.values()
    for subject in near.spellings
]


@pytest.mark.parametrize("given", NOT_ON_THE_LIST)
def test_a_near_miss_is_never_a_match(given: str) -> None:
    assert place(given).grade not in LISTED


@st.composite
def _mistyped(draw: st.DrawFn) -> tuple[str, str]:
    """A near miss with one letter dropped, doubled, changed or swapped in one of its words."""
    right = draw(st.sampled_from(NOT_ON_THE_LIST))
    at = draw(st.integers(0, len(right) - 2))
    letter = draw(st.sampled_from("aeinorst"))
    wrong = draw(
        st.sampled_from(
            [
                right[:at] + right[at + 1 :],
                right[:at] + right[at] + right[at:],
                right[:at] + letter + right[at + 1 :],
                right[:at] + right[at + 1] + right[at] + right[at + 2 :],
            ]
        )
    )
    return right, wrong


@settings(max_examples=1500, deadline=None)
@given(_mistyped())
def test_no_typing_error_makes_a_near_miss_a_match(case: tuple[str, str]) -> None:
    right, wrong = case
    assert place(wrong).grade not in LISTED, f"{wrong!r} for {right!r}"


@pytest.mark.parametrize("item", catalogue().items, ids=lambda item: item.label)
def test_a_typing_error_in_a_long_word_still_finds_the_item(item: object) -> None:
    text = "ervaringsbewijs " * (item.level == "ervaringsbewijs") + item.text  # type: ignore[attr-defined]
    longest = max(re.findall(r"\w+", text), key=len)
    middle = len(longest) // 2
    wrong = text.replace(longest, longest[:middle] + longest[middle + 1 :])
    assert item in place(wrong).items
    assert place(wrong).grade in LISTED


def test_no_word_of_the_lists_is_corrected() -> None:
    for word in catalogue().vocabulary:
        assert place(word).corrected == ()


def test_several_at_once() -> None:
    text = (
        "Bachelor ergotherapie, bachelor verpleegkunde en master psychologie; CDMP\n- graduaat orthopedagogie"
    )
    grades = [(m.grade, [i.number for i in m.items]) for m in check_certificates(text)]
    assert grades == [
        (Grade.EXACT, [3]),
        (Grade.NEAR_MISS, [4]),
        (Grade.EXACT, [11]),
        (Grade.EQUIVALENT, [24]),
        (Grade.EQUIVALENT, [20]),
    ]


@pytest.mark.parametrize(
    "one",
    [
        "bachelor in het milieu- en preventiemanagement",
        "ervaringsbewijs monitor/begeleider in beschutte en sociale werkplaatsen",
        "bachelor sociaal werk, afstudeerrichting maatschappelijk werk",
        "HBO5, graduaat orthopedagogie",
        "bachelor logopedie en audiologie",
    ],
)
def test_one_certificate_stays_one(one: str) -> None:
    assert split(one) == (one,)


def test_old_french_and_title_names_say_so() -> None:
    assert place("licentiaat psychologie").guises == (Via.OLD,)
    assert place("bachelier en ergothérapie").guises == (Via.FRENCH,)
    assert place("ergotherapeut").guises == (Via.TITLE,)
    assert place("bachelor ergotherapie").guises == ()


def test_a_forgiven_typing_error_is_shown(parameters: Parameters) -> None:
    (decision,) = decide("qualification", {"on": TODAY, "certificates": "bachelor ergoterapie"}, parameters)
    assert "ergotherapie" in {c.id: c.text for c in decision.criteria}["gelezen_als"]
    (clean,) = decide("qualification", {"on": TODAY, "certificates": "bachelor ergotherapie"}, parameters)
    assert "gelezen_als" not in {c.id for c in clean.criteria}


def test_an_old_name_is_a_yes_with_a_warning(parameters: Parameters) -> None:
    (decision,) = decide("qualification", {"on": TODAY, "certificates": "licentiaat psychologie"}, parameters)
    assert decision.outcome is Outcome.YES
    assert "oude benaming" in {c.id: c.text for c in decision.criteria}["benaming"]


def test_numbers_of_the_user_are_not_repeated(parameters: Parameters) -> None:
    facts = {"on": TODAY, "certificates": "HBO5 orthopedagogie (2015), behaald in 1998"}
    (decision,) = decide("qualification", facts, parameters)
    assert decision.criteria[0].text.startswith("“HBO orthopedagogie, behaald in” staat op")


def test_before_the_list_it_says_which_version_there_is(parameters: Parameters) -> None:
    facts = {"on": date(2024, 1, 15), "certificates": "bachelor ergotherapie"}
    (decision,) = decide("qualification", facts, parameters)
    assert decision.outcome is Outcome.UNKNOWN
    assert decision.criteria[0].gap is Gap.SILENT
    assert "1 maart 2024" in decision.criteria[0].text
    assert "3° Bachelor ergotherapie" in decision.criteria[0].text


@pytest.mark.parametrize(
    ("certificate", "on", "outcome"),
    [
        ("bachelor ergotherapie", date(2024, 2, 29), Outcome.UNKNOWN),
        ("bachelor ergotherapie", date(2024, 3, 1), Outcome.YES),
        ("bachelor verpleegkunde", date(2024, 2, 29), Outcome.UNKNOWN),
        ("bachelor verpleegkunde", date(2024, 3, 1), Outcome.NO),
        ("kok", date(2024, 2, 29), Outcome.UNKNOWN),
        ("ervaringsbewijs begeleider maatwerkbedrijf", date(2018, 12, 31), Outcome.UNKNOWN),
        ("ervaringsbewijs begeleider maatwerkbedrijf", date(2019, 1, 1), Outcome.YES),
    ],
)
def test_the_list_of_the_day(certificate: str, on: date, outcome: Outcome, parameters: Parameters) -> None:
    (decision,) = decide("qualification", {"on": on, "certificates": certificate}, parameters)
    assert decision.outcome is outcome


def test_an_unfinished_training_does_not_count(parameters: Parameters) -> None:
    facts = {"on": TODAY, "certificates": "ik ben nog bezig met mijn bachelor ergotherapie"}
    (decision,) = decide("qualification", facts, parameters)
    assert decision.outcome is Outcome.NO
    assert "nog niet afgerond" in decision.criteria[0].text


def test_every_answer_says_to_whom_the_list_belongs_and_names_other_routes(parameters: Parameters) -> None:
    (near,) = decide("qualification", {"on": TODAY, "certificates": "bachelor verpleegkunde"}, parameters)
    notes = {c.id: c.text for c in near.criteria if c.note}
    assert "collectief maatwerk" in notes["lijst_hoort_bij"]
    assert "ervaringsbewijs" in notes["andere_wegen"]
    (collective,) = decide(
        "qualification", {"on": TODAY, "certificates": "kok", "measure": "collectief"}, parameters
    )
    assert "individueel" not in {c.id: c.text for c in collective.criteria}["lijst_hoort_bij"]


@pytest.mark.parametrize("nothing", ["", "  ", "?!", "12345"])
def test_nothing_to_check(nothing: str, parameters: Parameters) -> None:
    with pytest.raises(InvalidCase, match="geen getuigschrift"):
        decide("qualification", {"on": TODAY, "certificates": nothing}, parameters)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    for match in check_certificates(text):
        assert match.grade in set(Grade)


def test_speed(parameters: Parameters) -> None:
    facts = {"on": TODAY, "certificates": "ik heb een bacelor ergoterapie van de hogeschool in Gennt"}
    decide("qualification", facts, parameters)
    times = []
    for _ in range(50):
        start = time.perf_counter()
        decide("qualification", facts, parameters)
        times.append(time.perf_counter() - start)
    assert sorted(times)[len(times) // 2] < 0.005
