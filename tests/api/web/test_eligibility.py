"""The wizard: it asks what the rules still want to know, and shows what they decide."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from api.runtime import Live
from api.web.eligibility.path import Path, canonical, walk
from api.web.eligibility.questions import LENGTH, UNSURE, Question, questions
from api.web.texts import texts
from assistant.models import Language, Outcome
from assistant.rules.decisions import REGISTRY, decide
from assistant.rules.figures import Figures
from corpus.contacts import contacts
from tests.api.contract import Checked

PATH = "/in-aanmerking"
ON = date(2026, 11, 22)
ERRORS = texts()["forms"]["errors"]
YES = {
    "employer": "school",
    "establishment": "vlaanderen",
    "vdab_finding": "vastgesteld",
    "work_status": "werknemer",
    "residence": "vlaanderen",
    "contract_term": "onbepaald",
    "vdab_end": "2027-12-31",
    "employed": "ja",
    "premium": "volgens_vdab",
    "measure": "geen",
}
PEOPLE = {"accept": "text/html"}


def go(live: Live, **given: str) -> Path:
    return walk(given, live.parameters, ON, ERRORS)


def asked(path: Path) -> str | None:
    return path.question.name if path.question else None


def value_for(question: Question) -> str:
    return question.choices[0] if question.choices else ("2026-01-05" if question.name != LENGTH else "500")


class TestPath:
    def test_every_fact_that_can_be_missing_has_a_question(self, live: Live) -> None:
        facts = set(REGISTRY["eligibility"].facts.model_fields)  # type: ignore[index]
        never_missing = {"on", "several_employers", "dienstencheques"}
        known = set(questions(Figures(live.parameters, ON)))
        assert known - {"measure", "other_measure"} == facts - never_missing

    def test_the_next_question_is_the_most_decisive_missing_fact(self, live: Live) -> None:
        given: dict[str, str] = {}
        while (path := go(live, **given)).question:
            name = path.question.name
            if name in path.decision.missing:
                open_facts = [fact for fact in path.decision.missing if fact not in given]
                assert name == open_facts[0]
            given[name] = YES[name]
        assert given == YES
        assert path.decision.outcome is Outcome.YES

    def test_the_outcome_is_that_of_the_rules(self, live: Live) -> None:
        facts = {k: v for k, v in YES.items() if k != "measure"} | {"on": ON}
        assert go(live, **YES).decision == decide("eligibility", facts, live.parameters)[0]

    @pytest.mark.parametrize(
        "given",
        [
            {"employer": "andere_overheid"},
            YES | {"residence": "brussel"},
            YES | {"vdab_finding": "afgewezen"},
            YES | {"contract_term": "dagcontract", LENGTH: "8"},
        ],
    )
    def test_a_no_ends_the_questions(self, live: Live, given: dict[str, str]) -> None:
        path = go(live, **given)
        assert asked(path) is None
        assert path.decision.outcome is Outcome.NO

    def test_what_does_not_matter_is_not_asked(self, live: Live) -> None:
        """A school is no undertaking, and an indefinite contract has no length."""
        assert {"in_difficulty", LENGTH, "hired_on", "works_in_flanders"}.isdisjoint(
            {answer.question.name for answer in go(live, **YES).answers}
        )
        private = YES | {"employer": "privaat"}
        assert asked(go(live, **private)) == "in_difficulty"

    def test_nothing_is_assumed_silently(self, live: Live) -> None:
        assert asked(go(live, employer="school")) == "establishment"
        elsewhere = {k: v for k, v in YES.items() if k != "residence"} | {"establishment": "buitenland"}
        path = go(live, **elsewhere, residence="vlaanderen")
        assert asked(path) == "returns_weekly"

    def test_everything_can_be_left_unsure(self, live: Live) -> None:
        given: dict[str, str] = {}
        while (path := go(live, **given)).question:
            given[path.question.name] = UNSURE
        assert path.decision.outcome is Outcome.UNKNOWN
        assert set(path.unsure) == set(given)
        assert "employer" in path.decision.missing

    def test_answers_that_no_longer_count_are_left_out(self, live: Live) -> None:
        path = go(live, **YES, in_difficulty="ja", hired_on="2020-01-01")
        assert path.decision.outcome is Outcome.YES
        assert {answer.question.name for answer in path.answers} == set(YES)

    def test_a_case_that_cannot_exist_is_refused_at_its_question(self, live: Live) -> None:
        later = {k: v for k, v in YES.items() if k != "vdab_end"} | {"vdab_end": UNSURE}
        path = go(live, **later, vdab_date="2027-01-01")
        assert asked(path) == "vdab_date"
        assert path.asked
        assert "1 januari 2027" in path.asked.error
        assert path.asked.text == "2027-01-01"

    @pytest.mark.parametrize(
        ("measure", "outcome"),
        [("gesco", Outcome.NO), ("geen", None), (UNSURE, None)],
    )
    def test_another_measure_is_weighed(self, live: Live, measure: str, outcome: Outcome | None) -> None:
        decided = go(live, **YES | {"measure": measure}).cumul
        assert (decided.outcome if decided else None) == outcome

    @pytest.mark.parametrize("other", ["ibo", "onbekend"])
    def test_a_measure_that_is_not_on_the_list_is_not_simply_allowed(self, live: Live, other: str) -> None:
        given = YES | {"measure": "andere"}
        assert asked(go(live, **given)) == "other_measure"
        decided = go(live, **given, other_measure=other).cumul
        assert decided
        assert decided.outcome is Outcome.UNKNOWN

    def test_the_count_of_questions_reaches_the_end(self, live: Live) -> None:
        given: dict[str, str] = {}
        left = []
        while (path := go(live, **given)).question:
            left.append(path.left)
            given[path.question.name] = YES[path.question.name]
        assert left[0] >= 5
        assert left[-1] == 1
        assert all(n >= 1 for n in left)

    @pytest.mark.parametrize(
        ("typed", "unit", "hours"),
        [("3", "uur", 3), ("3", "dag", 72), ("2", "week", 336), ("1", "maand", 672)],
    )
    def test_a_length_may_be_told_in_any_unit(self, typed: str, unit: str, hours: int) -> None:
        assert canonical({LENGTH: typed, "eenheid": unit}) == {LENGTH: str(hours)}

    def test_a_length_that_is_no_number_is_kept_as_typed(self, live: Live) -> None:
        given = canonical(YES | {"contract_term": "bepaald", LENGTH: "lang", "eenheid": "dag"})
        path = go(live, **given)
        assert asked(path) == LENGTH
        assert path.asked
        assert path.asked.text == "lang"
        assert path.asked.error

    @pytest.mark.parametrize("length", ["999999999", "99999999999999"])
    def test_an_endless_length_is_no_crash(self, live: Live, length: str) -> None:
        given = canonical(YES | {"contract_term": "bepaald", LENGTH: length, "eenheid": "maand"})
        assert go(live, **given).asked is not None


def text_of(html: str) -> str:
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


class TestPage:
    def test_a_question_says_why_and_where_it_stands(self, client: Checked) -> None:
        page = client.get(PATH).text
        assert "<h1>Welk soort werkgever bent u?</h1>" in page
        assert "Waarom vragen we dit?" in page
        assert re.search(r'href="/bronnen/imw-update-2023-05-30\?van=\d+&amp;tot=\d+', page)
        assert f'value="{UNSURE}"' in page
        assert "nog ongeveer" in page

    @pytest.mark.parametrize("language", list(Language))
    def test_every_question_has_words_in_every_language(
        self, client: Checked, live: Live, language: Language
    ) -> None:
        """Each question is shown by asking to change it, on ways that lead past all of them."""
        ways = [
            YES | {"employer": "lokaal_bestuur", "hired_on": UNSURE, "disability_since": UNSURE},
            YES
            | {
                "employer": "maatwerkbedrijf",
                "hired_on": UNSURE,
                "disability_since": UNSURE,
                "was_doelgroepwerknemer": UNSURE,
                "other_function": UNSURE,
                "in_difficulty": UNSURE,
            },
            YES
            | {
                "employer": "uitzendkantoor",
                "establishment": "buitenland",
                "residence": "andere_eu_eer",
                "works_in_flanders": "ja",
                "vdab_end": UNSURE,
                "vdab_date": "2026-01-05",
                "need_years": UNSURE,
                "contract_term": "bepaald",
                LENGTH: UNSURE,
            },
            YES
            | {
                "employer": "uitzendkantoor",
                "establishment": "buitenland",
                "returns_weekly": UNSURE,
                "premium": "beide",
                "vdab_need": UNSURE,
                "registered": UNSURE,
                "in_difficulty": UNSURE,
                "measure": "andere",
                "other_measure": UNSURE,
            },
            YES
            | {
                "vdab_end": UNSURE,
                "vdab_date": "2026-01-05",
                "need_years": UNSURE,
                "contract_term": "bepaald",
                LENGTH: UNSURE,
            },
            YES | {"residence": "andere_eu_eer", "works_in_flanders": UNSURE},
        ]
        titles = texts(language)["eligibility"]["questions"]
        shown: set[str] = set()
        for way in ways:
            for name in way:
                page = client.get(PATH, params=way | {"wijzig": name, "taal": language.value})
                assert page.status_code == 200
                if (
                    f"<h1>{titles[name]['title']}</h1>" in unescape(page.text)
                    or f'<h1><label for="{name}"' in page.text
                ):
                    shown.add(name)
            outcome = client.get(PATH, params=way | {"taal": language.value}).text
            assert 'id="uitkomst"' in outcome or "<form" in outcome
        assert shown == set(questions(Figures(live.parameters, ON)))

    def test_the_outcome_shows_grounds_doors_and_answers(self, client: Checked) -> None:
        page = client.get(PATH, params=YES).text
        text = text_of(page)
        assert "Ja, u kunt een aanvraag indienen" in text
        assert "WSE-loket" in text
        assert "VDAB bepaalt of er een behoefte is" in text
        wewis = next(contact for contact in contacts() if contact.id == "wewis")
        assert wewis.name in text
        assert page.count('class="change"') == len(YES)
        marks = re.findall(r'class="mark" href="#([^"]+)"', page)
        assert marks
        assert all(f'id="{mark}"' in page for mark in marks)

    def test_no_names_the_ground_first_and_hides_what_was_not_asked(self, client: Checked) -> None:
        text = text_of(client.get(PATH, params={"employer": "andere_overheid"}).text)
        assert "Nee, zo komt u niet in aanmerking" in text
        assert "nog niet te zeggen" not in text

    def test_a_banned_measure_makes_it_no(self, client: Checked) -> None:
        text = text_of(client.get(PATH, params=YES | {"measure": "gesco"}).text)
        assert "Nee, zo komt u niet in aanmerking" in text
        assert "niet combineren met de premie voor gesubsidieerde contractuelen" in text

    def test_what_is_open_says_how_to_find_out(self, client: Checked) -> None:
        given = YES | {"vdab_finding": "nog_niet", "residence": UNSURE}
        text = text_of(client.get(PATH, params=given).text)
        assert "Nog niet zeker" in text
        words = texts()["eligibility"]["find_out"]
        assert words["vdab_finding"] in text
        assert words["residence"] in text
        vdab = next(contact for contact in contacts() if contact.id == "vdab")
        assert vdab.what_for in text

    @pytest.mark.parametrize(
        ("given", "door"),
        [
            ({"residence": "brussel"}, "brussel-actiris"),
            ({"residence": "wallonie"}, "wallonie-forem"),
            ({"work_status": "zelfstandige"}, "vlaio"),
            ({"work_status": "begeleid_werker"}, "dienst-begeleid-werken"),
        ],
    )
    def test_who_is_elsewhere_is_shown_the_right_door(
        self, client: Checked, given: dict[str, str], door: str
    ) -> None:
        name = next(contact.name for contact in contacts() if contact.id == door)
        assert name in text_of(client.get(PATH, params=YES | given).text)

    def test_unsure_and_units_end_in_a_plain_address(self, client: Checked) -> None:
        given = YES | {"contract_term": "bepaald", LENGTH: "2", "eenheid": "dag"}
        page = client.get(PATH, params=given, follow_redirects=False)
        assert page.status_code == 303
        assert f"{LENGTH}=48" in page.headers["location"]
        assert "eenheid" not in page.headers["location"]
        unsure = client.get(PATH, params={"employer": "school", LENGTH: "", UNSURE: LENGTH})
        assert f"{LENGTH}={UNSURE}" in str(unsure.url)

    def test_changing_an_answer_keeps_the_others(self, client: Checked) -> None:
        page = client.get(PATH, params=YES | {"wijzig": "residence"}).text
        assert "Waar woont de werknemer?" in page
        assert 'value="vlaanderen" checked' in page
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        assert hidden == {name: value for name, value in YES.items() if name != "residence"}

    @pytest.mark.parametrize(
        "given",
        [
            {"employer": "<script>alert(1)</script>"},
            {"employer": "x" * 5000},
            YES | {"vdab_end": "31/02/2027"},
            {"stand_op": "gisteren"},
            {"stand_op": "1990-01-01"},
            {"niets": "x", UNSURE: "niets"},
            {"wijzig": "niets"},
        ],
    )
    def test_bad_input_is_a_page_with_the_question(self, client: Checked, given: dict[str, str]) -> None:
        page = client.get(PATH, params=given, headers=PEOPLE)
        assert page.status_code in {200, 422}
        assert "<form" in page.text
        assert "alert(1)</script>" not in page.text

    def test_a_link_keeps_its_day(self, client: Checked) -> None:
        page = client.get(PATH, params=YES | {"stand_op": "2026-01-31"}).text
        assert "31 januari 2026" in page
        assert "stand_op=2026-01-31" in page
