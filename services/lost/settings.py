"""For how long a park keeps a thing that nobody claims, before its staff are asked."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.lost import LostRule
from services.kit.audit import By, record
from services.kit.errors import Invalid

UNCLAIMED_DAYS = 90
"""Where the park has said nothing."""
FEWEST, MOST = 1, 3650


async def unclaimed_days(session: AsyncSession, park_id: int) -> int:
    found = await session.scalar(select(LostRule.unclaimed_days).where(LostRule.park_id == park_id))
    return UNCLAIMED_DAYS if found is None else found


async def keep(session: AsyncSession, by: By, days: int) -> None:
    """Decide it. It holds for what is reported from now on. Raises Invalid."""
    if not FEWEST <= days <= MOST:
        raise Invalid("days out of range", field="unclaimed_days", least=FEWEST, most=MOST)
    before = await unclaimed_days(session, by.park_id)
    row = insert(LostRule).values(park_id=by.park_id, unclaimed_days=days)
    await session.execute(
        row.on_conflict_do_update(index_elements=["park_id"], set_={"unclaimed_days": days})
    )
    record(
        session,
        by,
        "lost.rule",
        f"park:{by.park_id}",
        before={"unclaimed_days": before},
        after={"unclaimed_days": days},
    )
