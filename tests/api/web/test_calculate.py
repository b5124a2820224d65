"""Calculating on the page, without JavaScript: outcome, permalink and files, held against the rules."""

from __future__ import annotations

import csv
import html
import io
import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from api.runtime import Live
from api.web.calculate.chart import WIDTH, chart_of
from api.web.calculate.desks import DESKS, fields_of, run
from api.web.calculate.export import as_csv, as_xlsx
from api.web.calculate.result import result_of
from api.web.calculate.series import Quarter, Series
from api.web.forms import read
from api.web.texts import texts
from api.web.view import amount
from assistant.models import Calculation, Language, Unit
from assistant.rules.quarters import CalendarQuarter
from assistant.rules.registry import REGISTRY, calculate
from tests.api.contract import Checked

DAY = "2026-11-22"
CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("loonpremie", "loonpremie", {"need_years": 5, "wage_cost": "9000"}),
    ("loonpremie", "loonpremie", {"need_years": 5}),
    ("loonpremie", "loonpremie", {"need_years": 2, "wage_cost": "9000", "quarter": 3, "fraction": "0.8"}),
    ("loonpremie", "loonpremie", {"need_years": 5, "wage_cost": "20000"}),
    ("begeleidingspremie", "begeleidingspremie", {"need_years": 5, "level": "hoog"}),
    ("begeleidingspremie", "begeleidingspremie", {"need_years": 2, "quarters": 6, "hours_share": "0.5"}),
    ("tarief-gent", "tarief_gent", {}),
    ("tarief-gent", "tarief_gent", {"need_years": 5, "extra_hours": "3.5"}),
    ("tarief-gent", "tarief_gent", {"quarter": 3}),
    ("saldo", "saldo", {"need_years": 5, "agreement_start_quarter": 2}),
    ("saldo", "saldo", {"need_years": 2, "agreement_quarters": 12}),
]


def shown_as(value: object) -> str:
    return str(value).replace(".", ",") if isinstance(value, str) and value[0].isdigit() else str(value)


def query(given: dict[str, Any]) -> dict[str, str]:
    return {"on": DAY} | {name: shown_as(value) for name, value in given.items()}


def expected(name: str, given: dict[str, Any], live: Live) -> Calculation:
    return calculate(name, {"on": DAY} | given, live.parameters)


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize(("slug", "name", "given"), CASES)
def test_the_page_shows_every_figure_of_the_rule(
    client: Checked, live: Live, slug: str, name: str, given: dict[str, Any]
) -> None:
    response = client.get(f"/bereken/{slug}", params=query(given))
    assert response.status_code == 200
    said, calculation = text_of(response.text), expected(name, given, live)
    if calculation.outcome.value is not None:
        assert amount(calculation.outcome.value, calculation.outcome.unit) in said
        headline = text_of(response.text.split('class="headline"')[1].split("</p>")[0])
        assert amount(calculation.outcome.value, calculation.outcome.unit) in headline
    else:
        headline = text_of(response.text.split('class="headline"')[1].split('class="in-words"')[0])
        for row in calculation.outcome.rows:
            for value in row.values.values():
                assert amount(value, row.unit) in headline
    for step in calculation.steps:
        assert f"{step.label} {amount(step.value, step.unit)} {step.expression}" in said
    for other in calculation.alternatives:
        assert f"{other.label}: {amount(other.value, other.unit)}" in said
    for sentence in (*calculation.caveats, *calculation.summary):
        assert sentence in said


@pytest.mark.parametrize(("slug", "name", "given"), CASES)
def test_every_source_of_a_step_is_a_link_to_its_place(
    client: Checked, live: Live, slug: str, name: str, given: dict[str, Any]
) -> None:
    page = client.get(f"/bereken/{slug}", params=query(given)).text
    for step in expected(name, given, live).steps:
        for source in step.sources:
            document, _, locator = source.partition("#")
            assert re.search(rf'href="/bronnen/{document}(\?[^"#]*)?#{re.escape(locator)}"', page)
    for mark in re.findall(r'class="mark" href="#([^"]+)"', page):
        assert f'id="{mark}"' in page


@pytest.mark.parametrize(("slug", "given"), [(slug, given) for slug, _, given in CASES])
def test_the_permalink_gives_the_same_outcome(client: Checked, slug: str, given: dict[str, Any]) -> None:
    first = client.get(f"/bereken/{slug}", params=query(given)).text
    (link,) = re.findall(r'<a href="([^"]+)#uitkomst" id="link">', first)
    again = client.get(html.unescape(link))
    assert f"on={DAY}" in link
    assert text_of(again.text) == text_of(first)


