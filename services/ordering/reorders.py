"""The same again: a completed order as a new draft, at today's prices."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.ordering import Order, OrderLine
from services.ordering import carts, fulfilments, orders
from services.ordering.cart_lines import Wish
from services.ordering.line_edits import as_wish, joined

LOOKED_AT = 30
"""Orders of a person, from the last one back."""


@dataclass(slots=True)
class Repeated:
    """The new draft, None if nothing could be had, and what differs from last time."""

    order: Order | None = None
    gone: list[OrderLine] = field(default_factory=list)
    repriced: list[tuple[OrderLine, int]] = field(default_factory=list)
    """New line, and the unit price of last time."""
    beside: list[Wish] = field(default_factory=list)
    """Of what was said with it, what the order did not hold."""


async def last_completed(session: AsyncSession, park_id: int, person_id: int) -> Order | None:
    found = await orders.recent(session, park_id, person_id, statuses=["completed"], limit=1)
    return found[0] if found else None


async def last_of(
    session: AsyncSession,
    park_id: int,
    person_id: int,
    *,
    day: date | None = None,
    zone: tzinfo,
) -> Order | None:
    """A person's last order that was not called off, of a day of the park if one is named.

    An order is of the day for which it was ordered.
    """
    kept = [*orders.UNDER_WAY, "completed"]
    found = await orders.recent(session, park_id, person_id, statuses=kept, limit=LOOKED_AT)
    if day is None:
        return found[0] if found else None
    return next((one for one in found if _day(one, zone) == day), None)


def _day(order: Order, zone: tzinfo) -> date | None:
    moment = order.slot_start or order.placed_at
    return None if moment is None else moment.astimezone(zone).date()


async def repeat(
    session: AsyncSession,
    conversation: Conversation,
    last: Order,
    *,
    said: Sequence[Wish] = (),
    now: datetime,
) -> Repeated:
    """Put what `last` held into the cart, and send it where that one went.

    `said` names items of it, as many and as they are wanted now; the rest is in `beside`.
    """
    items = await carts.load_items(session, last.park_id, [line.item_id for line in last.lines])
    still = [line for line in last.lines if line.item_id in items and items[line.item_id].active]
    wishes = [_as_said(line, still, said) for line in still]
    added = await carts.add(session, conversation, wishes, now=now)
    refused = {refusal.item.id for refusal in added.refused}
    held = {line.item_id for line in last.lines}
    result = Repeated(
        gone=[ln for ln in last.lines if ln not in still or ln.item_id in refused],
        beside=[wish for wish in said if wish.item_id not in held],
    )
    if not added.orders or not added.orders[0].lines:
        return result
    result.order = added.orders[0]
    await fulfilments.carry_over(session, last, result.order)
    before = [(line, _price_last_time(last, line)) for line in result.order.lines]
    result.repriced = [
        (line, price) for line, price in before if price is not None and price != line.unit_price
    ]
    return result


def _as_said(line: OrderLine, there: Sequence[OrderLine], said: Sequence[Wish]) -> Wish:
    """The line again, with what is said of its item, where that stands on no other line."""
    before = as_wish(line)
    now = [wish for wish in said if wish.item_id == line.item_id]
    alone = sum(one.item_id == line.item_id for one in there) == 1
    if len(now) != 1 or not alone:
        return before
    return Wish(
        line.item_id,
        now[0].quantity or before.quantity,
        (*before.options, *now[0].options),
        joined(before.note, now[0].note),
    )


def _price_last_time(last: Order, line: OrderLine) -> int | None:
    """Unit price of the line of `last` that this one repeats: of those of its item the likest."""
    same_item = [one for one in last.lines if one.item_id == line.item_id]
    likest = max(same_item, key=lambda one: _likeness(one, line), default=None)
    return likest.unit_price if likest else None


def _likeness(one: OrderLine, other: OrderLine) -> tuple[bool, bool]:
    codes = [[option["code"] for option in line.options] for line in (one, other)]
    return one.note == other.note, codes[0] == codes[1]
