"""What every finder returns: a stretch of the original message and what it means."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """`text == message[start:end]`, always in the message as it was written.

    `group` ties what belongs to one order line together ("1", "2", …); `role` says what an edit does to it.
    """

    entity: str
    start: int
    end: int
    text: str
    value: Any
    group: str | None = None
    role: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def keep_first(spans: Iterable[Span]) -> list[Span]:
    """Drop every span that overlaps an earlier one of the iterable; the result is in message order."""
    kept: list[Span] = []
    for span in spans:
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
