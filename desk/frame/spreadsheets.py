"""Tables as files for spreadsheets, in which no words run as a formula."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import web
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Value = str | int | float | datetime | None
"""Of a cell. A moment is naive: by the clock of the park."""

_BEGINS = tuple("=+-@\t\r\n＝＋－＠")
"""Excel takes the wide signs for the others."""
_LATER = re.compile(r"(?<=[;,\t\r\n])( *)(?=[=+\-@＝＋－＠])")
"""Where a formula would begin if the file were split there: where the decimal comma is usual, by
semicolons."""
FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_CELL = 32_767
"""Characters: what Excel takes."""


def as_words(text: str) -> str:
    """As it is, or with an apostrophe before each formula. Spreadsheets do not show one at the
    beginning of a cell."""
    marked = _LATER.sub(r"\1'", text)
    return f"'{marked}" if text.startswith(_BEGINS) else marked


def local(at: datetime | None, timezone: str) -> datetime | None:
    """By the park's clock, to the minute, and naive: spreadsheets know no time zones."""
    if at is None:
        return None
    return at.astimezone(ZoneInfo(timezone)).replace(second=0, microsecond=0, tzinfo=None)


def made(format_: str, rows: Iterable[Iterable[Value]]) -> bytes:
    """The file. Takes a while for thousands of rows: for a thread."""
    return _csv(rows) if format_ == "csv" else _xlsx(rows)


def answer(format_: str, name: str, body: bytes) -> web.Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{format_}"',
        "Cache-Control": "no-store",
    }
    charset = "utf-8" if format_ == "csv" else None
    return web.Response(body=body, content_type=FORMATS[format_], charset=charset, headers=headers)


def _csv(rows: Iterable[Iterable[Value]]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes Chinese for something else."""
    out = io.StringIO()
    csv.writer(out).writerows([_plain(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> Value:
    match value:
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case str():
            return as_words(value)
    return value


def _xlsx(rows: Iterable[Iterable[Value]]) -> bytes:
    """A row at a time; words are cells of type text, which no spreadsheet runs."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: object, value: Value) -> WriteOnlyCell:
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=value)
        if isinstance(value, datetime):
            cell.number_format = "yyyy-mm-dd hh:mm"
        return cell
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL])
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(_BEGINS)
    return cell
