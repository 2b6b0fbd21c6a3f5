"""A park moves while people order, write and pay and vendors are told: nothing is lost, and nothing
is there twice; then it moves back."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from connectors.payments.base import Settled
from connectors.payments.booking import book
from edge.outages import is_outage
from models.conversations import Message
from models.events import EventRow
from models.ordering import Order
from models.payments import Payment
from models.tickets import Ticket
from models.vendors import Endpoint, Vendor
from parkline.operating.moving.exporting import Patience
from parkline.process.clock import SetClock
from parkline.settings import secrets
from services.ordering import payment_requests
from services.vendors import vendor_orders
from services.vendors.endpoints import VENDOR_EVENTS, CheckedUrl, register_endpoint
from tests.contract.vendor_delivery import Receiver, answers, receiver
from tests.given.demo_park import WEDNESDAY_MORNING, load_park
from tests.kit.engines import sessions_on
from tests.kit.waiting import until
from tests.parkline.operating.moving.town import Installation, Town
from tests.parkline.operating.moving.two_installations import Side

CLIENTS = 3
PATIENCE = 150.0
"""Seconds. A busy machine takes long; nothing here waits for longer than it takes."""
LATER = WEDNESDAY_MORNING + timedelta(minutes=11)
"""When the vendor should have accepted what was placed at first."""


async def with_a_vendor(here: Installation, vendor: Receiver) -> int:
    """Its webhooks go to `vendor`. The vendor's id, of the canteen that has noodles."""
    async with here.sessions.begin() as session:
        found = await session.scalar(
            text(
                "select o.vendor_id from item i join outlet o on o.park_id = i.park_id and"
                " o.id = i.outlet_id where i.code = 'beef_noodles' and i.park_id = :park"
            ),
            {"park": here.park.id},
        )
        await session.execute(Endpoint.__table__.delete())  # type: ignore[attr-defined]
        await register_endpoint(
            session,
            here.side.vaults[secrets.VAULT],
            park_id=here.park.id,
            vendor_id=found,
            url=CheckedUrl(vendor.url),
            now=WEDNESDAY_MORNING,
            rate_per_second=1000,
        )
        assert await session.get(Vendor, (here.park.id, found)) is not None
        return int(found)


async def cursor_of(here: Installation, vendor_id: int, cursor: int) -> tuple[list[int], int]:
    """What the vendor reads after its cursor."""
    found = list[int]()
    while True:
        async with here.sessions() as session:
            page = await vendor_orders.events_since(
                session, here.park.id, vendor_id, cursor=cursor, limit=100
            )
        found += [row.id for row in page.rows]
        if len(page.rows) < 100:
            return found, page.cursor
        cursor = page.cursor


async def paying(here: Installation) -> tuple[str, int]:
    """Somebody is about to pay; the reference and the sum."""
    async with here.sessions.begin() as session:
        order = await here.park.draft(session, "beef_noodles")
        order.payment = "wechat_pay"
        await session.flush()
        request = await payment_requests.begin(session, order, now=WEDNESDAY_MORNING)
        return request.reference, request.amount


async def paid(here: Installation, reference: str, amount: int) -> None:
    said = Settled(reference, amount, "CNY", WEDNESDAY_MORNING, "wx-1")
    await book(here.sessions, here.park.id, said, now=WEDNESDAY_MORNING)


async def count(here: Installation, *which: Any) -> int:
    async with here.sessions() as session:
        return await session.scalar(select(func.count()).where(*which)) or 0


async def moved(old: Installation, new: Installation, town: Town) -> None:
    """The park, and the name that people go to, while `old` and `new` work on."""
    await asyncio.to_thread(old.side.export)
    await asyncio.to_thread(new.side.take_in)
    assert (await asyncio.to_thread(new.side.verify)).differences == ()
    await asyncio.to_thread(old.side.switch, "https://elsewhere.example")
    await asyncio.to_thread(new.side.switch)
    await new.reread()
    town.at = new


async def at_rest(here: Installation) -> None:
    """Until no event waits and no webhook."""

    async def done() -> bool:
        async with here.sessions() as session:
            waits = await session.scalar(
                text(
                    "select (select count(*) from event where park_id = :park and due_at is not"
                    " null) + (select count(*) from delivery where park_id = :park and status ="
                    " 'pending')"
                ),
                {"park": here.park.id},
            )
        return waits == 0

    await until(done, seconds=PATIENCE)


