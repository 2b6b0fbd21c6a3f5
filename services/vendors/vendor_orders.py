"""What a vendor may see: its own orders and their events, and nothing of anybody else's."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from models.catalogue import Outlet
from models.events import EventRow
from models.ordering import Order
from services.kit.errors import NotFound, ParkError

MAX_PAGE = 100
PATIENCE_SECONDS = 2.0
"""How long a reader waits for events that are being written. They take milliseconds."""

_POLL_SECONDS = 0.01


class Busy(ParkError):
    """Ask again in a moment."""

    code = "busy"


@dataclass(frozen=True, slots=True)
class Page[Row]:
    """Rows in order, and the cursor that goes on after them."""

    rows: Sequence[Row]
    cursor: int


async def find(session: AsyncSession, park_id: int, vendor_id: int, reference: str) -> Order:
    """A vendor's order by id or number. Raises NotFound for a draft, and for another's, alike."""
    if "\0" in reference:
        raise NotFound("no such order")
    is_id = reference.isascii() and reference.isdigit() and len(reference) <= 18  # noqa: PLR2004 - bigint
    which = Order.id == int(reference) if is_id else Order.order_no == reference
    order = await session.scalar(
        _of_vendor(select(Order), park_id, vendor_id).where(which, Order.placed_at.is_not(None))
    )
    if order is None:
        raise NotFound("no such order")
    return order


async def events_since(
    session: AsyncSession, park_id: int, vendor_id: int, *, cursor: int, limit: int
) -> Page[EventRow]:
    """Events of the vendor's orders after `cursor`, oldest first: what webhooks would have said.

    A reader that always goes on from the returned cursor misses none. Raises Busy.
    """
    settled = await _settled(session)
    found = await session.scalars(
        _of_vendor(select(EventRow).join(Order, _IS_ABOUT), park_id, vendor_id)
        .where(EventRow.park_id == park_id, EventRow.id > cursor, EventRow.id <= settled)
        .order_by(EventRow.id)
        .limit(limit)
    )
    rows = found.all()
    return Page(rows, rows[-1].id if len(rows) == limit else max(cursor, settled))


async def changed_since(
    session: AsyncSession, park_id: int, vendor_id: int, *, cursor: int, limit: int
) -> Page[Order]:
    """Orders that something happened to after `cursor`, by the last thing that did.

    An order that changes again turns up again. A reader that always goes on from the returned
    cursor misses none. Raises Busy.
    """
    settled = await _settled(session)
    later = aliased(EventRow)
    has_later = exists().where(
        later.park_id == EventRow.park_id,
        later.subject == EventRow.subject,
        later.sequence > EventRow.sequence,
        later.id <= settled,
    )
    found = await session.execute(
        _of_vendor(select(Order, EventRow.id).join(EventRow, _IS_ABOUT), park_id, vendor_id)
        .where(EventRow.park_id == park_id, EventRow.id > cursor, EventRow.id <= settled)
        .where(~has_later)
        .order_by(EventRow.id)
        .limit(limit)
    )
    rows = found.all()
    orders = [row.Order for row in rows]
    return Page(orders, rows[-1].id if len(rows) == limit else max(cursor, settled))


def _of_vendor[*Ts](query: Select[*Ts], park_id: int, vendor_id: int) -> Select[*Ts]:
    return query.join(
        Outlet, (Outlet.park_id == Order.park_id) & (Outlet.id == Order.outlet_id)
    ).where(Order.park_id == park_id, Outlet.vendor_id == vendor_id)


# From an event to its order, by the order's key: pages are read along the events.
_IS_ABOUT: ColumnElement[bool] = and_(
    EventRow.park_id == Order.park_id,
    EventRow.subject.startswith("order:"),
    Order.id
    == case(
        (
            EventRow.subject.regexp_match("^order:[0-9]{1,18}$"),
            cast(func.substr(EventRow.subject, len("order:") + 1), BigInteger),
        )
    ),
)


async def _settled(session: AsyncSession) -> int:
    """An event id up to which nothing can turn up any more. Needs READ COMMITTED. Raises Busy.

    Ids are given out before they are committed, so an event may turn up below one that was read
    already, and a cursor would pass it by. Whoever has been given an id holds a lock on the table
    until it ends: once those who held it after we read the last id are gone, all up to it is there.
    """
    last = await session.scalar(_LAST_ID)
    give_up = time.monotonic() + PATIENCE_SECONDS
    writing = set(await session.scalars(_WRITING))
    while writing:
        if time.monotonic() > give_up:
            raise Busy("events are being written just now")
        await asyncio.sleep(_POLL_SECONDS)
        writing &= set(await session.scalars(_WRITING))
    return last or 0


_LAST_ID = text("select pg_sequence_last_value(pg_get_serial_sequence('event', 'id')::regclass)")
_WRITING = text(
    "select virtualtransaction from pg_locks where locktype = 'relation'"
    " and relation = 'event'::regclass and mode = 'RowExclusiveLock'"
    " and database = (select oid from pg_database where datname = current_database())"
)
