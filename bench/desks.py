"""How long it takes until every open desk shows what has happened.

Two hundred signed-in desks hold their streams open. Meanwhile tenants write to staff, report
repairs and are taken over, each by the services in a transaction of its own, and announced as a
worker announces. Measured is from the commit to the moment at which a desk has the event, for each
event and each desk that may hear of it: first alone, then beside writers that take their time, for
an event is shown after those of every transaction that began to write before it.
"""

import asyncio
import math
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from redis.asyncio import Redis
from sqlalchemy import Text, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bench.charts import Bars
from bench.figures import Figure, Run
from bench.installation import cost
from bench.open_desks import Watcher, desks
from bench.role import Role, cpu, gateway
from bench.seeding import seed
from bench.stores import Stores, stores
from connectors.channels.feed import Feed
from desk.frame.signals import heard_by
from models.conversations import Conversation
from models.events import EventRow
from models.park import Park
from models.staff import Staff
from parkline.stores.database import Sessions, database
from services.conversations import conversations, receiving
from services.handoffs import handoffs
from services.repair import repair

DESKS, PER_SECOND = 200, 4.0
SECONDS, QUICK_SECONDS = 30.0, 8.0
SETTLE_SECONDS = 3.0
"""Before the first event and after the last."""
TALKS = 20
"""Conversations that staff have at that moment."""
WRITERS, WRITING_SECONDS = 4, 0.1
"""Beside it; each one transaction after another, as long as a turn's or a job's, unannounced."""
P95_MS = 250.0
HAPPENINGS = ("message", "message", "message", "ticket", "claim")
"""In turn."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event, when it was committed (`time.perf_counter()`), and who may hear of it."""

    position: str
    kind: str
    committed: float
    needs: str


@dataclass(frozen=True, slots=True)
class Watched:
    """`waits` in milliseconds, sorted. CPU in milliseconds for an event."""

    events: int
    waits: list[float]
    missed: int
    gateway: float
    postgres: float

    def quantile(self, part: float) -> float:
        return self.waits[max(0, math.ceil(len(self.waits) * part) - 1)]


@dataclass(slots=True)
class Stage:
    """The park that things happen in."""

    sessions: Sessions
    feed: Feed
    park_id: int
    staff: Staff
    talks: list[int]
    told: list[Told] = field(default_factory=list)
    number: int = 0

    async def happen(self, what: str) -> None:
        self.number += 1
        spoken = None
        async with self.sessions.begin() as session:
            now = datetime.now(UTC)
            match what:
                case "message":
                    spoken = await self._write(session, now)
                case "ticket":
                    await self._report(session, now)
                case "claim":
                    await self._claim(session, now)
            written = await session.execute(_WRITTEN)
        committed = time.perf_counter()
        for row in written:
            kind = row.type.partition(".")[0]
            if heard := heard_by().get(kind):
                self.told.append(Told(f"{row.xid}-{row.id}", kind, committed, heard.needs[kind]))
        if spoken is not None:
            await self.feed.publish(self.park_id, spoken)
        await self.feed.announce(self.park_id)

    async def _write(self, session: AsyncSession, now: datetime) -> int:
        which = self.talks[self.number % len(self.talks)]
        conversation = await conversations.find(session, self.park_id, which)
        await receiving.receive(
            session, conversation, external_id=secrets.token_hex(8), text="还在等呢，谢谢", now=now
        )
        return which

    async def write_slowly(self) -> None:
        """Until it is cancelled."""
        while True:
            async with self.sessions.begin() as session:
                await session.execute(select(func.pg_current_xact_id()))
                await asyncio.sleep(WRITING_SECONDS)

    async def somebody(self, session: AsyncSession, now: datetime) -> Conversation:
        return await conversations.open_conversation(
            session, self.park_id, channel="webchat", external_id=secrets.token_hex(8), now=now
        )

    async def _report(self, session: AsyncSession, now: datetime) -> None:
        place = {"building": "A", "floor": 3, "room": f"R{self.number}"}
        await repair.report(
            session, await self.somebody(session, now), "空调不制冷",
            category="hvac", urgency="normal", place=place, now=now,
        )  # fmt: skip

    async def _claim(self, session: AsyncSession, now: datetime) -> None:
        """Somebody asks for a person, and is taken over."""
        conversation = await self.somebody(session, now)
        await handoffs.hand_off(session, conversation, "asked", now=now)
        await handoffs.take(session, self.park_id, conversation.id, self.staff, now=now)


_WRITTEN = select(EventRow.id, EventRow.xid, EventRow.type).where(
    cast(EventRow.xid, Text) == cast(func.pg_current_xact_id(), Text)
)


def measure(run: Run) -> list[Figure]:
    """Milliseconds until it is seen."""
    return asyncio.run(_measure(run))


