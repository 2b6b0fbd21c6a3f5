"""What tenants are told when something happens to their order, once, where they ordered."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models import Order, Outlet, Park
from services import conversations, orders, places
from services.conversations import Reply
from services.events import OrderEvent
from services.texts import say, when

NOTICES = {
    "order.accepted": "notice-accepted",
    "order.rejected": "notice-rejected",
    "order.preparing": "notice-preparing",
    "order.ready": "notice-ready",
    "order.delivering": "notice-delivering",
    "order.completed": "notice-completed",
    "order.expired": "notice-expired",
}
"""Event → text. An order that the tenant placed or cancelled was answered at once, in the chat."""


@dataclass(frozen=True, slots=True)
class Told:
    """The conversation that got a notice, for whoever wakes its sockets."""

    park_id: int
    conversation_id: int


async def tell_of_order(
    session: AsyncSession, park_id: int, event: OrderEvent, *, now: datetime
) -> Told | None:
    """Write the notice of an order event, if there is one, into the order's conversation."""
    key = NOTICES.get(event.type)
    if key is None:
        return None
    order = await orders.load(session, park_id, event.order.id)
    if key == "notice-ready":
        key += "-pickup" if order.fulfilment == "pickup" else "-delivery"
    return await tell(session, order, key, now=now, reason=event.order.status_reason)


async def tell(
    session: AsyncSession, order: Order, key: str, *, now: datetime, reason: str | None = None
) -> Told | None:
    """Say the text `key` about an order; None if it came from no conversation."""
    if order.conversation_id is None:
        return None
    conversation = await conversations.find(session, order.park_id, order.conversation_id)
    language = conversation.language
    park = await session.get_one(Park, order.park_id)
    outlet = await session.get_one(Outlet, (order.park_id, order.outlet_id))
    names = await places.building_names(session, order.park_id, language)
    text = say(
        language,
        key,
        order_no=order.order_no,
        outlet=getattr(outlet, f"name_{language}"),
        place=getattr(outlet, f"place_{language}"),
        where=places.describe(order, names, language),
        when=_slot(order, language, now, park),
        reason=reason or say(language, "reason-none"),
    )
    data = {"order_no": order.order_no, "status": order.status}
    await conversations.speak(
        session, conversation, [Reply(text, data=data)], author="system", now=now
    )
    return Told(conversation.park_id, conversation.id)


def _slot(order: Order, language: str, now: datetime, park: Park) -> str:
    if order.slot_start is None:
        return ""
    return when.span(order.slot_start, order.slot_end, language, now, ZoneInfo(park.timezone))
