"""Which news of an event is told to whom: brought by domains, one after another asked for it."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.events import EventRow
from services.events.base import Event
from services.events.follows import Told
from services.events.registry import parse_event
from services.kit.plugins import found
from services.notices import notices
from services.notices.notices import Notice


@dataclass(frozen=True, slots=True)
class Notices:
    """The news of events of some types. `notice_of(session, row, event, now)`: what is told of one;
    None if it is no news after all."""

    types: Collection[str]
    notice_of: Callable[..., Awaitable[Notice | None]]

    @property
    def brief(self) -> str:
        return "news: " + ", ".join(sorted(self.types))


def is_news(kind: type[Event]) -> bool:
    return any(kind.type in one.types for one in found(services, Notices))


async def tell_people(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """Tell whom it concerns, or have it told after quiet hours (`tell_held`)."""
    notice = await _notice_of(session, row, event, now)
    return await notices.tell(session, row, notice, now=now) if notice else ()


async def tell_held(
    session: AsyncSession, park_id: int, event_id: int, person_id: int, *, now: datetime
) -> Sequence[Told]:
    """The job that `tell_people` leaves behind: tell one person what quiet hours held back."""
    row = await session.get_one(EventRow, (park_id, event_id))
    notice = await _notice_of(session, row, parse_event(row.type, row.data), now)
    return await notices.tell_held(session, row, notice, person_id, now=now) if notice else ()


async def _notice_of(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Notice | None:
    for one in found(services, Notices):
        if event.type in one.types:
            return await one.notice_of(session, row, event, now)
    return None
