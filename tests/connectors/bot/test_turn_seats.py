"""So many turns at once: who waits for a seat, in which order, and when nobody more is taken."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from prometheus_client import CollectorRegistry

from connectors.bot.client import Dialogue
from connectors.bot.turn_metrics import TurnMetrics
from connectors.bot.turns import TurnRunner
from connectors.channels.feed import Feed
from models.park import Park
from parkline.process.clock import SetClock
from parkline.stores.database import Sessions
from services.conversations import conversations, receiving
from tests.connectors.bot.fake import TOKEN, FakeBot
from tests.connectors.bot.turning import Chat, gate, later, make_conversation
from tests.given import factories
from tests.kit.waiting import until


@dataclass
class SetMonotonic:
    """A stopwatch that a test moves."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


async def test_turns_beyond_the_room_wait_here_and_no_message_is_taken_beyond_what_may_wait(
    sessions: Sessions, bot: FakeBot, clock: SetClock
) -> None:
    """What was stored is answered, whoever had to wait; who is being answered may go on."""
    go = asyncio.Event()

    async def slow(_turn: dict[str, Any]) -> None:
        await go.wait()

    bot.behave = slow
    first = await make_conversation(sessions)
    async with sessions.begin() as session:
        park = await session.get_one(Park, first.park_id)
        people = [await factories.make_person(session, park) for _ in range(4)]
        others = [
            await factories.make_conversation(session, person, external_id=f"o{number}")
            for number, person in enumerate(people)
        ]
    rows = [first, *others]
    async with Feed(None) as feed, aiohttp.ClientSession() as client:
        runner = TurnRunner(
            sessions, Dialogue(client, [bot.url], TOKEN, timeout=20), feed, clock,
            TurnMetrics(CollectorRegistry()), at_once=2, waiting=4,
        )  # fmt: skip
        for row in rows:
            async with sessions.begin() as session:
                kept = await conversations.find(session, row.park_id, row.id)
                await receiving.receive(
                    session, kept, external_id=f"m{row.id}", text="一", now=clock()
                )
        later(clock, seconds=5)
        await runner.sweep()

        async def two_are_asked() -> bool:
            return len(bot.asked) == 2

        await until(two_are_asked)
        crowded = [runner.crowded(row.park_id, row.id) for row in rows]
        assert sorted(crowded) == [False, False, False, False, True]
        await runner.sweep()
        assert bot.at_once == 2

        go.set()

        async def all_are_answered() -> bool:
            await runner.sweep()
            return len(bot.turns) == 5

        await until(all_are_answered)
        assert bot.at_once == 2
        assert not runner.crowded(first.park_id, first.id)
        await runner.close()


@asynccontextmanager
async def one_seat(
    sessions: Sessions, bot: FakeBot, clock: SetClock, monotonic: SetMonotonic
) -> AsyncIterator[TurnRunner]:
    async with Feed(None) as feed, aiohttp.ClientSession() as client:
        runner = TurnRunner(
            sessions, Dialogue(client, [bot.url], TOKEN, timeout=20), feed, clock,
            TurnMetrics(CollectorRegistry()), at_once=1, patience=3, monotonic=monotonic,
        )  # fmt: skip
        yield runner
        await runner.close()


async def two_chats(sessions: Sessions, clock: SetClock, runner: TurnRunner) -> list[Chat]:
    first = await make_conversation(sessions)
    async with sessions.begin() as session:
        park = await session.get_one(Park, first.park_id)
        person = await factories.make_person(session, park)
        second = await factories.make_conversation(session, person, external_id="second")
    return [Chat(sessions, runner, clock, CollectorRegistry(), row) for row in (first, second)]


async def test_who_has_many_waiting_takes_turns_with_the_others(
    sessions: Sessions, bot: FakeBot, clock: SetClock
) -> None:
    arrived, go_on = gate(bot)
    async with one_seat(sessions, bot, clock, SetMonotonic()) as runner:
        many, one = await two_chats(sessions, clock, runner)
        for text in ("一", "二", "三"):
            await many.store(text)
        await one.store("four")
        many.wake()
        await arrived.wait()
        one.wake()
        go_on.set()
        await many.settled()
        await one.settled()
    assert [text for _, text in bot.turns] == ["一", "four", "二", "三"]


async def test_none_is_added_while_the_first_has_waited_too_long_for_a_seat(
    sessions: Sessions, bot: FakeBot, clock: SetClock
) -> None:
    arrived, go_on = gate(bot)
    monotonic = SetMonotonic()
    async with one_seat(sessions, bot, clock, monotonic) as runner:
        asked, waits = await two_chats(sessions, clock, runner)
        for chat in (asked, waits):
            await chat.store("你好")
        asked.wake()
        await arrived.wait()
        waits.wake()
        await asyncio.sleep(0)
        park_id = asked.row.park_id
        assert not runner.crowded(park_id, 999)
        monotonic.seconds += 3.1
        assert runner.crowded(park_id, 999)
        assert not runner.crowded(park_id, asked.row.id), "who is being answered goes on"
        go_on.set()
        for chat in (asked, waits):
            await chat.settled()
        assert not runner.crowded(park_id, 999)


async def test_none_is_added_who_would_wait_too_long_by_how_long_turns_take(
    sessions: Sessions, bot: FakeBot, clock: SetClock
) -> None:
    """The first in the queue has not waited yet, but the one before took forty seconds."""
    monotonic = SetMonotonic()
    async with one_seat(sessions, bot, clock, monotonic) as runner:
        asked, waits = await two_chats(sessions, clock, runner)

        async def slow(_turn: dict[str, Any]) -> None:
            monotonic.seconds += 40

        bot.behave = slow
        await asked.say("你好")
        arrived, go_on = gate(bot)
        await asked.store("还在吗")
        asked.wake()
        await arrived.wait()
        park_id = asked.row.park_id
        assert not runner.crowded(park_id, None), "nobody is in the queue"
        await waits.store("你好")
        waits.wake()
        await asyncio.sleep(0)
        assert runner.crowded(park_id, None)
        go_on.set()
        for chat in (asked, waits):
            await chat.settled()
