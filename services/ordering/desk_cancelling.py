"""What the desk does about an order that its vendor has not accepted: it cancels it for the tenant,
and is rid of the ticket as soon as anything else becomes of the order."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.tickets import Ticket
from services.events.base import Event
from services.events.follows import Told
from services.kit.actors import ITSELF
from services.kit.audit import By, record
from services.kit.errors import IllegalTransition, Invalid
from services.ordering import notices, orders
from services.tickets import tickets

KIND = "order_not_accepted"
LONGEST_REASON = 200


async def cancel(session: AsyncSession, by: By, order_id: int, reason: str) -> Sequence[Told]:
    """Cancel what its vendor has not accepted, and tell the tenant why; what was paid goes back.

    Raises NotFound, Invalid, IllegalTransition.
    """
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Invalid("the tenant has to be told why", field="reason")
    order = await orders.load(session, by.park_id, order_id, lock=True)
    if order.status != "placed":
        raise IllegalTransition(f"{order.order_no} is {order.status}", status=order.status)
    await orders.move(session, order, "cancel", now=by.at, reason=reason)
    before, after = {"status": "placed"}, {"status": "cancelled", "reason": reason}
    record(session, by, "order.cancel", f"order:{order.id}", before=before, after=after)
    return await notices.tell_cancelled(session, order, reason, now=by.at)


async def settle(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """The order was accepted after all, or is over: its ticket is resolved by itself."""
    order_id = int(event.subject.partition(":")[2])
    found = await session.scalar(
        select(Ticket.id).where(
            Ticket.park_id == row.park_id,
            Ticket.order_id == order_id,
            Ticket.kind == KIND,
            Ticket.status.in_(tickets.OPEN),
        )
    )
    if found is not None:
        await tickets.advance(session, row.park_id, found, "resolve", by=ITSELF, now=now)
    return ()
