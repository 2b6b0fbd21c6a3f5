"""The demo's pictures of dishes, for those that have none."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from edge.photo_cleaner import photo_cleaner
from models.catalogue import Item
from models.park import Park
from services.catalogue import pictures
from services.kit.audit import By

FOLDER = Path(__file__).parent / "pictures"
"""Drawn by parkline.demo.drawn, one file for each item, by its code."""


async def seed_pictures(session: AsyncSession, park: Park, *, now: datetime) -> int:
    """Give items of the park the pictures that we have; how many got one. Safe to repeat."""
    drawn = {path.stem: path for path in FOLDER.glob("*.webp")}
    items = await session.scalars(
        select(Item).where(Item.park_id == park.id, Item.code.in_(drawn)).order_by(Item.id)
    )
    wanting = list(items)
    had = await pictures.of_items(session, park.id, (item.id for item in wanting))
    wanting = [item for item in wanting if item.id not in had]
    async with photo_cleaner() as clean:
        for item in wanting:
            raw = drawn[item.code].read_bytes()
            picture = await clean(raw, longest=pictures.LONGEST_SIDE)
            await pictures.put(session, By(park.id, None, now), item, picture)
    return len(wanting)
