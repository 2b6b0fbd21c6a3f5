"""What a tenant is told about their order: the right words, in their language, once."""

from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from models.ordering import Order
from models.people import Person
from services.events.follows import Told
from services.notices.opt_outs import opt_out
from services.ordering import orders, reducing
from services.ordering.notices import NOTICES, OrderNotice, tell_not_accepted
from tests.given.demo_park import NOON, SHANGHAI, WEDNESDAY_MORNING, DemoPark
from tests.given.notices import Notifier

NOW = WEDNESDAY_MORNING

PATHS: dict[str, list[str]] = {
    "placed": [],
    "accepted": ["accept"],
    "rejected": ["reject"],
    "preparing": ["accept", "preparing"],
    "ready": ["accept", "ready"],
    "delivering": ["accept", "ready", "delivering"],
    "completed": ["accept", "ready", "complete"],
    "estimated": ["accept", "eta"],
    "reduced": ["accept", "part"],
    "expired": ["expire"],
}
EXPECTED = NOON + timedelta(minutes=10)
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
    ("zh", "pickup", "estimated", "阳光食堂更新了时间：{no} 预计今天 12:10 左右好。"),
    ("en", "pickup", "estimated", "Sunshine Canteen now expects your order {no} today 12:10."),
    (
        "zh", "pickup", "reduced",
        "很抱歉，阳光食堂没有牛肉面×2了（牛肉卖完了），已从订单 {no} 里去掉。其余照常准备，"
        "现在合计 ¥22，到时按这个数付款。如果不想要了，说“取消订单”就行。",
    ),
    (
        "en", "pickup", "reduced",
        "Sorry, Sunshine Canteen can't serve 2 × beef noodles of your order {no}: 牛肉卖完了."
        " The rest goes on as ordered, ¥22 in all. You pay that much less."
        ' If you\'d rather not have it, say "cancel my order".',
    ),
    ("zh", "pickup", "preparing", "{no} 已经开始做了。"),
    ("en", "pickup", "preparing", "{no} is being prepared."),
    ("zh", "pickup", "ready", "{no} 做好了，请到B座1楼（第一食堂）取餐。取餐号 {number}。"),
    (
        "en", "pickup", "ready",
        "{no} is ready. Please collect it at Building B, 1F (Canteen 1)."
        " Your pick-up number is {number}.",
    ),
    ("zh", "delivery", "ready", "{no} 做好了，马上给您送来。"),
    ("en", "delivery", "ready", "{no} is ready and will be with you shortly."),
    ("zh", "delivery", "delivering", "{no} 正在送来：A座3楼301。"),
    ("en", "delivery", "delivering", "{no} is on its way: Building A, floor 3, room 301."),
    ("zh", "pickup", "completed", "{no} 已完成，慢用！吃完点几颗星，告诉我们怎么样。"),
    ("en", "pickup", "completed", "{no} is completed. Enjoy! Tell us afterwards how it was:"),
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


async def ordered(demo: DemoPark, status: str, language: str, fulfilment: str) -> Order:
    """An order that came to `status`, in a conversation that speaks `language`."""
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session, language=language)
        quantity = 3 if status == "reduced" else 1
        order = await demo.placed(session, quantity=quantity, conversation=conversation)
        order.fulfilment = fulfilment
        order.building, order.floor, order.room = "A", 3, "301"
        for action in PATHS[status]:
            if action == "part":
                left = {order.lines[0].id: 1}
                await reducing.reject_part(
                    session, demo.id, order.id, left, reason="牛肉卖完了", now=NOW
                )
                continue
            if action == "eta":
                await orders.expect(session, demo.id, order.id, EXPECTED, now=NOW)
                continue
            reason = "牛肉卖完了" if action == "reject" else None
            await orders.advance(session, demo.id, order.id, action, now=NOW, reason=reason)
    return order


@pytest.mark.parametrize(("language", "fulfilment", "status", "text"), SAID)
async def test_each_change_is_said_once(
    demo: DemoPark, language: str, fulfilment: str, status: str, text: str
) -> None:
    order, notifier = await ordered(demo, status, language, fulfilment), Notifier(demo)
    for _ in range(2):  # The queue may hand an event out again.
        await notifier.handle_last(f"order:{order.id}")
    (message,) = await notifier.messages()
    assert message.text == text.format(no=order.order_no, number=order.pickup_number)
    assert (message.conversation_id, message.author, message.direction, message.seq) == (
        order.conversation_id,
        "system",
        "out",
        1,
    )
    asks = {"expects": "rating", "about": f"order:{order.id}"} if status == "completed" else {}
    assert message.data == {"order_no": order.order_no, "status": order.status, **asks}
    assert len(message.buttons) == (5 if asks else 0)
    assert notifier.feed.woken == [(demo.id, order.conversation_id)]


