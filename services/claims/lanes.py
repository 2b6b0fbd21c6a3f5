"""Lanes, and wholes that are made up of parts."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.claims import Lane, LanePart
from services.kit.errors import Invalid


async def add(session: AsyncSession, park_id: int) -> Lane:
    lane = Lane(park_id=park_id)
    session.add(lane)
    await session.flush()
    return lane


async def divide(
    session: AsyncSession, park_id: int, whole_id: int, parts: Collection[int]
) -> None:
    """Say which lanes (ids) make up another one; none: it is one by itself again.

    Raises Invalid if one of them has parts, or is part of something that has itself parts in turn.
    Claims stay where they are: whoever divides what is claimed sees to it first.
    """
    nested = select(LanePart.part_id).where(
        LanePart.park_id == park_id,
        LanePart.whole_id.in_(set(parts)) | (LanePart.part_id == whole_id),
    )
    if whole_id in parts or (parts and await session.scalar(nested.limit(1)) is not None):
        raise Invalid("parts have no parts", field="parts")
    of_whole = (LanePart.park_id == park_id, LanePart.whole_id == whole_id)
    there = set(await session.scalars(select(LanePart.part_id).where(*of_whole)))
    if gone := there - set(parts):
        await session.execute(delete(LanePart).where(*of_whole, LanePart.part_id.in_(gone)))
    session.add_all(
        LanePart(park_id=park_id, whole_id=whole_id, part_id=one)
        for one in sorted(set(parts) - there)
    )
    await session.flush()


async def leaves(
    session: AsyncSession, park_id: int, ids: Collection[int]
) -> Mapping[int, tuple[int, ...]]:
    """The numbers that stand in claims for each of these lanes: its parts', or its own."""
    parts = await session.execute(
        select(LanePart.whole_id, Lane.number)
        .join(Lane, (Lane.park_id == LanePart.park_id) & (Lane.id == LanePart.part_id))
        .where(LanePart.park_id == park_id, LanePart.whole_id.in_(set(ids)))
        .order_by(Lane.number)
    )
    found: dict[int, tuple[int, ...]] = {}
    for whole, number in parts:
        found[whole] = (*found.get(whole, ()), number)
    own = await session.execute(
        select(Lane.id, Lane.number).where(Lane.park_id == park_id, Lane.id.in_(set(ids)))
    )
    return {lane_id: found.get(lane_id, (number,)) for lane_id, number in own}
