"""Closed sets of words stand in the document, and nothing else is answered."""

from typing import Annotated, Any

import pytest
from pydantic import ValidationError

from api.frame.app import document
from api.frame.enums import Among, events_of, states_of
from api.frame.shapes import Out
from services.ordering import orders


class Shown(Out):
    status: Annotated[str, Among(("open", "shut"))]


def test_a_word_that_is_not_of_the_set_is_no_answer() -> None:
    assert Shown(status="open").status == "open"
    with pytest.raises(ValidationError):
        Shown(status="ajar")
    schema: Any = Shown.model_json_schema()["properties"]["status"]
    assert schema["enum"] == ["open", "shut"]


def test_states_and_events_are_those_of_the_services() -> None:
    assert states_of(orders.ACTIONS) == (
        "accepted", "cancelled", "completed", "delivering", "draft", "expired", "placed",
        "preparing", "ready", "rejected",
    )  # fmt: skip
    assert {"order.placed", "payment.refunded"} <= set(events_of("order", "payment"))
    assert not any(one.startswith("ticket.") for one in events_of("order"))


def test_every_state_in_the_document_is_of_a_closed_set() -> None:
    schemas = document()["components"]["schemas"]
    open_ones = [
        (name, field)
        for name, schema in schemas.items()
        for field, about in schema.get("properties", {}).items()
        if field in {"status", "event", "action"}
        and about.get("type") == "string"
        and "enum" not in about
    ]
    assert open_ones == []
