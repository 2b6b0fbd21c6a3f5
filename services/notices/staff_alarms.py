"""What staff are told outside the desk: a few words to a group, and the way to the rest.

Nothing of a tenant: no name, no phone, none of their words. Domains bring which events it is.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.events import EventRow
from models.park import Park
from services.events.base import Event
from services.events.follows import Told, Which
from services.events.publish import defer
from services.events.registry import known
from services.kit.plugins import found
from services.texts import say, when

ALARM_STAFF = "alarm_staff"
"""Task that tells the group of one event."""
LOCK = "alarm_staff"
"""One after another, whatever the park: a group takes so many messages a minute."""


@dataclass(frozen=True, slots=True)
class Alarm:
    title: str
    lines: list[str]
    path: str
    """Of the desk's page about it."""


async def always(_session: AsyncSession, _row: EventRow, _event: Event) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Alarms:
    """Events that staff have to know of at once. `alarm_of(session, row, event, language)`: what is
    said of one; `concerns(session, row, event)`: whether it is one of those, asked once."""

    of: Which
    alarm_of: Callable[..., Awaitable[Alarm]]
    concerns: Callable[..., Awaitable[bool]] = always

    @property
    def brief(self) -> str:
        return "alarms: " + ", ".join(
            sorted(kind.type for kind in known().values() if self.of(kind))
        )


def may_alarm(kind: type[Event]) -> bool:
    return any(one.of(kind) for one in found(services, Alarms))


async def plan(
    session: AsyncSession, row: EventRow, event: Event, _now: datetime
) -> Sequence[Told]:
    """Queue an alarm if the event is one that staff have to know of at once."""
    for one in found(services, Alarms):
        if one.of(type(event)) and await one.concerns(session, row, event):
            args = {"park_id": row.park_id, "event_id": row.id}
            await defer(session, ALARM_STAFF, queue="alarms", lock=LOCK, args=args)
            break
    return ()


async def alarm_of(
    session: AsyncSession, row: EventRow, event: Event, language: str
) -> Alarm | None:
    """What is said of an event."""
    for one in found(services, Alarms):
        if one.of(type(event)):
            return await one.alarm_of(session, row, event, language)
    return None


async def happened_at(session: AsyncSession, row: EventRow, language: str) -> str:
    """The line that says when."""
    park = await session.get_one(Park, row.park_id)
    return say(language, "alarm-at", when=moment(park, row.occurred_at, language, row.occurred_at))


def moment(park: Park, at: datetime, language: str, now: datetime) -> str:
    """A moment in the park's time, as it is told at `now`."""
    return when.span(at, None, language, now, ZoneInfo(park.timezone))
