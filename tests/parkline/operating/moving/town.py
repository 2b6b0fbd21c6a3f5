"""What goes on in a park that moves: installations that work, and people who come."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from prometheus_client import CollectorRegistry
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from connectors.channels.base import Door
from connectors.channels.feed import Feed
from connectors.vendors import exchange
from connectors.vendors.delivery import Deliverer, DeliveryMetrics
from connectors.vendors.runner import Runner
from edge.outages import is_outage
from models.park import Park
from parkline.process.clock import SetClock
from parkline.roles.handling import EventRunner
from parkline.roles.jobs import Worker, make_app
from parkline.settings import secrets
from parkline.stores.database import Sessions
from services.kit import idempotency
from tests.contract.vendor_delivery import LOOPBACK
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.parkline.operating.moving.two_installations import Side


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
