"""Every stored message is answered once, in its order, whatever falls down meanwhile."""

import asyncio
import gc
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from prometheus_client import CollectorRegistry
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from connectors.channels.feed import Feed
from connectors.dialogue import Dialogue
from connectors.turns import LEASE, TurnMetrics, TurnRunner
from models import Conversation, EventRow, KnowledgeVersion, Message, Park
from parkline.clock import SetClock
from parkline.database import Sessions
from services import conversations, handoffs, inbox, receiving
from services.conversations import Reply
from services.inbox import Concluded
from tests import factories
from tests.connectors.bot import TOKEN, FakeBot, fails
from tests.waiting import until

_numbers = itertools.count(1)


@dataclass
class Chat:
    """One tenant's conversation, and the runner that answers it."""

    sessions: Sessions
    runner: TurnRunner
    clock: SetClock
    registry: CollectorRegistry
    row: Conversation

    @property
    def sender(self) -> str:
        return f"{self.row.park_id}:{self.row.id}"

    async def store(self, text: str) -> Message:
        async with self.sessions.begin() as session:
            conversation = await self.read(session)
            received = await receiving.receive(
                session,
                conversation,
                external_id=f"m-{next(_numbers)}",
                text=text,
                now=self.clock(),
            )
        return received.message

    def wake(self, runner: TurnRunner | None = None) -> None:
        (runner or self.runner).wake(self.row.park_id, self.row.id)

    async def settled(self, runner: TurnRunner | None = None) -> None:
        async with asyncio.timeout(30):
            await (runner or self.runner).settled(self.row.park_id, self.row.id)

    async def say(self, *texts: str) -> None:
        for text in texts:
            await self.store(text)
        self.wake()
        await self.settled()

    async def sweep(self, runner: TurnRunner | None = None) -> None:
        await (runner or self.runner).sweep()
        await self.settled(runner)

    async def read(self, session: Any) -> Conversation:
        return await conversations.find(session, self.row.park_id, self.row.id)

    async def now(self) -> Conversation:
        async with self.sessions() as session:
            return await self.read(session)

    async def taken_over(self) -> None:
        async with self.sessions.begin() as session:
            staff = await factories.make_staff(session, self.row.park_id)
            await handoffs.take(session, self.row.park_id, self.row.id, staff, now=self.clock())

    async def log(self) -> list[tuple[str, str]]:
        """(author, text) of every message, in order."""
        async with self.sessions() as session:
            rows = await conversations.since(session, self.row, 0)
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1)), "without gaps"
        return [(row.author, row.text) for row in rows]

    async def answers(self) -> list[str]:
        return [text for author, text in await self.log() if author == "bot"]

    async def statuses(self) -> list[str]:
        async with self.sessions() as session:
            rows = await conversations.since(session, self.row, 0)
        return [row.status for row in rows if row.direction == "in"]

    async def handoffs(self) -> list[str]:
        async with self.sessions() as session:
            rows = await session.scalars(
                select(EventRow).where(EventRow.type == "conversation.handed_off")
            )
            return [row.data["reason"] for row in rows]

    def count(self, outcome: str) -> float:
        return self.registry.get_sample_value("parkline_turns_total", {"outcome": outcome}) or 0


@asynccontextmanager
async def running(
    sessions: Sessions, bot: FakeBot, clock: SetClock, registry: CollectorRegistry
) -> AsyncIterator[TurnRunner]:
    async with Feed(None) as feed, aiohttp.ClientSession() as client:
        dialogue = Dialogue(client, [bot.url], TOKEN, timeout=20)
        runner = TurnRunner(
            sessions, dialogue, feed, clock, TurnMetrics(registry), sweep_seconds=0.01
        )
        yield runner
        await runner.close()


async def make_conversation(sessions: Sessions, **values: Any) -> Conversation:
    async with sessions.begin() as session:
        park = await factories.make_park(session)
        person = await factories.make_person(session, park)
        return await factories.make_conversation(session, person, **values)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(factories.CREATED)


@pytest.fixture
async def runner(sessions: Sessions, bot: FakeBot, clock: SetClock) -> AsyncIterator[TurnRunner]:
    async with running(sessions, bot, clock, CollectorRegistry()) as runner:
        yield runner


