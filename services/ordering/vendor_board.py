"""The orders of a vendor as its own people see them: what is to be done, and what ended lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager

from models.catalogue import Outlet
from models.events import EventRow
from models.ordering import Order
from models.people import Person
from services.ordering.events import OrderCancelRequested
from services.ordering.orders import ACTIONS, ENDED, UNDER_WAY, VENDOR_ACTIONS

KEPT = timedelta(hours=12)
"""For so long an order that has ended stays in sight."""
MOST_ENDED = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """An order, how its tenant calls themselves, and the sequence of its last event: who accepts
    what they see says that they know so much."""

    order: Order
    person: str | None
    sequence: int
    wants_cancel: bool
    """Whether the tenant asked to cancel after it was accepted."""

    @property
    def actions(self) -> tuple[str, ...]:
        """What its state lets the vendor do next."""
        status = self.order.status
        return tuple(name for name in VENDOR_ACTIONS if status in ACTIONS[name].sources)


async def under_way(session: AsyncSession, park_id: int, vendor_id: int) -> list[Shown]:
    """Those that are not over, the earliest slot first."""
    query = _query(park_id, vendor_id).where(Order.status.in_(UNDER_WAY))
    return await _shown(session, query.order_by(Order.slot_start.nulls_first(), Order.id))


async def ended(
    session: AsyncSession, park_id: int, vendor_id: int, *, now: datetime
) -> list[Shown]:
    """Those that ended lately, the last first."""
    query = _query(park_id, vendor_id).where(
        Order.status.in_(ENDED), Order.placed_at.is_not(None), Order.updated_at > now - KEPT
    )
    return await _shown(session, query.order_by(Order.updated_at.desc()).limit(MOST_ENDED))


async def of_order(session: AsyncSession, order: Order) -> Shown:
    """One of them, whatever its state."""
    outlet = await session.get_one(Outlet, (order.park_id, order.outlet_id))
    query = _query(order.park_id, outlet.vendor_id).where(Order.id == order.id)
    return (await _shown(session, query))[0]


def _query(park_id: int, vendor_id: int) -> Select[Order, str | None]:
    return (
        select(Order, Person.name)
        .join(Order.outlet)
        .join(Person, (Person.park_id == Order.park_id) & (Person.id == Order.person_id))
        .options(contains_eager(Order.outlet))
        .where(Order.park_id == park_id, Outlet.vendor_id == vendor_id)
        .execution_options(populate_existing=True)
    )


async def _shown(session: AsyncSession, query: Select[Order, str | None]) -> list[Shown]:
    rows = (await session.execute(query)).all()
    last = await _events(session, [order for order, _ in rows])
    return [Shown(order, person, *last.get(order.id, (0, False))) for order, person in rows]


async def _events(session: AsyncSession, orders: Sequence[Order]) -> dict[int, tuple[int, bool]]:
    """Of each order, by its id: the sequence of its last event, and whether one asks to cancel."""
    by_subject = {f"order:{order.id}": order for order in orders}
    if not by_subject:
        return {}
    asks = func.bool_or(EventRow.type == OrderCancelRequested.type)
    rows = await session.execute(
        select(EventRow.subject, func.max(EventRow.sequence), asks)
        .where(EventRow.park_id == orders[0].park_id, EventRow.subject.in_(by_subject))
        .group_by(EventRow.subject)
    )
    return {by_subject[subject].id: (last, wants) for subject, last, wants in rows}
