"""Whom news reaches, where, and when: once, where they wrote last, and in quiet hours later."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.ordering import Order
from models.park import Park
from models.people import Person
from services.notices import notices
from services.ordering import orders
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark
from tests.given.factories import make_conversation, make_person
from tests.given.notices import HELD, Notifier
from tests.given.people import linked, talk

NOW = WEDNESDAY_MORNING
NIGHT = datetime(2026, 12, 2, 22, 30, tzinfo=SHANGHAI)
SEVEN = datetime(2026, 12, 3, 7, 0, tzinfo=SHANGHAI)
NEXT_SEVEN = SEVEN + timedelta(days=1)
TOMORROW_NOON = datetime(2026, 12, 3, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture
def notifier(demo: DemoPark) -> Notifier:
    return Notifier(demo)


async def ordered(
    demo: DemoPark,
    *actions: str,
    at: datetime = NIGHT,
    heard_at: datetime | None = None,
    conversation: Conversation | None = None,
) -> Order:
    """An order for tomorrow, then moved by `actions`; its tenant wrote last at `heard_at`."""
    async with demo.sessions.begin() as session:
        conversation = conversation or await demo.conversation(session, heard_at=heard_at)
        order = await demo.placed(session, at=TOMORROW_NOON, conversation=conversation)
        await _advance(session, order, *actions, at=at)
    return order


async def advance(demo: DemoPark, order: Order, *actions: str, at: datetime = NIGHT) -> None:
    async with demo.sessions.begin() as session:
        await _advance(session, order, *actions, at=at)


async def _advance(session: AsyncSession, order: Order, *actions: str, at: datetime) -> None:
    for action in actions:
        await orders.advance(session, order.park_id, order.id, action, now=at)


def subject(order: Order) -> str:
    return f"order:{order.id}"


@pytest.mark.parametrize(
    ("webchat", "wechat", "expected"),
    [
        (NOW, NOW + timedelta(seconds=1), "wechat"),
        (NOW + timedelta(seconds=1), NOW, "webchat"),
        (NOW, None, "webchat"),
        (None, NOW, "wechat"),
    ],
)
async def test_it_is_said_where_they_wrote_last_and_in_the_language_of_there(
    demo: DemoPark,
    notifier: Notifier,
    webchat: datetime | None,
    wechat: datetime | None,
    expected: str,
) -> None:
    """Though the order was made in the web chat."""
    order = await ordered(demo, "accept", at=NOW, heard_at=webchat)
    async with demo.sessions.begin() as session:
        person = await session.get_one(Person, (demo.id, order.person_id))
        await make_conversation(
            session, person, channel="wechat", language="en", heard_at=wechat, created_at=NOW
        )
    await notifier.handle_last(subject(order))
    (message,) = await notifier.messages()
    assert message.channel == expected
    assert (" has accepted " in message.text) is (expected == "wechat")
    assert notifier.feed.woken == [(demo.id, message.conversation_id)]


async def test_who_has_no_conversation_cannot_be_told(demo: DemoPark, notifier: Notifier) -> None:
    order = await ordered(demo, "accept", at=NOW)
    async with demo.sessions.begin() as session:
        stranger = await make_person(session, await session.get_one(Park, demo.id))
        (await orders.load(session, demo.id, order.id)).person_id = stranger.id
    await notifier.handle_last(subject(order))
    assert (await notifier.texts(), notifier.feed.woken) == ([], [])


async def test_a_failure_while_handling_says_nothing_and_leaves_the_event_for_later(
    demo: DemoPark, notifier: Notifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, tell = await ordered(demo, "accept", at=NOW), notices.tell

    async def tell_and_crash(*args: Any, **values: Any) -> None:
        await tell(*args, **values)
        raise RuntimeError("after the notice was written")

    with monkeypatch.context() as patch:
        patch.setattr(notices, "tell", tell_and_crash)
        with pytest.raises(RuntimeError):
            await notifier.handle_last(subject(order))
    assert (await notifier.texts(), notifier.feed.woken) == ([], [])
    await notifier.handle_last(subject(order))
    assert (len(await notifier.texts()), len(notifier.feed.woken)) == (1, 1)


async def test_in_quiet_hours_it_waits_until_they_are_over(
    demo: DemoPark, notifier: Notifier
) -> None:
    order = await ordered(demo, "accept")
    await notifier.handle_last(subject(order), now=NIGHT)
    assert (await notifier.texts(), notifier.feed.woken) == ([], [])
    (event_id,) = (await notifier.event_ids(subject(order)))[1:]
    args = {"park_id": demo.id, "event_id": event_id, "person_id": order.person_id}
    assert await notifier.held() == [(args, f"{demo.id}:{subject(order)}:notices", SEVEN)]

    await notifier.run_held(now=SEVEN)
    (text,) = await notifier.texts()
    assert text == f"阳光食堂已接单：{order.order_no}，今天 12:00–12:15。"
    assert notifier.feed.woken == [(demo.id, order.conversation_id)]


async def test_the_queue_of_the_events_does_not_stand_still_behind_what_waits(
    demo: DemoPark, notifier: Notifier
) -> None:
    """A job that waits for its time blocks all later ones of its lock."""
    order = await ordered(demo, "accept")
    await notifier.handle_last(subject(order), now=NIGHT)
    ((_, lock, _),) = await notifier.held()
    assert lock != f"{demo.id}:{subject(order)}"


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(minutes=15)])
async def test_who_has_just_written_is_awake(
    demo: DemoPark, notifier: Notifier, ago: timedelta
) -> None:
    order = await ordered(demo, "accept", heard_at=NIGHT - ago)
    await notifier.handle_last(subject(order), now=NIGHT)
    assert (len(await notifier.texts()), await notifier.held()) == (1, [])


async def test_who_wrote_longer_ago_sleeps(demo: DemoPark, notifier: Notifier) -> None:
    order = await ordered(demo, "accept", heard_at=NIGHT - timedelta(minutes=15, seconds=1))
    await notifier.handle_last(subject(order), now=NIGHT)
    assert (await notifier.texts(), len(await notifier.held())) == ([], 1)


async def test_what_has_moved_on_by_morning_is_told_as_it_is_then(
    demo: DemoPark, notifier: Notifier
) -> None:
    order = await ordered(demo, "accept", "preparing")
    await notifier.handle_all(subject(order), now=NIGHT)
    assert len(await notifier.held()) == 2
    await notifier.run_held(now=SEVEN)
    assert await notifier.texts() == [f"{order.order_no} 已经开始做了。"]


async def test_what_was_told_meanwhile_is_not_followed_by_what_came_before_it(
    demo: DemoPark, notifier: Notifier
) -> None:
    order = await ordered(demo, "accept")
    await notifier.handle_all(subject(order), now=NIGHT)
    await advance(demo, order, "ready", at=SEVEN)
    await notifier.handle_last(subject(order), now=SEVEN)
    await notifier.run_held(now=SEVEN)
    (text,) = await notifier.texts()
    assert text.startswith(f"{order.order_no} 做好了")


async def test_news_that_moves_nothing_leaves_what_waits_true(
    demo: DemoPark, notifier: Notifier
) -> None:
    order = await ordered(demo, "accept")
    await notifier.handle_all(subject(order), now=NIGHT)
    async with demo.sessions.begin() as session:
        await orders.request_cancellation(session, demo.id, order.id, now=NIGHT)
    await notifier.run_held(now=SEVEN)
    assert len(await notifier.texts()) == 1


async def test_a_worker_that_was_away_all_day_waits_for_the_next_morning(
    demo: DemoPark, notifier: Notifier
) -> None:
    order = await ordered(demo, "accept")
    await notifier.handle_last(subject(order), now=NIGHT)
    (args, _, _) = (await notifier.held())[0]
    async with demo.sessions.begin() as session:
        found = await orders.load(session, demo.id, order.id)
        found.slot_start = found.slot_end = TOMORROW_NOON + timedelta(days=3)
    await notifier.worker(NIGHT + timedelta(days=1)).do(HELD, **args)
    assert await notifier.texts() == []
    assert [until for _, _, until in await notifier.held()] == [SEVEN, NEXT_SEVEN]
    await notifier.run_held(now=NEXT_SEVEN)
    assert len(await notifier.texts()) == 1


async def test_a_park_without_quiet_hours_tells_at_night(
    demo: DemoPark, notifier: Notifier
) -> None:
    order = await ordered(demo, "accept")
    async with demo.sessions.begin() as session:
        (await session.get_one(Park, demo.id)).quiet_from = None
    await notifier.handle_last(subject(order), now=NIGHT)
    assert (len(await notifier.texts()), await notifier.held()) == (1, [])


async def test_what_was_held_for_somebody_who_was_linked_meanwhile_is_told_once(
    demo: DemoPark, notifier: Notifier
) -> None:
    """In the channel that they wrote on last; also if both of the two were to be told."""
    web, telegram = await talk(demo), await talk(demo, "telegram")
    order = await ordered(demo, conversation=telegram)
    await advance(demo, order, "accept")
    await notifier.handle_last(subject(order), now=NIGHT)
    assert len(await notifier.held()) == 1
    await linked(demo, web, telegram)
    await notifier.run_held(now=SEVEN)
    assert [message.conversation_id for message in await notifier.messages()] == [telegram.id]
