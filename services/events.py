"""Everything that can become true, as `noun.past_verb`, each with a version.

An event is published in the transaction that makes it true (`services.publish`). Fields are only
ever added; a change that breaks a reader raises `version`.
"""

from datetime import datetime
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


class Event(BaseModel):
    """Base of all events. `subject` is what the event is about, such as order:42."""

    model_config = ConfigDict(frozen=True)

    type: ClassVar[str]
    version: ClassVar[int] = 1

    @property
    def subject(self) -> str:
        raise NotImplementedError


class OptionData(BaseModel):
    code: str
    name_zh: str
    name_en: str
    price_delta: int
    """Minor units."""


class LineData(BaseModel):
    item_id: int
    item_code: str
    name_zh: str
    name_en: str
    quantity: int
    unit_price: int
    """Minor units, options included."""
    options: list[OptionData]
    note: str | None


class LocationData(BaseModel):
    building: str | None
    floor: int | None
    """Basements are negative."""
    room: str | None
    place: str | None


class OrderData(BaseModel):
    """An order as a vendor needs it. Sums in minor units of `currency`; moments with offset."""

    id: int
    order_no: str
    kind: str
    outlet: str
    status: str
    status_reason: str | None
    lines: list[LineData]
    note: str | None
    allergy_note: str | None
    fulfilment: str | None
    slot_start: datetime | None
    slot_end: datetime | None
    location: LocationData
    contact_phone: str | None
    payment: str
    invoice_wanted: bool
    currency: str
    total: int
    placed_at: datetime | None
    accept_by: datetime | None


class OrderEvent(Event):
    order: OrderData

    @property
    def subject(self) -> str:
        return f"order:{self.order.id}"


class OrderPlaced(OrderEvent):
    type = "order.placed"


class OrderAccepted(OrderEvent):
    type = "order.accepted"


class OrderRejected(OrderEvent):
    type = "order.rejected"


class OrderPreparing(OrderEvent):
    type = "order.preparing"


class OrderReady(OrderEvent):
    type = "order.ready"


class OrderDelivering(OrderEvent):
    type = "order.delivering"


class OrderCompleted(OrderEvent):
    type = "order.completed"


class OrderCancelled(OrderEvent):
    type = "order.cancelled"


class OrderCancelRequested(OrderEvent):
    type = "order.cancel_requested"


class OrderExpired(OrderEvent):
    type = "order.expired"


class MessageReceived(Event):
    """A tenant's message is stored. Its text stays in the message row: events live longer."""

    type = "message.received"

    conversation_id: int
    message_id: int

    @property
    def subject(self) -> str:
        return f"conversation:{self.conversation_id}"


class ConversationHandedOff(Event):
    type = "conversation.handed_off"

    conversation_id: int
    reason: str

    @property
    def subject(self) -> str:
        return f"conversation:{self.conversation_id}"


class TicketReported(Event):
    type = "ticket.reported"

    ticket_id: int
    ticket_no: str
    kind: str
    category: str
    urgency: str
    order_no: str | None = None

    @property
    def subject(self) -> str:
        return f"ticket:{self.ticket_id}"


class EndpointDisabled(Event):
    """A vendor's endpoint gets no more webhooks until an operator enables it."""

    type = "endpoint.disabled"

    endpoint_id: int
    vendor_id: int
    reason: str

    @property
    def subject(self) -> str:
        return f"endpoint:{self.endpoint_id}"


def _concrete(base: type[Event]) -> list[type[Event]]:
    found = [base] if "type" in base.__dict__ else []
    return found + [c for sub in base.__subclasses__() for c in _concrete(sub)]


EVENTS: dict[str, type[Event]] = {event.type: event for event in _concrete(Event)}
"""Every event by its name."""


def parse_event(type_: str, data: dict[str, Any]) -> Event:
    """The event that a stored row holds. Raises KeyError for a type that is not ours."""
    return EVENTS[type_].model_validate(data)
