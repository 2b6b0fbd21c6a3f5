"""Sentences that the detector learns from: lines of JSON in bot/data/danger."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.components.danger.zones import KINDS


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. `kind` is one of KINDS where somebody must come, else what it only looks like;
    `writer` is who wrote it, by which is cross-validated."""

    text: str
    critical: bool
    kind: str
    writer: str

    @classmethod
    def of(cls, row: Any) -> Line:
        """Raises KeyError, TypeError or ValueError where the row is not as agreed."""
        line = cls(str(row["text"]), row["critical"], str(row["kind"]), str(row["writer"]))
        if not isinstance(line.critical, bool) or not line.text.strip():
            raise ValueError("a line of danger has a text, and critical is true or false")
        if line.critical and line.kind not in KINDS:
            raise ValueError(f"danger of an unknown kind: {line.kind}")
        return line


def files(paths: Iterable[str]) -> list[Path]:
    """The files that are there, in order; of a folder its *.jsonl."""
    found: list[Path] = []
    for name in paths:
        path = Path(name)
        found += sorted(path.glob("*.jsonl")) if path.is_dir() else [path] * path.is_file()
    return found


def read(paths: Iterable[str]) -> list[Line]:
    """Every line of these files and folders. Raises ValueError that names the line at fault."""
    return [line for path in files(paths) for line in _lines(path)]


def _lines(path: Path) -> Iterator[Line]:
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not row.strip():
            continue
        try:
            yield Line.of(json.loads(row))
        except (KeyError, TypeError, ValueError) as wrong:
            raise ValueError(f"{path}, line {number}: {wrong}") from wrong
