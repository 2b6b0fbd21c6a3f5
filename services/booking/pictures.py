"""Pictures of rooms and courts: one for each, put there by an operator, seen by everybody."""

import hashlib
import hmac
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from models.booking_shelf import BookingPicture, BookingResource
from services.kit.audit import By, record
from services.kit.errors import Invalid, NotFound
from services.kit.photo_cleaning import Cleaned

LONGEST_SIDE = 1080
"""Pixels: the width of a phone's screen, and no more."""
LONGEST_ALT = 200
"""Characters."""


async def of_resources(
    session: AsyncSession, park_id: int, ids: Iterable[int]
) -> dict[int, BookingPicture]:
    """By resource, without their bytes; those without a picture are left out."""
    found = await session.scalars(
        select(BookingPicture).where(
            BookingPicture.park_id == park_id, BookingPicture.resource_id.in_(set(ids))
        )
    )
    return {row.resource_id: row for row in found}


async def load(
    session: AsyncSession, park_id: int, resource_id: int, *, thumbnail: bool = False
) -> BookingPicture:
    """With the bytes of its image or its thumbnail. Raises NotFound."""
    wanted = BookingPicture.thumbnail if thumbnail else BookingPicture.image
    row = await session.get(
        BookingPicture, (park_id, resource_id), options=[undefer(wanted)], populate_existing=True
    )
    if row is None:
        raise NotFound(f"no picture of resource {resource_id}")
    return row


async def load_public(
    session: AsyncSession, park_id: int, resource_id: int, digest: str, *, thumbnail: bool = False
) -> BookingPicture:
    """The same for whoever has the address. Raises NotFound, for an earlier picture too."""
    row = await load(session, park_id, resource_id, thumbnail=thumbnail)
    if not hmac.compare_digest(row.digest.encode(), digest.encode()):
        raise NotFound(f"no such picture of resource {resource_id}")
    return row


async def put(
    session: AsyncSession,
    by: By,
    resource: BookingResource,
    cleaned: Cleaned,
    *,
    alt_zh: str,
    alt_en: str,
) -> BookingPicture:
    """Give a resource its picture, in place of the one that it has. Raises Invalid."""
    alts = {"alt_zh": _alt(alt_zh, "alt_zh"), "alt_en": _alt(alt_en, "alt_en")}
    before = await _locked(session, resource)
    noted = _noted(before)
    row = before or BookingPicture(park_id=resource.park_id, resource_id=resource.id)
    row.digest = hashlib.sha256(cleaned.image).hexdigest()[:32]
    row.media_type, row.created_at = cleaned.media_type, by.at
    row.width, row.height = cleaned.width, cleaned.height
    row.image, row.thumbnail = cleaned.image, cleaned.thumbnail
    row.alt_zh, row.alt_en = alts["alt_zh"], alts["alt_en"]
    session.add(row)
    await session.flush()
    _note(session, by, resource, noted, _noted(row))
    return row


async def describe(
    session: AsyncSession, by: By, resource: BookingResource, *, alt_zh: str, alt_en: str
) -> BookingPicture:
    """Say anew what the picture shows. Raises NotFound, Invalid."""
    row = await _locked(session, resource)
    if row is None:
        raise NotFound(f"no picture of resource {resource.id}")
    noted = _noted(row)
    row.alt_zh, row.alt_en = _alt(alt_zh, "alt_zh"), _alt(alt_en, "alt_en")
    await session.flush()
    _note(session, by, resource, noted, _noted(row))
    return row


async def remove(session: AsyncSession, by: By, resource: BookingResource) -> None:
    """Safe to repeat."""
    row = await _locked(session, resource)
    if row is None:
        return
    _note(session, by, resource, _noted(row), _noted(None))
    await session.delete(row)
    await session.flush()


async def _locked(session: AsyncSession, resource: BookingResource) -> BookingPicture | None:
    key = (resource.park_id, resource.id)
    return await session.get(BookingPicture, key, with_for_update=True)


def _alt(words: str, field: str) -> str:
    words = words.strip()
    if not 0 < len(words) <= LONGEST_ALT:
        raise Invalid("what the picture shows, shortly", field=field)
    return words


def _noted(row: BookingPicture | None) -> dict[str, str | None]:
    if row is None:
        return {"picture": None, "alt_zh": None, "alt_en": None}
    return {"picture": row.digest[:8], "alt_zh": row.alt_zh, "alt_en": row.alt_en}


def _note(
    session: AsyncSession,
    by: By,
    resource: BookingResource,
    before: dict[str, str | None],
    after: dict[str, str | None],
) -> None:
    subject = f"booking_thing:{resource.id}"
    record(session, by, "booking_thing.picture", subject, before=before, after=after)
