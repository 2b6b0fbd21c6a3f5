"""Bounds of what a park may use, and noting that one was reached."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_shelf import BookingPicture
from models.catalogue import ItemPicture
from models.conversations import ConversationFile
from models.park import Park
from models.quotas import ParkQuota
from models.tickets import Photo
from services.events.publish import publish
from services.kit.audit import By, record
from services.kit.errors import Invalid
from services.quotas.events import QuotaReached

What = Literal["messages", "turns", "webhooks", "storage"]
WHATS: tuple[What, ...] = get_args(What)
MOST = 2**50
LARGEST_SHARE = 100
TELL_AGAIN = timedelta(hours=1)
"""Managers hear of one quota no more often."""


async def of(session: AsyncSession, park_id: int) -> Sequence[ParkQuota]:
    found = await session.scalars(
        select(ParkQuota).where(ParkQuota.park_id == park_id).order_by(ParkQuota.what)
    )
    return found.all()


async def set_quota(session: AsyncSession, by: By, what: str, most: int | None) -> None:
    """Bound one thing of `by`'s park, or with None no longer. Processes know it within a minute.

    Raises Invalid.
    """
    if what not in WHATS:
        raise Invalid(f"a quota is one of {', '.join(WHATS)}", field="what")
    if most is not None and not 0 < most <= MOST:
        raise Invalid("a quota is a whole number above 0", field="most")
    before = await session.get(ParkQuota, (by.park_id, what), with_for_update=True)
    former = None if before is None else before.most
    if former == most:
        return
    if most is None:
        gone = delete(ParkQuota).where(ParkQuota.park_id == by.park_id, ParkQuota.what == what)
        await session.execute(gone)
    elif before is None:
        session.add(ParkQuota(park_id=by.park_id, what=what, most=most))
    else:
        before.most = most
    await session.flush()
    subject = f"park:{by.park_id}"
    record(
        session, by, "park.quota", subject, before={f"quota_{what}": former},
        after={f"quota_{what}": most},
    )  # fmt: skip


async def set_share(session: AsyncSession, by: By, park: Park, share: int) -> None:
    """How many turns the park has in a row where several wait. Raises Invalid."""
    if not 1 <= share <= LARGEST_SHARE:
        raise Invalid(f"a share is 1 to {LARGEST_SHARE}", field="share")
    if park.share == share:
        return
    before, park.share = park.share, share
    await session.flush()
    subject = f"park:{park.id}"
    record(session, by, "park.quota", subject, before={"share": before}, after={"share": share})


async def stored(session: AsyncSession, park_id: int) -> int:
    """Bytes of all photos, files and pictures of a park."""
    sums = [
        select(func.coalesce(func.sum(size), 0)).where(table.park_id == park_id).scalar_subquery()
        for table, size in (
            (Photo, func.octet_length(Photo.image) + func.octet_length(Photo.thumbnail)),
            (ConversationFile, ConversationFile.size),
            (
                ItemPicture,
                func.octet_length(ItemPicture.image) + func.octet_length(ItemPicture.thumbnail),
            ),
            (
                BookingPicture,
                func.octet_length(BookingPicture.image)
                + func.octet_length(BookingPicture.thumbnail),
            ),
        )
    ]
    total: int = await session.scalar(select(sum(sums[1:], sums[0]))) or 0
    return int(total)


async def reached(
    session: AsyncSession, park_id: int, what: What, times: int, *, now: datetime
) -> None:
    """Note that a quota was reached so many times since it was noted last; managers hear of it."""
    quota = await session.get(ParkQuota, (park_id, what), with_for_update=True)
    if quota is None:
        return
    quota.refused += times
    quota.refused_at = now
    if quota.told_at is None or now - quota.told_at >= TELL_AGAIN:
        quota.told_at = now
        await publish(session, park_id, QuotaReached(what=what, most=quota.most), now=now)
    await session.flush()


async def look_at_storage(session: AsyncSession, *, now: datetime) -> None:
    """Of every park with a bound: files are never refused, for a photo may show a danger; managers
    hear that there is more than was agreed."""
    bounded = select(ParkQuota.park_id, ParkQuota.most).where(ParkQuota.what == "storage")
    for park_id, most in (await session.execute(bounded)).all():
        if await stored(session, park_id) > most:
            await reached(session, park_id, "storage", 1, now=now)
