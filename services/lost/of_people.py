"""What people have to do with lost property: what they reported, what they wait for."""

from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.lost import LostItem
from services.lost import lost
from services.people.waiting import Waiting


async def of_person(
    session: AsyncSession,
    park_id: int,
    person_id: int,
    *,
    open_only: bool = False,
    limit: int = lost.MOST_OPEN,
) -> list[LostItem]:
    """What a person has lost or found, the newest first."""
    query = select(LostItem).where(LostItem.park_id == park_id, LostItem.person_id == person_id)
    if open_only:
        query = query.where(LostItem.status.in_(lost.OPEN))
    return list(await session.scalars(query.order_by(LostItem.id.desc()).limit(limit)))


async def waited_for(session: AsyncSession, park_id: int, person_id: int) -> list[Waiting]:
    """For services.people.waiting: what they have lost and not got lost.back."""
    found = await of_person(session, park_id, person_id, open_only=True)
    return [Waiting(one.item_no, one.status) for one in found if one.kind == "lost"]


def keeps_busy(park: Any, person: Any) -> ColumnElement[bool]:
    """Whether a person looks for something still; `park` and `person` are columns."""
    return exists().where(
        LostItem.park_id == park,
        LostItem.person_id == person,
        LostItem.kind == "lost",
        LostItem.status.in_(lost.OPEN),
    )
