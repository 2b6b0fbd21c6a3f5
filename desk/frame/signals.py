"""What the stream says, as server-sent events, and who may hear it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models import EventRow
from services.events.log import Position, position_of

HEARD_BY = {
    "conversation": "inbox.read",
    "message": "inbox.read",
    "ticket": "tickets.read",
    "order": "orders.read",
    "payment": "orders.read",
    "spending": "accounts.read",
    "visit": "visitors.read",
    "endpoint": "operate.vendors",
}
"""Kinds of events, and the permission that lets somebody hear of them."""

TOLD = frozenset(
    {
        *("ticket_no", "category", "urgency", "status", "clock", "rating"),
        *("reason", "staff_id", "by", "what"),
    }
)
"""Of an event's data: enough for a page to know whether it is concerned, and nothing personal."""


@dataclass(frozen=True)
class Signal:
    """`needs` is a permission. Without `position` it is told once and not replayed."""

    event: str
    data: Mapping[str, Any]
    needs: str
    position: Position | None = None

    @cached_property
    def wire(self) -> bytes:
        """Encoded once, however many desks it goes to."""
        head = f"id: {self.position}\n" if self.position else ""
        body = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
        return f"{head}event: {self.event}\ndata: {body}\n\n".encode()


def of_event(row: EventRow) -> Signal | None:
    """None for an event that no desk hears of."""
    kind = row.type.partition(".")[0]
    if kind not in HEARD_BY:
        return None
    told = {name: value for name, value in row.data.items() if name in TOLD}
    about = {"type": row.type, "subject": row.subject, "id": int(row.subject.partition(":")[2])}
    return Signal(kind, told | about, HEARD_BY[kind], position_of(row))


def said(conversation_id: int) -> Signal:
    return Signal("said", {"conversation": conversation_id}, "inbox.read")


def presence(conversation_id: int, staff_id: int, name: str, state: str) -> Signal:
    data = {"conversation": conversation_id, "staff": staff_id, "name": name, "state": state}
    return Signal("presence", data, "inbox.read")