@pytest.mark.parametrize(("slug", "name", "given"), CASES)
def test_the_workbook_holds_the_figures_of_the_rule_as_numbers(
    client: Checked, live: Live, slug: str, name: str, given: dict[str, Any]
) -> None:
    response = client.get(f"/bereken/{slug}/xlsx", params=query(given))
    assert f'filename="{slug}-{DAY}.xlsx"' in response.headers["content-disposition"]
    book = load_workbook(io.BytesIO(response.content))
    calculation = expected(name, given, live)
    steps = list(book["Stappen"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], Decimal(str(row[2]))) for row in steps] == [
        (s.label, s.value) for s in calculation.steps
    ]
    rows = [row for row in calculation.outcome.rows if row.quarter is not None]
    if not rows:
        assert "Kwartalen" not in book.sheetnames
        return
    quarters = list(book["Kwartalen"].iter_rows(min_row=2, values_only=True))
    assert [(q[0], [Decimal(str(v)) for v in q[2:]]) for q in quarters] == [
        (row.quarter, list(row.values.values())) for row in rows
    ]


@pytest.mark.parametrize(("slug", "name", "given"), CASES)
def test_the_csv_holds_the_figures_of_the_rule(
    client: Checked, live: Live, slug: str, name: str, given: dict[str, Any]
) -> None:
    response = client.get(f"/bereken/{slug}/csv", params=query(given))
    assert response.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    calculation = expected(name, given, live)
    by_part: dict[str, list[Decimal]] = defaultdict(list)
    for line in lines:
        if line["Onderdeel"] in {"Uitkomst", "Kwartaal", "Stap"}:
            by_part[line["Onderdeel"]].append(Decimal(line["Waarde"].replace(",", ".")))
    numbered = [row for row in calculation.outcome.rows if row.quarter is not None]
    assert by_part["Stap"] == [step.value for step in calculation.steps]
    assert by_part["Kwartaal"] == [value for row in numbered for value in row.values.values()]
    if calculation.outcome.value is not None:
        assert by_part["Uitkomst"] == [calculation.outcome.value]


def test_years_add_up_to_the_whole_and_to_the_steps_of_the_rule(client: Checked, live: Live) -> None:
    given = {"need_years": 5, "agreement_start_quarter": 2}
    calculation = expected("saldo", given, live)
    response = client.get("/bereken/saldo/xlsx", params=query(given) | {"premium_start": "2025-08-20"})
    years = list(load_workbook(io.BytesIO(response.content))["Jaren"].iter_rows(min_row=2, values_only=True))
    of_term = [row for row in years if not row[0]]
    of_calendar = [row for row in years if row[0]]
    per_year = [step.value for step in calculation.steps if step.label.startswith("Saldo, kwartaal")]
    assert [Decimal(str(row[-1])) for row in of_term] == per_year
    assert [row[0] for row in of_calendar] == [2025, 2026, 2027, 2028, 2029, 2030]
    assert sum(Decimal(str(row[-1])) for row in of_calendar) == calculation.outcome.value
    assert (of_calendar[0][1], of_calendar[0][2]) == (1, 2)


def test_with_the_day_of_the_decision_the_timeline_is_that_of_the_rule(client: Checked, live: Live) -> None:
    given = {"need_years": 5, "decision": "2025-02-14"}
    said = text_of(client.get("/bereken/begeleidingspremie", params=query(given)).text)
    clock = calculate("tijdlijn", {"on": DAY} | given, live.parameters)
    for step in clock.steps:
        assert f"{step.label} {step.expression}" in said
    for row in clock.outcome.rows:
        number, _, calendar = row.label.removeprefix("kwartaal ").partition(": ")
        assert f" {number} {calendar} " in said or f" {number} * " in said


def test_a_lower_bound_is_called_one_everywhere(client: Checked) -> None:
    bound = client.get("/bereken/loonpremie", params=query({"need_years": 5, "wage_cost": "20000"})).text
    exact = client.get("/bereken/loonpremie", params=query({"need_years": 5, "wage_cost": "9000"})).text
    for line in re.findall(r"<li><span>Kwartaal.*?</li>", bound):
        assert "minstens" in line
    assert texts()["calculate"]["at_least"] in bound
    assert texts()["calculate"]["at_least"] not in exact


@pytest.mark.parametrize(
    ("address", "field", "said"),
    [
        ("loonpremie?wage_cost=9000", "need_years", "Kies of vul dit in."),
        ("loonpremie?need_years=3", "need_years", "Kies een van de mogelijkheden"),
        ("loonpremie?need_years=5&wage_cost=veel", "wage_cost", "Schrijf een bedrag"),
        ("loonpremie?need_years=5&quarter=21", "quarter", "van kwartaal 1 tot en met 20"),
        ("loonpremie?need_years=2&quarters=9", "quarters", "van kwartaal 1 tot en met 8"),
        ("loonpremie?need_years=2&package=verhoogd", "package", "gewoon"),
        ("loonpremie?need_years=5&fraction=1,5", "fraction", "hoogstens 1"),
        ("loonpremie?need_years=5&percentage=37", "percentage", "in stappen van"),
        ("loonpremie?need_years=5&on=2019-01-01", "on", "Kies een dag vanaf"),
        ("begeleidingspremie?need_years=2&level=hoog", "level", "gemiddeld"),
        ("begeleidingspremie?need_years=5&decision=2019-01-01", "decision", "Kies een dag vanaf"),
        ("tarief-gent?quarter=0", "quarter", "Mogelijk is"),
        (
            "saldo?need_years=5&premium_start=2026-05-01&agreement_start=2026-01-01",
            "agreement_start",
            "Geef een start",
        ),
    ],
)
def test_a_mistake_is_explained_beside_its_field_and_nothing_is_lost(
    client: Checked, address: str, field: str, said: str
) -> None:
    response = client.get(f"/bereken/{address}", headers={"accept": "text/html"})
    assert response.status_code == 422
    page = response.text
    (beside,) = re.findall(rf'<p class="error" id="{field}-fout">(.*?)</p>', page)
    assert said in text_of(beside)
    assert len(re.findall(r'<p class="error"', page)) == 1
    assert re.search(rf'<a href="#{field}">', page.split('id="fouten"')[1].split("</section>")[0])
    assert f'id="{field}"' in page
    assert re.search(rf'aria-describedby="[^"]*{field}-fout"', page)
    assert "uitkomst-kop" not in page
    assert "<title>Fout:" in page
    for name, value in re.findall(r"[?&](\w+)=([^&]+)", address):
        typed = f'name="{name}" value="{value}"'
        assert typed in page or name == "need_years" or f"{typed} checked" in page


