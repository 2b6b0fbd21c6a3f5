"""Orders for the command palette, and on the card of whoever placed them."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from desk.frame import beside, looking
from desk.frame.call import Call
from desk.frame.finding import MOST, Hit
from desk.ordering import queries
from desk.ordering.queries import Wanted
from models.ordering import Order
from models.people import Person


async def find(call: Call, said: str) -> Sequence[Hit]:
    """By number, phone, person or company; the newest first."""
    rows = (await queries.listed(call.session, call.park.id, Wanted(said)))[:MOST]
    if rows:
        seen = sorted(row.order.order_no for row in rows)
        day = call.now.astimezone(ZoneInfo(call.park.timezone)).date()
        await looking.note(call, "order.search", f"orders:{day.isoformat()}", orders=seen)
    return [
        Hit(
            f"{row.order.order_no} {getattr(row.outlet, f'name_{call.language}')}",
            f"/orders/{row.order.id}",
            call.text(f"orders-status-{row.order.status}"),
        )
        for row in rows
    ]


async def of_person(call: Call, person: Person) -> Sequence[Hit]:
    """What they placed."""
    found = await call.session.scalars(
        select(Order)
        .where(
            Order.park_id == call.park.id,
            Order.person_id == person.id,
            Order.placed_at.is_not(None),
        )
        .options(joinedload(Order.outlet))
        .order_by(Order.id.desc())
        .limit(beside.MOST_HAD)
    )
    return [
        Hit(
            f"{row.order_no} {getattr(row.outlet, f'name_{call.language}')}",
            f"/orders/{row.id}",
            call.text(f"orders-status-{row.status}"),
            row.placed_at,
        )
        for row in found
    ]
