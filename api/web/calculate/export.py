"""A calculation as a file: CSV with one figure a line, and a workbook with a sheet per part.

What keeps a spreadsheet from running a text stands in `api/web/sheets.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from api.web import sheets, view
from api.web.calculate.result import Result, Step
from api.web.calculate.series import Quarter, Series
from api.web.sheets import Cell
from api.web.texts import texts
from assistant.models import Language, Unit

_FORMATS = {Unit.EUR: "#,##0.00", Unit.PERCENT: "0.##"}


def as_csv(result: Result, address: str, language: Language) -> bytes:
    """One figure a line, in UTF-8 with a mark and semicolons, as Excel in Belgium reads it."""
    words = texts(language)["calculate"]["export"]
    heads = [words["columns"][key] for key in _COLUMNS]
    return sheets.csv_bytes(heads, _lines(result, address, words, language))


def as_xlsx(result: Result, address: str, language: Language) -> bytes:
    """A sheet each for the outcome, the quarters, the years, the steps and what to know."""
    words = texts(language)["calculate"]
    book = Workbook()
    _outcome_sheet(sheets.first_sheet(book), result, address, words, language)
    if result.series:
        _quarters_sheet(book, result, words)
        _years_sheet(book, result, words)
    _steps_sheet(book, words["export"]["sheets"]["steps"], result.steps, result, words, language)
    if result.timeline:
        moments = result.timeline.steps
        _steps_sheet(book, words["export"]["sheets"]["timeline"], moments, result, words, language)
    notes = [[caveat] for caveat in result.caveats]
    sheets.fill(book.create_sheet(words["export"]["sheets"]["caveats"]), [words["caveats"]], notes)
    return sheets.saved(book)


_COLUMNS = ("part", "what", "quarter", "period", "series", "value", "unit", "sources")


def _lines(
    result: Result, address: str, words: Mapping[str, Any], language: Language
) -> Iterator[tuple[Cell, ...]]:
    parts, units = words["parts"], texts(language)["unit_labels"]
    yield parts["about"], result.title, "", "", "", "", "", address
    for label, text in result.given:
        yield parts["given"], label, "", "", "", text, "", ""
    for figure in result.outcome:
        yield parts["outcome"], figure.label, "", "", "", figure.value, units[figure.unit.value], ""
    if result.series:
        yield from _series_lines(result.series, parts, language)
    for step in (*result.steps, *(result.timeline.steps if result.timeline else ())):
        what = f"{step.label}: {step.expression}"
        yield parts["step"], what, "", "", "", step.value, units[step.unit.value], _sources(step, result)
    for other in result.others:
        figure = other.figure
        yield parts["other"], figure.label, "", "", "", figure.value, units[figure.unit.value], ""
    for caveat in result.caveats:
        yield parts["caveat"], caveat, "", "", "", "", "", ""


def _series_lines(series: Series, parts: Mapping[str, str], language: Language) -> Iterator[tuple[Cell, ...]]:
    names = texts(language)["calculate"]["series"]
    unit = texts(language)["unit_labels"][series.unit.value]
    for quarter in series.quarters:
        for name, value in zip(series.names, quarter.values, strict=True):
            yield parts["quarter"], "", quarter.number, _period(quarter), names[name], value, unit, ""
    for year in (*series.years, *series.calendar_years):
        period = str(year.year) if year.year else f"{year.first}–{year.last}"
        for name, value in zip(series.names, year.values, strict=True):
            yield parts["year"], "", "", period, names[name], value, unit, ""


def _outcome_sheet(
    sheet: Worksheet, result: Result, address: str, words: Mapping[str, Any], language: Language
) -> None:
    sheet.title = words["export"]["sheets"]["outcome"]
    rows: list[Sequence[Cell]] = [(label, text) for label, text in result.given]
    rows.append((words["figures_of"], view.day(result.on, language)))
    units = texts(language)["unit_labels"]
    rows += [(f.label, f.value, units[f.unit.value]) for f in result.outcome]
    rows += [
        (f"{words['others']}: {o.figure.label}", o.figure.value, units[o.figure.unit.value])
        for o in result.others
    ]
    if result.at_least:
        rows.append((words["at_least"],))
    rows.append((words["link"], address))
    sheets.fill(sheet, [result.title], rows)


def _quarters_sheet(book: Workbook, result: Result, words: Mapping[str, Any]) -> None:
    assert result.series  # noqa: S101 - the caller looked
    unit = _FORMATS.get(result.series.unit, "")
    heads = [words["quarter"], words["period"], *(words["series"][name] for name in result.series.names)]
    rows: list[Sequence[Cell]] = [(q.number, _period(q), *q.values) for q in result.series.quarters]
    sheets.fill(book.create_sheet(words["export"]["sheets"]["quarters"]), heads, rows, unit)


def _years_sheet(book: Workbook, result: Result, words: Mapping[str, Any]) -> None:
    assert result.series  # noqa: S101 - the caller looked
    years = (*result.series.years, *result.series.calendar_years)
    if not years:
        return
    names = [words["series"][name] for name in result.series.names]
    rows: list[Sequence[Cell]] = [(y.year or "", y.first, y.last, *y.values) for y in years]
    heads = [words["year"], words["from_quarter"], words["to_quarter"], *names]
    sheets.fill(book.create_sheet(words["export"]["sheets"]["years"]), heads, rows, _FORMATS[Unit.EUR])


def _steps_sheet(
    book: Workbook,
    title: str,
    steps: Sequence[Step],
    result: Result,
    words: Mapping[str, Any],
    language: Language,
) -> None:
    units = texts(language)["unit_labels"]
    heads = [words[key] for key in ("step", "expression", "value", "unit", "sources")]
    rows = [
        (step.label, step.expression, step.value, units[step.unit.value], _sources(step, result))
        for step in steps
    ]
    sheets.fill(book.create_sheet(title), heads, rows)


def _sources(step: Step, result: Result) -> str:
    titles = {source.citation.id: source.citation.title for source in result.sources}
    return "; ".join(titles[mark] for mark in step.marks)


def _period(quarter: Quarter) -> str:
    return quarter.calendar.label if quarter.calendar else ""
