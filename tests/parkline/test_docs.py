"""Whatever has a name that people use stands in its page."""

import re
from collections.abc import Iterator

import click
import typer.main

from parkline.cli import app
from parkline.settings import ROOT, Settings
from services.events import EVENTS


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text("utf-8")


def rows(text: str) -> set[str]:
    """Names in backticks that begin the rows of a page's tables."""
    return set(re.findall(r"^\| `([^`]+)`", text, re.MULTILINE))


def commands(group: click.Group, path: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}"


def named(text: str, command: str) -> bool:
    return re.search(rf"`{re.escape(command)}(?=[ `])", text) is not None


def test_every_event_has_its_row_and_no_row_is_of_another() -> None:
    found = {name for name in rows(page("events")) if "." in name and "[" not in name}
    assert found == set(EVENTS)


def test_every_setting_has_its_row_and_no_row_is_of_another() -> None:
    wanted = {f"PARKLINE_{name.upper()}" for name in Settings.model_fields}
    assert {name for name in rows(page("settings")) if name.startswith("PARKLINE_")} == wanted


def test_every_command_is_described() -> None:
    root = typer.main.get_command(app)
    assert isinstance(root, click.Group)
    text = page("commands")
    assert [name for name in commands(root, "parkline") if not named(text, name)] == []


def test_every_option_is_described() -> None:
    """--help and what Typer adds apart."""
    root = typer.main.get_command(app)
    assert isinstance(root, click.Group)
    text = page("commands")
    options = {
        option
        for command in commands(root, "parkline")
        for option in options_of(root, command)
        if option.startswith("--")
    }
    assert {option for option in options if option not in text} == set()


def options_of(root: click.Group, path: str) -> Iterator[str]:
    command: click.Command = root
    for name in path.split()[1:]:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield parameter.opts[0]
