"""Events that happen in tests, and what comes of them on a stream."""

from sqlalchemy.ext.asyncio import AsyncSession

from services import events, publish
from tests.demo_park import WEDNESDAY_MORNING
from tests.desk.driver import Desk, Events


def ticket(number: int) -> events.TicketReported:
    return events.TicketReported(
        ticket_id=number,
        ticket_no=f"T-{number}",
        kind="repair",
        category="hvac",
        urgency="normal",
    )


async def happen(desk: Desk, *what: events.Event, park_id: int | None = None) -> None:
    """As a service publishes, each in a transaction of its own."""
    for one in what:
        async with desk.demo.sessions.begin() as session:
            await write(session, park_id or desk.demo.id, one)


async def write(session: AsyncSession, park_id: int, what: events.Event) -> None:
    await publish.publish(session, park_id, what, now=WEDNESDAY_MORNING)


async def subjects(stream: Events, count: int) -> list[str]:
    return [(await stream.next()).data["subject"] for _ in range(count)]


async def nothing_comes(stream: Events) -> bool:
    try:
        await stream.next(seconds=0.2)
    except TimeoutError:
        return True
    return False
