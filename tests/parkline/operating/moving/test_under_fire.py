"""A park moves while people order, write and pay and vendors are told: nothing is lost, and nothing
is there twice; then it moves back."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from connectors.channels.base import Door
from connectors.channels.feed import Feed
from connectors.payments.base import Settled
from connectors.payments.booking import book
from connectors.vendors import exchange
from connectors.vendors.delivery import Deliverer, DeliveryMetrics
from connectors.vendors.runner import Runner
from edge.outages import is_outage
from models.conversations import Message
from models.events import EventRow
from models.ordering import Order
from models.park import Park
from models.payments import Payment
from models.tickets import Ticket
from models.vendors import Endpoint, Vendor
from parkline.operating.moving.exporting import Patience
from parkline.process.clock import SetClock
from parkline.roles.handling import EventRunner
from parkline.roles.jobs import Worker, make_app
from parkline.settings import secrets
from parkline.stores.database import Sessions
from services.kit import idempotency
from services.ordering import payment_requests
from services.vendors import vendor_orders
from services.vendors.endpoints import CheckedUrl, register_endpoint
from tests.contract.vendor_delivery import LOOPBACK, Receiver, answers, receiver
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark, load_park
from tests.kit.engines import sessions_on
from tests.kit.waiting import until
from tests.parkline.operating.moving.two_installations import Side

CLIENTS = 4
LATER = WEDNESDAY_MORNING + timedelta(minutes=11)
"""When the vendor should have accepted what was placed at first."""


@dataclass
class Installation:
    """A side of the move, with what a gateway and a worker do there."""

    side: Side
    sessions: Sessions
    clock: SetClock
    park: DemoPark

    async def reread(self) -> None:
        async with self.sessions() as session:
            found = await session.scalar(select(Park.id).where(Park.slug == "daybreak"))
        assert found is not None
        self.park = replace(self.park, id=found)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Events are handled, webhooks sent, deadlines queued, jobs done; by a worker that serves
        whatever parks there are."""
        async with (
            Feed(None) as feed,
            Deliverer(
                self.sessions,
                self.side.vaults[secrets.VAULT],
                lambda: exchange.client(LOOPBACK),
                DeliveryMetrics(CollectorRegistry()),
            ) as courier,
        ):
            worker = Worker(self.sessions, feed, self.clock)
            app = make_app(self.side.url, worker)
            runner = Runner(courier, self.clock)
            async with app.open_async():
                tasks = [
                    asyncio.create_task(EventRunner(self.sessions, feed, self.clock).run()),
                    asyncio.create_task(_again(lambda: worker.every(2.0))),
                    asyncio.create_task(
                        _again(
                            lambda: app.run_worker_async(
                                wait=False, delete_jobs="successful", install_signal_handlers=False
                            )
                        )
                    ),
                ]
                sending = asyncio.create_task(runner.run())
                try:
                    yield
                finally:
                    for task in tasks:
                        task.cancel()
                    runner.stop()
                    await asyncio.gather(sending, *tasks, return_exceptions=True)


async def _again(work: Callable[[], Awaitable[object]]) -> None:
    while True:
        await work()
        await asyncio.sleep(0.1)


@dataclass
class Town:
    """People of the park. They come to whichever installation its name leads to, and come again
    with the same key where they got no answer."""

    at: Installation
    orders: dict[str, str] = field(default_factory=dict)
    """Acknowledged: key to number."""
    messages: set[str] = field(default_factory=set)
    refused: int = 0
    leaving: bool = False

    async def order(self, key: str) -> None:
        async def once() -> None:
            here = self.at
            async with here.sessions.begin() as session:
                kept = await idempotency.begin(
                    session, here.park.id, scope="app", key=key, request=b"order"
                )
                if kept is None:
                    placed = await here.park.placed(session, "beef_noodles", now=WEDNESDAY_MORNING)
                    number = placed.order_no
                    await idempotency.finish(
                        session, here.park.id, scope="app", key=key, status=201,
                        answer={"order_no": number},
                    )  # fmt: skip
                else:
                    number = kept.answer["order_no"]
            self.orders[key] = number

        await self._until_it_is_taken(once)

    async def write(self, key: str) -> None:
        async def once() -> None:
            here = self.at
            async with Feed(None) as feed:
                door = Door(here.park.id, here.sessions, here.clock, _Nobody(), feed)
                talk = await door.open("webchat", f"guest-{key}")
                await door.receive(talk.id, external_id=f"guest-{key}", text="有什么菜")
            self.messages.add(key)

        await self._until_it_is_taken(once)

    async def _until_it_is_taken(self, once: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                return await once()
            except DBAPIError as problem:
                if not is_outage(problem):  # Edges would not let the client come again.
                    raise
                self.refused += 1
                await asyncio.sleep(0.05)

    async def live(self, name: str) -> None:
        for n in itertools.count():
            if self.leaving:
                return
            await self.order(f"{name}-{n}")
            await self.write(f"{name}-{n}")
            await asyncio.sleep(0.02)


class _Nobody:
    def wake(self, park_id: int, conversation_id: int) -> None:
        """The bot answers later."""


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

    await until(done, seconds=90)


@pytest.mark.timeout(600)
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
            await until(lambda: _true(len(town.orders) > 8), seconds=60)
            read, cursor = await cursor_of(here, canteen, 0)
            here.clock.moment = there.clock.moment = LATER
            await moved(here, there, town)
            with pytest.raises(DBAPIError) as refused:
                await paid(here, reference, amount)
            assert is_outage(refused.value), "the platform is told 503, and says it again"
            await paid(there, reference, amount)
            await paid(there, reference, amount)
            so_far = len(town.orders)
            await until(lambda: _true(len(town.orders) > so_far + 8), seconds=60)
            again, cursor = await cursor_of(there, canteen, cursor)
            back = old.folder.with_name("back")
            here.side = replace(here.side, folder=back)
            there.side = replace(there.side, folder=back)
            await moved(there, here, town)
            so_far = len(town.orders)
            await until(lambda: _true(len(town.orders) > so_far + 4), seconds=60)
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

    async def done() -> bool:
        async with here.sessions.begin() as session:
            await session.execute(text("update procrastinate_jobs set scheduled_at = now()"))
            return not await session.scalar(
                text(
                    "select count(*) from procrastinate_jobs"
                    " where task_name = 'acceptance_due' or status = 'doing'"
                )
            )

    await until(done, seconds=60)


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
    assert {str(row.uid) for row in of_vendor} <= {one.removeprefix("evt_") for one in told}
    assert len(late) == len(set(late)) > 0, "one ticket for each order that nobody accepted"
