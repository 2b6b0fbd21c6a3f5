"""Photos of lost and found things: kept by services.tickets.photos, named here.

Of a found thing only staff see them, until staff have said whose it is: whoever knows what it looks
like could claim it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.lost import LostItem, LostMatch, LostPhoto
from models.staff import Staff
from models.tickets import Photo
from services.lost import lost
from services.tickets import photos
from services.tickets.photos import Cleaned, TooManyPhotos

PER_ITEM = photos.PER_TICKET


async def attach(
    session: AsyncSession,
    item: LostItem,
    conversation: Conversation,
    *,
    since: timedelta = photos.ATTACHED_WITHIN,
    only: Collection[int] | None = None,
    now: datetime,
) -> list[Photo]:
    """Give a thing the loose photos of a conversation that were sent within `since`, or those with
    `only` these ids among them; again, it finds none left.

    Takes the newest that there is room for. Raises TooManyPhotos if there is no room for any.
    """
    item = await lost.load(session, item.park_id, item.id, lock=True)
    loose = await photos.loose(session, conversation, since=now - since)
    loose = [photo for photo in loose if only is None or photo.id in only]
    if not loose:
        return []
    taken = loose[-await _room(session, item) :]
    _name(session, item, taken)
    await session.flush()
    return taken


async def add(
    session: AsyncSession, item: LostItem, staff: Staff, cleaned: Cleaned, *, now: datetime
) -> Photo:
    """Keep a photo that staff took of a thing. Raises TooManyPhotos."""
    item = await lost.load(session, item.park_id, item.id, lock=True)
    await _room(session, item)
    photo = await photos.store_for_reply(session, staff, cleaned, now=now)
    _name(session, item, [photo])
    await session.flush()
    return photo


async def of_item(session: AsyncSession, item: LostItem) -> list[Photo]:
    """Oldest first, without their bytes."""
    found = await session.scalars(
        select(Photo)
        .join(LostPhoto, (LostPhoto.park_id == Photo.park_id) & (LostPhoto.photo_id == Photo.id))
        .where(LostPhoto.park_id == item.park_id, LostPhoto.item_id == item.id)
        .order_by(Photo.id)
    )
    return list(found)


async def seen_by(session: AsyncSession, item: LostItem, person_id: int) -> list[Photo]:
    """What a tenant sees of a thing of theirs: their own photos, and those of the found one once
    staff have said that it is theirs."""
    if item.person_id != person_id:
        return []
    own = await of_item(session, item)
    found_id = await session.scalar(
        select(LostMatch.found_id).where(
            LostMatch.park_id == item.park_id,
            LostMatch.lost_id == item.id,
            LostMatch.status == "agreed",
        )
    )
    if found_id is None:
        return own
    return own + await of_item(session, await lost.load(session, item.park_id, found_id))


def taken() -> ColumnElement[bool]:
    """Whether a row of Photo is of a lost or found thing (services.tickets.photo_holders)."""
    return exists().where(LostPhoto.park_id == Photo.park_id, LostPhoto.photo_id == Photo.id)


def in_use() -> ColumnElement[bool]:
    """Whether that thing is open still."""
    return exists().where(
        LostPhoto.park_id == Photo.park_id,
        LostPhoto.photo_id == Photo.id,
        LostItem.park_id == LostPhoto.park_id,
        LostItem.id == LostPhoto.item_id,
        LostItem.status.in_(lost.OPEN),
    )


async def _room(session: AsyncSession, item: LostItem) -> int:
    """How many more it may have, one at least. Raises TooManyPhotos."""
    held = await session.scalar(
        select(func.count()).where(LostPhoto.park_id == item.park_id, LostPhoto.item_id == item.id)
    )
    room = PER_ITEM - (held or 0)
    if room < 1:
        raise TooManyPhotos(limit=PER_ITEM)
    return room


def _name(session: AsyncSession, item: LostItem, taken_up: Collection[Photo]) -> None:
    for photo in taken_up:
        session.add(LostPhoto(park_id=item.park_id, item_id=item.id, photo_id=photo.id))
