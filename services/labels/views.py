"""Views: filters of a list that somebody keeps under a name, for themselves or for colleagues."""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.labels import SavedView
from models.staff import Staff
from services.kit.errors import Invalid, NotFound

LONGEST_NAME = 40
LONGEST_QUERY = 500
MOST = 30
"""That somebody keeps in one area."""


async def offered(session: AsyncSession, staff: Staff, area: str) -> list[SavedView]:
    """One's own, then those that colleagues share, by name. What a colleague who has left shared
    goes with them."""
    colleague = (
        select(Staff.id)
        .where(Staff.park_id == SavedView.park_id, Staff.id == SavedView.staff_id, Staff.active)
        .exists()
    )
    found = await session.scalars(
        select(SavedView)
        .where(
            SavedView.park_id == staff.park_id,
            SavedView.area == area,
            or_(SavedView.staff_id == staff.id, SavedView.shared & colleague),
        )
        .order_by(SavedView.staff_id != staff.id, SavedView.name, SavedView.id)
    )
    return list(found)


async def keep(
    session: AsyncSession,
    staff: Staff,
    area: str,
    name: str,
    query: str,
    *,
    shared: bool,
    now: datetime,
) -> None:
    """Keep filters under a name; one that they have already gets the new ones. Raises Invalid."""
    cleaned = " ".join(name.split())
    if not 0 < len(cleaned) <= LONGEST_NAME:
        raise Invalid(f"a name has 1 to {LONGEST_NAME} characters", field="name")
    if len(query) > LONGEST_QUERY:
        raise Invalid(f"filters of up to {LONGEST_QUERY} characters", field="query")
    count = await session.scalar(
        select(func.count()).where(
            SavedView.park_id == staff.park_id,
            SavedView.staff_id == staff.id,
            SavedView.area == area,
            SavedView.name != cleaned,
        )
    )
    if (count or 0) >= MOST:
        raise Invalid(f"up to {MOST} views", field="name")
    values = {"query": query, "shared": shared, "created_at": now}
    await session.execute(
        insert(SavedView)
        .values(park_id=staff.park_id, staff_id=staff.id, area=area, name=cleaned, **values)
        .on_conflict_do_update(index_elements=["park_id", "staff_id", "area", "name"], set_=values)
    )


async def remove(session: AsyncSession, staff: Staff, view_id: int) -> None:
    """One of one's own. Raises NotFound, also for a colleague's."""
    found = await session.get(SavedView, (staff.park_id, view_id))
    if found is None or found.staff_id != staff.id:
        raise NotFound(f"view {view_id}")
    await session.delete(found)
    await session.flush()
