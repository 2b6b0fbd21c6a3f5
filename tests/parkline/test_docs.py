"""Whatever has a name that people use stands in its page."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import typer.main

import services
from parkline.cli import app
from parkline.settings.settings import ROOT, Settings
from services.events.registry import known
from services.events.states import Move, Transition


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text("utf-8")


def rows(text: str) -> set[str]:
    """Names in backticks that begin the rows of a page's tables."""
    return set(re.findall(r"^\| `([^`]+)`", text, re.MULTILINE))


def commands(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    """(how it is called, the command) of every command in a group and its groups."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


COMMANDS = dict(commands(typer.main.get_command(app), "parkline"))


def named(text: str, command: str) -> bool:
    return re.search(rf"`{re.escape(command)}(?=[ `])", text) is not None


def test_every_event_has_its_row_and_no_row_is_of_another() -> None:
    found = {name for name in rows(page("reference/events")) if "." in name and "[" not in name}
    assert found == set(known())


def test_every_setting_has_its_row_and_no_row_is_of_another() -> None:
    wanted = {f"PARKLINE_{name.upper()}" for name in Settings.model_fields}
    assert {
        name for name in rows(page("reference/settings")) if name.startswith("PARKLINE_")
    } == wanted


def test_every_command_is_described() -> None:
    assert "parkline item add" in COMMANDS
    assert [name for name in COMMANDS if not named(page("reference/commands"), name)] == []


def test_every_option_is_described() -> None:
    options = {
        (name, parameter.opts[0])
        for name, command in COMMANDS.items()
        for parameter in command.params
        if parameter.param_type_name == "option"
    }
    assert ("parkline up", "--demo") in options
    text = page("reference/commands")
    assert {option for option in options if option[1] not in text} == set()


def findings() -> set[str]:
    """The codes of everything that the doctor may say."""
    found = set()
    for file in (ROOT / "parkline" / "doctor").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            at = {"Finding": 1, "graded": 0}.get(ast.unparse(node.func))
            given = node.args[0].value if at and isinstance(node.args[0], ast.Starred) else None
            values = given.elts if isinstance(given, ast.Tuple) else node.args
            if at is not None and isinstance(values[at], ast.Constant):
                found.add(str(values[at].value))
    return found


@pytest.mark.parametrize("name", ["guides/operating", "zh/guides/operating"])
def test_every_finding_of_the_doctor_has_its_place(name: str) -> None:
    assert {"migrations", "endpoint-twice", "unit-failed"} <= findings()
    assert {code for code in findings() if f"`{code}`" not in page(name)} == set()


def written(actions: Mapping[str, Move]) -> list[str]:
    """A machine as docs/reference/states.md shows it. Sources in the order of the alphabet."""
    return [
        f"| `{action}` | {' '.join(sorted(rule.sources))} | {rule.target} |"
        f" {f'`{rule.event.type}`' if isinstance(rule, Transition) else ''} |"
        for action, rule in actions.items()
    ]


def machines() -> list[Mapping[str, Move]]:
    """Every table of states that stands anywhere in the services."""
    found = {
        id(value): value
        for module in pkgutil.walk_packages(services.__path__, "services.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, dict) and value and isinstance(next(iter(value.values())), Move)
    }
    return list(found.values())


def test_every_state_machine_has_a_section_of_its_own_and_no_section_is_of_another() -> None:
    sections = {
        section.partition("\n")[0]: [
            line for line in section.splitlines() if line.startswith("| `")
        ]
        for section in page("reference/states").split("\n## ")[1:]
    }
    assert len(machines()) > 8
    assert sorted(sections.values()) == sorted(written(one) for one in machines())
