"""What a tenant is told about their order: the right words, in their language, once."""

from datetime import datetime
from typing import Any, cast

import pytest
from sqlalchemy import select

from models import EventRow, Message, Order
from parkline.jobs import Worker
from services import notices, orders
from services.events import parse_event
from services.notices import NOTICES
from tests.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING

PATHS = {
    "accepted": ["accept"],
    "rejected": ["reject"],
    "preparing": ["accept", "preparing"],
    "ready": ["accept", "ready"],
    "delivering": ["accept", "ready", "delivering"],
    "completed": ["accept", "ready", "complete"],
    "expired": ["expire"],
}
SAID = [
    ("zh", "pickup", "accepted", "阳光食堂已接单：{no}，今天 12:00–12:15。"),
    ("en", "pickup", "accepted", "Sunshine Canteen has accepted {no}, today 12:00–12:15."),
    (
        "zh", "pickup", "rejected",
        "很抱歉，阳光食堂没能接您的订单 {no}：牛肉卖完了。没有扣款。要换别的吗？说“看菜单”就行。",
    ),
    (
        "en", "pickup", "rejected",
        "Sorry, Sunshine Canteen couldn't take your order {no}: 牛肉卖完了."
        ' You haven\'t been charged. Would you like something else? Say "menu".',
    ),
    ("zh", "pickup", "preparing", "{no} 已经开始做了。"),
    ("en", "pickup", "preparing", "{no} is being prepared."),
    ("zh", "pickup", "ready", "{no} 做好了，请到B座1楼（第一食堂）取餐。"),
    (
        "en", "pickup", "ready",
        "{no} is ready. Please collect it at Building B, 1F (Canteen 1).",
    ),
    ("zh", "delivery", "ready", "{no} 做好了，马上给您送来。"),
    ("en", "delivery", "ready", "{no} is ready and will be with you shortly."),
    ("zh", "delivery", "delivering", "{no} 正在送来：A座3楼301。"),
    ("en", "delivery", "delivering", "{no} is on its way: Building A, floor 3, room 301."),
    ("zh", "pickup", "completed", "{no} 已完成，慢用！"),
    ("en", "pickup", "completed", "{no} is completed. Enjoy!"),
    (
        "zh", "pickup", "expired",
        "很抱歉，阳光食堂一直没有接单，订单 {no} 已自动取消，没有扣款。",
    ),
    (
        "en", "pickup", "expired",
        "Sorry, Sunshine Canteen never accepted order {no}, so it has been cancelled."
        " You haven't been charged.",
    ),
]  # fmt: skip


class Feed:
    """Keeps what it was told to wake."""

    def __init__(self) -> None:
        self.woken: list[tuple[int, int]] = []

    async def publish(self, park_id: int, conversation_id: int) -> None:
        self.woken.append((park_id, conversation_id))


def worker(demo: DemoPark, feed: Feed, now: datetime = NOW) -> Worker:
    """A worker that delivers to nobody."""
    return Worker(demo.sessions, cast(Any, feed), deliverer=cast(Any, None), clock=lambda: now)


async def ordered(demo: DemoPark, status: str, language: str, fulfilment: str) -> Order:
    """An order that came to `status`, in a conversation that speaks `language`."""
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session, language=language)
        order = await demo.placed(session, conversation=conversation)
        order.fulfilment = fulfilment
        order.building, order.floor, order.room = "A", 3, "301"
        for action in PATHS[status]:
            reason = "牛肉卖完了" if action == "reject" else None
            await orders.advance(session, demo.id, order.id, action, now=NOW, reason=reason)
    return order


async def last_event(demo: DemoPark, order: Order) -> int:
    async with demo.sessions() as session:
        found = select(EventRow.id).where(EventRow.subject == f"order:{order.id}")
        return list(await session.scalars(found.order_by(EventRow.id)))[-1]


async def messages(demo: DemoPark) -> list[Message]:
    async with demo.sessions() as session:
        return list(await session.scalars(select(Message).order_by(Message.id)))


@pytest.mark.parametrize(("language", "fulfilment", "status", "text"), SAID)
async def test_each_change_is_said_once_in_the_orders_own_conversation(
    demo: DemoPark, language: str, fulfilment: str, status: str, text: str
) -> None:
    order, feed = await ordered(demo, status, language, fulfilment), Feed()
    event_id = await last_event(demo, order)
    for _ in range(2):  # The queue may hand an event out again.
        await worker(demo, feed).handle_event(demo.id, event_id)
    (message,) = await messages(demo)
    assert message.text == text.format(no=order.order_no)
    assert (message.conversation_id, message.author, message.direction, message.seq) == (
        order.conversation_id,
        "system",
        "out",
        1,
    )
    assert message.data == {"order_no": order.order_no, "status": status}
    assert feed.woken == [(demo.id, order.conversation_id)]


def test_every_notice_is_tried_here() -> None:
    assert {f"order.{status}" for _, _, status, _ in SAID} == set(NOTICES)


async def test_without_a_reason_it_is_said_that_there_is_none(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session)
        await orders.advance(session, demo.id, order.id, "reject", now=NOW)
    await worker(demo, Feed()).handle_event(demo.id, await last_event(demo, order))
    (message,) = await messages(demo)
    assert "：没有说明原因。" in message.text


async def test_what_the_tenant_did_themselves_is_no_news(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session)
        await orders.request_cancellation(session, demo.id, order.id, now=NOW)
    feed = Feed()
    async with demo.sessions() as session:
        rows = list(await session.scalars(select(EventRow)))
    assert [row.type for row in rows] == ["order.placed", "order.cancelled"]
    for row in rows:
        await worker(demo, feed).handle_event(demo.id, row.id)
    assert (await messages(demo), feed.woken) == ([], [])


async def test_an_order_from_no_conversation_is_told_to_none(demo: DemoPark) -> None:
    order = await ordered(demo, "accepted", "zh", "pickup")
    async with demo.sessions.begin() as session:
        (await orders.load(session, demo.id, order.id)).conversation_id = None
    async with demo.sessions.begin() as session:
        row = await session.get_one(EventRow, (demo.id, await last_event(demo, order)))
        event = cast(Any, parse_event(row.type, row.data))
        assert await notices.tell_of_order(session, demo.id, event, now=NOW) is None
    assert await messages(demo) == []


async def test_a_failure_while_handling_says_nothing_and_leaves_the_event_for_later(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, feed = await ordered(demo, "accepted", "zh", "pickup"), Feed()
    event_id = await last_event(demo, order)

    async def tell_and_crash(*args: Any, **values: Any) -> None:
        await tell(*args, **values)
        raise RuntimeError("after the notice was written")

    tell = notices.tell
    with monkeypatch.context() as patch:
        patch.setattr(notices, "tell", tell_and_crash)
        with pytest.raises(RuntimeError):
            await worker(demo, feed).handle_event(demo.id, event_id)
    assert (await messages(demo), feed.woken) == ([], [])
    await worker(demo, feed).handle_event(demo.id, event_id)
    assert (len(await messages(demo)), len(feed.woken)) == (1, 1)
