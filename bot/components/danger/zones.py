"""What the bot says of danger in a message: a zone, a kind and a probability."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KINDS = (
    "fire", "smoke", "gas", "trapped", "flood", "electric",
    "medical", "violence", "chemical", "collapse", "self_harm",
)  # fmt: skip

ALARM, ASK, NONE = "alarm", "ask", "none"
_RANK = {NONE: 0, ASK: 1, ALARM: 2}

FIELD = "danger"
"""Where a parse holds it: {"zone", "kind", "p"}."""
THRESHOLDS = "danger"
"""Where a message's metadata may hold the thresholds of its park: {"alarm", "ask"}."""


@dataclass(frozen=True, slots=True)
class Danger:
    """`p` is the probability that somebody must come now; `kind` is None in the zone `none`."""

    zone: str
    kind: str | None
    p: float

    def as_json(self) -> dict[str, Any]:
        return {"zone": self.zone, "kind": self.kind, "p": round(self.p, 2)}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability the bot alarms, and from which it asks."""

    alarm: float
    ask: float

    def __post_init__(self) -> None:
        """Raises ValueError unless 0 < ask <= alarm <= 1."""
        if not 0 < self.ask <= self.alarm <= 1:
            raise ValueError("thresholds of danger: 0 < ask <= alarm <= 1")

    def zone(self, p: float) -> str:
        if p >= self.alarm:
            return ALARM
        return ASK if p >= self.ask else NONE

    def of_park(self, metadata: Mapping[str, Any]) -> Thresholds:
        """These, changed by what the message's metadata states; nonsense changes nothing."""
        stated = metadata.get(THRESHOLDS)
        if not isinstance(stated, Mapping):
            return self
        try:
            return Thresholds(
                float(stated.get("alarm", self.alarm)), float(stated.get("ask", self.ask))
            )
        except (TypeError, ValueError):
            return self


def rank(parsed: Mapping[str, Any]) -> tuple[int, float]:
    """By which parses are ordered: an alarm above a question above nothing, then by probability."""
    danger = parsed.get(FIELD) or {}
    return _RANK[zone_of(parsed)], float(danger.get("p") or 0.0)


def zone_of(parsed: Mapping[str, Any]) -> str:
    zone = (parsed.get(FIELD) or {}).get("zone")
    return zone if zone in _RANK else NONE
