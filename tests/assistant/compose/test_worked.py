"""The sentences of an outcome: the answer first, and every figure of them held by the calculation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.compose.parts import Sheet
from assistant.compose.worked import tell, tell_invalid
from assistant.draft import Citer, Draft
from assistant.models import Calculation, Fact, FactSource, FactValue, Status
from assistant.rules import InvalidCase
from assistant.verify import verify
from assistant.work import Worked, work_out
from corpus.models import Corpus
from corpus.parameters import Parameters
from tests.assistant.rules.test_cases import ALL, run_case
from tests.conftest import TODAY

_AMOUNTS = ("loonpremie", "begeleidingspremie", "tarief_gent", "saldo", "ggmmi")
_TOLD = [(name, case) for name, case in ALL if case["calculation"] in _AMOUNTS and "refused" not in case]


def told(worked: Worked, corpus: Corpus) -> Sheet:
    sheet = Sheet(Citer(corpus))
    if worked.invalid:
        tell_invalid(worked.invalid, sheet, corpus)
    else:
        tell(worked, sheet, corpus)
    return sheet


def dropped(sheet: Sheet, corpus: Corpus, facts: dict[str, Fact] | None = None) -> list[str]:
    draft = Draft(
        status=Status.ANSWERED,
        statements=tuple(sheet.statements),
        citations=sheet.citer.citations,
        calculations=tuple(sheet.calculations),
        facts=facts or {},
    )
    return [f"{drop.reason}: {drop.detail}" for drop in verify(draft, corpus, frozenset(), TODAY).dropped]


def facts(**values: FactValue) -> dict[str, Fact]:
    return {name: Fact(value=v, source=FactSource.SAID, words=str(v)) for name, v in values.items()}


def test_every_sentence_of_every_case_is_held_by_its_calculation(
    corpus: Corpus, parameters: Parameters
) -> None:
    assert len(_TOLD) > 200
    lost = {}
    for name, case in _TOLD:
        try:
            calculation: Calculation = run_case(case, parameters)
        except InvalidCase:
            continue
        sheet = told(Worked((calculation,)), corpus)
        assert sheet.statements, name
        assert sheet.statements[0].citations, name
        assert all(s.citations or s.calculations for s in sheet.statements), name
        problems = dropped(sheet, corpus)
        if problems:
            lost[name] = problems
    assert lost == {}


@pytest.mark.parametrize(
    ("rule", "known", "first"),
    [
        ("begeleidingspremie", {"quarter": 21}, "Kwartaal 21 staat niet in de bronnen"),
        ("begeleidingspremie", {"quarter": 10, "need_years": 2}, "In kwartaal 10 is er geen premie meer"),
        ("loonpremie", {"quarter": 2, "package": "verhoogd", "need_years": 2}, "De verhoogde loonpremie"),
        ("loonpremie", {"need_years": 3}, "Een behoefte van 3 jaar staat niet in de tabellen"),
    ],
)  # fmt: skip
def test_an_impossible_case_opens_with_what_is_wrong(
    rule: str, known: dict[str, Any], first: str, corpus: Corpus, parameters: Parameters
) -> None:
    said = facts(**known)
    sheet = told(work_out(rule, said, parameters, TODAY), corpus)
    assert sheet.statements[0].text.startswith(first)
    assert sheet.statements[0].citations
    assert dropped(sheet, corpus, said) == []


def test_the_outcomes_of_every_need_are_held_too(corpus: Corpus, parameters: Parameters) -> None:
    for rule in ("loonpremie", "begeleidingspremie", "saldo"):
        for quarter in (3, 7, 12):
            sheet = told(work_out(rule, facts(quarter=quarter), parameters, TODAY), corpus)
            assert f"kwartaal {quarter}" in sheet.statements[0].text
            assert dropped(sheet, corpus) == []


def test_the_same_outcome_twice_stands_there_once(corpus: Corpus, parameters: Parameters) -> None:
    said = facts(quarter=3, need_years=5)
    worked = work_out("loonpremie", said, parameters, TODAY)
    sheet = told(worked, corpus)
    once = list(sheet.statements)
    assert tell(worked, sheet, corpus)
    assert len(sheet.calculations) == 1
    assert sheet.statements == once
    assert dropped(sheet, corpus, said) == []


def test_each_of_several_certificates_is_told(corpus: Corpus, parameters: Parameters) -> None:
    asked = "graduaat sociaal-cultureel werk, een bachelor sociologie en een diploma handelsingenieur"
    sheet = told(work_out("qualification", facts(certificates=asked), parameters, TODAY), corpus)
    decided = [s for s in sheet.statements if s.text.split(".")[0] in ("Ja", "Nee")]
    assert [s.text.split(".")[0] for s in decided] == ["Ja", "Nee", "Nee"]
    named = ("sociaal-cultureel werk", "sociologie", "handelsingenieur")
    assert all(name in s.text for name, s in zip(named, decided, strict=True))
    assert len({s.decisions for s in decided}) == len(decided)


@pytest.mark.parametrize(
    ("rule", "known", "said"),
    [
        ("overeenkomst", {"notice": date(2026, 5, 5)}, "eindigt de overeenkomst op 5 juli 2026"),
        ("overeenkomst", {"invoice": date(2026, 6, 10)}, "betaalt u ten laatste op 10 juli 2026"),
        ("overeenkomst", {"retention": date(2026, 1, 2)}, "de gegevens op 2 januari 2036"),
        ("overeenkomst", {"request": date(2026, 5, 4)}, "bereikbaar ten laatste op 5 mei 2026"),
        ("tijdlijn", {"need_years": 2, "decision": date(2025, 2, 3)}, "tot en met 31 december 2026"),
        ("tijdlijn", {"need_years": 5, "decision": date(2025, 2, 3)}, "tot en met 31 december 2029"),
    ],
)
def test_a_calculation_of_days_tells_the_day_and_holds_it(
    rule: str, known: dict[str, FactValue], said: str, corpus: Corpus, parameters: Parameters
) -> None:
    worked = work_out(rule, facts(**known), parameters, TODAY)
    sheet = told(worked, corpus)
    assert said in sheet.statements[0].text
    assert dropped(sheet, corpus, facts(**known)) == []


def test_terms_without_a_day_are_left_to_the_fiche(corpus: Corpus, parameters: Parameters) -> None:
    worked = work_out("overeenkomst", facts(agreement_start=date(2026, 1, 1)), parameters, TODAY)
    assert worked.calculations
    assert not told(worked, corpus).statements


def test_how_a_case_stands_names_what_is_open_first_and_then_what_is_met(
    corpus: Corpus, parameters: Parameters
) -> None:
    worked = work_out("eligibility", facts(residence="vlaanderen", employer="school"), parameters, TODAY)
    assert not told(worked, corpus).statements
    sheet = told(replace(worked, explained=True), corpus)
    said = [statement.text for statement in sheet.statements]
    assert said[0].startswith("Dat hangt af van VDAB")
    assert said[1:] == [
        "In orde is al: een school kan individueel maatwerk aanvragen.",
        "In orde is al: de werknemer woont in Vlaanderen.",
    ]
    assert all(statement.citations for statement in sheet.statements)


def test_every_open_condition_has_words(corpus: Corpus, parameters: Parameters) -> None:
    known: dict[str, FactValue] = {"vdab_finding": "vastgesteld"}
    for fact, value in (
        ("employer", "maatwerkbedrijf"),
        ("work_status", "werknemer"),
        ("residence", "vlaanderen"),
        ("contract_term", "onbepaald"),
        ("vdab_date", TODAY),
        ("need_years", 5),
        ("hired_on", date(2020, 1, 1)),
        ("premium", "beide"),
    ):
        worked = replace(work_out("eligibility", facts(**known), parameters, TODAY), explained=True)
        assert told(worked, corpus).statements[0].text.startswith("Dat hangt af van"), known
        known[fact] = value


def test_a_decision_opens_without_a_yes_where_none_is_asked(corpus: Corpus, parameters: Parameters) -> None:
    worked = work_out("rollen", facts(rollen_asked="coach_zijn", external=True), parameters, TODAY)
    assert told(worked, corpus).statements[0].text.startswith("Nee. Een externe")
    assert told(replace(worked, yes_no=False), corpus).statements[0].text.startswith("Een externe")
