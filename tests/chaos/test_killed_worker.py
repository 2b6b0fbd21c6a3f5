"""A worker that dies without a word loses no order; the vendor can tell a repeat by its id."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from cryptography.fernet import Fernet
from sqlalchemy import select, text

from models.events import EventRow
from models.ordering import Order
from models.vendors import Attempt, Delivery
from parkline.process.clock import system_clock
from parkline.settings import secrets
from parkline.settings.settings import ROOT, Settings
from parkline.stores.database import Sessions
from services.events.publish import publish
from services.ordering import describing, orders
from services.ordering.events import OrderPlaced
from services.vendors.endpoints import CheckedUrl, register_endpoint
from tests.contract.vendor_delivery import World, answers, make_world, receiver
from tests.kit import forked
from tests.kit.waiting import until

SECRET = "a-secret-of-the-tests-of-killed-workers"


@dataclass
class Workers:
    """Processes of `parkline worker` on the test's database."""

    environment: dict[str, str]
    log: Path
    sessions: Sessions
    ids: dict[asyncio.subprocess.Process, int] = field(default_factory=dict)
    """Each process as the job queue knows it."""

    async def start(self) -> asyncio.subprocess.Process:
        known = await self._registered()
        with self.log.open("ab") as output:
            process = await forked.create_subprocess_exec(
                *(sys.executable, "-m", "parkline", "worker"),
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=output,
            )
        self.ids[process] = 0

        async def up() -> object:
            assert process.returncode is None, self.log.read_text()
            return await self._registered() - known

        await until(up, seconds=60)
        [self.ids[process]] = await self._registered() - known
        return process

    async def _registered(self) -> set[int]:
        async with self.sessions() as session:
            return set(await session.scalars(text("select id from procrastinate_workers")))

    async def kill(self, process: asyncio.subprocess.Process) -> None:
        """kill -9, and a minute passes: its last heartbeat and its leases are that old."""
        process.send_signal(signal.SIGKILL)
        assert await process.wait() == -signal.SIGKILL, self.log.read_text()
        async with self.sessions.begin() as session:
            await session.execute(
                text(
                    "update procrastinate_workers"
                    " set last_heartbeat = last_heartbeat - interval '1 minute' where id = :id"
                ),
                {"id": self.ids[process]},
            )
            await session.execute(
                text("update delivery set next_attempt_at = next_attempt_at - interval '1 minute'")
            )

    async def end(self) -> None:
        for process in self.ids:
            if process.returncode is None:
                process.kill()
                await process.wait()


@pytest.fixture
async def workers(
    sessions: Sessions, database_url: str, redis_url: str, tmp_path: Path
) -> AsyncIterator[Workers]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PARKLINE_")}
    settings = {
        "PARKLINE_DATABASE_URL": database_url,
        "PARKLINE_REDIS_URL": redis_url,
        "PARKLINE_SECRET_KEY": SECRET,
        "PARKLINE_WEBHOOK_ALLOW": '["127.0.0.0/8"]',
        "PARKLINE_WORKER_METRICS_PORT": "0",
        "PYTHONWARNINGS": "ignore",
    }
    made = Workers(ours | settings, tmp_path / "worker.log", sessions)
    yield made
    await made.end()


@pytest.fixture
def vault() -> Fernet:
    return secrets.vault(Settings(secret_key=SECRET))


@pytest.fixture
async def world(sessions: Sessions) -> World:
    return await make_world(sessions)


async def listen(world: World, vault: Fernet, url: str) -> None:
    async with world.sessions.begin() as session:
        await register_endpoint(
            session,
            vault,
            park_id=world.park.id,
            vendor_id=world.vendor.id,
            url=CheckedUrl(url),
            now=system_clock(),
        )


async def place(world: World) -> tuple[Order, EventRow]:
    order = await world.order()
    async with world.sessions.begin() as session:
        order = await orders.load(session, order.park_id, order.id, lock=True)
        placed = OrderPlaced(order=await describing.describe(session, order))
        return order, await publish(session, order.park_id, placed, now=system_clock())


async def advance(world: World, order: Order, *actions: str) -> None:
    for action in actions:
        async with world.sessions.begin() as session:
            await orders.advance(session, order.park_id, order.id, action, now=system_clock())


async def handling(world: World) -> None:
    """Wait until a worker is in the middle of it, and waits for a lock itself."""

    async def waits() -> object:
        async with world.sessions() as session:
            return await session.scalar(
                text(
                    "select pid from pg_stat_activity where wait_event_type = 'Lock'"
                    " and datname = current_database()"
                )
            )

    await until(waits, seconds=60)


async def delivered(world: World, count: int) -> None:
    async def all_there() -> bool:
        async with world.sessions() as session:
            statuses = list(await session.scalars(select(Delivery.status)))
        return len(statuses) == count and set(statuses) == {"delivered"}

    await until(all_there, seconds=60)


@asynccontextmanager
async def locked(world: World) -> AsyncIterator[None]:
    """Nobody can owe anything to an endpoint meanwhile."""
    async with world.sessions.begin() as session:
        await session.execute(text("select from endpoint for update"))
        yield


async def holds(_request: web.Request) -> web.StreamResponse:
    """Took it, and the answer never comes."""
    await asyncio.Event().wait()
    raise AssertionError


async def test_killed_between_an_orders_commit_and_its_post(
    world: World, vault: Fernet, workers: Workers
) -> None:
    async with receiver(answers(200)) as vendor:
        await listen(world, vault, vendor.url)
        _, event = await place(world)
        async with locked(world):
            first = await workers.start()
            await handling(world)
            await workers.kill(first)
        assert vendor.received == []

        await workers.start()
        await delivered(world, 1)

    assert [post.id for post in vendor.received] == [f"evt_{event.uid.hex}"]


async def test_killed_between_a_post_and_its_record(
    world: World, vault: Fernet, workers: Workers
) -> None:
    async with receiver(holds, answers(200)) as vendor:
        await listen(world, vault, vendor.url)
        order, event = await place(world)
        await advance(world, order, "accept")
        first = await workers.start()
        await vendor.has_received(1, seconds=60)
        await workers.kill(first)

        await workers.start()
        await delivered(world, 2)

    told = [(post.id, json.loads(post.body)["sequence"]) for post in vendor.received]
    again = f"evt_{event.uid.hex}"
    assert [id_ for id_, _ in told[:2]] == [again, again], "the same webhook-id both times"
    assert [sequence for _, sequence in told] == [1, 1, 2], "never ahead of its order"
    assert len(dict(told)) == 2, "a vendor that dedupes on the id keeps each once"
    async with world.sessions() as session:
        recorded = await session.scalars(select(Attempt.status_code).order_by(Attempt.id))
        assert list(recorded) == [200, 200]


async def test_two_workers_share_the_work_and_one_may_die(
    world: World, vault: Fernet, workers: Workers
) -> None:
    async with receiver(answers(200)) as vendor:
        await listen(world, vault, vendor.url)
        first, _ = await workers.start(), await workers.start()
        placed = []
        for number in range(12):
            placed.append((await place(world))[1])
            if number == 6:
                await workers.kill(first)
        await delivered(world, 12)

    assert {post.id for post in vendor.received} == {f"evt_{e.uid.hex}" for e in placed}
