"""The documents for vendors: the vendor API (connectors/vendors/api.py) in OpenAPI, the webhooks in
AsyncAPI. Tests hold both against what is really served and sent."""

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from api.frame import openapi
from api.frame.openapi import Json, Schemas
from api.frame.routing import Route
from api.frame.vendors import orders, selling
from edge.problems import ScopeMissing, UnsupportedMedia
from services.events.registry import known
from services.kit.errors import Conflict, IllegalTransition, Invalid, NotFound, ParkError
from services.ordering.orders import VENDOR_ACTIONS, Outdated
from services.vendors.endpoints import VENDOR_EVENTS
from services.vendors.vendor_orders import Busy

PREFIX = "/vendor/v1"
INFO = {
    "title": "Parkline for vendors",
    "summary": "Accept orders and move them on, catch up after lost webhooks, keep menu and hours.",
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}
SCHEME = {"type": "http", "scheme": "bearer", "description": "An API key, pk_…"}


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
    _route("GET", "/orders", orders.list_orders, Busy),
    _route("GET", "/events", orders.list_events, Busy),
    _route("GET", "/orders/{order}", orders.show_order, NotFound),
    _route(
        "POST",
        "/orders/{order}/eta",
        orders.estimate,
        *(NotFound, Invalid, IllegalTransition),
        key="may",
    ),
    _route(
        "POST",
        "/orders/{order}/{action}",
        orders.move_order,
        *(NotFound, Invalid, IllegalTransition, Outdated),
        key="may",
    ),
    _route("GET", "/items", selling.list_items, tag="menu"),
    _route("PATCH", "/items/{item}", selling.change_item, NotFound, Invalid, tag="menu"),
    _route("GET", "/outlets", selling.list_outlets, tag="menu"),
    _route("PUT", "/outlets/{outlet}/hours", selling.set_hours, NotFound, Invalid, tag="menu"),
    _route("GET", "/statements/{month}", selling.show_statement, NotFound, tag="statements"),
)


NEVER = frozenset({UnsupportedMedia, Conflict, ScopeMissing})
"""A body is read as JSON whatever its type, and each conflict has a code of its own."""


@cache
def openapi_document() -> Json:
    assert set(VENDOR_ACTIONS) == set(orders.Step.model_fields["action"].annotation.__args__)  # type: ignore[union-attr]
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
    payload = orders.Envelope.model_json_schema(mode="serialization")
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
