"""Tables as files for a spreadsheet, so that nothing in them can run.

Spreadsheets run what looks like a formula: in CSV a text that begins like one gets an apostrophe, in a
workbook every text is stored as text. Figures are stored as numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | Decimal | date
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDEST = 60
_CENTS = "#,##0.00"


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a mark and semicolons, as Excel in Belgium reads it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    sheet = first_sheet(book)
    sheet.title = title
    fill(sheet, heads, rows)
    return saved(book)


def first_sheet(book: Workbook) -> Worksheet:
    """The sheet that a new workbook has."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one sheet
    return sheet


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(sheet: Worksheet, heads: Sequence[str], rows: Sequence[Sequence[Cell]], figures: str = "") -> None:
    """Write a sheet; `figures` is the number format of its decimals."""
    for column, head in enumerate(heads, 1):
        _write(sheet, 1, column, head, figures)
        sheet.cell(1, column).font = Font(bold=True)
    for line, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            _write(sheet, line, column, value, figures)
    for column in range(1, sheet.max_column + 1):
        longest = max(len(str(sheet.cell(line, column).value or "")) for line in range(1, sheet.max_row + 1))
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, _WIDEST)
    sheet.freeze_panes = "A2"


def _harmless(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return format(cell, "f").replace(".", ",")
    text = str(cell)
    risky = isinstance(cell, str) and (text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA))
    return f"'{text}" if risky else text


def _write(sheet: Worksheet, line: int, column: int, value: Cell, figures: str) -> None:
    cell = sheet.cell(line, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return
    cell.value = value
    if isinstance(value, Decimal):
        cell.number_format = figures or (_CENTS if value.as_tuple().exponent == -2 else "General")
