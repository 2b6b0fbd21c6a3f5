"""The same again: a completed order as a new draft, at today's prices."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models import Conversation, Order, OrderLine
from services import carts, orders
from services.carts import Wish


@dataclass(slots=True)
class Repeated:
    """The new draft, None if nothing could be had, and what differs from last time."""

    order: Order | None = None
    gone: list[OrderLine] = field(default_factory=list)
    repriced: list[tuple[OrderLine, int]] = field(default_factory=list)
    """New line, and the unit price of last time."""


async def last_completed(session: AsyncSession, park_id: int, person_id: int) -> Order | None:
    found = await orders.recent(session, park_id, person_id, statuses=["completed"], limit=1)
    return found[0] if found else None


async def repeat(
    session: AsyncSession, conversation: Conversation, last: Order, *, now: datetime
) -> Repeated:
    """Put what `last` held into the cart, and send it where that one went."""
    items = await carts.load_items(session, last.park_id, [line.item_id for line in last.lines])
    still = [line for line in last.lines if line.item_id in items and items[line.item_id].active]
    wishes = [
        Wish(
            line.item_id,
            line.quantity,
            tuple(str(option["code"]) for option in line.options),
            line.note,
        )
        for line in still
    ]
    added = await carts.add(session, conversation, wishes, now=now)
    refused = {refusal.item.id for refusal in added.refused}
    result = Repeated(gone=[ln for ln in last.lines if ln not in still or ln.item_id in refused])
    if not added.orders or not added.orders[0].lines:
        return result
    result.order = added.orders[0]
    await carts.carry_over(session, last, result.order)
    before = {line.item_id: line.unit_price for line in last.lines}
    result.repriced = [
        (line, before[line.item_id])
        for line in result.order.lines
        if line.item_id in before and line.unit_price != before[line.item_id]
    ]
    return result
