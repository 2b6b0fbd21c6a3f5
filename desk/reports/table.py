"""Tables that are shown on the page, and sent as CSV with plain values."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from desk.frame.spreadsheets import as_words

Plain = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """`unit` is told in the CSV alone: on the page the values say it themselves."""

    title: str
    unit: str = ""
    number: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """`href`: a path of the desk that leads to the rows behind it."""

    shown: str
    plain: Plain
    href: str = ""
    needs: str = "tickets.read"
    """The permission to see these rows."""


@dataclass(frozen=True, slots=True)
class Table:
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def to_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes Chinese for something else."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_heading(column) for column in table.columns)
    writer.writerows([_guarded(cell.plain) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _heading(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def _guarded(value: Plain) -> Plain:
    return as_words(value) if isinstance(value, str) else value
