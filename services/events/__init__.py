"""Everything that can become true, as `noun.past_verb`, each with a version.

An event is published in the transaction that makes it true (`services.publish`). Fields are only
ever added; a change that breaks a reader raises `version`.
"""

from typing import Any

from services.events.base import (
    Event,
)
from services.events.conversations import (
    ConversationAssigned,
    ConversationEvent,
    ConversationHandedBack,
    ConversationHandedOff,
    ConversationRated,
    MessageReceived,
    MessageUndelivered,
)
from services.events.items import (
    ItemBackInStock,
)
from services.events.orders import (
    InvoiceData,
    LineData,
    LocationData,
    LockerData,
    OptionData,
    OrderAccepted,
    OrderCancelled,
    OrderCancelRequested,
    OrderCompleted,
    OrderData,
    OrderDelivering,
    OrderEvent,
    OrderExpired,
    OrderInvoiceRequested,
    OrderPlaced,
    OrderPreparing,
    OrderReady,
    OrderRejected,
)
from services.events.payments import (
    PaymentBillMissing,
    PaymentData,
    PaymentDisputed,
    PaymentEvent,
    PaymentExpired,
    PaymentRefunded,
    PaymentRequestEvent,
    PaymentReturned,
    PaymentReturnFailed,
    PaymentSucceeded,
    PaymentUnreconciled,
    RefundData,
    SpendingApproved,
    SpendingDenied,
    SpendingEvent,
    SpendingExpired,
    SpendingRequested,
    SpendingWithdrawn,
)
from services.events.people import (
    PersonEvent,
    PersonLinkAsked,
    PersonLinked,
    PersonLinkRefused,
    PersonUnlinked,
)
from services.events.tickets import (
    TicketAccepted,
    TicketAssigned,
    TicketCancelled,
    TicketChanged,
    TicketClosed,
    TicketConfirmed,
    TicketEscalated,
    TicketEvent,
    TicketMerged,
    TicketRated,
    TicketReopened,
    TicketReported,
    TicketResolved,
    TicketSlaBreached,
    TicketSlaWarned,
    TicketStarted,
    TicketTriaged,
    TicketUrged,
    TicketWaiting,
)
from services.events.vendors import (
    EndpointDisabled,
)
from services.events.visits import (
    VisitApproved,
    VisitCancelled,
    VisitCheckedIn,
    VisitCheckedOut,
    VisitDenied,
    VisitEvent,
    VisitExpired,
    VisitNoShow,
    VisitOverstayed,
    VisitRequested,
)

__all__ = [
    "EVENTS",
    "ConversationAssigned",
    "ConversationEvent",
    "ConversationHandedBack",
    "ConversationHandedOff",
    "ConversationRated",
    "EndpointDisabled",
    "Event",
    "InvoiceData",
    "ItemBackInStock",
    "LineData",
    "LocationData",
    "LockerData",
    "MessageReceived",
    "MessageUndelivered",
    "OptionData",
    "OrderAccepted",
    "OrderCancelRequested",
    "OrderCancelled",
    "OrderCompleted",
    "OrderData",
    "OrderDelivering",
    "OrderEvent",
    "OrderExpired",
    "OrderInvoiceRequested",
    "OrderPlaced",
    "OrderPreparing",
    "OrderReady",
    "OrderRejected",
    "PaymentBillMissing",
    "PaymentData",
    "PaymentDisputed",
    "PaymentEvent",
    "PaymentExpired",
    "PaymentRefunded",
    "PaymentRequestEvent",
    "PaymentReturnFailed",
    "PaymentReturned",
    "PaymentSucceeded",
    "PaymentUnreconciled",
    "PersonEvent",
    "PersonLinkAsked",
    "PersonLinkRefused",
    "PersonLinked",
    "PersonUnlinked",
    "RefundData",
    "SpendingApproved",
    "SpendingDenied",
    "SpendingEvent",
    "SpendingExpired",
    "SpendingRequested",
    "SpendingWithdrawn",
    "TicketAccepted",
    "TicketAssigned",
    "TicketCancelled",
    "TicketChanged",
    "TicketClosed",
    "TicketConfirmed",
    "TicketEscalated",
    "TicketEvent",
    "TicketMerged",
    "TicketRated",
    "TicketReopened",
    "TicketReported",
    "TicketResolved",
    "TicketSlaBreached",
    "TicketSlaWarned",
    "TicketStarted",
    "TicketTriaged",
    "TicketUrged",
    "TicketWaiting",
    "VisitApproved",
    "VisitCancelled",
    "VisitCheckedIn",
    "VisitCheckedOut",
    "VisitDenied",
    "VisitEvent",
    "VisitExpired",
    "VisitNoShow",
    "VisitOverstayed",
    "VisitRequested",
    "parse_event",
]


def _concrete(base: type[Event]) -> list[type[Event]]:
    found = [base] if "type" in base.__dict__ else []
    return found + [c for sub in base.__subclasses__() for c in _concrete(sub)]


EVENTS: dict[str, type[Event]] = {event.type: event for event in _concrete(Event)}
"""Every event by its name."""


def parse_event(type_: str, data: dict[str, Any]) -> Event:
    """The event that a stored row holds. Raises KeyError for a type that is not ours."""
    return EVENTS[type_].model_validate(data)
