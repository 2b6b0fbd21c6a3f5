"""Several people report one thing: the later ones join the ticket of the first.

What a joiner says and shows is theirs and the desk's. It changes nothing of the reporter's ticket:
how urgent it is, staff decide; only danger does not wait for that (`same`).
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Integer, Select, Text, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import UtcDateTime
from models.tickets import Ticket, TicketObserver
from services.kit.actors import tenant
from services.kit.direct import Direct
from services.repair import dangers
from services.tickets import tickets

JOIN_WITHIN = timedelta(hours=24)
"""Reports of one place and category this close together are one ticket."""
CRITICAL = "critical"
RANK = ("low", "normal", "urgent", CRITICAL)
LONGEST_WORDS = 4000
"""Of one joiner, in characters, all that they said of a ticket; the rest is in its history."""

Place = dict[str, Any]
"""building, floor, room, place: what is known of where."""


async def one_at_a_time(session: AsyncSession, park_id: int, category: str, where: Place) -> None:
    """Two who report one thing in the same second become one ticket: the later one waits."""
    key = f"report:{park_id}:{category}:{where['building']}:{where['floor']}:{where['room']}"
    await _WAIT.rows(session, {"key": key})


_WAIT = Direct(
    lambda: select(
        func.pg_advisory_xact_lock(func.hashtextextended(bindparam("key", type_=Text), 0))
    )
)


async def same(
    session: AsyncSession,
    park_id: int,
    category: str,
    where: Place,
    *,
    person_id: int,
    urgency: str,
    now: datetime,
) -> Ticket | None:
    """An open ticket of the same category at the same room, or the same named spot of a floor.

    A critical report finds one that is critical itself, or the person's own, unless its danger was
    taken back.
    """
    if where["building"] is None or (where["room"] is None and where["place"] is None):
        return None
    about = {"park": park_id, "category": category, "since": now - JOIN_WITHIN, **where}
    if urgency == CRITICAL:
        about["person"] = person_id
    found = await _SAME[urgency == CRITICAL].first(session, about)
    return None if found is None else await tickets.load(session, park_id, found.id, lock=True)


def _same(critical: bool) -> Select[int]:
    wanted = select(Ticket.id).where(
        Ticket.park_id == bindparam("park"),
        Ticket.kind == "repair",
        Ticket.category == bindparam("category"),
        Ticket.status.in_(sorted(tickets.OPEN)),
        Ticket.created_at > bindparam("since", type_=UtcDateTime),
        Ticket.building == bindparam("building"),
        Ticket.floor.is_not_distinct_from(bindparam("floor", type_=Integer)),
        Ticket.room.is_not_distinct_from(bindparam("room", type_=Text)),
        Ticket.place.is_not_distinct_from(bindparam("place", type_=Text)),
    )
    is_critical = Ticket.urgency == CRITICAL
    if critical:
        wanted = wanted.where(or_(is_critical, Ticket.person_id == bindparam("person")))
        wanted = wanted.where(~dangers.taken_back())
        wanted = wanted.order_by(is_critical.desc())
    return wanted.order_by(Ticket.id).limit(1).with_for_update()


_SAME = {critical: Direct(partial(_same, critical)) for critical in (False, True)}


async def join(
    session: AsyncSession,
    ticket: Ticket,
    person_id: int,
    words: str,
    *,
    urgency: str,
    now: datetime,
) -> bool:
    """Follow a ticket. Whether it was somebody else's.

    How urgent a joiner calls it is noted for staff; worse news of the reporter's own raises it.
    """
    by = tenant(person_id)
    theirs = ticket.person_id == person_id
    worse = RANK.index(urgency) > RANK.index(ticket.urgency)
    if not theirs:
        await _observe(session, ticket, person_id, words, urgency=urgency, now=now)
    ticket.reports += 1
    called = {"called": urgency} if worse and not theirs else {}
    await tickets.record(session, ticket, "join", by=by, now=now, text=words, **called)
    await tickets.changed(session, ticket, "join", now=now)
    if worse and theirs:
        values = {"urgency": urgency}
        await tickets.edit(session, ticket.park_id, ticket.id, values, by=by, now=now)
    return not theirs


async def say_more(
    session: AsyncSession, ticket: Ticket, person_id: int, words: str, *, now: datetime
) -> None:
    """What a joiner adds: to their own words, not to the reporter's."""
    await _observe(session, ticket, person_id, words, urgency=None, now=now)
    await tickets.record(session, ticket, "join", by=tenant(person_id), now=now, text=words)
    await tickets.changed(session, ticket, "join", now=now)


async def _observe(
    session: AsyncSession,
    ticket: Ticket,
    person_id: int,
    words: str,
    *,
    urgency: str | None,
    now: datetime,
) -> None:
    key = (ticket.park_id, ticket.id, person_id)
    row = insert(TicketObserver).values(
        park_id=ticket.park_id,
        ticket_id=ticket.id,
        person_id=person_id,
        words=words,
        urgency=urgency,
        created_at=now,
    )
    inserted = await session.scalar(
        row.on_conflict_do_nothing().returning(TicketObserver.person_id)
    )
    if inserted is not None:
        return
    known = await session.get_one(TicketObserver, key, with_for_update=True, populate_existing=True)
    said = known.words.split("\n") if known.words else []
    if words not in said:
        known.words = "\n".join([*said, words])[:LONGEST_WORDS]
    known.urgency = urgency or known.urgency
    await session.flush()
