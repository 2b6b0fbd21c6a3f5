"""The pass that a visit has: given when it is approved, revoked when it ends early."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.visits import Visit, VisitPass
from services.kit.numbers import new_number
from services.visits.facts import ENTRIES_A_DAY, Period, days_of

EARLY = timedelta(hours=1)
"""A pass opens this long before the visit."""


async def give(session: AsyncSession, visit: Visit) -> VisitPass:
    """A pass of its own serial; once for a visit."""
    zone = ZoneInfo((await session.get_one(Park, visit.park_id)).timezone)
    days = days_of(Period(visit.starts_at, visit.ends_at), zone)
    held = VisitPass(
        park_id=visit.park_id,
        visit_id=visit.id,
        serial=new_number("P") + new_number("P").removeprefix("P-"),
        valid_from=visit.starts_at - EARLY,
        valid_until=visit.ends_at,
        max_entries=visit.headcount * days * ENTRIES_A_DAY,
    )
    session.add(held)
    await session.flush()
    return held


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


async def pass_of(session: AsyncSession, visit: Visit) -> VisitPass | None:
    """The pass that holds; None before approval, and when it was revoked."""
    return await session.scalar(
        select(VisitPass).where(
            VisitPass.park_id == visit.park_id,
            VisitPass.visit_id == visit.id,
            VisitPass.revoked_at.is_(None),
        )
    )
