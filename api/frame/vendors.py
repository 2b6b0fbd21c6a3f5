"""The documents for vendors: the vendor API (connectors/vendors/api.py) in OpenAPI, the webhooks in
AsyncAPI. Tests hold both against what is really served and sent."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, StringConstraints
from pydantic.json_schema import models_json_schema

from api.frame import openapi
from api.frame.openapi import Json, Schemas
from api.frame.routing import Route
from api.frame.shapes import Asked, Out
from edge.problems import ScopeMissing, UnsupportedMedia
from services.catalogue.stock_admin import MOST_PIECES
from services.catalogue.window_admin import (
    LONGEST_LEAD,
    LONGEST_SLOT,
    MOST_ORDERS,
    MOST_WINDOWS,
    SHORTEST_SLOT,
)
from services.events.registry import known
from services.kit.errors import Conflict, IllegalTransition, Invalid, NotFound, ParkError
from services.kit.money import LARGEST
from services.ordering.events import OrderData
from services.ordering.orders import VENDOR_ACTIONS, Outdated
from services.vendors.endpoints import VENDOR_EVENTS
from services.vendors.vendor_orders import MAX_PAGE, Busy

PREFIX = "/vendor/v1"
INFO = {
    "title": "Parkline for vendors",
    "summary": "Accept orders and move them on, catch up after lost webhooks, keep menu and hours.",
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}
SCHEME = {"type": "http", "scheme": "bearer", "description": "An API key, pk_…"}

Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Meal = Literal["breakfast", "lunch", "dinner", "all_day"]
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


class WhichItem(Asked):
    item: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    """Its id or its code."""


class WhichOutlet(Asked):
    outlet: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    """Its id or its code."""


class WhichMonth(Asked):
    month: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
    """2026-12, by the park's clock."""


class SoldItem(Out):
    """What you sell. Sums in minor units of the park's currency."""

    id: int
    code: str
    outlet: str
    """Its code."""
    name_zh: str
    name_en: str
    price: int
    stock: int | None
    """Pieces left; null without a limit. Orders take from it."""
    active: bool
    """Whether it is on the menu."""
    meals: list[Meal]


class SoldItems(Out):
    items: list[SoldItem]


class ItemChanges(Asked):
    """What is to change; nothing else does."""

    price: Annotated[int, Field(ge=0, le=LARGEST)] | None = None
    """Of one piece. Orders that are placed keep theirs."""
    stock: Annotated[int, Field(ge=0, le=MOST_PIECES)] | None = None
    """Pieces left; null lifts the limit, 0 is sold out."""
    stock_change: Annotated[int, Field(ge=-MOST_PIECES, le=MOST_PIECES)] | None = None
    """So many more, or fewer, than are left now; not together with `stock`."""
    active: bool | None = None


class Window(Out):
    """When an outlet serves a meal, and until when one may order it. By the park's clock, 11:30."""

    meal: Meal
    weekdays: list[Annotated[int, Field(ge=1, le=7)]]
    """ISO weekdays, 1 is Monday."""
    on_holidays: bool = False
    starts: Clock
    ends: Clock
    """The last slot begins before this."""
    cutoff: Clock | None = None
    """Orders for the day close here; null: `lead_minutes` before each slot."""
    lead_minutes: Annotated[int, Field(ge=0, le=LONGEST_LEAD)] = 0
    slot_minutes: Annotated[int, Field(ge=SHORTEST_SLOT, le=LONGEST_SLOT)] = 15
    capacity: Annotated[int, Field(ge=1, le=MOST_ORDERS)] | None = None
    """Orders that a slot takes; null without a limit."""


class Windows(Asked):
    windows: Annotated[list[Window], Field(max_length=MOST_WINDOWS)]


class SoldAt(Out):
    """An outlet of yours, and when it serves."""

    id: int
    code: str
    kind: Literal["catering", "shopping", "service", "facility"]
    name_zh: str
    name_en: str
    windows: list[Window]


class SoldAtAll(Out):
    outlets: list[SoldAt]


class StatementLine(Out):
    at: AwareDatetime
    kind: Literal["payment", "refund"]
    order_no: str
    outlet: str
    method: Literal["on_pickup", "company_account", "wechat_pay"]
    amount: int
    """Below zero for a refund."""
    cause: Literal["cancelled", "rejected", "expired", "staff"] | None
    """Why it was given back."""


class MonthlyStatement(Out):
    """What was booked in a month, in minor units of `currency`."""

    month: str
    currency: str
    through_park: int
    """What the park owes you: what was paid through it, less what it gave back."""
    on_pickup: int
    """What you took yourself."""
    lines: list[StatementLine]


async def list_items() -> SoldItems:
    """Everything that you sell, by outlet and in menu order."""
    raise NotImplementedError


