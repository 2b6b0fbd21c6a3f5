"""The tables. Importing the package registers every one of them with `Base.metadata`."""

from models.base import Base, UtcDateTime
from models.catalogue import (
    Faq,
    Item,
    ItemOption,
    KnowledgeVersion,
    Outlet,
    ServiceWindow,
    SlotLoad,
    Vendor,
)
from models.conversations import ActionResult, Conversation, Message
from models.events import ApiKey, Attempt, Delivery, Endpoint, EventRow
from models.orders import IdempotencyKey, Order, OrderLine
from models.park import Building, CalendarDay, ChannelIdentity, Company, Park, Person
from models.repair import Ticket
from models.training import TrainingSentence

__all__ = [
    "ActionResult",
    "ApiKey",
    "Attempt",
    "Base",
    "Building",
    "CalendarDay",
    "ChannelIdentity",
    "Company",
    "Conversation",
    "Delivery",
    "Endpoint",
    "EventRow",
    "Faq",
    "IdempotencyKey",
    "Item",
    "ItemOption",
    "KnowledgeVersion",
    "Message",
    "Order",
    "OrderLine",
    "Outlet",
    "Park",
    "Person",
    "ServiceWindow",
    "SlotLoad",
    "Ticket",
    "TrainingSentence",
    "UtcDateTime",
    "Vendor",
]
