"""A stretch of a message that says a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Entity = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """Words [start, end) of a message, as the reader hears them."""

    start: int
    end: int
    text: str
    label: str
    role: str
    sure: float
    sure_of_role: float

    def as_json(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "label": self.label,
            "role": self.role,
            "confidence": round(min(self.sure, self.sure_of_role), 4),
        }

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end

    def most_of(self, name: str, entities: Sequence[Entity]) -> Entity | None:
        """The entity of that name that shares most of these words."""
        those = [e for e in entities if e["entity"] == name and self.overlaps(e["start"], e["end"])]
        return max(
            those,
            key=lambda e: min(e["end"], self.end) - max(e["start"], self.start),
            default=None,
        )
