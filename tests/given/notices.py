"""Handling events in tests, and reading what people were told of them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select

from models.conversations import Message
from models.events import EventRow
from parkline.roles.handling import EventRunner
from parkline.roles.jobs import Worker
from services.events.jobs import Job
from services.notices import notices, telling
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark, jobs

HELD = Job(notices.NOTICE_DUE, telling.tell_held)


class Feed:
    """Keeps what it was told to wake."""

    def __init__(self) -> None:
        self.woken: list[tuple[int, int]] = []

    async def publish(self, park_id: int, conversation_id: int) -> None:
        self.woken.append((park_id, conversation_id))

    async def announce(self, park_id: int) -> None:
        """The desk's; no conversation of a tenant."""


@dataclass(frozen=True, slots=True)
class Notifier:
    """A worker without a queue: it handles what it is told to, and delivers to nobody."""

    demo: DemoPark
    feed: Feed = field(default_factory=Feed)

    def worker(self, now: datetime = WEDNESDAY_MORNING) -> Worker:
        return Worker(self.demo.sessions, cast(Any, self.feed), clock=lambda: now)

    async def handle(self, event_id: int, *, now: datetime = WEDNESDAY_MORNING) -> None:
        runner = EventRunner(self.demo.sessions, cast(Any, self.feed), lambda: now)
        await runner.handle(self.demo.id, event_id)

    async def handle_last(self, subject: str, *, now: datetime = WEDNESDAY_MORNING) -> None:
        """The last of its own kind: order:7's is an order's, not that it was paid besides."""
        kind = subject.partition(":")[0]
        await self.handle((await self.event_ids(subject, kind))[-1], now=now)

    async def handle_all(self, subject: str, *, now: datetime = WEDNESDAY_MORNING) -> None:
        for event_id in await self.event_ids(subject):
            await self.handle(event_id, now=now)

    async def event_ids(self, subject: str, kind: str = "") -> list[int]:
        found = select(EventRow.id).where(
            EventRow.subject == subject, EventRow.type.startswith(kind)
        )
        async with self.demo.sessions() as session:
            return list(await session.scalars(found.order_by(EventRow.id)))

    async def held(self) -> list[tuple[dict[str, int], str, datetime]]:
        """Notices that wait in the queue: args, lock, until when."""
        async with self.demo.sessions() as session:
            rows = await jobs(session, "notices")
        return [(row.args, row.lock, row.scheduled_at) for row in rows]

    async def run_held(self, *, now: datetime) -> None:
        """Run every job that waits, as a queue might: once more than needed."""
        for args, _, _ in await self.held():
            await self.worker(now).do(HELD, **args)
            await self.worker(now).do(HELD, **args)

    async def messages(self) -> list[Message]:
        async with self.demo.sessions() as session:
            return list(await session.scalars(select(Message).order_by(Message.id)))

    async def texts(self) -> list[str]:
        return [message.text for message in await self.messages()]
