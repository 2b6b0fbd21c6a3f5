"""Events that happen in tests, and what comes of them on a stream."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.events import base as event_base
from services.events import publish
from services.tickets import events as tickets_events
from tests.desk.driver import Desk, Events
from tests.given.demo_park import WEDNESDAY_MORNING


def ticket(number: int) -> tickets_events.TicketReported:
    return tickets_events.TicketReported(
        ticket_id=number,
        ticket_no=f"T-{number}",
        kind="repair",
        category="hvac",
        urgency="normal",
    )


async def happen(desk: Desk, *what: event_base.Event, park_id: int | None = None) -> None:
    """As a service publishes, each in a transaction of its own."""
    for one in what:
        async with desk.demo.sessions.begin() as session:
            await write(session, park_id or desk.demo.id, one)


async def write(session: AsyncSession, park_id: int, what: event_base.Event) -> None:
    await publish.publish(session, park_id, what, now=WEDNESDAY_MORNING)


async def subjects(stream: Events, count: int) -> list[str]:
    return [(await stream.next()).data["subject"] for _ in range(count)]


async def nothing_comes(stream: Events) -> bool:
    try:
        await stream.next(seconds=0.2)
    except TimeoutError:
        return True
    return False
