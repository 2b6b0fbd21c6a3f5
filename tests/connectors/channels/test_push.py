"""What we say on a platform of its own arrives in its order, whatever falls down meanwhile."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from connectors.channels.feed import Feed
from connectors.channels.outbox import (
    LEASE,
    Outcome,
    Outgoing,
    PartSent,
    Retry,
    Sent,
    Undeliverable,
    backoff,
)
from connectors.channels.push import FAILURES_ALLOWED, KEPT_FOR
from models.conversations import Message
from parkline.process.clock import SetClock
from parkline.stores.database import Sessions
from services.channels import outbox
from services.conversations import conversations, receiving
from tests.conftest import WEDNESDAY_MORNING
from tests.connectors.channels.pushing import (
    Line,
    Platform,
    answers,
    clock,
    line,
    open_line,
    platform,
    pusher_of,
)
from tests.given.demo_park import events_of

__all__ = ["clock", "line", "platform"]

SECOND = timedelta(seconds=1)


async def test_what_is_said_is_sent_in_its_order(line: Line, platform: Platform) -> None:
    await line.speak("一", "二")
    await line.speak("三", author="staff")
    await line.hears(pusher_of(line, platform))
    assert platform.heard == [("li", "一"), ("li", "二"), ("li", "三")]
    assert [status for _text, status, _outcome in await line.ended()] == ["sent"] * 3


async def test_what_a_channel_reads_by_itself_is_never_sent(
    sessions: Sessions, clock: SetClock, platform: Platform
) -> None:
    line = await open_line(sessions, clock)
    async with sessions.begin() as session:
        line.row = await conversations.open_conversation(
            session, line.row.park_id, channel="webchat", external_id="li", now=clock()
        )
    await line.speak("您好")
    await line.hears(pusher_of(line, platform))
    assert (platform.texts, await line.ended()) == ([], [("您好", "sent", None)])


async def test_two_pushers_send_each_message_once(line: Line, platform: Platform) -> None:
    await line.speak(*"abcdefgh")
    here, there = pusher_of(line, platform), pusher_of(line, platform)
    await asyncio.gather(*(line.hears(pusher) for pusher in (here, there) * 3))
    assert platform.texts == list("abcdefgh")


async def test_who_takes_what_another_has_just_sent_keeps_no_lease(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between a look at what waits and the lease the one who had it sent all of it."""
    await line.speak("您的餐到了")
    lease = outbox.lease

    async def after_another(*about: Any, **lease_of: Any) -> bool:
        async with line.sessions.begin() as session:
            await session.execute(update(Message).values(status="sent"))
        return await lease(*about, **lease_of)

    monkeypatch.setattr(outbox, "lease", after_another)
    assert await line.outbox.take(line.row.id, "late") is None
    async with line.sessions() as session:
        now = await conversations.find(session, line.row.park_id, line.row.id)
    assert (now.push_token, now.push_until) == (None, None)


async def test_a_crash_after_sending_repeats_that_sending_alone(
    line: Line, platform: Platform, clock: SetClock
) -> None:
    """The platform has the message, nobody has written so: it cannot be known, and is sent again
    under the same key."""
    await line.speak("一", "二")
    crashed = await line.outbox.take(line.row.id, "of a process that is gone")
    assert crashed is not None
    platform.take(crashed)

    await line.hears(pusher_of(line, platform))
    assert platform.texts == ["一"]  # The lease still stands.
    clock.moment = WEDNESDAY_MORNING + LEASE + SECOND
    await line.hears(pusher_of(line, platform))
    assert platform.texts == ["一", "一", "二"]
    assert platform.keys[0] == platform.keys[1] != platform.keys[2]


async def test_who_lost_the_lease_writes_nothing(
    line: Line, platform: Platform, clock: SetClock
) -> None:
    await line.speak("一")
    slow = await line.outbox.take(line.row.id, "slow")
    assert slow is not None
    clock.moment = WEDNESDAY_MORNING + LEASE + SECOND
    await line.hears(pusher_of(line, platform))
    assert not await line.outbox.settle(slow, Undeliverable("refused"), "slow")
    assert await line.ended() == [("一", "sent", None)]


async def test_a_retry_keeps_the_order_and_waits_as_long_as_the_platform_said(
    line: Line, platform: Platform, clock: SetClock
) -> None:
    await line.speak("一", "二")
    platform.behave = [answers(Retry(timedelta(minutes=3)))]
    pusher = pusher_of(line, platform)
    await line.hears(pusher)
    clock.moment = WEDNESDAY_MORNING + timedelta(minutes=2)
    await line.hears(pusher)
    assert platform.texts == []
    clock.moment = WEDNESDAY_MORNING + timedelta(minutes=3)
    await line.hears(pusher)
    assert platform.texts == ["一", "二"]


async def test_each_failure_waits_longer_than_the_one_before() -> None:
    seconds = [backoff(attempts).total_seconds() for attempts in (0, 1, 2, 7, 100)]
    assert seconds == [2, 4, 8, 256, 300]


