"""What domains bring to the demo park: YAML, read and checked, and its way to the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from parkline import demo
from parkline.demo.entries import Entry
from services.kit.errors import Invalid
from services.kit.plugins import found

FOLDER = Path(__file__).parent
CAMBRIDGE = FOLDER / "cambridge"
"""The files of the demo's second park, whose slug it is, in the same folders."""


@dataclass(frozen=True, slots=True)
class Seeding:
    """What an upsert is given: the park that is seeded, and all that is read."""

    session: AsyncSession
    park: Park
    demo: Demo
    now: datetime


@dataclass(frozen=True, slots=True)
class Seed[Data: Entry]:
    """What a domain brings to the demo park."""

    data: type[Data]
    """Each field is a file of the same name in the domain's folder."""
    upsert: Callable[[Seeding, Data], Awaitable[None]]
    """Creates the rows, or brings them to what the files say. Safe to repeat."""
    check: Callable[[Data, Demo], None] | None = None
    """Raises ValueError where the files do not go with those of other domains."""

    @property
    def folder(self) -> str:
        return self.data.__module__.split(".")[-2]

    @property
    def files(self) -> dict[str, str]:
        """By field: the file's name, from the demo's folder."""
        return {name: f"{self.folder}/{name}.yaml" for name in self.data.model_fields}


class Demo:
    """Everything that the demo park is seeded with."""

    def __init__(self, parts: list[Entry]) -> None:
        self._parts = {type(part): part for part in parts}

    def of[Data: Entry](self, kind: type[Data]) -> Data:
        part = self._parts[kind]
        assert isinstance(part, kind)
        return part


def seeds() -> tuple[Seed[Any], ...]:
    return found(demo, Seed)


def load_demo(folder: Path = FOLDER) -> Demo:
    """Read and check all files. Raises Invalid, naming the file, the place in it and the fault."""
    read = Demo([_read(seed, folder) for seed in seeds()])
    for seed in seeds():
        if seed.check is not None:
            try:
                seed.check(read.of(seed.data), read)
            except ValueError as problem:
                raise Invalid(f"{seed.folder}: {problem}") from problem
    return read


def load[Data: Entry](kind: type[Data], folder: Path = FOLDER) -> Data:
    """What one domain alone has. Raises Invalid as `load_demo` does."""
    (seed,) = (one for one in seeds() if one.data is kind)
    part = _read(seed, folder)
    assert isinstance(part, kind)
    return part


def _read(seed: Seed[Any], folder: Path) -> Entry:
    parts = {name: _yaml(folder / file) for name, file in seed.files.items()}
    try:
        part: Entry = seed.data.model_validate(parts)
    except ValidationError as problem:
        raise Invalid("\n".join(_faults(seed, problem))) from problem
    return part


def _yaml(path: Path) -> Any:
    try:
        return YAML(typ="safe", pure=True).load(path)
    except (OSError, YAMLError) as problem:
        raise Invalid(f"{path.name}: {problem}") from problem


def _faults(seed: Seed[Any], problem: ValidationError) -> Iterator[str]:
    for fault in problem.errors():
        part, *where = fault["loc"] or (seed.folder,)
        place = ".".join(str(step) for step in where)
        name = Path(seed.files.get(str(part), str(part))).name
        yield f"{name}: {place + ': ' if place else ''}{fault['msg']}"
