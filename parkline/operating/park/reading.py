"""Reading a park's file: YAML, with the line of everything in it, so that faults can name it.

Every value is read as the text that stands there: a phone number 0110 keeps its nought, and 22.50
is no binary fraction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

import services
from parkline.failing import Failed
from services.catalogue import menu_sheet
from services.catalogue.menu_sheet import SheetRefused
from services.kit.park_file import Entry, EntryRefused, Section
from services.kit.plugins import found

type Steps = tuple[str | int, ...]

NOTHING = frozenset({"", "~", "null"})
LARGEST = 20 * 1024 * 1024
"""Bytes. A menu of a thousand dishes has one of them."""


class FileRefused(Failed):
    """What is wrong with a park's file: a line for each fault, with the place and what is right."""


@dataclass(frozen=True, slots=True)
class ParkFile:
    """What a file says, by section, and on which line each thing stands."""

    name: str
    entries: Mapping[str, Sequence[Entry]]
    lines: Mapping[Steps, int] = field(default_factory=dict)

    def at(self, steps: Steps) -> str:
        """park.yaml:12, of the thing or of the nearest that holds it."""
        for length in range(len(steps), -1, -1):
            if line := self.lines.get(steps[:length]):
                return f"{self.name}:{line}"
        return self.name

    def refused(self, fault: EntryRefused) -> FileRefused:
        section, number, part = (fault.details[key] for key in ("section", "number", "field"))
        steps = (section, number, part) if part else (section, number)
        return FileRefused(f"{self.at(steps)}: {_spoken(steps)}: {fault}")


def sections() -> tuple[Section[Any], ...]:
    """In the order of a file."""
    return tuple(sorted(found(services, Section), key=lambda one: one.place))


def read(path: Path) -> ParkFile:
    """A file of YAML or a menu's workbook. Raises FileRefused with every fault of the file."""
    if is_workbook(path):
        return _read_workbook(path)
    try:
        if path.stat().st_size > LARGEST:
            raise FileRefused(f"{path} has more than {LARGEST // 1024**2} MiB")
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise FileRefused(f"{path} is no text in UTF-8: save it so") from None
    except OSError as problem:
        raise FileRefused(f"{path} cannot be read: {problem.strerror}") from None
    return parse(text, path.name)


