"""What vendors ask of their orders and are answered, as the document of the vendor API says it.

The functions describe operations and are never called: connectors/vendors/api.py serves them."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from api.frame.shapes import Asked, Out
from services.ordering.events import OrderData
from services.vendors.vendor_orders import MAX_PAGE

Cursor = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,18}$")]


class WhichOrder(Asked):
    order: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    """Its id or its number."""


class Step(WhichOrder):
    action: Literal["accept", "reject", "preparing", "ready", "delivering", "complete"]


class Since(Asked):
    cursor: Cursor = "0"
    """Of an earlier page."""
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE)] = 50


class RejectedLine(Asked):
    id: Annotated[int, Field(ge=1, lt=2**63)]
    """Of one of the order's `lines`."""
    left: Annotated[int, Field(ge=0)] = 0
    """How many of it you can serve."""


class Reason(Asked):
    """Nothing, but for a rejection, and for accepting an order that was amended."""

    reason: str | None = None
    """Why it is rejected: the tenant reads it. Needed then, of at most 500 characters."""
    sequence: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    """Of the last event of the order that you know. Needed for accepting one that was amended, and
    for rejecting a part of it."""
    lines: Annotated[list[RejectedLine], Field(min_length=1, max_length=100)] | None = None
    """With reject: what you cannot serve, while the rest of the order stands. Without it, or with
    nothing left, all of it is rejected."""
    expected_at: AwareDatetime | None = None
    """With accept and preparing: when you expect it to be ready or, if you bring it, to arrive. To
    come, and within seven days."""


class Estimate(Asked):
    expected_at: AwareDatetime
    """When you expect it to be ready or, if you bring it, to arrive. To come, and within seven
    days."""


class Orders(Out):
    orders: list[OrderData]
    cursor: str


class Envelope(Out):
    """An event as a webhook has it."""

    type: str
    id: str
    """The `webhook-id`: the same on every attempt and every replay."""
    timestamp: str
    park: str
    data: dict[str, Any]
    sequence: int
    """Counts the events of one order without gaps."""


class Events(Out):
    events: list[Envelope]
    cursor: str


async def show_order(path: WhichOrder) -> OrderData:
    """An order of yours, by its id or number."""
    raise NotImplementedError


async def list_orders(query: Since) -> Orders:
    """Orders that something happened to, by the last thing that did."""
    raise NotImplementedError


async def list_events(query: Since) -> Events:
    """Events of your orders, the oldest first: what webhooks would have said."""
    raise NotImplementedError


async def move_order(path: Step, body: Reason) -> OrderData:
    """One step of an order. A step that is taken already answers 200 again."""
    raise NotImplementedError


async def estimate(path: WhichOrder, body: Estimate) -> OrderData:
    """Tell when you expect an order that you have accepted: the tenant is told. Repeat it when that
    changes."""
    raise NotImplementedError
