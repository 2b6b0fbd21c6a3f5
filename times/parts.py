"""Stretches of a text that say a part of a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """`text[start:end]`; `kind` says what `value` is."""

    start: int
    end: int
    kind: str
    value: Any
    weak: bool = False
    """Says something only beside another one: the second number of a range."""


def longest(parts: Iterable[Part]) -> list[Part]:
    """In text order without overlaps: the leftmost wins, then the longest, then the first given."""
    chosen: list[Part] = []
    for part in sorted(parts, key=lambda one: (one.start, -(one.end - one.start))):
        if not chosen or part.start >= chosen[-1].end:
            chosen.append(part)
    return chosen