@pytest.mark.timeout(1200)
async def test_nothing_is_lost_and_nothing_is_there_twice(old: Side, twin: Side) -> None:
    unhurried = Patience(ends=10, settles=0.3)
    async with (
        sessions_on(old.url, pool_size=20) as sessions,
        sessions_on(twin.url, pool_size=20) as others,
        receiver(answers(200)) as vendor,
    ):
        here = Installation(
            replace(old, patience=unhurried), sessions, SetClock(WEDNESDAY_MORNING),
            await load_park(sessions),
        )  # fmt: skip
        there = Installation(
            replace(twin, patience=unhurried), others, SetClock(WEDNESDAY_MORNING),
            replace(await load_park(others), sessions=others),
        )  # fmt: skip
        async with sessions.begin() as session:
            await session.execute(text("update item set stock = null"))
            await session.execute(text("update service_window set capacity = null"))
            await session.execute(text("update park set limits_guests = false"))
        canteen = await with_a_vendor(here, vendor)
        town = Town(here)
        reference, amount = await paying(here)
        async with here.working(), there.working():
            people = [asyncio.create_task(town.live(f"p{n}")) for n in range(CLIENTS)]
            await until(lambda: _true(len(town.orders) > 8), seconds=PATIENCE)
            read, cursor = await cursor_of(here, canteen, 0)
            here.clock.moment = there.clock.moment = LATER
            await moved(here, there, town)
            with pytest.raises(DBAPIError) as refused:
                await paid(here, reference, amount)
            assert is_outage(refused.value), "the platform is told 503, and says it again"
            await paid(there, reference, amount)
            await paid(there, reference, amount)
            so_far = len(town.orders)
            await until(lambda: _true(len(town.orders) > so_far + 8), seconds=PATIENCE)
            again, cursor = await cursor_of(there, canteen, cursor)
            back = old.folder.with_name("back")
            here.side = replace(here.side, folder=back)
            there.side = replace(there.side, folder=back)
            await moved(there, here, town)
            so_far = len(town.orders)
            await until(lambda: _true(len(town.orders) > so_far + 4), seconds=PATIENCE)
            town.leaving = True
            await asyncio.gather(*people)
            await at_rest(here)
            await _rung(here)
            last, _ = await cursor_of(here, canteen, cursor)
        await _compare(here, town, vendor, [*read, *again, *last], canteen)
        assert town.refused > 0, "people came while the park was at rest"
        assert await count(here, Payment.park_id == here.park.id) == 1


async def _true(value: bool) -> bool:
    return value


async def _rung(here: Installation) -> None:
    """Deadlines that fell due while nobody served the park. By the database's own clock they are in
    the future, so that they are brought forward."""

    forward = text(
        "update procrastinate_jobs set scheduled_at = now() where task_name = 'acceptance_due'"
        " and status = 'todo' and scheduled_at > now()"
    )
    waiting = text(
        "select (select count(*) from deadline where task = 'acceptance_due' and due_at <= :now)"
        " + (select count(*) from procrastinate_jobs where task_name = 'acceptance_due')"
    )

    async def done() -> bool:
        async with here.sessions.begin() as session:
            await session.execute(forward)
            return await session.scalar(waiting, {"now": LATER}) == 0

    await until(done, seconds=PATIENCE)


async def _compare(
    here: Installation, town: Town, vendor: Receiver, read: list[int], canteen: int
) -> None:
    park = here.park.id
    async with here.sessions() as session:
        placed = Order.placed_at.is_not(None), Order.payment != "wechat_pay"
        numbers = list(await session.scalars(select(Order.order_no).where(*placed)))
        keys = list(
            await session.scalars(
                select(Message.external_id).where(Message.external_id.startswith("guest-"))
            )
        )
        of_vendor = list(
            await session.scalars(
                select(EventRow).where(
                    EventRow.park_id == park, EventRow.subject.startswith("order:")
                )
            )
        )
        late = list(
            await session.scalars(select(Ticket.order_id).where(Ticket.order_id.is_not(None)))
        )
    assert sorted(numbers) == sorted(town.orders.values()), "each that was acknowledged, once"
    assert sorted(keys) == sorted(f"guest-{key}" for key in town.messages)
    assert sorted(read) == sorted(row.id for row in of_vendor), "no cursor passed an event by"
    told = {post.id for post in vendor.received}
    assert told == {f"evt_{row.uid.hex}" for row in of_vendor if row.type in VENDOR_EVENTS}
    assert len(late) == len(set(late)) > 0, "one ticket for each order that nobody accepted"
