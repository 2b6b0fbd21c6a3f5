"""Courts of the demo that cost something: two hours a day are free, then ¥60 an hour."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.booking import Booking
from models.events import EventRow
from models.ordering import Order
from services.events.registry import parse_event
from services.hire import following
from tests.given.booking import NOW, at, booked
from tests.given.companies import account_of, member_of
from tests.given.demo_park import DemoPark

HOUR_PRICE = 6_000


async def free_first(demo: DemoPark, *, day: int = 2, who: int | None = None) -> int:
    """Somebody who has used their two free hours of a day; who."""
    first = await booked(demo, "court_1", at(18, day=day), hours=2, who=who)
    return first.person_id


async def charged(
    demo: DemoPark, who: int, *, day: int = 2, hours: float = 1, **asked: Any
) -> Booking:
    """Hours beyond them, agreed to."""
    amount = round(hours * HOUR_PRICE)
    agreed = {"pays_min": round(hours * 60), "pays": amount}
    return await booked(demo, "court_2", at(10, day=day), hours=hours, who=who, **(agreed | asked))


async def colleague(demo: DemoPark, *, limit: int = 100_000) -> int:
    """Of a company with an account; who."""
    async with demo.sessions.begin() as session:
        account = await account_of(session, demo, limit=limit)
        return (await member_of(session, demo, account)).person_id


async def orders_of_hours(demo: DemoPark) -> list[Order]:
    async with demo.sessions() as session:
        found = await session.scalars(
            select(Order).where(Order.kind == "facility").order_by(Order.id)
        )
        return list(found)


async def followed(demo: DemoPark, type_: str, *, now: datetime = NOW) -> None:
    """What the worker does after the last event of a type of an order."""
    async with demo.sessions.begin() as session:
        row = (
            await session.scalars(
                select(EventRow).where(EventRow.type == type_).order_by(EventRow.id.desc())
            )
        ).first()
        assert row is not None
        event: Any = parse_event(row.type, row.data)
        run = following.cancel if type_ == "order.cancel_requested" else following.free_time
        await run(session, row, event, now)
