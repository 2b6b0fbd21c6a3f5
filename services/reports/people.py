"""The same figures by who did the work."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import Staff
from services.reports.promises import Outcome, kept
from services.reports.quantiles import Spans
from services.reports.ratings import Rating, average
from services.reports.responses import Response, first_response
from services.reports.tickets import Resolution, resolution


@dataclass(frozen=True, slots=True)
class Agent:
    """`handoffs`: those that began in the period and are theirs, whoever asked for them."""

    staff_id: int
    name: str
    handoffs: int
    waited: Spans
    rating: float | None
    ratings: int


@dataclass(frozen=True, slots=True)
class Engineer:
    """`kept`: share of their tickets' clocks that were met in time, 0 to 1."""

    name: str
    took: Spans
    kept: float | None
    clocks: int
    rating: float | None
    ratings: int


async def agents(
    session: AsyncSession, park_id: int, responses: Sequence[Response], ratings: Sequence[Rating]
) -> list[Agent]:
    """Who had handoffs, or was rated for one; the busiest first."""
    rated = [rating for rating in ratings if rating.about == "conversation"]
    ids = {one.assignee_id for one in responses} | {one.staff_id for one in rated}
    found = []
    for staff_id, name in await _names(session, park_id, ids):
        theirs = [one for one in responses if one.assignee_id == staff_id]
        of_them = [one for one in rated if one.staff_id == staff_id]
        found.append(
            Agent(
                staff_id,
                name,
                len(theirs),
                first_response(theirs),
                average(of_them),
                len(of_them),
            )
        )
    return sorted(found, key=lambda one: -one.handoffs)


async def engineers(
    session: AsyncSession,
    park_id: int,
    resolutions: Sequence[Resolution],
    outcomes: Sequence[Outcome],
    ratings: Sequence[Rating],
) -> list[Engineer]:
    """Whose tickets were resolved, decided a clock, or were rated; who resolved most first."""
    rated = [rating for rating in ratings if rating.about == "ticket"]
    ids = {one.assignee_id for one in resolutions}
    ids |= {one.assignee_id for one in outcomes} | {one.staff_id for one in rated}
    found = []
    for staff_id, name in await _names(session, park_id, ids):
        done = [one for one in resolutions if one.assignee_id == staff_id]
        decided = [one for one in outcomes if one.assignee_id == staff_id]
        of_them = [one for one in rated if one.staff_id == staff_id]
        found.append(
            Engineer(
                name,
                resolution(done),
                kept(decided),
                len(decided),
                average(of_them),
                len(of_them),
            )
        )
    return sorted(found, key=lambda one: -one.took.count)


async def names(session: AsyncSession, park_id: int, ids: set[int | None]) -> dict[int, str]:
    """Of staff, by their ids."""
    return dict(await _names(session, park_id, ids))


async def _names(
    session: AsyncSession, park_id: int, ids: set[int | None]
) -> list[tuple[int, str]]:
    rows = await session.execute(
        select(Staff.id, Staff.name)
        .where(Staff.park_id == park_id, Staff.id.in_(ids - {None}))
        .order_by(Staff.name, Staff.id)
    )
    return [(staff_id, name) for staff_id, name in rows]