async def _measure(run: Run) -> list[Figure]:
    with stores(run.folder) as backing:
        url = backing.database("desks")
        await seed(url, staff=True)
        async with (
            gateway(backing, url, run.folder) as serving,
            database(url) as sessions,
            Redis.from_url(backing.redis_url) as redis,
            Feed(redis) as feed,
        ):
            stage = await _staged(sessions, feed)
            return await _watched(run, backing, serving, stage)


async def _staged(sessions: Sessions, feed: Feed) -> Stage:
    async with sessions.begin() as session:
        park = (await session.scalars(select(Park))).one()
        agents = select(Staff).where(Staff.roles.any_() == "agent").order_by(Staff.id)
        agent = (await session.scalars(agents)).first()
        assert agent is not None
        stage = Stage(sessions, feed, park.id, agent, [])
        now = datetime.now(UTC)
        for _ in range(TALKS):
            conversation = await stage.somebody(session, now)
            await handoffs.take(session, park.id, conversation.id, agent, now=now)
            stage.talks.append(conversation.id)
    return stage


async def _watched(run: Run, backing: Stores, serving: Role, stage: Stage) -> list[Figure]:
    host, port = serving.settings.host, serving.settings.port
    empty = cost(serving.pid).rss
    async with desks(stage.sessions, host, port, DESKS) as watchers:
        memory = (cost(serving.pid).rss - empty) / DESKS
        run.say(f"{DESKS} desks are open")
        alone = await _phase(run, backing, serving, stage, watchers)
        writing = [asyncio.create_task(stage.write_slowly()) for _ in range(WRITERS)]
        try:
            beside = await _phase(run, backing, serving, stage, watchers)
        finally:
            for task in writing:
                task.cancel()
            await asyncio.gather(*writing, return_exceptions=True)
    return _figures(run, alone, beside, memory)


async def _phase(
    run: Run, backing: Stores, serving: Role, stage: Stage, watchers: Sequence[Watcher]
) -> Watched:
    await asyncio.sleep(SETTLE_SECONDS)
    stage.told.clear()
    before = cpu(serving.pid), cpu(backing.postmaster)
    await _paced(stage, QUICK_SECONDS if run.quick else SECONDS)
    await asyncio.sleep(SETTLE_SECONDS)
    after = cpu(serving.pid), cpu(backing.postmaster)
    waits, missed = _waits(stage.told, watchers)
    each = [
        (late - early) * 1000 / len(stage.told) for early, late in zip(before, after, strict=True)
    ]
    found = Watched(len(stage.told), waits, missed, *each)
    run.say(f"{found.events} events, shown {len(waits)} times, p95 {found.quantile(0.95):.0f} ms")
    return found


async def _paced(stage: Stage, seconds: float) -> None:
    """At its time, whatever became of those before."""
    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for at in range(int(seconds * PER_SECOND)):
            await asyncio.sleep(started + at / PER_SECOND - time.perf_counter())
            group.create_task(stage.happen(HAPPENINGS[at % len(HAPPENINGS)]))


def _waits(told: Sequence[Told], watchers: Sequence[Watcher]) -> tuple[list[float], int]:
    """Milliseconds of each event for each desk, sorted; and how many were not shown at all."""
    waits, missed = [], 0
    for watcher in watchers:
        seen = watcher.seen()
        for event in told:
            if event.needs not in watcher.permissions:
                continue
            at = seen.get(event.position)
            if at is None:
                missed += 1
            else:
                waits.append((at - event.committed) * 1000)
    return sorted(waits), missed


def _figures(run: Run, alone: Watched, beside: Watched, memory: float) -> list[Figure]:
    how = f"{DESKS} desks, {PER_SECOND:.0f} happenings a second, one gateway; commit to frame"
    slow = f"{how}, beside {WRITERS} writers of {WRITING_SECONDS * 1000:.0f} ms"
    figures, bars = [], []
    for name, found, told in (("seen", alone, how), ("seen beside writers", beside, slow)):
        for part in (0.5, 0.95, 0.99):
            label = f"{name}, p{part * 100:.0f}"
            target = P95_MS if part == 0.95 else None  # noqa: PLR2004
            value = found.quantile(part)
            figures.append(Figure(label, value, "ms", told, len(found.waits), target))
            bars.append((label, value))
        shown = len(found.waits) + found.missed
        figures.append(Figure(f"not {name}", found.missed, "", told, shown, 0.0))
    run.draw("desks", Bars("From the commit to every open desk", "ms", bars, P95_MS))
    return [
        *figures,
        Figure("CPU of the gateway for an event", alone.gateway, "ms", how, alone.events),
        Figure("CPU of PostgreSQL for an event", alone.postgres, "ms", how, alone.events),
        Figure("memory of an open stream", memory / 1024, "kB", how, DESKS),
    ]
