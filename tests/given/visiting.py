"""Engineers with hours, and what is promised of them."""

from datetime import datetime, time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import Shift, Staff
from models.tickets import Ticket
from services.kit import actors
from services.tickets import appointments, dispatch
from services.tickets.appointments import Window
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING
from tests.given.factories import make_staff

NOW = WEDNESDAY_MORNING
"""Wednesday 2 December, 9:30."""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=SHANGHAI)


def window(day: int, first: int, last: int) -> Window:
    return Window(at(day, first), at(day, last))


async def engineer(
    session: AsyncSession, park_id: int, *hours: tuple[int, int], name: str = "王强", **values: Any
) -> Staff:
    """At work on the days of the week, 9 to 17 unless it is said when."""
    member = await make_staff(session, park_id, name=name, roles=["engineer"], **values)
    for first, last in hours or ((9, 17),):
        session.add(
            Shift(
                park_id=park_id,
                staff_id=member.id,
                weekdays=[1, 2, 3, 4, 5],
                starts=time(first),
                ends=time(last),
            )
        )
    await session.flush()
    return member


async def given_to(session: AsyncSession, ticket: Ticket, member: Staff) -> Ticket:
    by = actors.staff(member)
    return await dispatch.assign(session, ticket, member, by=by, now=NOW)


async def promised(
    session: AsyncSession, ticket: Ticket, member: Staff, when: Window, *, now: datetime = NOW
) -> Ticket:
    """Given to an engineer, who says when they come."""
    ticket = await given_to(session, ticket, member)
    return await appointments.promise(session, ticket, when, by=member, now=now)
