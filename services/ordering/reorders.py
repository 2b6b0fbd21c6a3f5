"""The same again: a completed order as a new draft, at today's prices."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.ordering import Order, OrderLine
from services.ordering import carts, fulfilments, orders
from services.ordering.cart_lines import Wish


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
    await fulfilments.carry_over(session, last, result.order)
    before = [(line, _price_last_time(last, line)) for line in result.order.lines]
    result.repriced = [
        (line, price) for line, price in before if price is not None and price != line.unit_price
    ]
    return result


def _price_last_time(last: Order, line: OrderLine) -> int | None:
    """Unit price of the line of `last` that this one repeats: of those of its item the likest."""
    same_item = [one for one in last.lines if one.item_id == line.item_id]
    likest = max(same_item, key=lambda one: _likeness(one, line), default=None)
    return likest.unit_price if likest else None


def _likeness(one: OrderLine, other: OrderLine) -> tuple[bool, bool]:
    codes = [[option["code"] for option in line.options] for line in (one, other)]
    return one.note == other.note, codes[0] == codes[1]
