"""Forgetting a person, wherever they are named, as `services.privacy.registry` says.

What stays: orders with what was ordered and their sums, tickets and visits with their category,
state and times, ledgers and the audit log, which name people by id alone.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.people import Person
from services.conversations.chat_redaction import strike_out
from services.kit.errors import Conflict
from services.kit.personal import Personal
from services.kit.plugins import found
from services.kit.redaction import Redaction
from services.people import browsers
from services.people.waiting import Open
from services.privacy import rows
from services.privacy.holdings import Holdings, holdings
from services.privacy.registry import PERSONAL_TABLES


class UnderWay(Conflict):
    """Somebody is waiting for them. `details`: by kind (`orders`, `tickets`) the numbers of what is
    open."""

    code = "still_under_way"


async def erase(session: AsyncSession, person: Person, *, now: datetime) -> Holdings:
    """Forget a person: who comes again is somebody new. Ends their sessions, cancels their visits.

    Raises UnderWay while an order is on its way or a ticket is worked on. What was theirs is told,
    for whoever holds more of it than these tables.
    """
    person = await session.get_one(
        Person, (person.park_id, person.id), with_for_update=True, populate_existing=True
    )
    held = await holdings(session, person)
    await _check_nothing_waits(session, held)
    brought = found(services, Personal)
    for one in brought:
        if one.ends is not None:
            await one.ends(session, held.park_id, held.people, now=now)
    await browsers.sign_out_everywhere(session, person, by="erased", now=now)
    await _strike_out_elsewhere(session, held)
    for about in PERSONAL_TABLES:
        if about.links:
            await rows.forget(session, about, held, now=now)
    await session.flush()
    return held


async def _check_nothing_waits(session: AsyncSession, held: Holdings) -> None:
    waiting = {
        one.kind: list(await one.under_way(session, held.park_id, held.people))
        for one in found(services, Open)
        if one.under_way is not None
    }
    if any(waiting.values()):
        raise UnderWay("something is still under way", **waiting)


async def _strike_out_elsewhere(session: AsyncSession, held: Holdings) -> None:
    """Who had to say yes to something of theirs was told who they are: that goes from those chats,
    as far back as the first question."""
    asked: list[tuple[int, datetime]] = []
    words: set[str] = set()
    for one in found(services, Personal):
        if one.elsewhere is not None:
            told = await one.elsewhere(session, held.park_id, held.people)
            asked += told.told
            words |= told.words
    others = {one for one, _ in asked} - set(held.people)
    if not others:
        return
    themselves = await session.scalars(
        select(Person).where(Person.park_id == held.park_id, Person.id.in_(held.people))
    )
    words |= {said for one in themselves for said in (one.name, one.phone) if said}
    since = min(at for _, at in asked)
    await strike_out(session, held.park_id, others, Redaction(words), since=since)
