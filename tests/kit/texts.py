"""Reading Fluent files, for the tests of texts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from services.texts.fluent import sources


def messages(path: Path) -> dict[str, set[str]]:
    """Keys of a file in their order, and the variables that each of them takes."""
    text = path.read_text("utf-8")
    body = FluentParser().parse(text).body
    assert not [entry for entry in body if isinstance(entry, ftl.Junk)], path
    entries = [entry for entry in body if isinstance(entry, ftl.Message)]
    keys = [entry.id.name for entry in entries]
    assert len(set(keys)) == len(keys), f"a key stands twice in {path}"
    assert [key for key, _ in sources(text)] == keys, path
    return {entry.id.name: set(_variables(entry)) for entry in entries}


def _variables(node: Any) -> Iterator[str]:
    if isinstance(node, ftl.VariableReference):
        yield node.id.name
    for value in vars(node).values() if isinstance(node, ftl.BaseNode) else ():
        for child in value if isinstance(value, list) else [value]:
            yield from _variables(child)