def test_a_strange_name_in_the_address_is_not_dropped(client: Checked) -> None:
    response = client.get("/bereken/loonpremie?need_years=5&wage=9000")
    assert response.status_code == 422
    assert texts()["forms"]["errors"]["unknown"] in response.text


def test_a_file_of_an_impossible_case_is_the_form_with_the_mistake(client: Checked) -> None:
    response = client.get("/bereken/loonpremie/xlsx?need_years=5&quarter=21")
    assert (response.status_code, response.headers["content-type"]) == (422, "text/html; charset=utf-8")
    assert client.get("/bereken/loonpremie/pdf?need_years=5").status_code == 404
    assert client.get("/bereken/niets").status_code == 404


def test_markup_in_a_field_stays_text(client: Checked) -> None:
    page = client.get("/bereken/loonpremie", params={"need_years": '5"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    page = client.get("/bereken/loonpremie", params={"need_years": "5", "wage_cost": '"><b>x'}).text
    assert "<b>x" not in page


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.slug)
def test_every_field_is_an_input_of_its_calculator_and_has_words(
    live: Live, desk: Any, language: Language
) -> None:
    words = texts(language)["calculate"]["fields"]
    inputs = REGISTRY[desk.name].inputs.model_fields
    for field in fields_of(desk, live.parameters, date(2026, 11, 22)):
        assert field.name in inputs or field.name == desk.start
        assert words[field.name]["label"]
        for choice in field.choices:
            assert "choice" in words[field.name] or words[field.name]["choices"][choice]


def test_what_looks_like_a_formula_stays_text(live: Live) -> None:
    """No input can carry one, so one is put where a text of ours stands."""
    desk, today = DESKS[0], date(2026, 11, 22)
    form = read(fields_of(desk, live.parameters, today), {"need_years": "5"}, texts()["forms"]["errors"])
    outcome = run(desk, form.values, live.parameters, today)
    calculation = outcome.calculation.model_copy(update={"caveats": ("=HYPERLINK(1)", "+1", "@x", "-2")})
    result = result_of(desk, form, replace(outcome, calculation=calculation), live.corpus, Language.NL, today)
    book = load_workbook(io.BytesIO(as_xlsx(result, "http://localhost/", Language.NL)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(cell.value == "=HYPERLINK(1)" for cell in cells)
    lines = as_csv(result, "http://localhost/", Language.NL).decode("utf-8-sig")
    assert ";'=HYPERLINK(1);" in lines
    assert not re.search(r"(?:^|;)[=+@]", lines, re.MULTILINE)


def series(*values: tuple[str, ...], names: tuple[str, ...] = ("a", "b")) -> Series:
    quarters = tuple(
        Quarter(number, None, tuple(Decimal(v) for v in row)) for number, row in enumerate(values, 1)
    )
    return Series(names, Unit.EUR, quarters)


def test_bars_are_as_high_as_their_value_and_stand_on_each_other() -> None:
    chart = chart_of(series(("30", "10"), ("20", "20")), ("a", "b"), stacked=True)
    assert chart
    first, upon, second, upper = chart.bars
    assert first.y == upon.y + upon.height
    assert first.y + first.height == chart.floor
    assert abs(first.height - 3 * upon.height) < 1
    assert upon.y == upper.y == chart.lines[-1].at
    assert second.x + second.width <= WIDTH


def test_there_is_no_picture_of_nothing() -> None:
    assert chart_of(series(("0", "0"), ("0", "0")), ("a", "b"), stacked=True) is None
    assert chart_of(series(("5", "5")), ("a", "b"), stacked=False) is None
    assert chart_of(series(("5", "5"), ("5", "5")), ("c",), stacked=False) is None


def test_percentages_are_not_added_up() -> None:
    quarters = (Quarter(1, CalendarQuarter(2026, 1), (Decimal(40),)),)
    assert Series(("percentage",), Unit.PERCENT, quarters).years == ()
    assert Series(("percentage",), Unit.PERCENT, quarters).calendar_years == ()
