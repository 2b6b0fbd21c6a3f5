"""A vendor rejects a part of an order: the rest of it stands, and goes on under its number.

What is rejected leaves the order with its sum and its stock; what was paid for it through the park
goes back. Slot, state and `accept_by` stay.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item
from models.events import EventRow
from models.ordering import Order, OrderLine
from models.payments import Payment, Refund
from services.events.publish import publish
from services.kit.errors import Invalid
from services.ordering import describing, events, orders, payments, refunds

Left = Mapping[int, int]
"""By the id of a line: how many of its pieces the vendor can serve."""


async def reject_part(
    session: AsyncSession,
    park_id: int,
    order_id: int,
    left: Left,
    *,
    reason: str,
    seen: int | None = None,
    now: datetime,
) -> Order:
    """Leave of some lines what the vendor can serve. The same again changes nothing.

    If nothing would be left, all of it is rejected. `seen` as in `orders.advance`. Raises NotFound,
    IllegalTransition, Outdated, and Invalid for lines that the order never had, or has less of.
    """
    order = await orders.load(session, park_id, order_id, lock=True)
    rule = orders.ACTIONS["reject"]
    if order.status == rule.target:
        return order
    rule.check(order.order_no, order.status, "reject")
    if order.status == "placed":
        await orders.check_seen(session, order, seen)
    pieces = await _rejected(session, order, left)
    if not pieces:
        return order
    if all(pieces[line.id] == line.quantity for line in order.lines):
        return await orders.move(session, order, "reject", now=now, reason=reason)
    payment = await _payment(session, order)
    owed = await _owed(session, order, payment, pieces) if payment else 0
    told = [_told(line, pieces[line.id]) for line in order.lines if pieces[line.id]]
    await _take_out(session, order, pieces, now)
    described = await describing.describe(session, order)
    event = events.OrderReduced(order=described, rejected=told, reason=reason)
    await publish(session, park_id, event, now=now)
    if payment is not None and owed:
        refund = Refund(amount=owed, cause=rule.target, reason=reason)
        await payments.give_back(session, order, described, payment, refund, now=now)
    return order


async def _rejected(session: AsyncSession, order: Order, left: Left) -> Counter[int]:
    """How many pieces go, by the id of their line. Raises Invalid."""
    lines = {line.id: line for line in order.lines}
    pieces: Counter[int] = Counter()
    for line_id, stays in left.items():
        line = lines.get(line_id)
        if line is None:
            if stays == 0 and line_id in await _gone_before(session, order):
                continue
            raise Invalid(f"the order has no line {line_id}", field="lines")
        if stays > line.quantity:
            raise Invalid(f"line {line_id} has {line.quantity}, not {stays}", field="lines")
        pieces[line_id] = line.quantity - stays
    return +pieces


async def _gone_before(session: AsyncSession, order: Order) -> set[int]:
    """Lines that were rejected earlier."""
    found = await session.scalars(
        select(EventRow.data).where(
            EventRow.park_id == order.park_id,
            EventRow.subject == f"order:{order.id}",
            EventRow.type == events.OrderReduced.type,
        )
    )
    return {int(one["line_id"]) for data in found for one in data["rejected"]}


async def _take_out(
    session: AsyncSession, order: Order, pieces: Counter[int], now: datetime
) -> None:
    """Lines, sum, and counted stock in the order of items, as everybody takes it."""
    back: Counter[int] = Counter()
    for line in list(order.lines):
        back[line.item_id] += pieces[line.id]
        if pieces[line.id] == line.quantity:
            order.lines.remove(line)
        else:
            line.quantity -= pieces[line.id]
    order.total = sum(line.quantity * line.unit_price for line in order.lines)
    order.updated_at = now
    await session.flush()
    for item_id, quantity in sorted((+back).items()):
        await session.execute(
            update(Item)
            .where(Item.park_id == order.park_id, Item.id == item_id, Item.stock.is_not(None))
            .values(stock=Item.stock + quantity)
        )


async def _payment(session: AsyncSession, order: Order) -> Payment | None:
    """What was paid through the park, locked."""
    if order.payment not in payments.PREPAID:
        return None
    return await payments.of_order(session, order.park_id, order.id, lock=True)


async def _owed(session: AsyncSession, order: Order, payment: Payment, pieces: Counter[int]) -> int:
    """What is to be given back, in minor units: not again what staff gave back of these lines."""
    before = refunds.given_back(await refunds.of_payment(session, payment))
    amount = sum(
        min(pieces[line.id], max(line.quantity - before[line.id], 0)) * line.unit_price
        for line in order.lines
    )
    return min(amount, payment.amount - payment.refunded)


def _told(line: OrderLine, quantity: int) -> events.RejectedData:
    return events.RejectedData(
        line_id=line.id, name_zh=line.name_zh, name_en=line.name_en, quantity=quantity
    )
