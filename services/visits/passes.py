"""The pass that a visit has: given when it is approved, revoked when it ends early."""

from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.visits import Visit, VisitPass
from services.kit.numbers import new_number
from services.kit.once import known_each, known_one
from services.visits.facts import ENTRIES_A_DAY, Period, days_of

EARLY = timedelta(hours=1)
"""A pass opens this long before the visit."""


async def give(session: AsyncSession, visit: Visit) -> VisitPass:
    """A pass of its own serial. A visit has one that holds, whatever others were revoked."""
    held = VisitPass(
        park_id=visit.park_id,
        visit_id=visit.id,
        serial=new_number("P") + new_number("P").removeprefix("P-"),
        **await _says(session, visit),
    )
    session.add(held)
    await session.flush()
    known_each(session, VisitPass, visit.park_id, {visit.id: held})
    return held


async def follow(session: AsyncSession, visit: Visit, *, now: datetime) -> bool:
    """Have the pass say what the visit says. Whether it is a new one: what is signed cannot be
    changed, so the old one is revoked and its serial stands among the revocations."""
    held = await pass_of(session, visit)
    says = await _says(session, visit)
    if held is not None and all(getattr(held, name) == value for name, value in says.items()):
        return False
    await revoke(session, visit, now=now)
    await give(session, visit)
    return True


async def _says(session: AsyncSession, visit: Visit) -> dict[str, Any]:
    """When a visit's pass opens, and how often."""
    zone = ZoneInfo((await session.get_one(Park, visit.park_id)).timezone)
    days = days_of(Period(visit.starts_at, visit.ends_at), zone)
    return {
        "valid_from": visit.starts_at - EARLY,
        "valid_until": visit.ends_at,
        "max_entries": visit.headcount * days * ENTRIES_A_DAY,
    }


async def revoke(session: AsyncSession, visit: Visit, *, now: datetime) -> None:
    """Safe to repeat: the first time is kept."""
    await session.execute(
        update(VisitPass)
        .where(
            VisitPass.park_id == visit.park_id,
            VisitPass.visit_id == visit.id,
            VisitPass.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    known_each(session, VisitPass, visit.park_id, {visit.id: None})


async def pass_of(session: AsyncSession, visit: Visit) -> VisitPass | None:
    """The pass that holds; None before approval, and when it was revoked."""
    given = known_one(session, VisitPass, visit.park_id, visit.id)
    if given is not None:  # By this transaction, which has the visit's lock.
        return cast(VisitPass, given)
    return await session.scalar(
        select(VisitPass).where(
            VisitPass.park_id == visit.park_id,
            VisitPass.visit_id == visit.id,
            VisitPass.revoked_at.is_(None),
        )
    )
