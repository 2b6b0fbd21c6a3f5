"""An order that nobody accepts is not forgotten: staff chase it, and it ends at its slot's end."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services import desk, order_notices, orders
from services.errors import IllegalTransition
from services.events import OrderEvent
from services.notices import Told
from services.publish import defer

ACCEPTANCE_DUE = "acceptance_due"
SLOT_OVER = "slot_over"
"""Tasks; `parkline.jobs` registers them."""


async def watch(session: AsyncSession, park_id: int, event: OrderEvent) -> None:
    """Queue what must be looked at if the vendor stays silent."""
    order = event.order
    for task, at in ((ACCEPTANCE_DUE, order.accept_by), (SLOT_OVER, order.slot_end)):
        if at is not None:
            args = {"park_id": park_id, "order_id": order.id}
            await defer(session, task, queue="deadlines", args=args, at=at)


async def acceptance_due(
    session: AsyncSession, park_id: int, order_id: int, *, now: datetime
) -> Told | None:
    """Not accepted in time: a staff ticket, and the tenant is told. Safe to repeat."""
    order = await orders.load(session, park_id, order_id, lock=True)
    if order.status != "placed":
        return None
    if await desk.chase_acceptance(session, order, now=now) is None:
        return None
    return await order_notices.tell_not_accepted(session, order, now=now)


async def slot_over(session: AsyncSession, park_id: int, order_id: int, *, now: datetime) -> None:
    """Still not accepted when its time is over: it expires and gives back what it held."""
    try:
        await orders.advance(session, park_id, order_id, "expire", now=now)
    except IllegalTransition:
        return
