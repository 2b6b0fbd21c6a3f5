"""What the stream says, as server-sent events, and who may hear it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import desk
from desk.frame.areas import EVERYBODY, Heard
from models.events import EventRow
from services.events.log import Position, position_of
from services.kit.plugins import found

TOLD = frozenset({"status", "reason", "staff_id", "by", "what"})
"""Of any event's data: enough for a page to know whether it is concerned, and nothing personal. An
area adds to it for its own events."""


@dataclass(frozen=True)
class Signal:
    """`needs` is a permission, or EVERYBODY. Without `position` it is told once and not replayed.
    `only`: the ids of the staff who hear it; None is whoever has the permission."""

    event: str
    data: Mapping[str, Any]
    needs: str
    position: Position | None = None
    only: frozenset[int] | None = None

    @cached_property
    def wire(self) -> bytes:
        """Encoded once, however many desks it goes to."""
        head = f"id: {self.position}\n" if self.position else ""
        body = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
        return f"{head}event: {self.event}\ndata: {body}\n\n".encode()


@cache
def heard_by() -> Mapping[str, Heard]:
    """Who hears of events, by their kind."""
    return {kind: heard for heard in found(desk, Heard) for kind in heard.needs}


@cache
def kinds() -> tuple[str, ...]:
    """What the stream may tell, for pages, which listen to each kind by its name."""
    return (*sorted(heard_by()), "elsewhere", "presence", "said")


def of_event(row: EventRow) -> Signal | None:
    """None for an event that no desk hears of."""
    kind = row.type.partition(".")[0]
    heard = heard_by().get(kind)
    if heard is None:
        return None
    told = {name: value for name, value in row.data.items() if name in TOLD | heard.tells}
    about = {"type": row.type, "subject": row.subject, "id": int(row.subject.partition(":")[2])}
    only = frozenset(row.data[heard.only]) if heard.only else None
    return Signal(kind, told | about, heard.needs[kind], position_of(row), only)


def said(conversation_id: int) -> Signal:
    return Signal("said", {"conversation": conversation_id}, "inbox.read")


def presence(conversation_id: int, staff_id: int, name: str, state: str) -> Signal:
    data = {"conversation": conversation_id, "staff": staff_id, "name": name, "state": state}
    return Signal("presence", data, "inbox.read")


def elsewhere(slug: str) -> Signal:
    """Something happened in another park of whoever reads this."""
    return Signal("elsewhere", {"park": slug}, EVERYBODY)
