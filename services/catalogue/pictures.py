"""Pictures of dishes and goods: one for each item, put there by an operator, seen by everybody."""

import hashlib
import hmac
from collections.abc import Iterable
from functools import partial

from sqlalchemy import BigInteger, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from models.catalogue import Item, ItemPicture
from services.kit import photo_cleaning
from services.kit.audit import By, record
from services.kit.errors import NotFound
from services.kit.photo_cleaning import Cleaned

LONGEST_SIDE = 1080
"""Pixels: the width of a phone's screen, and no more."""

clean = partial(photo_cleaning.clean, longest=LONGEST_SIDE)
"""As photos are cleaned. For pictures from strangers' hands: `edge.photo_cleaner`."""

_OF_ITEMS = select(ItemPicture).where(
    ItemPicture.park_id == bindparam("park_id"),
    ItemPicture.item_id == func.any(bindparam("item_ids", type_=ARRAY(BigInteger))),
)


async def of_items(
    session: AsyncSession, park_id: int, item_ids: Iterable[int]
) -> dict[int, ItemPicture]:
    """By item, without their bytes; items without a picture are left out."""
    values = {"park_id": park_id, "item_ids": sorted(set(item_ids))}
    found = await session.scalars(_OF_ITEMS, values)
    return {row.item_id: row for row in found}


async def load(
    session: AsyncSession, park_id: int, item_id: int, *, thumbnail: bool = False
) -> ItemPicture:
    """With the bytes of its image or its thumbnail. Raises NotFound."""
    wanted = ItemPicture.thumbnail if thumbnail else ItemPicture.image
    row = await session.get(
        ItemPicture, (park_id, item_id), options=[undefer(wanted)], populate_existing=True
    )
    if row is None:
        raise NotFound(f"no picture of item {item_id}")
    return row


async def load_public(
    session: AsyncSession, park_id: int, item_id: int, digest: str, *, thumbnail: bool = False
) -> ItemPicture:
    """The same for whoever has the address. Raises NotFound, for an earlier picture too."""
    row = await load(session, park_id, item_id, thumbnail=thumbnail)
    if not hmac.compare_digest(row.digest.encode(), digest.encode()):
        raise NotFound(f"no such picture of item {item_id}")
    return row


async def put(session: AsyncSession, by: By, item: Item, cleaned: Cleaned) -> ItemPicture:
    """Give an item its picture, in place of the one that it has."""
    before = await session.get(ItemPicture, (item.park_id, item.id), with_for_update=True)
    noted = _noted(before)
    row = before or ItemPicture(park_id=item.park_id, item_id=item.id)
    row.digest = hashlib.sha256(cleaned.image).hexdigest()[:32]
    row.media_type, row.created_at = cleaned.media_type, by.at
    row.width, row.height = cleaned.width, cleaned.height
    row.image, row.thumbnail = cleaned.image, cleaned.thumbnail
    session.add(row)
    await session.flush()
    record(session, by, "item.picture", f"item:{item.id}", before=noted, after=_noted(row))
    return row


async def remove(session: AsyncSession, by: By, item: Item) -> None:
    """Safe to repeat."""
    row = await session.get(ItemPicture, (item.park_id, item.id), with_for_update=True)
    if row is None:
        return
    record(session, by, "item.picture", f"item:{item.id}", before=_noted(row), after=_noted(None))
    await session.delete(row)
    await session.flush()


def _noted(row: ItemPicture | None) -> dict[str, str | None]:
    return {"picture": row.digest[:8] if row else None}
