"""An order that nobody accepts is not forgotten: staff chase it, and it ends at its slot's end."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Order
from models.tickets import Ticket
from services.events.follows import Happened, Told
from services.kit.errors import IllegalTransition
from services.ordering import notices, orders
from services.ordering.events import OrderEvent
from services.tickets.tickets import open_ticket

ACCEPTANCE_DUE = "acceptance_due"
SLOT_OVER = "slot_over"
"""Tasks."""
AT_ONCE = 500
"""Of them that are queued in one transaction."""


async def watch_placed(session: AsyncSession, happened: Sequence[Happened], _now: datetime) -> None:
    """What follows from orders that were placed."""
    placed = [(row.park_id, event) for row, event in happened if isinstance(event, OrderEvent)]
    assert len(placed) == len(happened)
    await watch(session, placed)


async def watch_amended(
    session: AsyncSession, happened: Sequence[Happened], _now: datetime
) -> None:
    """Orders that were amended end with the slot that they have now."""
    amended = [(row.park_id, event) for row, event in happened if isinstance(event, OrderEvent)]
    assert len(amended) == len(happened)
    await watch(session, amended, tasks=(SLOT_OVER,))


async def watch(
    session: AsyncSession,
    placed: Sequence[tuple[int, OrderEvent]],
    *,
    tasks: Sequence[str] = (ACCEPTANCE_DUE, SLOT_OVER),
) -> None:
    """Note what must be looked at if the vendor of one of these orders stays silent.

    Each event comes with the id of its park.
    """
    due = [
        (park_id, event.order.id, task, at)
        for park_id, event in placed
        for task, at in (
            (ACCEPTANCE_DUE, event.order.accept_by),
            (SLOT_OVER, event.order.slot_end),
        )
        if at is not None and task in tasks
    ]
    columns = zip(*due, strict=True) if due else ((), (), (), ())
    names = ("parks", "orders", "tasks", "due")
    await session.execute(_WATCH, dict(zip(names, map(list, columns), strict=True)))


_WATCH = text(
    """
insert into deadline (park_id, order_id, task, due_at)
select * from unnest(
    cast(:parks as bigint[]), cast(:orders as bigint[]), cast(:tasks as text[]),
    cast(:due as timestamptz[])
)
"""
)
_QUEUE = text(
    """
with taken as (
    delete from deadline d
    using (
        select park_id, id from deadline
        where due_at <= :now and park_id not in (select id from park where state <> 'active')
        order by due_at limit :limit for update skip locked
    ) due
    where d.park_id = due.park_id and d.id = due.id
    returning d.park_id, d.order_id, d.task, d.due_at
)
select unnest(procrastinate_defer_jobs_v1(array_agg(
    row('deadlines', task, 0, null, null,
        jsonb_build_object('park_id', park_id, 'order_id', order_id), due_at
    )::procrastinate_job_to_defer_v1 order by due_at, order_id
)))
from taken
having count(*) > 0
"""
)


async def queue_due(session: AsyncSession, *, now: datetime) -> int:
    """Make jobs of what is due; how many. Of several workers each takes what no other has."""
    taken = await session.execute(_QUEUE, {"now": now, "limit": AT_ONCE})
    return len(taken.all())


async def acceptance_due(
    session: AsyncSession, park_id: int, order_id: int, *, now: datetime
) -> Told | None:
    """Not accepted in time: a staff ticket, and the tenant is told. Safe to repeat."""
    order = await orders.load(session, park_id, order_id, lock=True)
    if order.status != "placed":
        return None
    if await chase_acceptance(session, order, now=now) is None:
        return None
    return await notices.tell_not_accepted(session, order, now=now)


async def slot_over(session: AsyncSession, park_id: int, order_id: int, *, now: datetime) -> None:
    """Still not accepted when its time is over: it expires and gives back what it held.

    One that was amended to a later time has a deadline of its own for that.
    """
    order = await orders.load(session, park_id, order_id, lock=True)
    if order.status == "placed" and order.slot_end is not None and now < order.slot_end:
        return
    try:
        await orders.advance(session, park_id, order_id, "expire", now=now)
    except IllegalTransition:
        return


async def chase_acceptance(session: AsyncSession, order: Order, *, now: datetime) -> Ticket | None:
    """A ticket for an order that its vendor has not accepted in time; None if there is one."""
    known = await session.scalar(
        select(Ticket.id).where(
            Ticket.park_id == order.park_id,
            Ticket.order_id == order.id,
            Ticket.kind == "order_not_accepted",
        )
    )
    if known is not None:
        return None
    return await open_ticket(
        session,
        order.park_id,
        kind="order_not_accepted",
        urgency="urgent",
        description=order.order_no,
        person_id=order.person_id,
        conversation_id=order.conversation_id,
        order=order,
        now=now,
    )
