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
from edge.problems import UnsupportedMedia
from services.events.registry import known
from services.kit.errors import Conflict, IllegalTransition, Invalid, NotFound, ParkError
from services.ordering.events import OrderData
from services.ordering.orders import VENDOR_ACTIONS, Outdated
from services.vendors.endpoints import VENDOR_EVENTS
from services.vendors.vendor_orders import MAX_PAGE, Busy

PREFIX = "/vendor/v1"
INFO = {
    "title": "Parkline for vendors",
    "summary": "Accept orders, move them on, and catch up after lost webhooks.",
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}
SCHEME = {"type": "http", "scheme": "bearer", "description": "An API key, pk_…"}

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


def _route(method: str, path: str, handler: Any, *errors: type[ParkError], **how: Any) -> Route:
    hints = handler.__annotations__
    defaults: dict[str, Any] = {
        "path_model": hints.get("path"),
        "query_model": hints.get("query"),
        "body_model": hints.get("body"),
        "form_model": None,
        "uploads": False,
        "key": "none",
    }
    return Route(
        method=method,
        path=path,
        handler=handler,
        tag="orders",
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
)


NEVER = frozenset({UnsupportedMedia, Conflict})
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