async def change_item(path: WhichItem, body: ItemChanges) -> SoldItem:
    """Change a price, what is left, or whether it is on the menu: all of it, or nothing. Who orders
    sees it the next second."""
    raise NotImplementedError


async def list_outlets() -> SoldAtAll:
    """Your outlets, and when they serve."""
    raise NotImplementedError


async def set_hours(path: WhichOutlet, body: Windows) -> SoldAt:
    """Let an outlet serve in these windows and in no others. Orders that are placed keep their
    slots; the same again changes nothing."""
    raise NotImplementedError


async def show_statement(path: WhichMonth) -> MonthlyStatement:
    """What was paid for your orders in a month, and what went back. A month that is over stays as
    it is. It names orders and no people."""
    raise NotImplementedError


def _route(method: str, path: str, handler: Any, *errors: type[ParkError], **how: Any) -> Route:
    hints = handler.__annotations__
    defaults: dict[str, Any] = {
        "path_model": hints.get("path"),
        "query_model": hints.get("query"),
        "body_model": hints.get("body"),
        "form_model": None,
        "uploads": False,
        "key": "none",
        "tag": "orders",
    }
    return Route(
        method=method,
        path=path,
        handler=handler,
        scope="tenant",
        answer=hints["return"],
        status=200,
        media="application/json",
        errors=errors,
        etag=False,
        tells={},
        **defaults | how,
    )


ROUTES = (
    _route("GET", "/orders", list_orders, Busy),
    _route("GET", "/events", list_events, Busy),
    _route("GET", "/orders/{order}", show_order, NotFound),
    _route(
        "POST",
        "/orders/{order}/eta",
        estimate,
        *(NotFound, Invalid, IllegalTransition),
        key="may",
    ),
    _route(
        "POST",
        "/orders/{order}/{action}",
        move_order,
        *(NotFound, Invalid, IllegalTransition, Outdated),
        key="may",
    ),
    _route("GET", "/items", list_items, tag="menu"),
    _route("PATCH", "/items/{item}", change_item, NotFound, Invalid, tag="menu"),
    _route("GET", "/outlets", list_outlets, tag="menu"),
    _route("PUT", "/outlets/{outlet}/hours", set_hours, NotFound, Invalid, tag="menu"),
    _route("GET", "/statements/{month}", show_statement, NotFound, tag="statements"),
)


NEVER = frozenset({UnsupportedMedia, Conflict, ScopeMissing})
"""A body is read as JSON whatever its type, and each conflict has a code of its own."""


@cache
def openapi_document() -> Json:
    assert set(VENDOR_ACTIONS) == set(Step.model_fields["action"].annotation.__args__)  # type: ignore[union-attr]
    return openapi.document(
        ROUTES, server=PREFIX, info=INFO, scheme=SCHEME, never=NEVER, body_required=False
    )


@cache
def asyncapi_document() -> Json:
    """AsyncAPI 3.0: one channel, the vendor's own endpoint, and a message for each event."""
    events = {name: known()[name] for name in sorted(VENDOR_EVENTS)}
    refs, defined = models_json_schema(
        [(event, "serialization") for event in events.values()],
        ref_template=openapi.REFS,
        schema_generator=Schemas,
    )
    messages = {
        name: _message(name, refs[event, "serialization"]) for name, event in events.items()
    }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Parkline's webhooks",
            "version": openapi.VERSION,
            "description": "Signed as Standard Webhooks say: docs/guides/adding-a-vendor.md.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {
            "webhooks": {
                "address": None,
                "description": "The URL that a vendor has registered, by POST.",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
            }
        },
        "operations": {
            "tell": {
                "action": "send",
                "summary": "Tell a vendor what has happened to an order of theirs.",
                "channel": {"$ref": "#/channels/webhooks"},
                "messages": [{"$ref": f"#/channels/webhooks/messages/{name}"} for name in messages],
            }
        },
        "components": {"messages": messages, "schemas": defined.get("$defs", {})},
    }


def _message(name: str, data: Json) -> Json:
    """Of an envelope; `data` is a reference to the event's own schema."""
    payload = Envelope.model_json_schema(mode="serialization")
    payload.pop("title", None)
    payload["properties"] |= {"type": {"const": name}, "data": data}
    headers = {
        "webhook-id": "The same on every attempt, and on every replay.",
        "webhook-timestamp": "Seconds since 1970, of this attempt.",
        "webhook-signature": "v1,… or v1a,…; several while a secret is changed.",
    }
    return {
        "name": name,
        "title": name,
        "contentType": "application/json",
        "headers": {
            "type": "object",
            "required": list(headers),
            "properties": {
                header: {"type": "string", "description": about}
                for header, about in headers.items()
            },
        },
        "payload": payload,
    }
