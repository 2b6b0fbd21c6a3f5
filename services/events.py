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


class ConversationEvent(Event):
    conversation_id: int

    @property
    def subject(self) -> str:
        return f"conversation:{self.conversation_id}"


class MessageReceived(ConversationEvent):
    """A tenant's message is stored. Its text stays in the message row: events live longer."""

    type = "message.received"

    message_id: int


class ConversationHandedOff(ConversationEvent):
    """A conversation waits for a person."""

    type = "conversation.handed_off"

    reason: str


class ConversationAssigned(ConversationEvent):
    """Staff own a conversation: taken by themselves, or given to them."""

    type = "conversation.assigned"

    staff_id: int
    by_staff_id: int | None = None


class ConversationHandedBack(ConversationEvent):
    """The bot answers again."""

    type = "conversation.handed_back"

    by: str
    """handed_back, resolved or quiet."""
    staff_id: int | None = None


class ConversationRated(ConversationEvent):
    type = "conversation.rated"

    rating: int


class TicketEvent(Event):
    """`status` is the one after the event."""

    ticket_id: int
    ticket_no: str
    kind: str
    category: str
    urgency: str
    status: str = "reported"
    order_no: str | None = None
    reason: str | None = None

    @property
    def subject(self) -> str:
        return f"ticket:{self.ticket_id}"


class TicketReported(TicketEvent):
    type = "ticket.reported"


class TicketTriaged(TicketEvent):
    type = "ticket.triaged"


class TicketAssigned(TicketEvent):
    type = "ticket.assigned"

    staff_id: int


class TicketAccepted(TicketEvent):
    type = "ticket.accepted"


class TicketStarted(TicketEvent):
    type = "ticket.started"


class TicketWaiting(TicketEvent):
    """Its clocks stand still: for material, or for the tenant."""

    type = "ticket.waiting"


class TicketResolved(TicketEvent):
    type = "ticket.resolved"


class TicketConfirmed(TicketEvent):
    type = "ticket.confirmed"


class TicketClosed(TicketEvent):
    type = "ticket.closed"


class TicketCancelled(TicketEvent):
    type = "ticket.cancelled"


class TicketMerged(TicketEvent):
    """It is worked on under another number."""

    type = "ticket.merged"

    into: str


class TicketReopened(TicketEvent):
    type = "ticket.reopened"


class TicketRated(TicketEvent):
    type = "ticket.rated"

    rating: int


class TicketUrged(TicketEvent):
    type = "ticket.urged"

    urges: int


class TicketChanged(TicketEvent):
    """Something but its status: a note, a photo, an edit, another reporter."""

    type = "ticket.changed"

    what: str


class TicketSlaWarned(TicketEvent):
    """Three quarters of a clock have run."""

    type = "ticket.sla_warned"

    clock: str
    """respond or resolve."""
    due: datetime


class TicketSlaBreached(TicketEvent):
    type = "ticket.sla_breached"

    clock: str
    due: datetime


class TicketEscalated(TicketEvent):
    type = "ticket.escalated"

    role: str


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
