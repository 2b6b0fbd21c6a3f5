"""What happens all day in a park, one operation at a time: what bench.size measures."""

import secrets
import uuid
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bench import lookups
from bench.site import Operation, Site
from edge.sessions import statement_by_statement
from models.conversations import Conversation
from models.events import EventRow
from models.ordering import Order
from models.vendors import Delivery, Endpoint
from services.catalogue import stock_watches
from services.catalogue.slots import Wanted
from services.conversations import concluding, conversations, receiving, turns
from services.conversations.conversations import Reply
from services.events.follows import following
from services.events.registry import parse_event
from services.handoffs import handoffs
from services.ordering import carts, placing
from services.ordering.cart_lines import Wish
from services.privacy import housekeeping
from services.tickets import sla_alarms
from services.vendors import attempts, outcomes
from services.vendors.outcomes import Answer, Answered
from services.visits import alarms


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
        taken = await turns.take(session, at.park.id, who, token=token, now=at.now, until=until)
        assert taken is not None
    async with statement_by_statement(at.sessions) as session:
        reply = Reply("连接 Park-Guest，用手机号登录。")
        await concluding.conclude(
            session, taken.message, [reply], token=token, author="bot", now=at.now
        )


async def place(at: Site) -> None:
    async with at.sessions.begin() as session:
        await _placed(session, at)


async def _placed(session: AsyncSession, at: Site) -> Order:
    now = at.now
    conversation = await conversations.find(session, at.park.id, at.somebody())
    added = await carts.add(session, conversation, [Wish(at.item.id)], now=now)
    order = added.orders[0]
    order.fulfilment = "pickup"
    await placing.choose_slot(session, order, Wanted(asap=True), now=now)
    return await placing.place(session, order, now=now)


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
        for one in following(type(event)):
            await one.do(session, row, event, at.now)


async def deliver(at: Site) -> None:
    """Claim a delivery and record that it arrived."""
    now = at.now
    async with at.sessions.begin() as session:
        await _pending(session, at)
    async with at.sessions.begin() as session:
        claimed = await attempts.claim(session, now=now, rooms={}, each=1, at_most=1)
    async with at.sessions.begin() as session:
        answered = [Answered(claim, Answer(204, 12), now) for claim in claimed.claims]
        await outcomes.record_plain(session, answered)


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


async def sweep(at: Site) -> None:
    async with at.sessions() as session:
        await turns.stranded(session, before=at.now - timedelta(days=400))


async def tidy(at: Site) -> None:
    async with at.sessions.begin() as session:
        await housekeeping.tidy(session, now=at.now)


async def ring(at: Site) -> None:
    """What the worker looks for every few seconds."""
    async with at.sessions.begin() as session:
        await sla_alarms.ring(session, now=at.now)
        await alarms.ring(session, now=at.now)
        await stock_watches.ring(session, now=at.now)
        await handoffs.return_quiet(session, now=at.now - timedelta(days=400))


OPERATIONS: dict[str, Operation] = {
    "receive a message": receive,
    "a turn without its bot": turn,
    "place an order": place,
    "place and handle its event": handle,
    "claim and record a delivery": deliver,
    "inbox: queue": lookups.inbox_tab("queue"),
    "inbox: mine": lookups.inbox_tab("mine"),
    "inbox: open": lookups.inbox_tab("open"),
    "inbox: with the bot": lookups.inbox_tab("bot"),
    "inbox: done today": lookups.inbox_tab("done"),
    "inbox: counts": lookups.counts,
    "vendor's orders, news": lookups.vendor_news,
    "vendor's orders, from the first": lookups.vendor_first,
    "vendor's events, news": lookups.vendor_events,
    "a person's orders": lookups.my_orders,
    "a person's tickets": lookups.my_tickets,
    "desk: newest orders": lookups.desk_list,
    "desk: an order's number": lookups.desk_find,
    "desk: a phone number": lookups.desk_phone,
    "desk: look for events": lookups.live,
    "sweeper": sweep,
    "alarms": ring,
    "housekeeping": tidy,
}
