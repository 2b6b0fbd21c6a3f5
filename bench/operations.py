"""What happens all day in a park, one operation at a time: what bench.size measures."""

import secrets
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.queries import inbox_counts, inbox_list
from desk.queries import orders as desk_orders
from edge.sessions import statement_by_statement
from models import Conversation, Delivery, Endpoint, EventRow, Item, Order, Outlet, Park, Staff
from parkline.database import Sessions
from parkline.handlers import HANDLERS
from services import (
    answers,
    attempts,
    carts,
    catering,
    conversations,
    event_log,
    handoffs,
    housekeeping,
    inbox,
    orders,
    receiving,
    sla_alarms,
    stock_watches,
    vendor_orders,
    visit_alarms,
)
from services.answers import Answer, Answered
from services.cart_lines import Wish
from services.conversations import Reply
from services.events import parse_event
from services.slots import Wanted


@dataclass(slots=True)
class Site:
    """A park with a past, and who acts in it."""

    sessions: Sessions
    park: Park
    staff: Staff
    people: int
    """Whose ids are 1 to this, each with a conversation of the same id."""
    item: Item
    vendor_id: int
    last_event: int
    random: Random = field(default_factory=lambda: Random(8))  # noqa: S311 - chooses rows, keeps no secret

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    @property
    def midnight(self) -> datetime:
        local = self.now.astimezone(ZoneInfo(self.park.timezone))
        return local.replace(hour=0, minute=0, second=0, microsecond=0)

    def somebody(self) -> int:
        """One whom the bot serves."""
        return self.random.randint(1, self.people - 20)


async def site(sessions: Sessions) -> Site:
    async with sessions() as session:
        park = (await session.scalars(select(Park))).one()
        staff = await session.scalars(select(Staff).where(Staff.roles.any_() == "agent"))
        people = await session.scalar(select(func.count()).where(Conversation.channel == "webchat"))
        item = await session.scalars(
            select(Item)
            .join(Outlet, Outlet.id == Item.outlet_id)
            .where(Outlet.code == "shop", Item.active)
        )
        found = item.first()
        assert found is not None
        vendor = await session.scalar(select(Outlet.vendor_id).where(Outlet.id == found.outlet_id))
        last = await session.scalar(select(func.max(EventRow.id)))
        return Site(sessions, park, next(iter(staff)), people or 0, found, vendor or 0, last or 0)


async def receive(at: Site) -> None:
    """Taken back at the end: more than twenty of a conversation would not be taken."""
    async with at.sessions() as session:
        conversation = await conversations.open_conversation(
            session, at.park.id, channel="webchat", external_id=f"past-{at.somebody()}", now=at.now
        )
        await _said(session, conversation, at)
        await session.rollback()


async def _said(session: AsyncSession, conversation: Conversation, at: Site) -> None:
    await receiving.receive(
        session,
        conversation,
        external_id=secrets.token_hex(8),
        text="访客Wi-Fi怎么连？",
        now=at.now,
    )


async def turn(at: Site) -> None:
    """A message, and all that its turn writes and reads but for the bot: lease, answer, release."""
    token, who, until = secrets.token_hex(8), at.somebody(), at.now + timedelta(seconds=30)
    async with at.sessions.begin() as session:
        # Always, or a small park, where earlier messages still wait, would have less to do.
        await _said(session, await conversations.find(session, at.park.id, who), at)
    async with statement_by_statement(at.sessions) as session:
        taken = await inbox.take(session, at.park.id, who, token=token, now=at.now, until=until)
        assert taken is not None
    async with statement_by_statement(at.sessions) as session:
        reply = Reply("连接 Park-Guest，用手机号登录。")
        await inbox.conclude(session, taken.message, [reply], token=token, author="bot", now=at.now)


async def place(at: Site) -> None:
    async with at.sessions.begin() as session:
        await _placed(session, at)


async def _placed(session: AsyncSession, at: Site) -> Order:
    now = at.now
    conversation = await conversations.find(session, at.park.id, at.somebody())
    added = await carts.add(session, conversation, [Wish(at.item.id)], now=now)
    order = added.orders[0]
    order.fulfilment = "pickup"
    await catering.choose_slot(session, order, Wanted(asap=True), now=now)
    return await catering.place(session, order, now=now)


async def handle(at: Site) -> None:
    """What the worker does with the event of an order."""
    async with at.sessions.begin() as session:
        order = await _placed(session, at)
    async with at.sessions.begin() as session:
        row = await session.scalar(
            select(EventRow).where(
                EventRow.park_id == at.park.id, EventRow.subject == f"order:{order.id}"
            )
        )
        assert row is not None
        row.handled_at = at.now
        event = parse_event(row.type, row.data)
        for run in HANDLERS[type(event)]:
            await run(session, row, event, at.now)


