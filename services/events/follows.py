"""What follows from events: brought by domains, run by the worker in the events' transaction."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.events import EventRow
from services.events.base import Event
from services.events.registry import known
from services.kit import fence, tracing
from services.kit.plugins import found


@dataclass(frozen=True, slots=True)
class Told:
    """A conversation in which something was said, for whoever wakes its sockets."""

    park_id: int
    conversation_id: int


Happened = tuple[EventRow, Event]
Handler = Callable[[AsyncSession, EventRow, Event, datetime], Awaitable[Sequence[Told]]]
"""Runs in one transaction with the event's other handlers."""
ForAll = Callable[[AsyncSession, Sequence[Happened], datetime], Awaitable[None]]
"""A handler that costs hardly more for many events than for one."""
Which = Callable[[type[Event]], bool]


def of(*kinds: type[Event]) -> Which:
    """Events of these kinds, and of kinds that are made of them."""
    return lambda kind: issubclass(kind, kinds)


@dataclass(frozen=True, slots=True)
class Follows:
    """What is done after some events; neither handler where that is nothing but that the desk,
    which reads the rows, shows them."""

    name: str
    after: Which
    run: Handler | None = None
    together: ForAll | None = None

    async def do(
        self, session: AsyncSession, row: EventRow, event: Event, now: datetime
    ) -> Sequence[Told]:
        """What it does after one event."""
        if self.together is not None:
            await self.together(session, [(row, event)], now)
        return await self.run(session, row, event, now) if self.run is not None else ()

    @property
    def brief(self) -> str:
        return f"{self.name}: " + ", ".join(
            sorted(kind.type for kind in known().values() if self.after(kind))
        )


@cache
def following(kind: type[Event]) -> tuple[Follows, ...]:
    """What follows from events of a kind, in the order in which it is done."""
    return tuple(one for one in found(services, Follows) if one.after(kind))


async def handle(
    session: AsyncSession, happened: Sequence[Happened], now: datetime
) -> Sequence[Told]:
    """Run what follows from events of different subjects, all in this transaction."""
    told, together = list[Told](), defaultdict[ForAll, list[Happened]](list)
    within = fence.said()
    for row, event in happened:
        if within != row.park_id:
            await fence.enter(session, within := row.park_id)
        with tracing.resumed(
            "event",
            row.traceparent,
            "consumer",
            park_id=row.park_id,
            event_id=row.id,
            type=row.type,
        ):
            for one in following(type(event)):
                if one.together is not None:
                    together[one.together].append((row, event))
                else:
                    told += await one.do(session, row, event, now)
    if within != fence.said():
        await fence.leave(session)
    for for_all, those in together.items():
        await for_all(session, those, now)
    return told
