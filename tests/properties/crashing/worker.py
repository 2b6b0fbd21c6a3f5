"""A worker that can die: event handlers, deliveries, jobs, and what is due by itself."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any

from procrastinate.jobs import Status
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.bot.client import Dialogue
from connectors.bot.hearing import Listener
from connectors.channels.feed import Feed
from connectors.vendors import exchange
from connectors.vendors.delivery import Deliverer, DeliveryMetrics
from connectors.vendors.runner import Runner
from parkline.process.clock import SetClock
from parkline.roles.handling import EventRunner
from parkline.roles.jobs import Worker, make_app, rescue_stalled
from services.vendors.attempts import Claimed
from tests.contract.vendor_delivery import LOOPBACK, VAULT
from tests.properties.crashing.process import Crash, Fate, Process


class _Courier(Deliverer):
    """Counts its claims, and those in a row that found nothing."""

    claims = 0
    idle = 0

    async def claim(self, **how: object) -> Claimed:  # type: ignore[override]
        claimed = await super().claim(**how)  # type: ignore[arg-type]
        self.claims += 1
        self.idle = 0 if claimed.claims else self.idle + 1
        return claimed


class _Calm(Dialogue):
    """A bot that hears no danger in anything."""

    def __init__(self) -> None:
        """It needs no address."""

    async def parse(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        return {"text": text, "danger": {"zone": "none", "kind": None, "p": 0.0}}


class WorkerProcess(Process):
    def __init__(self, url: str, clock: SetClock) -> None:
        super().__init__(url)
        self.url, self.clock = url, clock

    async def start(self) -> None:
        feed = await self.stack.enter_async_context(Feed(None))
        self.events = EventRunner(self.sessions, feed, self.clock)
        listener = Listener(self.sessions, _Calm(), feed, self.clock)
        self.worker = Worker(self.sessions, feed, self.clock, listener=listener)
        self.courier = await self.stack.enter_async_context(
            _Courier(
                self.sessions,
                VAULT,
                lambda: self.client(exchange.client(LOOPBACK)),
                DeliveryMetrics(CollectorRegistry()),
                deadline=5,
                random=Random(1),
            )
        )

    async def handle(self, fate: Fate) -> None:
        """All events that are due."""

        async def handling() -> None:
            while await self.events.handle_waiting():
                pass

        await self.run(handling(), fate)

    async def deliver(self, fate: Fate) -> None:
        """All deliveries that may go now, by the real runner until it has nothing to do."""
        await self.run(self._deliver(), fate)

    async def _deliver(self) -> None:
        runner = Runner(self.courier, self.clock)
        at_work = asyncio.create_task(runner.run())
        try:
            while not await self._is_idle(runner):
                pass
        finally:
            runner.stop()
            await asyncio.wait([at_work])

    async def _is_idle(self, runner: Runner) -> bool:
        """Nothing in hand, and a claim made since finds nothing."""
        await self._until(lambda: runner.in_hand == 0)
        before = self.courier.claims
        runner.wake()
        await self._until(lambda: self.courier.claims > before)
        return self.is_dead or (self.courier.idle > 0 and runner.in_hand == 0)

    async def _until(self, holds: Callable[[], bool]) -> None:
        """The runner says it to nobody, so it is looked at."""
        while not (self.is_dead or holds()):  # noqa: ASYNC110
            await asyncio.sleep(0.002)

    async def ring(self, fate: Fate) -> None:
        """What no event starts, and the jobs that are due."""
        await self.run(self._ring(), fate)

    async def _ring(self) -> None:
        for seconds in (2.0, 15.0):
            await self.worker.every(seconds)
        await self._jobs()

    async def _jobs(self) -> None:
        """As procrastinate's worker: fetch, run, finish. One that dies leaves its job undone."""
        async with make_app(self.url, self.worker).open_async() as app:
            jobs = app.job_manager
            await rescue_stalled(app)
            number = await jobs.register_worker()
            while (job := await jobs.fetch_job(None, number)) is not None:
                await app.tasks[job.task_name].func(**job.task_kwargs)
                if self.is_dead:
                    raise Crash
                await jobs.finish_job(job, Status.SUCCEEDED, delete_job=True)
            await jobs.unregister_worker(number)


async def time_of_jobs(session: AsyncSession, now: datetime) -> None:
    """procrastinate goes by PostgreSQL's clock: what is due by ours is due; dead workers' hearts
    stopped a minute ago."""
    await session.execute(
        text("update procrastinate_jobs set scheduled_at = null where scheduled_at <= :now"),
        {"now": now},
    )
    await session.execute(
        text(
            "update procrastinate_workers set last_heartbeat = last_heartbeat - interval '1 minute'"
        )
    )