async def deliver(at: Site) -> None:
    """Claim a delivery and record that it arrived."""
    now = at.now
    async with at.sessions.begin() as session:
        await _pending(session, at)
    async with at.sessions.begin() as session:
        claimed = await attempts.claim(session, now=now, rooms={}, each=1, at_most=1)
    async with at.sessions.begin() as session:
        answered = [Answered(claim, Answer(204, 12), now) for claim in claimed.claims]
        await answers.record_plain(session, answered)


async def _pending(session: AsyncSession, at: Site) -> None:
    endpoint = (await session.scalars(select(Endpoint.id).limit(1))).one()
    event = EventRow(
        park_id=at.park.id,
        uid=uuid.uuid4(),
        type="order.placed",
        version=1,
        subject=f"bench:{secrets.randbits(60)}",
        sequence=1,
        data={},
        occurred_at=at.now,
        handled_at=at.now,
    )
    session.add(event)
    await session.flush()
    delivery = Delivery(
        park_id=at.park.id,
        event_id=event.id,
        endpoint_id=endpoint,
        created_at=at.now,
        next_attempt_at=at.now,
    )
    session.add(delivery)
    await session.flush()


def inbox_tab(tab: str) -> "Operation":
    async def read(at: Site) -> None:
        async with at.sessions() as session:
            wanted = inbox_list.Wanted(tab=tab)
            await inbox_list.listing(session, at.park.id, at.staff, wanted, today=at.midnight)

    return read


async def counts(at: Site) -> None:
    async with at.sessions() as session:
        await inbox_counts.counts(session, at.park.id, at.staff, now=at.now, today=at.midnight)
        await inbox_counts.alarms(session, at.park.id)


async def vendor_news(at: Site) -> None:
    """A vendor that asks every minute."""
    async with at.sessions() as session:
        await vendor_orders.changed_since(
            session, at.park.id, at.vendor_id, cursor=at.last_event - 30, limit=50
        )


async def vendor_first(at: Site) -> None:
    """A vendor that asks for the first time."""
    async with at.sessions() as session:
        await vendor_orders.changed_since(session, at.park.id, at.vendor_id, cursor=0, limit=50)


async def vendor_events(at: Site) -> None:
    async with at.sessions() as session:
        await vendor_orders.events_since(
            session, at.park.id, at.vendor_id, cursor=at.last_event - 30, limit=50
        )


async def my_orders(at: Site) -> None:
    async with at.sessions() as session:
        found = await orders.recent(session, at.park.id, at.somebody(), limit=20)
        for order in found:
            await orders.describe(session, order)


async def desk_list(at: Site) -> None:
    async with at.sessions() as session:
        await desk_orders.listed(session, at.park.id, desk_orders.Wanted())


async def desk_find(at: Site) -> None:
    async with at.sessions() as session:
        await desk_orders.listed(session, at.park.id, desk_orders.Wanted(q="O-0000777"))


async def desk_phone(at: Site) -> None:
    async with at.sessions() as session:
        wanted = desk_orders.Wanted(q="13900000030")
        await desk_orders.listed(session, at.park.id, wanted)


async def live(at: Site) -> None:
    """What the desk's reader asks once a second."""
    async with at.sessions() as session:
        newest = await event_log.now_at(session)
        await event_log.after(session, at.park.id, newest)
        await event_log.spoken_after(session, at.park.id, None)


async def sweep(at: Site) -> None:
    async with at.sessions() as session:
        await inbox.stranded(session, before=at.now - timedelta(days=400))


async def tidy(at: Site) -> None:
    async with at.sessions.begin() as session:
        await housekeeping.tidy(session, now=at.now)


async def ring(at: Site) -> None:
    """What the worker looks for every few seconds."""
    async with at.sessions.begin() as session:
        await sla_alarms.ring(session, now=at.now)
        await visit_alarms.ring(session, now=at.now)
        await stock_watches.ring(session, now=at.now)
        await handoffs.return_quiet(session, now=at.now - timedelta(days=400))


Operation = Callable[[Site], Awaitable[None]]

OPERATIONS: dict[str, Operation] = {
    "receive a message": receive,
    "a turn without its bot": turn,
    "place an order": place,
    "place and handle its event": handle,
    "claim and record a delivery": deliver,
    "inbox: queue": inbox_tab("queue"),
    "inbox: mine": inbox_tab("mine"),
    "inbox: open": inbox_tab("open"),
    "inbox: with the bot": inbox_tab("bot"),
    "inbox: done today": inbox_tab("done"),
    "inbox: counts": counts,
    "vendor's orders, news": vendor_news,
    "vendor's orders, from the first": vendor_first,
    "vendor's events, news": vendor_events,
    "a person's orders": my_orders,
    "desk: newest orders": desk_list,
    "desk: an order's number": desk_find,
    "desk: a phone number": desk_phone,
    "desk: look for events": live,
    "sweeper": sweep,
    "alarms": ring,
    "housekeeping": tidy,
}
