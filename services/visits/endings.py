"""What becomes of somebody's visits when the right to host them ends."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Person
from models.visits import Visit
from services.visits import hosting, passes, visits

CANCELS = visits.ACTIONS["cancel"].sources


async def membership_changed(
    session: AsyncSession, person: Person, *, now: datetime
) -> list[Visit]:
    """End what rested on a company that somebody no longer belongs to; the visits that ended.

    Visits that they host for it are cancelled, and passes of those under way open no gate again.
    What waits for their yes as its approver waits for the desk; they stay its approver, for what
    they were told of it is forgotten with it. Safe to repeat.
    """
    ended = []
    for visit in await _hosted(session, person):
        if visit.status in CANCELS:
            reason = visits.LOST_RIGHT
            await visits.advance(session, visit.park_id, visit.id, "cancel", now=now, reason=reason)
        else:
            await passes.revoke(session, visit, now=now)
        ended.append(visit)
    for visit in await _asked(session, person):
        if not await hosting.may_decide(session, visit, person.id):
            visit.needs_desk, visit.updated_at = True, now
    await session.flush()
    return ended


async def cancel_all(
    session: AsyncSession, person: Person, *, reason: str, now: datetime
) -> list[Visit]:
    """Cancel whatever somebody hosts that waits or is approved; which visits those were."""
    found = await session.scalars(
        select(Visit)
        .where(
            Visit.park_id == person.park_id,
            Visit.host_id == person.id,
            Visit.status.in_(CANCELS),
        )
        .order_by(Visit.id)
        .with_for_update(key_share=True)
    )
    return [
        await visits.advance(session, one.park_id, one.id, "cancel", now=now, reason=reason)
        for one in found.all()
    ]


async def _hosted(session: AsyncSession, person: Person) -> Sequence[Visit]:
    """What they host for a company and what may still open a gate."""
    found = await session.scalars(
        select(Visit)
        .where(
            Visit.park_id == person.park_id,
            Visit.host_id == person.id,
            Visit.company_id.is_not(None),
            Visit.company_id.is_distinct_from(person.company_id),
            Visit.status.in_({*visits.OPEN, "checked_out"}),
        )
        .order_by(Visit.id)
        .with_for_update(key_share=True)
    )
    return found.all()


async def _asked(session: AsyncSession, person: Person) -> Sequence[Visit]:
    """What waits for their yes to guests of others."""
    found = await session.scalars(
        select(Visit)
        .where(
            Visit.park_id == person.park_id,
            Visit.approver_id == person.id,
            Visit.host_id != person.id,
            Visit.status == "requested",
        )
        .order_by(Visit.id)
        .with_for_update(key_share=True)
    )
    return found.all()