def is_workbook(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx"


def _read_workbook(path: Path) -> ParkFile:
    try:
        menu = menu_sheet.read(path.read_bytes())
    except SheetRefused as refused:
        lines = [f"{path.name}: {fault.words('en')}" for fault in refused.faults]
        raise FileRefused("\n".join(lines)) from None
    except OSError as problem:
        raise FileRefused(f"{path} cannot be read: {problem.strerror}") from None
    lines_of: dict[Steps, int] = {("items", n): row for n, row in enumerate(menu.rows)}
    return ParkFile(path.name, {"items": menu.items}, lines_of)


def parse(text: str, name: str) -> ParkFile:
    """Raises FileRefused with every fault of the text."""
    lines = dict[Steps, int]()
    try:
        node = YAML(pure=True).compose(text)
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = f"{name}:{mark.line + 1}" if mark else name
        raise FileRefused(f"{place}: {problem.problem or problem.context}") from None
    except YAMLError as problem:
        raise FileRefused(f"{name}: {problem}") from None
    try:
        said = _plain(node, (), lines) if node is not None else {}
    except _Twice as twice:
        raise FileRefused(f"{name}:{twice.line}: {twice.key!r} stands here twice") from None
    return checked(said, name, lines)


def checked(said: Any, name: str, lines: Mapping[Steps, int] | None = None) -> ParkFile:
    """What plain YAML says, as entries. Raises FileRefused."""
    file, faults = ParkFile(name, {}, lines or {}), list[str]()
    entries = dict[str, Sequence[Entry]]()
    by_name = {one.name: one for one in sections()}
    if not isinstance(said, dict) or not said:
        raise FileRefused(f"{name}: a park's file has sections: {', '.join(by_name)}")
    for key, value in said.items():
        if key not in by_name:
            told = f"{_spoken((key,))}: there is no such section; {_instead(key, by_name)}"
            faults.append(f"{file.at((key,))}: {told}")
            continue
        read_, wrong = _section(by_name[key], value)
        entries[key] = read_
        faults += [f"{file.at(steps)}: {_spoken(steps)}: {told}" for steps, told in wrong]
    if faults:
        raise FileRefused("\n".join(faults))
    return ParkFile(name, entries, file.lines)


def _section(section: Section[Any], value: Any) -> tuple[list[Entry], list[tuple[Steps, str]]]:
    if section.single:
        value = [value]
    elif not isinstance(value, list):
        return [], [((section.name,), "is a list: begin each entry with a dash")]
    read_, wrong, where = list[Entry](), list[tuple[Steps, str]](), dict[Any, Steps]()
    for number, one in enumerate(value):
        steps: Steps = (section.name,) if section.single else (section.name, number)
        try:
            entry = section.entry.model_validate(one)
        except ValidationError as problem:
            wrong += _faults(section.entry, steps, problem)
            continue
        for each in section.spread(entry):
            key = tuple(getattr(each, name) for name in section.key)
            if key in where:
                named = ", ".join(str(part) for part in key)
                wrong.append((steps, f"{named} is there already: {_spoken(where[key])}"))
            where.setdefault(key, steps)
        read_.append(entry)
    return read_, wrong


def _faults(
    entry: type[BaseModel], steps: Steps, problem: ValidationError
) -> Iterator[tuple[Steps, str]]:
    for fault in problem.errors(include_url=False):
        place = (*steps, *fault["loc"])
        match fault["type"]:
            case "extra_forbidden":
                known = _fields(entry, fault["loc"][:-1])
                told = f"there is no such field; {_instead(str(fault['loc'][-1]), known)}"
            case "missing":
                told = "is missing"
            case "model_type" | "model_attributes_type":
                told = f"is a mapping of {', '.join(entry.model_fields)}"
            case "value_error":
                told = fault["msg"].removeprefix("Value error, ")
            case _:
                told = f"{fault['msg'][0].lower()}{fault['msg'][1:]}, not {fault['input']!r}"
        yield place, told


def _fields(entry: type[BaseModel], steps: Sequence[str | int]) -> list[str]:
    """Of the entry, or of an entry in one of its lists."""
    for step in steps:
        if isinstance(step, str) and step in entry.model_fields:
            inner = entry.model_fields[step].annotation
            arguments = getattr(inner, "__args__", ())
            entry = next((one for one in arguments if isinstance(one, type)), entry)
    return list(entry.model_fields)


def _instead(wrong: str, known: Mapping[str, Any] | Sequence[str]) -> str:
    if near := get_close_matches(wrong, list(known), n=1):
        return f"perhaps {near[0]}?"
    return f"there are {', '.join(known)}"


def _spoken(steps: Steps) -> str:
    """items[3].options[0].code, counted from 1 as people count."""
    told = ""
    for step in steps:
        told += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if told else step
    return told


class _Twice(Exception):
    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key, self.line = key, line


def _plain(node: Node, steps: Steps, lines: dict[Steps, int]) -> Any:
    lines[steps] = node.start_mark.line + 1
    match node:
        case MappingNode():
            said = dict[str, Any]()
            for key, value in node.value:
                name = str(key.value)
                if name in said:
                    raise _Twice(name, key.start_mark.line + 1)
                said[name] = _plain(value, (*steps, name), lines)
                lines[*steps, name] = key.start_mark.line + 1
            return said
        case SequenceNode():
            return [_plain(one, (*steps, at), lines) for at, one in enumerate(node.value)]
        case ScalarNode():
            return None if node.style is None and node.value in NOTHING else node.value
    raise TypeError(node)
