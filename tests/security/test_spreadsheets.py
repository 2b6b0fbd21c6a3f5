"""No file for a spreadsheet has a formula in it that somebody else wrote."""

import csv
import io

import pytest

from desk.accounting.statement import defused
from desk.reports.table import Cell, Column, Table, to_csv

FORMULA = '1+cmd|"/c calc"!A1'
SIGNS = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠"]


@pytest.mark.parametrize("sign", SIGNS)
def test_words_that_begin_like_a_formula_stay_words(sign: str) -> None:
    words = sign + FORMULA
    table = Table([Column("who", number=False)], [[Cell(words, words)]])
    [_, [cell]] = list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig"), newline="")))
    assert cell == defused(words)
    assert cell.startswith("'")
    assert cell.replace("'", "") == words


@pytest.mark.parametrize("separator", [";", ",", "\t", "\n", "; ", ";;"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
def test_nor_does_a_formula_begin_where_a_spreadsheet_splits_a_cell(
    sign: str, separator: str
) -> None:
    """Where the decimal comma is usual, a spreadsheet splits a file by semicolons."""
    words = f"漏水{separator}{sign}{FORMULA}"
    columns = [Column("where", number=False), Column("who", number=False)]
    table = Table(columns, [[Cell("A座", "A座"), Cell(words, words)]])
    text = to_csv(table).decode("utf-8-sig")
    for delimiter in (";", ",", "\t"):
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in row]
        assert not [cell for cell in cells if cell.strip(' "').startswith(tuple("=+-@＝"))]


@pytest.mark.parametrize("value", ["-12.50", "12", "李雷", "a=b", "", "B座; 3楼", "a, b-c"])
def test_anything_else_is_as_it_was(value: str) -> None:
    assert defused(value) == value