@pytest.mark.parametrize(
    ("language", "action", "said"),
    [
        ("zh", "accept", "阳光食堂已接单：{no}，今天 12:00–12:15。商家预计今天 12:10 左右好。"),
        ("en", "accept", "Sunshine Canteen has accepted {no}, today 12:00–12:15."
         " They expect it today 12:10."),
        ("zh", "preparing", "{no} 已经开始做了。预计今天 12:10 左右好。"),
        ("en", "preparing", "{no} is being prepared. They expect it today 12:10."),
    ],
)  # fmt: skip
async def test_when_it_is_expected_is_said_with_the_step(
    demo: DemoPark, language: str, action: str, said: str
) -> None:
    order, notifier = await ordered(demo, "placed", language, "pickup"), Notifier(demo)
    async with demo.sessions.begin() as session:
        if action == "preparing":
            await orders.advance(session, demo.id, order.id, "accept", now=NOW)
        await orders.advance(session, demo.id, order.id, action, now=NOW, expected_at=EXPECTED)
    await notifier.handle_last(f"order:{order.id}")
    assert (await notifier.texts())[-1] == said.format(no=order.order_no)


def test_every_notice_is_tried_here() -> None:
    assert {f"order.{status}" for _, _, status, _ in SAID} == set(NOTICES)


async def test_without_a_reason_it_is_said_that_there_is_none(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session)
        await orders.advance(session, demo.id, order.id, "reject", now=NOW)
    notifier = Notifier(demo)
    await notifier.handle_last(f"order:{order.id}")
    (text,) = await notifier.texts()
    assert "：没有说明原因。" in text


async def test_what_the_tenant_did_themselves_is_no_news(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session)
        await orders.request_cancellation(session, demo.id, order.id, now=NOW)
        subject = f"order:{order.id}"
        assert await demo.events(session, subject) == [(1, "order.placed"), (2, "order.cancelled")]
    notifier = Notifier(demo)
    await notifier.handle_all(subject)
    assert (await notifier.texts(), notifier.feed.woken) == ([], [])


async def test_an_order_that_no_chat_made_is_told_where_its_person_writes(demo: DemoPark) -> None:
    order, notifier = await ordered(demo, "accepted", "zh", "pickup"), Notifier(demo)
    there = order.conversation_id
    async with demo.sessions.begin() as session:
        (await orders.load(session, demo.id, order.id)).conversation_id = None
    await notifier.handle_last(f"order:{order.id}")
    (message,) = await notifier.messages()
    assert message.conversation_id == there


NIGHT = datetime(2026, 12, 2, 23, 0, tzinfo=SHANGHAI)
SEVEN = datetime(2026, 12, 3, 7, 0, tzinfo=SHANGHAI)


def at(day_and_clock: str) -> datetime:
    """In December 2026, Shanghai: 03 08:30."""
    moment = datetime.strptime(f"2026-12-{day_and_clock}", "%Y-%m-%d %H:%M")  # noqa: DTZ007
    return moment.replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("status", "slot", "presses"),
    [
        # It is 23:00. Near is two hours, the end included.
        ("accepted", at("03 12:00"), False),
        ("accepted", at("03 01:01"), False),
        ("accepted", at("03 01:00"), True),
        ("preparing", at("02 23:30"), True),
        ("preparing", at("02 22:00"), True),  # Late already.
        ("accepted", None, True),  # As soon as possible.
        # Whoever can fetch it, or hears the bell in a moment, is told whatever was planned.
        ("ready", at("03 12:00"), True),
        ("delivering", at("03 12:00"), True),
        # They have it in their hands.
        ("completed", at("02 23:00"), False),
        # At 07:00 there would be less than two hours left to find something else.
        ("rejected", at("03 09:00"), True),
        ("rejected", at("03 09:01"), False),
        ("expired", at("02 22:45"), True),
    ],
)
def test_what_the_tenant_waits_for_now_is_told_at_night(
    status: str, slot: datetime | None, presses: bool
) -> None:
    order = Order(slot_start=slot)
    notice = OrderNotice(cast(Any, None), order, "notice", status, None, now=NIGHT)
    assert notice.presses(SEVEN) is presses


async def test_silence_of_the_vendor_is_told_at_night_too(demo: DemoPark) -> None:
    order, notifier = await ordered(demo, "placed", "en", "pickup"), Notifier(demo)
    async with demo.sessions.begin() as session:
        found = await orders.load(session, demo.id, order.id)
        told = await tell_not_accepted(session, found, now=NIGHT)
    assert told == Told(demo.id, cast(int, order.conversation_id))
    (text,) = await notifier.texts()
    assert text.startswith("Sunshine Canteen hasn't accepted your order")


async def test_of_orders_those_are_not_told_who_opted_out(demo: DemoPark) -> None:
    order, notifier = await ordered(demo, "accepted", "zh", "pickup"), Notifier(demo)
    async with demo.sessions.begin() as session:
        person = await session.get_one(Person, (demo.id, order.person_id))
        await opt_out(session, person, "order", now=NOW)
        found = await orders.load(session, demo.id, order.id)
        assert await tell_not_accepted(session, found, now=NOW) is None
    await notifier.handle_last(f"order:{order.id}")
    assert (await notifier.texts(), notifier.feed.woken) == ([], [])


async def test_who_wants_no_questions_for_ratings_is_told_without_stars(demo: DemoPark) -> None:
    order, notifier = await ordered(demo, "completed", "zh", "pickup"), Notifier(demo)
    async with demo.sessions.begin() as session:
        person = await session.get_one(Person, (demo.id, order.person_id))
        await opt_out(session, person, "rating", now=NOW)
    await notifier.handle_last(f"order:{order.id}")
    (message,) = await notifier.messages()
    assert (message.text, message.buttons) == (f"{order.order_no} 已完成，慢用！", [])
