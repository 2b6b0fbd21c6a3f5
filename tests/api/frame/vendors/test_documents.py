"""The documents for vendors, held against what is really served and sent."""

import re

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from sqlalchemy import select

from api.frame.vendors.documents import asyncapi_document, openapi_document
from connectors.vendors.api import PREFIX
from connectors.vendors.routes import vendor_routes
from models.events import EventRow
from parkline.stores.database import Sessions
from services.vendors.deliveries import Told, envelope
from services.vendors.endpoints import VENDOR_EVENTS
from tests.connectors.vendors.calling import serve

DOCUMENT = openapi_document()


def test_the_document_is_valid_and_names_every_route(sessions: Sessions) -> None:
    assert list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors()) == []
    served = {
        (route.method, re.sub(r":[^}]*}", "}", route.path.removeprefix(PREFIX)))
        for route in vendor_routes(sessions, lambda: None)  # type: ignore[arg-type, return-value]
    }
    described = {
        (method.upper(), path) for path, item in DOCUMENT["paths"].items() for method in item
    }
    assert described == served


async def test_what_is_answered_is_what_the_document_says(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        asked = [
            ("GET", "/orders", "/orders"),
            ("GET", "/events", "/events"),
            ("GET", f"/orders/{order.id}", "/orders/{order}"),
            ("GET", "/orders/O-NOPE00", "/orders/{order}"),
            ("GET", "/orders?limit=0", "/orders"),
            ("POST", f"/orders/{order.id}/accept", "/orders/{order}/{action}"),
            ("POST", f"/orders/{order.id}/complete", "/orders/{order}/{action}"),
            ("POST", f"/orders/{order.id}/reject", "/orders/{order}/{action}"),
        ]
        for method, path, template in asked:
            answer = await api.call(method, path, json={} if method == "POST" else None)
            said = DOCUMENT["paths"][template][method.lower()]["responses"][str(answer.status)]
            media = said["content"][answer.content_type]["schema"]
            whole = media | {"components": DOCUMENT["components"]}
            Draft202012Validator(whole).validate(await answer.json())


async def test_an_event_as_it_is_sent_is_what_asyncapi_says(sessions: Sessions) -> None:
    document = asyncapi_document()
    assert set(document["components"]["messages"]) == VENDOR_EVENTS
    async with serve(sessions) as api:
        order = await api.world.order()
        await api.call("POST", f"/orders/{order.id}/accept")
        async with sessions() as session:
            rows = (await session.scalars(select(EventRow))).all()
    told = [envelope(Told.of(row), "daybreak") for row in rows if row.type in VENDOR_EVENTS]
    assert told
    for one in told:
        payload = document["components"]["messages"][one["type"]]["payload"]
        validator = Draft202012Validator(payload | {"components": document["components"]})
        validator.validate(one)
        assert not validator.is_valid(one | {"data": {"order": {}}})