@pytest.fixture
async def chat(sessions: Sessions, bot: FakeBot, clock: SetClock) -> AsyncIterator[Chat]:
    registry = CollectorRegistry()
    async with running(sessions, bot, clock, registry) as runner:
        row = await make_conversation(sessions)
        yield Chat(sessions, runner, clock, registry, row)


@dataclass
class SetMonotonic:
    """A stopwatch that a test moves."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


def later(clock: SetClock, **by: float) -> datetime:
    assert clock.moment is not None
    clock.moment += timedelta(**by)
    return clock.moment


def gate(bot: FakeBot) -> tuple[asyncio.Event, asyncio.Event]:
    """(a turn has arrived, let turns go on)"""
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def behave(_turn: dict[str, Any]) -> None:
        arrived.set()
        await go_on.wait()

    bot.behave = behave
    return arrived, go_on


async def test_one_message_is_one_turn_and_one_answer(chat: Chat, bot: FakeBot) -> None:
    await chat.say("你好")

    assert await chat.log() == [("tenant", "你好"), ("bot", "re: 你好")]
    assert await chat.statuses() == ["handled"]
    assert len(bot.asked) == 1
    assert chat.count("answered") == 1


async def test_waking_without_a_message_asks_nothing(chat: Chat, bot: FakeBot) -> None:
    chat.wake()
    await chat.settled()
    assert bot.asked == []


async def test_the_bot_is_told_where_and_when_it_is(chat: Chat, bot: FakeBot) -> None:
    async with chat.sessions.begin() as session:
        session.add(KnowledgeVersion(park_id=chat.row.park_id, version=12))
    message = await chat.store("two americanos, please")
    chat.wake()
    await chat.settled()

    [asked] = bot.asked
    assert asked["sender"] == chat.sender
    assert asked["message_id"] == str(message.id)
    assert asked["metadata"] == {
        "park_id": chat.row.park_id,
        "conversation_id": chat.row.id,
        "message_id": str(message.id),
        "now": "2026-12-02T01:30:00+00:00",
        "language": "en",
        "knowledge_version": 12,
    }


async def test_messages_of_a_conversation_are_answered_in_their_order_one_at_a_time(
    chat: Chat, bot: FakeBot
) -> None:
    arrived, go_on = gate(bot)
    await chat.store("一")
    chat.wake()
    async with asyncio.timeout(10):
        await arrived.wait()
    for text in ("二", "三"):
        await chat.store(text)
        chat.wake()
    go_on.set()
    await chat.settled()

    assert bot.said_to(chat.sender) == ["一", "二", "三"]
    assert await chat.answers() == ["re: 一", "re: 二", "re: 三"]
    assert bot.overlapping == 0


async def test_different_conversations_do_not_wait_for_each_other(chat: Chat, bot: FakeBot) -> None:
    both_here = asyncio.Barrier(2)

    async def behave(_turn: dict[str, Any]) -> None:
        await both_here.wait()

    bot.behave = behave
    other = Chat(
        chat.sessions,
        chat.runner,
        chat.clock,
        chat.registry,
        await make_conversation(chat.sessions),
    )
    await asyncio.gather(chat.say("一"), other.say("one"))

    assert bot.at_once == 2
    assert (await chat.answers(), await other.answers()) == (["re: 一"], ["re: one"])


async def test_a_button_goes_as_its_command(chat: Chat, bot: FakeBot) -> None:
    async with chat.sessions.begin() as session:
        offer = Reply("下单吗？", [{"title": "下单", "payload": "/affirm"}])
        conversation = await chat.read(session)
        await conversations.speak(session, conversation, [offer], author="bot", now=chat.clock())
    await chat.say("下单")
    assert [(turn["text"], turn["payload"]) for turn in bot.asked] == [("下单", "/affirm")]


@pytest.mark.parametrize("seed", range(3))
async def test_two_runners_on_one_database_never_answer_twice(
    chat: Chat, bot: FakeBot, runner: TurnRunner, seed: int
) -> None:
    """Random arrivals at either process, random wakes, random waits of the bot."""
    random = Random(seed)
    runners = (chat.runner, runner)

    async def behave(_turn: dict[str, Any]) -> None:
        await asyncio.sleep(random.random() * 0.01)

    async def arrive(text: str) -> None:
        await asyncio.sleep(random.random() * 0.2)
        await chat.store(text)
        for _ in range(random.randint(1, 3)):
            chat.wake(random.choice(runners))
            await asyncio.sleep(0)

    bot.behave = behave
    texts = [f"m{number}" for number in range(12)]
    await asyncio.gather(*(arrive(text) for text in texts))
    for one in runners:
        await chat.settled(one)
    later(chat.clock, seconds=5)
    await asyncio.gather(*(chat.sweep(one) for one in runners))

    log = await chat.log()
    stored = [text for author, text in log if author == "tenant"]
    assert sorted(stored) == sorted(texts)
    assert await chat.answers() == [f"re: {text}" for text in stored]
    assert bot.said_to(chat.sender) == stored
    assert bot.overlapping == 0


async def test_a_bot_that_is_down_is_admitted_at_once_and_only_once(
    chat: Chat, bot: FakeBot
) -> None:
    bot.ready = False
    await chat.say("两份牛肉面")

    said = [("tenant", "两份牛肉面"), ("system", BOT_DOWN_ZH)]
    assert await chat.log() == said
    assert await chat.statuses() == ["received"]
    for _ in range(3):
        later(chat.clock, seconds=5)
        await chat.sweep()
    assert await chat.log() == said


BOT_DOWN_ZH = (
    "我这边暂时有点状况，您的消息已经收到、不会丢，恢复后马上回复。着急请打服务台 010-5555-0100。"
)


async def test_a_bot_that_stays_down_for_a_minute_leaves_it_to_people_once(
    chat: Chat, bot: FakeBot
) -> None:
    bot.ready = False
    await chat.say("两份牛肉面")
    later(chat.clock, seconds=60)
    await chat.sweep()
    assert await chat.handoffs() == []
    for _ in range(3):
        later(chat.clock, seconds=5)
        await chat.sweep()
    assert await chat.handoffs() == ["bot_down"]
    assert (await chat.now()).owner == "queued"
    assert [text for author, text in await chat.log() if author == "system"] == [
        BOT_DOWN_ZH,
        "我这边还没恢复，已经把您转给服务台同事，他们会在这里回复您。着急请打 010-5555-0100。",
    ]
    assert await chat.statuses() == ["received"]


async def test_a_bot_that_is_down_is_admitted_in_the_language_of_the_message(
    chat: Chat, bot: FakeBot
) -> None:
    bot.ready = False
    await chat.say("two beef noodles")
    [_, (author, text)] = await chat.log()
    assert (author, "won't be lost" in text) == ("system", True)


async def test_a_second_message_to_a_bot_that_is_down_waits_behind_the_first(
    chat: Chat, bot: FakeBot
) -> None:
    bot.ready = False
    await chat.say("一")
    await chat.say("二")
    assert [author for author, _ in await chat.log()] == ["tenant", "system", "tenant"]

    bot.ready = True
    later(chat.clock, seconds=5)
    await chat.sweep()
    assert await chat.answers() == ["re: 一", "re: 二"]
    assert await chat.statuses() == ["handled", "handled"]


async def test_the_sweeper_answers_when_the_bot_is_back(chat: Chat, bot: FakeBot) -> None:
    bot.ready = False
    await chat.say("两份牛肉面")
    bot.ready = True
    later(chat.clock, seconds=5)
    sweeping = asyncio.create_task(chat.runner.sweep_forever())

    async def handled() -> bool:
        return await chat.statuses() == ["handled"]

    await until(handled)
    sweeping.cancel()

    assert await chat.answers() == ["re: 两份牛肉面"]


async def test_a_fresh_message_is_not_the_sweepers(chat: Chat, bot: FakeBot) -> None:
    await chat.store("一")
    later(chat.clock, seconds=1)
    await chat.sweep()
    assert bot.asked == []


@pytest.mark.parametrize("status", [500, 503])
async def test_what_changes_while_a_turn_goes_wrong_stays_changed(
    chat: Chat, bot: FakeBot, status: int
) -> None:
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def goes_wrong(_turn: dict[str, Any]) -> web.Response:
        arrived.set()
        await go_on.wait()
        return web.json_response({"error": {"code": "x"}}, status=status)

    bot.behave = goes_wrong
    await chat.store("一")
    chat.wake()
    async with asyncio.timeout(10):
        await arrived.wait()
    await chat.store("two, please")
    await chat.taken_over()
    go_on.set()
    await chat.settled()

    now = await chat.now()
    assert (now.owner, now.language) == ("staff", "en")
    assert [text for author, text in await chat.log() if author == "tenant"] == [
        "一",
        "two, please",
    ]


async def test_three_failures_give_a_message_to_people(chat: Chat, bot: FakeBot) -> None:
    bot.behave = fails
    await chat.say("两份牛肉面")

    assert len(bot.asked) == 3
    assert await chat.log() == [
        ("tenant", "两份牛肉面"),
        ("bot", "抱歉，这条消息我处理不了，已经转给服务台同事跟进。着急请打 010-5555-0100。"),
    ]
    assert await chat.statuses() == ["handled"]
    assert (await chat.now()).owner == "queued"
    assert await chat.handoffs() == ["bot_failed"]


async def test_what_the_bot_remembers_is_handed_to_it_with_the_next_message(
    chat: Chat, bot: FakeBot
) -> None:
    await chat.say("一")
    await chat.say("二")
    first, second = bot.asked
    assert first["memory"] is None
    assert second["memory"] == f"{first['message_id']};"


async def test_a_turn_that_failed_leaves_no_memory(chat: Chat, bot: FakeBot) -> None:
    async def once(turn: dict[str, Any]) -> Any:
        return await fails(turn) if len(bot.asked) == 1 else None

    bot.behave = once
    await chat.say("一")
    assert [turn["memory"] for turn in bot.asked] == [None, None]


async def test_a_failure_that_passes_costs_nothing(chat: Chat, bot: FakeBot) -> None:
    async def once(turn: dict[str, Any]) -> Any:
        return await fails(turn) if len(bot.asked) == 1 else None

    bot.behave = once
    await chat.say("两份牛肉面")
    assert await chat.answers() == ["re: 两份牛肉面"]
    assert (await chat.now()).owner == "bot"


async def test_waiting_for_the_bot_uses_up_no_failures(chat: Chat, bot: FakeBot) -> None:
    bot.ready = False
    await chat.say("两份牛肉面")
    for _ in range(4):
        later(chat.clock, seconds=5)
        await chat.sweep()
    bot.ready, waits = True, len(bot.asked)

    async def once(turn: dict[str, Any]) -> Any:
        return await fails(turn) if len(bot.asked) == waits + 1 else None

    bot.behave = once
    later(chat.clock, seconds=5)
    await chat.sweep()
    assert await chat.answers() == ["re: 两份牛肉面"]
    assert (await chat.now()).owner == "bot"


async def test_a_message_after_a_failed_one_is_answered(chat: Chat, bot: FakeBot) -> None:
    async def chokes(turn: dict[str, Any]) -> Any:
        return await fails(turn) if turn["text"] == "坏" else None

    bot.behave = chokes
    await chat.say("坏", "好")
    assert bot.said_to(chat.sender) == ["好"]
    assert await chat.statuses() == ["handled", "handled"]


async def test_staff_who_own_a_conversation_are_not_interrupted(chat: Chat, bot: FakeBot) -> None:
    await chat.taken_over()
    await chat.say("你们在吗", "在吗")

    assert bot.asked == []
    assert await chat.log() == [("tenant", "你们在吗"), ("tenant", "在吗")]
    assert await chat.statuses() == ["handled", "handled"]


async def test_a_task_killed_after_the_bot_answered_leaves_the_message_to_the_sweeper(
    chat: Chat, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_end, whole = asyncio.Event(), inbox.conclude

    async def never(*_args: Any, **_options: Any) -> bool:
        at_the_end.set()
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(inbox, "conclude", never)
    await chat.store("两份牛肉面")
    chat.wake()
    async with asyncio.timeout(10):
        await at_the_end.wait()
    [task] = [task for task in asyncio.all_tasks() if task.get_name().startswith("turns-")]
    task.cancel()
    await asyncio.wait([task])
    assert await chat.statuses() == ["received"]

    monkeypatch.setattr(inbox, "conclude", whole)
    later(chat.clock, seconds=5)
    await chat.sweep()
    assert await chat.log() == [("tenant", "两份牛肉面"), ("bot", "re: 两份牛肉面")]
    assert len(bot.asked) == 2
    assert bot.said_to(chat.sender) == ["两份牛肉面"]


async def test_a_process_that_lost_its_lease_writes_nothing(
    chat: Chat, bot: FakeBot, runner: TurnRunner
) -> None:
    arrived, go_on = gate(bot)
    await chat.store("两份牛肉面")
    chat.wake()
    async with asyncio.timeout(10):
        await arrived.wait()
    later(chat.clock, seconds=LEASE.total_seconds() + 5)
    await runner.sweep()

    async def asked_twice() -> bool:
        return len(bot.asked) == 2

    await until(asked_twice)
    go_on.set()
    await chat.settled(runner)
    await chat.settled()

    assert await chat.log() == [("tenant", "两份牛肉面"), ("bot", "re: 两份牛肉面")]
    assert bot.said_to(chat.sender) == ["两份牛肉面"]
    assert chat.count("lost_lease") == 1
    assert [turn["memory"] for turn in bot.asked] == [None, None]
    await chat.say("再加一瓶可乐")
    assert bot.asked[-1]["memory"] == f"{bot.asked[0]['message_id']};"


@pytest.mark.parametrize("trouble", ["down", "failed"])
async def test_a_process_that_lost_its_lease_does_not_complain_either(
    chat: Chat, bot: FakeBot, runner: TurnRunner, trouble: str
) -> None:
    """Its turn went wrong late, when another process had answered long since."""
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def first_goes_wrong(turn: dict[str, Any]) -> Any:
        if len(bot.asked) > 1:
            return None
        arrived.set()
        await go_on.wait()
        response = await fails(turn)
        response.set_status(503 if trouble == "down" else 500)
        return response

    bot.behave = first_goes_wrong
    await chat.store("两份牛肉面")
    chat.wake()
    async with asyncio.timeout(10):
        await arrived.wait()
    later(chat.clock, seconds=LEASE.total_seconds() + 5)
    await chat.sweep(runner)
    go_on.set()
    await chat.settled()

    assert await chat.log() == [("tenant", "两份牛肉面"), ("bot", "re: 两份牛肉面")]
    assert await chat.statuses() == ["handled"]


async def test_a_lease_ends_with_its_turns(chat: Chat) -> None:
    await chat.say("你好")
    now = await chat.now()
    assert (now.lease_token, now.lease_until) == (None, None)


async def test_a_lease_that_cannot_be_given_back_runs_out(
    chat: Chat, bot: FakeBot, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot is down, and the database fell meanwhile. Nothing but the log hears of it."""
    unheard: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, what: unheard.append(what))

    async def cannot(*args: Any, **options: Any) -> None:
        raise OperationalError("update", None, Exception("no server"))

    with monkeypatch.context() as down:
        down.setattr(inbox, "release", cannot)
        bot.ready = False
        await chat.say("一")
    gc.collect()
    assert unheard == []
    assert (await chat.now()).lease_token is not None

    bot.ready = True
    later(clock, seconds=LEASE.total_seconds() + 3)
    await chat.sweep()
    assert (await chat.answers())[-1] == "re: 一"


