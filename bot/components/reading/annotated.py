"""Messages whose words people marked: JSON lines in bot/data/acts (docs/reference/reading.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

LABELS = frozenset(
    {
        "item", "ref", "quantity", "option", "note", "op", "place", "time", "name", "reason",
        "phone", "plate", "company", "payment", "headcount", "fault",
    }
)  # fmt: skip
PLAIN = ""
"""Role of what is simply said."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words [start, end) of a text; those with one `line` belong together, 0 is none."""

    start: int
    end: int
    label: str
    role: str
    line: int


@dataclass(frozen=True)
class Annotated:
    """A message as it was written, what stood before it came, and its marked words in order."""

    text: str
    before: str
    writer: str
    spans: tuple[Marked, ...]
    acts: frozenset[str] = frozenset()
    """What it does, by name: see `name_of`."""


def name_of(act: Mapping[str, Any]) -> str:
    """An act with its kind of edit, of thing or of question: `edit:swap`, `start:visit`."""
    told = (act["act"], act.get("op"), act.get("what"), act.get("about"))
    return ":".join(str(one) for one in told if one is not None)


def annotated(path: Path) -> list[Annotated]:
    """The lines of a file; the writer of one that does not say is the file's name.

    Raises ValueError that names the line at fault.
    """
    return list(_lines(path))


def _lines(path: Path) -> Iterator[Annotated]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield _annotated(json.loads(line), path.stem)
        except (KeyError, TypeError, ValueError) as wrong:
            raise ValueError(f"{path}, line {number}: {wrong}") from wrong


def _annotated(row: dict[str, Any], writer: str) -> Annotated:
    text = str(row["text"])
    spans = tuple(_marked(text, one) for one in row["spans"])
    ordered = tuple(sorted(spans, key=lambda one: one.start))
    for first, second in pairwise(ordered):
        if second.start < first.end:
            raise ValueError(f"two spans overlap at {second.start}")
    acts = frozenset(name_of(one) for one in row.get("acts") or ())
    return Annotated(
        text, str(row.get("before", "")), str(row.get("writer", writer)), ordered, acts
    )


def _marked(text: str, span: dict[str, Any]) -> Marked:
    words, label = str(span["text"]), str(span["label"])
    start = -1
    for _ in range(int(span.get("nth") or 1)):
        start = text.find(words, start + 1)
        if start < 0 or not words:
            raise ValueError(f"{words!r} does not stand there that often")
    if label not in LABELS:
        raise ValueError(f"a span with an unknown label: {label}")
    role = str(span.get("role") or PLAIN)
    return Marked(start, start + len(words), label, role, int(span.get("line") or 0))
