"""Writing a park's file, and telling what one changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString

from parkline.operating.park.reading import sections
from services.kit.park_file import Entry

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from services.kit.park_file import Change

WIDTH = 120
SHORT = 90
"""Characters of a list that stands in one line."""


async def written(session: AsyncSession, park: Park) -> str:
    """Everything that domains bring to a file, as YAML that `reading.parse` takes."""
    whole = CommentedMap()
    for section in sections():
        entries = await section.present(session, park)
        listed = [_mapping(one, first=section.key) for one in entries]
        if section.single:
            whole[section.name] = listed[0]
        elif listed:
            whole[section.name] = listed
    yaml, into = YAML(), StringIO()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(Decimal, _amount)
    yaml.representer.add_representer(time, _clock)
    yaml.dump(whole, into)
    return into.getvalue()


def _mapping(entry: Entry, *, first: Sequence[str] = ()) -> CommentedMap:
    """All fields, `first` its key; of an entry inside another those that are not as usual."""
    fields = type(entry).model_fields
    said = {name: getattr(entry, name) for name in (*first, *fields)}
    if not first:
        said = {name: value for name, value in said.items() if value != _usual(entry, name)}
    return CommentedMap((name, _value(one)) for name, one in said.items())


def _usual(entry: Entry, field: str) -> Any:
    return type(entry).model_fields[field].get_default(call_default_factory=True)


def _value(value: Any) -> Any:
    match value:
        case list():
            listed = CommentedSeq([_value(one) for one in value])
            if not any(isinstance(one, Entry) for one in value) and len(str(value)) < SHORT:
                listed.fa.set_flow_style()
            return listed
        case Entry():
            mapping = _mapping(value)
            if not any(isinstance(one, (CommentedMap, dict)) for one in mapping.values()):
                mapping.fa.set_flow_style()
            return mapping
        case str() if "\n" in value:
            return LiteralScalarString(value)
        case _:
            return value


def _amount(representer: Any, value: Decimal) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:float", str(value))


def _clock(representer: Any, value: time) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:str", f"{value:%H:%M}", style='"')


def told(change: Change) -> Iterator[str]:
    """A line for what is new, a line for each field that changes."""
    name = " ".join([change.section, *(str(part) for part in change.key)])
    if change.kind == "added":
        yield f"+ {name}"
        return
    for field, (before, after) in change.fields.items():
        if isinstance(before, list) and isinstance(after, list):
            yield from (f"~ {name}: {field}: - {_short(one)}" for one in before if one not in after)
            yield from (f"~ {name}: {field}: + {_short(one)}" for one in after if one not in before)
            if all(one in after for one in before) and all(one in before for one in after):
                yield f"~ {name}: {field}: in another order"
        else:
            yield f"~ {name}: {field}: {_short(before)} → {_short(after)}"


def _short(value: Any) -> str:
    match value:
        case None:
            return "none"
        case []:
            return "empty"
        case time():
            return f"{value:%H:%M}"
        case Entry():
            return " ".join(
                f"{name}={_short(one)}" for name, one in value if one != _usual(value, name)
            )
        case list():
            return ", ".join(map(_short, value))
        case _:
            return str(value)
