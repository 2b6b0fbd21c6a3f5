"""A lost or found thing in words, for who reported it."""

from datetime import datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.lost import LostItem
from services.park import places
from services.texts import say, when


def thing(item: LostItem, language: str) -> str:
    """手机; umbrella. Only the kind of thing: what it looks like is for its owner to say."""
    return say(language, f"lost-category-{item.category}")


def status(item: LostItem, language: str) -> str:
    """How far it is; a found thing that the desk has is said to be there."""
    if item.kind == "found":
        return say(language, f"found-status-{item.status}")
    return say(language, f"lost-status-{item.status}")


async def roughly_where(session: AsyncSession, item: LostItem, language: str) -> str:
    """The building alone, or nothing more exact than the park."""
    names = await places.building_names(session, item.park_id, language)
    return names.get(item.building or "") or say(language, "lost-in-the-park")


async def where(session: AsyncSession, item: LostItem, language: str) -> str:
    """As exactly as it is known; empty if it is not."""
    names = await places.building_names(session, item.park_id, language)
    return places.describe(item, names, language)


def day(item: LostItem, language: str, now: datetime, zone: tzinfo) -> str:
    """The day on which it was found, or the days between which it was lost."""
    first = when.day(item.from_at, language, now, zone)
    last = when.day(item.until_at, language, now, zone)
    return first if first == last else say(language, "lost-days", first=first, last=last)
