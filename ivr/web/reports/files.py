"""The tables of a report as files: CSV for programs, XLSX for people who calculate on."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from ivr.web.reports.tables import Cell, Kind, Table, Value

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula: a name that begins so is written with an apostrophe before it."""
FORMATS = {Kind.COUNT: "#,##0", Kind.SHARE: "0.0%", Kind.SECONDS: "[h]:mm:ss", Kind.TEXT: "@"}
DAY = 86_400
WIDEST = 40


def as_csv(table: Table) -> str:
    """Give a table as RFC 4180: names of figures above, shares of one, seconds, nothing where nothing is known."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_plain(cell.value) for cell in row] for row in table.rows)
    return text.getvalue()


def as_xlsx(tables: Iterable[Table], heading: Sequence[str]) -> bytes:
    """Give tables as a workbook: a sheet for each with its totals, and one with the definitions."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(
        memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        shown = tuple(tables)
        for table in shown:
            _write_table(book, table, heading)
        _write_definitions(book, shown)
    return memory.getvalue()


def _write_table(book: Any, table: Table, heading: Sequence[str]) -> None:
    sheet, bold = book.add_worksheet(table.title[:31]), book.add_format({"bold": True})
    formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
    for line, text in enumerate(heading):
        sheet.write_string(line, 0, text)
    top = len(heading) + 1
    for place, column in enumerate(table.columns):
        sheet.write_string(top, place, column.label, bold)
        sheet.set_column(place, place, _width(table, place))
    rows: tuple[tuple[Cell, ...], ...] = (*table.rows, *([table.total] if table.total else []))
    for line, row in enumerate(rows, top + 1):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, (line, place), cell.value, column.kind, formats[column.kind])
    sheet.freeze_panes(top + 1, 1)


def _write_definitions(book: Any, tables: Iterable[Table]) -> None:
    sheet, bold = book.add_worksheet("Definiciones"), book.add_format({"bold": True})
    found = {each.label: each for table in tables for each in table.definitions}
    for line, definition in enumerate(found.values()):
        sheet.write_string(line, 0, definition.label, bold)
        sheet.write_string(line, 1, definition.meaning)
        sheet.write_string(line, 2, definition.formula)
    sheet.set_column(0, 0, WIDEST / 2)
    sheet.set_column(1, 2, 2 * WIDEST)


def _write(sheet: Any, place: tuple[int, int], value: Value, kind: Kind, form: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(*place, value, form)
    elif value is not None:
        sheet.write_number(*place, value / DAY if kind is Kind.SECONDS else value, form)


def _width(table: Table, place: int) -> int:
    texts = [
        table.columns[place].label,
        *(str(row[place].value) for row in table.rows if isinstance(row[place].value, str)),
    ]
    return min(WIDEST, max(len(text) for text in texts) + 2)


def _plain(value: Value) -> Value:
    """Give a value as a program reads it; no text becomes a formula."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return round(value, 6) if isinstance(value, float) else value
