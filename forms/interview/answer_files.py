"""Tables of answers as files that a spreadsheet opens: Arabic intact, and nothing in them taken for a formula."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.workbook.workbook import Workbook

from forms.interview.answer_tables import Table

# The library says nothing of its types.
_make_book: Callable[..., Any] = Workbook
_make_cell: Callable[..., Any] = WriteOnlyCell
LONGEST_TITLE = 31
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")


def csv_bytes(table: Table) -> bytes:
    """UTF-8 with the mark by which Excel knows it. A text that begins like a formula gets an apostrophe before it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([guarded(cell) for cell in row] for row in table.cells())
    return out.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """As it is, unless a spreadsheet would reckon it; a negative number is a number."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def xlsx_bytes(tables: Iterable[Table], *, title: str) -> bytes:
    """A sheet for each table, `title` naming the first. Every cell is a text, so that phones keep their zeros and
    nothing is a formula."""
    book = _make_book(write_only=True)
    taken: set[str] = set()
    for table in tables:
        sheet = book.create_sheet(_title(table.name or title, taken))
        sheet.sheet_view.rightToLeft = True
        sheet.freeze_panes = "A2"
        for row in table.cells():
            sheet.append([_text_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text_cell(sheet: object, text: str) -> Any:
    cell = _make_cell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text) or None)
    if text:
        cell.data_type = "s"
    return cell


def _title(name: str, taken: set[str]) -> str:
    """Sheets have short names of their own, without some signs, whatever their case."""
    plain = _NO_TITLE.sub("-", name).strip("'")[:LONGEST_TITLE] or "answers"
    title, number = plain, 2
    while title.lower() in taken:
        title = f"{plain[: LONGEST_TITLE - len(str(number)) - 1]}-{number}"
        number += 1
    taken.add(title.lower())
    return title
