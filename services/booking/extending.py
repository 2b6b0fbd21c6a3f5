"""A series goes on beyond the end that it had."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.people import Person
from services.booking import limits, occurring, rrules, rules, series, shelf
from services.booking.booking import Asked
from services.claims import claims
from services.kit.actors import Actor
from services.kit.errors import Invalid, NotFound


async def extend(
    session: AsyncSession,
    park: Park,
    series_id: int,
    *,
    times: int | None = None,
    until: date | None = None,
    skips: Collection[date] = (),
    by: Actor,
    now: datetime,
) -> series.Made:
    """Have it go on by its rule, so many times more or to the end of a day: what is new of it, as
    `book`. Raises NotFound for somebody else's and for one that was given up; and as `book`."""
    row = await series.load(session, park.id, series_id, by.person_id or 0)
    if row.ended_at is not None:
        raise NotFound(f"series {series_id} was given up")
    thing = await shelf.thing(session, park, row.resource_id, now=now)
    if thing.pool.needs_approval:
        raise series.NeedsApproval(thing.pool.code)
    person = await session.get_one(
        Person, (park.id, row.person_id), with_for_update={"key_share": True}
    )
    await limits.check(session, person, thing.pool, now=now)
    there = series.by_rule(row, ZoneInfo(park.timezone))
    rule = rrules.longer(row.rule, len(there), times=times, until=until)
    dates = rrules.dates(rule, row.starts_on, row.starts)[len(there) :]
    if not dates:
        raise Invalid("it goes on beyond its end", field="until")
    last = (await series.of_series(session, park.id, series_id))[-1]
    row.rule = rule
    await claims.lock(session, thing.lanes)
    made = series.Made(row, [], [])
    for local in dates:
        if local.date() in skips:
            continue
        begins = rrules.moment(local, ZoneInfo(park.timezone))
        ends = begins + timedelta(minutes=row.minutes)
        asked = Asked(thing, begins, ends, last.headcount, last.title)
        booking = await occurring.add(session, park, person, row, asked, by=by, now=now)
        booking.sequence = 1  # A calendar learns by it that the rule is another one.
        made.put(booking)
    if not made.booked and not row.fills:
        raise rules.NotBookable(thing.resource.code)
    await session.flush()
    return made