async def test_a_message_that_comes_as_a_lease_ends_is_answered_at_once(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process stored it, which found the lease taken: nobody wakes us."""
    conclude, late = inbox.conclude, ["二"]

    async def concluding(*args: Any, **options: Any) -> Concluded:
        if late:
            await chat.store(late.pop())
        return await conclude(*args, **options)

    monkeypatch.setattr(inbox, "conclude", concluding)
    await chat.say("一")
    assert await chat.answers() == ["re: 一", "re: 二"]


async def test_closing_lets_a_running_turn_end(chat: Chat, bot: FakeBot) -> None:
    arrived, go_on = gate(bot)
    await chat.store("你好")
    chat.wake()
    async with asyncio.timeout(10):
        await arrived.wait()
        closing = asyncio.create_task(chat.runner.close())
        go_on.set()
        await closing
    assert await chat.answers() == ["re: 你好"]


async def test_an_answer_with_no_words_still_handles_the_message(chat: Chat, bot: FakeBot) -> None:
    async def silent(_turn: dict[str, Any]) -> web.Response:
        return web.json_response({"messages": []})

    bot.behave = silent
    await chat.say("嗯")
    assert await chat.log() == [("tenant", "嗯")]
    assert await chat.statuses() == ["handled"]
    async with chat.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Message)) == 1


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
