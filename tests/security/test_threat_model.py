"""What docs/threat-model.md names is there: a line without its test is a promise."""

import ast
import re

import pytest

from parkline.settings.settings import ROOT

PAGE = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[\w/.]+\.py)::(\w+)`", PAGE)))
FILES = sorted(set(re.findall(r"`((?:\.ci|[a-z]+)/[\w/.-]+\.\w+)`", PAGE)))
ROWS: list[str] = re.findall(r"^\| (?!somebody)(.+) \|$", PAGE, re.MULTILINE)


def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


@pytest.mark.parametrize(("path", "name"), TESTS)
def test_a_test_that_is_named_exists(path: str, name: str) -> None:
    assert (ROOT / path).is_file()
    assert name in functions(path)


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_is_named_exists(path: str) -> None:
    assert (ROOT / path).is_file()


def test_every_line_names_what_stands_against_it_and_the_test_that_shows_it() -> None:
    assert len(ROWS) > 60
    wanting = []
    for row in ROWS:
        cells = row.split(" | ")
        whole = len(cells) == 3 and re.search(r"`[./a-z_]+/", cells[1]) and "::" in cells[2]
        if not whole:
            wanting.append(row)
    assert wanting == []