async def test_who_writes_is_tried_again_at_once(
    line: Line, platform: Platform, clock: SetClock
) -> None:
    await line.speak("一")
    platform.behave = [answers(Retry(timedelta(hours=1)))]
    pusher = pusher_of(line, platform)
    await line.hears(pusher)
    async with line.sessions.begin() as session:
        row = await conversations.find(session, line.row.park_id, line.row.id)
        await receiving.receive(session, row, external_id="m", text="在吗", now=clock())
    await line.hears(pusher)
    assert platform.texts == ["一"]


async def test_what_cannot_be_delivered_says_why_and_the_next_goes_on(
    line: Line, platform: Platform
) -> None:
    await line.speak("一", "二")
    platform.behave = [answers(Undeliverable("window_closed"))]
    await line.hears(pusher_of(line, platform))
    assert await line.ended() == [("一", "undelivered", "window_closed"), ("二", "sent", None)]
    async with line.sessions() as session:
        told = await events_of(session, line.row.park_id, f"conversation:{line.row.id}")
    assert [type_ for _, type_ in told] == ["message.undelivered"]


async def test_several_messages_may_go_as_one(line: Line, platform: Platform) -> None:
    async def merge(outgoing: Outgoing) -> Outcome:
        platform.heard.append(("li", "+".join(m.text for m in outgoing.messages[:2])))
        return Sent(2, via="passive")

    await line.speak("一", "二", "三")
    platform.behave = [merge]
    await line.hears(pusher_of(line, platform))
    assert platform.texts == ["一+二", "三"]
    assert [outcome for *_, outcome in await line.ended()] == ["passive", "passive", None]


async def test_a_message_of_several_parts_goes_on_where_it_stopped(
    line: Line, platform: Platform
) -> None:
    async def next_part(outgoing: Outgoing) -> Outcome:
        message = outgoing.messages[0]
        platform.heard.append(("li", message.text[message.parts]))
        platform.keys.append(outgoing.key)
        return PartSent() if message.parts < 2 else Sent()

    await line.speak("甲乙丙")
    platform.behave = [next_part, answers(Retry(SECOND)), next_part, next_part]
    pusher = pusher_of(line, platform)
    await line.hears(pusher)
    line.clock.moment = WEDNESDAY_MORNING + 2 * SECOND
    await line.hears(pusher)
    assert platform.texts == ["甲", "乙", "丙"]
    assert len(set(platform.keys)) == 3
    assert [status for _text, status, _outcome in await line.ended()] == ["sent"]


async def test_a_message_that_always_fails_does_not_hold_up_the_others(
    line: Line, platform: Platform, clock: SetClock
) -> None:
    async def breaks(_outgoing: Outgoing) -> Outcome:
        raise ValueError("a bug")

    await line.speak("poison", "next")
    platform.behave = [breaks] * FAILURES_ALLOWED
    pusher = pusher_of(line, platform)
    for minutes in range(FAILURES_ALLOWED):
        clock.moment = WEDNESDAY_MORNING + timedelta(minutes=6 * minutes)
        await line.hears(pusher)
    assert await line.ended() == [("poison", "undelivered", "failed"), ("next", "sent", None)]


async def test_old_news_is_not_sent(line: Line, platform: Platform, clock: SetClock) -> None:
    await line.speak("您的餐到了")
    clock.moment = WEDNESDAY_MORNING + KEPT_FOR + SECOND
    await line.speak("您好")
    await line.hears(pusher_of(line, platform))
    assert platform.texts == ["您好"]
    assert (await line.ended())[0] == ("您的餐到了", "undelivered", "expired")


async def test_a_sweep_finds_what_nobody_was_woken_for(line: Line, platform: Platform) -> None:
    await line.speak("您的餐到了", author="system")
    pusher = pusher_of(line, platform)
    await pusher.sweep()
    await pusher.settled(line.row.id)
    assert platform.texts == ["您的餐到了"]


async def test_the_feed_wakes_the_pusher(line: Line, platform: Platform) -> None:
    pusher = pusher_of(line, platform)
    async with Feed(None) as feed:
        feed.watch(pusher.heard)
        await line.speak("一")
        await feed.publish(line.row.park_id + 1, line.row.id)
        await pusher.settled(line.row.id)
        assert platform.texts == []  # Another park's conversation.
        await feed.publish(line.row.park_id, line.row.id)
        await pusher.settled(line.row.id)
    assert platform.texts == ["一"]


async def test_a_channel_that_is_not_configured_keeps_its_messages(
    sessions: Sessions, clock: SetClock, platform: Platform
) -> None:
    line = await open_line(sessions, clock, channel="gone")
    await line.speak("一")
    pusher = pusher_of(line, platform)
    await pusher.sweep()
    await line.hears(pusher)
    assert await line.ended() == [("一", "waiting", None)]


async def test_a_message_is_kept_as_waiting_with_the_change_that_made_it(line: Line) -> None:
    await line.speak("一")
    message: Message = await line.message()
    assert (message.status, message.parts, message.outcome) == ("waiting", 0, None)
