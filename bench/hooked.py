"""A park whose vendors are told of their orders: who receives what `parkline worker` delivers."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp

from bench import history, ordering
from bench.figures import Run
from bench.installation import answers
from bench.ordering import Vendors
from bench.process import running
from bench.role import cpu
from bench.seeding import seed
from bench.stores import stores
from parkline.settings.ports import free_ports
from parkline.settings.settings import Settings
from parkline.stores.database import database
from tests.kit.installation import unset

SECRET = "what-the-bench-seals-the-secrets-with"  # noqa: S105
PATIENCE_SECONDS = 120.0


@dataclass(slots=True)
class Hooked:
    run: Run
    variables: dict[str, str]
    url: str
    """Of the receiver."""
    port: int
    """Of the worker's own page."""
    http: aiohttp.ClientSession
    vendors: Vendors

    async def came(self) -> list[tuple[str, float]]:
        """Since it was asked last: the id of each webhook, and its moment."""
        async with self.http.get(self.url) as response:
            return [(id_, moment) for id_, moment in await response.json()]

    async def all_of(self, wanted: set[str]) -> list[tuple[str, float]]:
        """All that came, once each of `wanted` is among it."""
        came: list[tuple[str, float]] = []
        missing = set(wanted)
        until = time.monotonic() + PATIENCE_SECONDS
        while missing:
            if time.monotonic() > until:
                raise RuntimeError(f"{len(missing)} of {len(wanted)} webhooks did not come")
            await asyncio.sleep(0.5)
            came += await self.came()
            missing -= {id_ for id_, _ in came}
        return came

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[int]:
        """`parkline worker`; its process id."""
        log, command = self.run.folder / "worker.log", (sys.executable, "-m", "parkline", "worker")
        async with running(log, self.variables, *command) as process:
            await answers(f"http://127.0.0.1:{self.port}/readyz", process)
            yield process.pid

    def postgres(self) -> float:
        """CPU seconds of the server so far."""
        file = self.run.folder / "postgres" / "postmaster.pid"
        return cpu(int(file.read_text().split()[0]))


@asynccontextmanager
async def hooked(run: Run, orders: int) -> AsyncIterator[Hooked]:
    """Until the block ends, with a past of so many orders; no worker runs yet."""
    async with AsyncExitStack() as stack:
        backing = stack.enter_context(stores(run.folder))
        database_url = backing.database("webhooks")
        await seed(database_url, staff=True)
        run.say(f"a past of {orders} orders")
        await asyncio.to_thread(history.write, database_url, orders + 200, now=datetime.now(UTC))
        receiver_port, worker_port = free_ports(2)
        url = f"http://127.0.0.1:{receiver_port}"
        command = (sys.executable, "-m", "bench.receiver", str(receiver_port))
        receiver = await stack.enter_async_context(
            running(run.folder / "receiver.log", unset(), *command)
        )
        await answers(url, receiver)
        settings = Settings(secret_key=SECRET)  # type: ignore[arg-type]
        sessions = await stack.enter_async_context(database(database_url))
        made = await ordering.vendors(sessions, settings, url)
        variables = unset() | {
            "PARKLINE_DATABASE_URL": database_url,
            "PARKLINE_REDIS_URL": backing.redis_url,
            "PARKLINE_SECRET_KEY": SECRET,
            "PARKLINE_WEBHOOK_ALLOW": '["127.0.0.0/8"]',
            "PARKLINE_WORKER_METRICS_PORT": str(worker_port),
        }
        http = await stack.enter_async_context(aiohttp.ClientSession())
        yield Hooked(run, variables, url, worker_port, http, made)
