"""Composite expressions: small parts found by pattern, then joined where only glue stands between them."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    start: int
    end: int
    kind: str
    value: Any
    weak: bool = False  # may be part of something, cannot stand alone


def longest(parts: Iterable[Part]) -> list[Part]:
    """Non-overlapping parts in text order: the leftmost wins, then the longest, then the first given."""
    chosen: list[Part] = []
    for part in sorted(parts, key=lambda one: (one.start, -(one.end - one.start))):
        if not chosen or part.start >= chosen[-1].end:
            chosen.append(part)
    return chosen


def chains(parts: list[Part], text: str, glue: re.Pattern[str]) -> list[list[Part]]:
    """Group neighbours; a chain holds each kind once."""
    grouped: list[list[Part]] = []
    for part in parts:
        last = grouped[-1] if grouped else []
        joins = (
            last
            and glue.fullmatch(text, last[-1].end, part.start)
            and part.kind not in {one.kind for one in last}
        )
        if joins:
            last.append(part)
        else:
            grouped.append([part])
    return grouped
