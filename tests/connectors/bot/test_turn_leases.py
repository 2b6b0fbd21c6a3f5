"""A conversation is one process's until its lease ends, whatever falls down meanwhile."""

import asyncio
import gc
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from connectors.bot.answering import LEASE
from connectors.bot.turns import TurnRunner
from parkline.process.clock import SetClock
from services.conversations import concluding, turns
from services.conversations.concluding import Concluded
from tests.connectors.bot.fake import FakeBot, fails
from tests.connectors.bot.turning import Chat, gate, later
from tests.kit.waiting import until


async def test_a_task_killed_after_the_bot_answered_leaves_the_message_to_the_sweeper(
    chat: Chat, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_end, whole = asyncio.Event(), concluding.conclude

    async def never(*_args: Any, **_options: Any) -> bool:
        at_the_end.set()
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(concluding, "conclude", never)
    await chat.store("两份牛肉面")
    chat.wake()
    async with asyncio.timeout(10):
        await at_the_end.wait()
    [task] = [task for task in asyncio.all_tasks() if task.get_name().startswith("turns-")]
    task.cancel()
    await asyncio.wait([task])
    assert await chat.statuses() == ["received"]

    monkeypatch.setattr(concluding, "conclude", whole)
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
        down.setattr(turns, "release", cannot)
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
    conclude, late = concluding.conclude, ["二"]

    async def conclude_later(*args: Any, **options: Any) -> Concluded:
        if late:
            await chat.store(late.pop())
        return await conclude(*args, **options)

    monkeypatch.setattr(concluding, "conclude", conclude_later)
    await chat.say("一")
    assert await chat.answers() == ["re: 一", "re: 二"]
