"""A series booked and given back: which days could be had and what they would cost.

`services.booking.previews` looks at several things at once, and books nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.people import Person
from services.booking import free, rules, series
from services.booking.series import Recurs
from services.kit.actors import Actor
from services.kit.errors import Invalid, Refused

What = Literal["free", "taken", "closed", "later", "costs"]


@dataclass(frozen=True, slots=True)
class Day:
    """An occurrence that would be: `closed` by the rules, `later`: too far ahead as yet, `costs`
    beyond what is free."""

    starts_at: datetime
    ends_at: datetime
    what: What


async def preview(
    session: AsyncSession, park: Park, person: Person, recurs: Recurs, *, by: Actor, now: datetime
) -> list[Day]:
    """It is booked and given back, so that allowances are counted as they would be. Raises as
    `series.book`, but for a series of which nothing could be had: then no day is free."""
    attempt = await session.begin_nested()
    try:
        made = await series.book(session, park, person, recurs, by=by, now=now)
        had = {one.starts_at for one in made.booked}
        spans = sorted((one.starts_at, one.ends_at) for one in (*made.booked, *made.skipped))
    except rules.NotBookable:
        had, spans = set(), series.occurrences(recurs, ZoneInfo(park.timezone))
    finally:
        await attempt.rollback()
    found = []
    for starts_at, ends_at in spans:
        what: What = "free"
        if starts_at not in had:
            what = await _why_not(session, recurs, starts_at, ends_at, now)
        found.append(Day(starts_at, ends_at, what))
    return found


async def _why_not(
    session: AsyncSession, recurs: Recurs, starts_at: datetime, ends_at: datetime, now: datetime
) -> What:
    try:
        rules.check(recurs.thing, starts_at, ends_at, headcount=recurs.headcount, now=now)
    except rules.TooEarly:
        return "later"
    except (Refused, Invalid):
        return "closed"
    is_free = await free.free(session, [recurs.thing], starts_at, ends_at, now=now)
    return "costs" if is_free else "taken"
