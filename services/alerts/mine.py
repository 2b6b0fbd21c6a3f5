"""Somebody's own alerts: what they have not seen, and what was settled lately."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.alerts import PushSubscription, StaffAlert
from models.staff import Staff
from services.alerts import alerting
from services.alerts.alerting import Words
from services.kit import browsers as known_browsers
from services.kit.batches import delete_some
from services.staff.sessions import SignedIn

SHOWN = 30
LATELY = timedelta(hours=1)
"""So long a settled alert is shown with who saw to it."""
KEPT = timedelta(days=30)
SUBSCRIBED = timedelta(days=30)
"""A browser that has not opened the desk for so long is pushed to no more."""
MOST_BROWSERS = 10
"""Of one person; the one that renewed its subscription longest ago goes."""


@dataclass(frozen=True, slots=True)
class Shown:
    """`settled_by`: the name of who saw to it."""

    alert: StaffAlert
    words: Words
    settled_by: str | None


async def shown(
    session: AsyncSession, staff: Staff, *, now: datetime, language: str = ""
) -> list[Shown]:
    """What is unseen, urgent and newest first; then what was settled or seen within LATELY; in
    their own language where `language` is empty."""
    rows = await session.execute(
        select(StaffAlert, Staff.name)
        .outerjoin(
            Staff,
            and_(Staff.park_id == StaffAlert.park_id, Staff.id == StaffAlert.settled_by),
        )
        .where(
            StaffAlert.park_id == staff.park_id,
            StaffAlert.staff_id == staff.id,
            or_(StaffAlert.seen_at.is_(None), StaffAlert.seen_at > now - LATELY),
        )
        .order_by(
            StaffAlert.seen_at.is_not(None), StaffAlert.urgent.desc(), StaffAlert.created_at.desc()
        )
        .limit(SHOWN)
    )
    told = []
    for alert, name in rows.all():
        words = await alerting.words_of(session, alert, language or staff.language)
        if words is not None:
            told.append(Shown(alert, words, name))
    return told


async def see(
    session: AsyncSession, staff: Staff, ids: Collection[int] | None, *, now: datetime
) -> None:
    """Somebody has seen these alerts of theirs; None: all of them."""
    wanted = [
        StaffAlert.park_id == staff.park_id,
        StaffAlert.staff_id == staff.id,
        StaffAlert.seen_at.is_(None),
    ]
    if ids is not None:
        wanted.append(StaffAlert.id.in_(list(ids)))
    await session.execute(update(StaffAlert).where(*wanted).values(seen_at=now))


async def subscribe(
    session: AsyncSession,
    signed_in: SignedIn,
    *,
    endpoint: str,
    p256dh: str,
    auth: str,
    now: datetime,
) -> None:
    """Push to this browser from now on; safe to repeat. Whoever signed in there last gets them.

    Raises Invalid for what is no https address.
    """
    staff = signed_in.staff
    await known_browsers.subscribe(
        session,
        PushSubscription,
        park_id=staff.park_id,
        owner=("staff_id", staff.id),
        session_id=signed_in.session.id,
        endpoint=endpoint,
        p256dh=p256dh,
        auth=auth,
        most=MOST_BROWSERS,
        now=now,
    )


async def unsubscribe(session: AsyncSession, staff: Staff, endpoint: str) -> None:
    """Push to this browser no more; safe to repeat."""
    await session.execute(
        delete(PushSubscription).where(
            PushSubscription.park_id == staff.park_id,
            PushSubscription.staff_id == staff.id,
            PushSubscription.endpoint == endpoint,
        )
    )


async def browsers(
    session: AsyncSession, staff: Staff, *, now: datetime
) -> Sequence[PushSubscription]:
    """Those that take pushes; none of somebody who may not sign in any more."""
    if not staff.active:
        return ()
    found = await session.scalars(
        select(PushSubscription)
        .where(
            PushSubscription.park_id == staff.park_id,
            PushSubscription.staff_id == staff.id,
            PushSubscription.renewed_at > now - SUBSCRIBED,
        )
        .order_by(PushSubscription.id)
    )
    return found.all()


async def forget(session: AsyncSession, subscription: PushSubscription) -> None:
    """The push service says that there is no such browser any more."""
    await session.execute(
        delete(PushSubscription).where(
            PushSubscription.park_id == subscription.park_id,
            PushSubscription.id == subscription.id,
        )
    )


async def purge(session: AsyncSession, *, now: datetime) -> int:
    """Forget alerts that are older than KEPT, a batch of them; how many."""
    return await delete_some(session, StaffAlert, StaffAlert.created_at < now - KEPT)


async def purge_browsers(session: AsyncSession, *, now: datetime) -> int:
    """Forget browsers that have not renewed their subscription; how many."""
    return await delete_some(
        session, PushSubscription, PushSubscription.renewed_at < now - SUBSCRIBED
    )
