"""Browsers of tenants that take news by Web Push: which there are, and when one is pushed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.logins import AppSession
from models.notices import TenantPush
from models.park import Park
from services.events.publish import defer
from services.kit import browsers as known_browsers
from services.kit.batches import delete_some

PUSH_NOTICE = "push_notice"
"""Task that pushes a message which the tenant may not have open."""
SUBSCRIBED = timedelta(days=60)
"""A browser that has not opened the app for so long is pushed to no more."""
MOST_BROWSERS = 5
"""Of one person; the one that renewed its subscription longest ago goes."""
PAGES = {
    "order_no": "pages/order/detail?no={}",
    "ticket_no": "pages/repair/detail?no={}",
    "visit_no": "pages/visit/detail?no={}",
    "booking_no": "pages/booking/detail?no={}",
}
"""The app's page of what a message is about."""
CHAT = "pages/messages/index"


@dataclass(frozen=True, slots=True)
class Pushed:
    """`path` within the app; a push of the same `tag` takes the place of the one before."""

    title: str
    body: str
    path: str
    tag: str


async def subscribe(
    session: AsyncSession,
    signed_in: AppSession,
    *,
    endpoint: str,
    p256dh: str,
    auth: str,
    now: datetime,
) -> None:
    """Push to this browser from now on; safe to repeat. Whoever signed in there last gets them.

    Raises Invalid for what is no https address.
    """
    await known_browsers.subscribe(
        session,
        TenantPush,
        park_id=signed_in.park_id,
        owner=("person_id", signed_in.person_id),
        session_id=signed_in.id,
        endpoint=endpoint,
        p256dh=p256dh,
        auth=auth,
        most=MOST_BROWSERS,
        now=now,
    )


async def unsubscribe(session: AsyncSession, signed_in: AppSession, endpoint: str) -> None:
    """Push to this browser no more; safe to repeat."""
    await session.execute(
        delete(TenantPush).where(
            TenantPush.park_id == signed_in.park_id,
            TenantPush.person_id == signed_in.person_id,
            TenantPush.endpoint == endpoint,
        )
    )


async def plan(session: AsyncSession, conversation: Conversation, message: Message) -> None:
    """Have a message pushed to the browsers of whose conversation it is, if they have any. What
    goes to a platform such as WeChat is told there."""
    if conversation.pushed:
        return
    takes = exists().where(
        TenantPush.park_id == conversation.park_id,
        TenantPush.person_id == conversation.person_id,
    )
    if await session.scalar(select(takes)):
        args = {"park_id": conversation.park_id, "message_id": message.id}
        await defer(session, PUSH_NOTICE, queue="notices", args=args)


async def browsers(
    session: AsyncSession, conversation: Conversation, *, now: datetime
) -> Sequence[TenantPush]:
    """Those that take pushes, and whose session has not ended."""
    found = await session.scalars(
        select(TenantPush)
        .join(
            AppSession,
            (AppSession.park_id == TenantPush.park_id) & (AppSession.id == TenantPush.session_id),
        )
        .where(
            TenantPush.park_id == conversation.park_id,
            TenantPush.person_id == conversation.person_id,
            TenantPush.renewed_at > now - SUBSCRIBED,
            AppSession.ended_at.is_(None),
            AppSession.expires_at > now,
        )
        .order_by(TenantPush.id)
    )
    return found.all()


async def words_of(session: AsyncSession, conversation: Conversation, message: Message) -> Pushed:
    """What is shown outside the app: the park's name, and what was said."""
    park = await session.get_one(Park, conversation.park_id)
    names = [name for name in PAGES if name in message.data]
    about = str(message.data[names[0]]) if names else ""
    return Pushed(
        title=park.name_zh if conversation.language == "zh" else park.name_en,
        body=message.text,
        path=PAGES[names[0]].format(about) if names else CHAT,
        tag=about or f"chat:{conversation.id}",
    )


async def forget(session: AsyncSession, browser: TenantPush) -> None:
    """The push service says that there is no such browser any more."""
    await session.execute(
        delete(TenantPush).where(TenantPush.park_id == browser.park_id, TenantPush.id == browser.id)
    )


async def purge(session: AsyncSession, *, now: datetime) -> int:
    """Forget browsers that have not renewed their subscription; how many."""
    return await delete_some(session, TenantPush, TenantPush.renewed_at < now - SUBSCRIBED)
