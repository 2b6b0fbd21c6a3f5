"""What every channel must do, whatever its wire looks like.

A channel's test subclasses `ChannelContract` (or `LiveChannelContract`, if it holds a connection
open) and provides a `driver` fixture that speaks the channel's real protocol to a real server.
"""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import pytest
from sqlalchemy import select

from connectors.channels.base import TEXT_LIMIT
from models.conversations import Message
from services.conversations import receiving
from services.conversations.conversations import Reply
from tests.contract.installation import EchoTurns, Installation
from tests.kit.waiting import until


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the channel said to a message: accepted as `seq`, where it tells, or refused with
    `code`."""

    seq: int | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it reached the tenant. `seq` is 0 where the channel does not tell."""

    seq: int
    text: str
    buttons: tuple[str, ...] = ()


class Tenant(Protocol):
    """One device of one tenant."""

    async def say(self, text: str, *, id: str | None = None) -> Receipt: ...

    async def press(self, seq: int, index: int) -> Receipt: ...

    async def hear(self) -> Seen:
        """The next message of ours. Fails after a few seconds without one."""

    async def send_garbage(self) -> None:
        """Send what no client of the channel would, more than once, in more than one way."""


class Driver(Protocol):
    name: str

    def external_id(self, who: str) -> str:
        """How the channel calls `who`."""

    def tenant(self, who: str, *, after: int = 0) -> AbstractAsyncContextManager[Tenant]: ...


async def stored(installation: Installation) -> list[Message]:
    async with installation.sessions() as session:
        return list(
            await session.scalars(
                select(Message).where(Message.direction == "in").order_by(Message.id)
            )
        )


async def answered(installation: Installation, count: int) -> None:
    """Wait until so many messages are."""

    async def done() -> bool:
        rows = await stored(installation)
        return [row.status for row in rows].count("handled") == count

    await until(done)


REFUSALS = {"这条消息超过 2000 字": "text_too_long", "这条没有收下": "too_many_waiting"}


def code_of(said: str) -> str | None:
    """Of a refusal in words."""
    return next((code for words, code in REFUSALS.items() if words in said), None)


class ChannelContract:
    @pytest.fixture
    def driver(self) -> Driver:
        raise NotImplementedError("the channel's test provides its driver")

    async def test_a_message_is_stored_before_it_is_acknowledged(
        self, driver: Driver, installation: Installation, turns: EchoTurns
    ) -> None:
        turns.pause()
        async with driver.tenant("li") as li:
            receipt = await li.say("空调不制冷")
            [row] = await stored(installation)
        assert (row.text, row.status, receipt.code) == ("空调不制冷", "received", None)
        assert receipt.seq in (row.seq, None)
        assert (row.channel, row.author) == (driver.name, "tenant")

    async def test_the_same_message_twice_is_one_row(
        self, driver: Driver, installation: Installation
    ) -> None:
        id = "6f1c0f0e-7f0b-4a83-9f5a-000000000001"
        async with driver.tenant("li") as li:
            first = await li.say("两份牛肉面", id=id)
            again = await li.say("两份牛肉面", id=id)
        assert first == again
        assert [row.text for row in await stored(installation)] == ["两份牛肉面"]

    async def test_order_is_kept(self, driver: Driver, installation: Installation) -> None:
        words = ["一", "二", "三", "四", "五", "six", "seven", "eight"]
        async with driver.tenant("li") as li:
            for word in words:
                await li.say(word)
            heard: list[str] = []
            while len(heard) < len(words):
                # Where each message sent costs, answers that wait go as one.
                heard += (await li.hear()).text.split("\n\n")
        assert [row.text for row in await stored(installation)] == words
        assert heard == [f"echo: {word}" for word in words]

    async def test_the_reply_reaches_the_tenant(self, driver: Driver) -> None:
        async with driver.tenant("li") as li:
            await li.say("hello")
            heard = await li.hear()
        assert heard.text == "echo: hello"

    async def test_the_reply_reaches_nobody_else(
        self, driver: Driver, installation: Installation
    ) -> None:
        async with driver.tenant("li") as li, driver.tenant("wang") as wang:
            await li.say("from li")
            await wang.say("from wang")
            assert (await wang.hear()).text == "echo: from wang"
            assert (await li.hear()).text == "echo: from li"

    async def test_the_longest_text_is_taken_whole(
        self, driver: Driver, installation: Installation
    ) -> None:
        longest = "面" * TEXT_LIMIT
        async with driver.tenant("li") as li:
            assert (await li.say(longest)).code is None
        [row] = await stored(installation)
        assert row.text == longest

    async def test_a_longer_text_is_refused_and_says_so(
        self, driver: Driver, installation: Installation
    ) -> None:
        async with driver.tenant("li") as li:
            receipt = await li.say("面" * (TEXT_LIMIT + 1))
        assert receipt == Receipt(code="text_too_long")
        assert await stored(installation) == []

    async def test_who_has_too_many_waiting_is_told_and_may_go_on_after_an_answer(
        self,
        driver: Driver,
        installation: Installation,
        turns: EchoTurns,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(receiving, "WAITING_LIMIT", 2)
        turns.pause()
        async with driver.tenant("li") as li:
            assert [(await li.say(word)).code for word in ("一", "二")] == [None, None]
            assert (await li.say("三")).code == "too_many_waiting"
            assert [row.text for row in await stored(installation)] == ["一", "二"]
            turns.resume()
            await answered(installation, 2)
            assert (await li.say("四")).code is None
        assert [row.text for row in await stored(installation)] == ["一", "二", "四"]

    async def test_characters_that_no_database_holds_do_no_harm(
        self, driver: Driver, installation: Installation
    ) -> None:
        async with driver.tenant("li") as li:
            assert (await li.say("a\x00b\x1b[2J\nc")).code is None
        [row] = await stored(installation)
        assert row.text == "ab[2J\nc"

    async def test_a_command_typed_as_text_is_only_text(
        self, driver: Driver, installation: Installation
    ) -> None:
        async with driver.tenant("li") as li:
            await li.say("/deny")
        [row] = await stored(installation)
        assert (row.text, row.payload) == ("/deny", None)

    async def test_garbage_neither_stores_anything_nor_stops_the_server(
        self, driver: Driver, installation: Installation
    ) -> None:
        async with driver.tenant("mallory") as mallory:
            await mallory.send_garbage()
        async with driver.tenant("li") as li:
            await li.say("still there?")
            assert (await li.hear()).text == "echo: still there?"
        assert [row.text for row in await stored(installation)] == ["still there?"]


class ButtonContract(ChannelContract):
    """For a channel whose buttons are pressed."""

    async def test_a_button_runs_the_command_that_we_stored(
        self, driver: Driver, installation: Installation, turns: EchoTurns
    ) -> None:
        turns.answer_with(Reply("确认吗？", buttons=YES_OR_NO))
        async with driver.tenant("li") as li:
            await li.say("下单")
            question = await li.hear()
            assert question.buttons == ("确认", "取消")
            await li.press(question.seq, 1)
            await li.hear()
        row = (await stored(installation))[-1]
        assert (row.text, row.payload) == ("取消", "/deny")

    async def test_a_button_that_was_not_offered_is_refused(
        self, driver: Driver, installation: Installation, turns: EchoTurns
    ) -> None:
        turns.answer_with(Reply("确认吗？", buttons=YES_OR_NO))
        async with driver.tenant("li") as li:
            await li.say("下单")
            question = await li.hear()
            refused = Receipt(code="button_unknown")
            assert await li.press(question.seq, 2) == refused
            assert await li.press(question.seq + 1, 0) == refused
            assert await li.press(question.seq - 1, 0) == refused
        assert [row.text for row in await stored(installation)] == ["下单"]

    async def test_a_button_of_another_tenant_is_refused(
        self, driver: Driver, installation: Installation, turns: EchoTurns
    ) -> None:
        turns.answer_with(Reply("确认吗？", buttons=YES_OR_NO))
        async with driver.tenant("li") as li, driver.tenant("wang") as wang:
            await li.say("下单")
            question = await li.hear()
            receipt = await wang.press(question.seq, 0)
        assert receipt == Receipt(code="button_unknown")


class NumberedContract(ChannelContract):
    """For a channel that shows buttons as a numbered list: `press` types the number."""

    async def test_a_typed_number_runs_the_command_that_we_stored(
        self, driver: Driver, installation: Installation, turns: EchoTurns
    ) -> None:
        turns.answer_with(Reply("确认吗？", buttons=YES_OR_NO))
        async with driver.tenant("li") as li:
            await li.say("下单")
            question = await li.hear()
            assert (question.text, question.buttons) == ("确认吗？", ("确认", "取消"))
            await li.press(question.seq, 1)
            await li.hear()
        row = (await stored(installation))[-1]
        assert (row.text, row.payload) == ("2", "/deny")

    async def test_a_number_that_was_not_offered_is_only_text(
        self, driver: Driver, installation: Installation, turns: EchoTurns
    ) -> None:
        turns.answer_with(Reply("确认吗？", buttons=YES_OR_NO))
        async with driver.tenant("li") as li, driver.tenant("wang") as wang:
            await li.say("下单")
            question = await li.hear()
            await wang.press(question.seq, 0)
            await wang.hear()
            await li.press(question.seq, 2)
            await li.hear()
        assert [row.payload for row in await stored(installation)] == [None, None, None]

    async def test_the_reply_of_staff_arrives_unasked(
        self, driver: Driver, installation: Installation
    ) -> None:
        async with driver.tenant("li") as li:
            await li.say("hello")
            await li.hear()
            reply = Reply("马上到")
            await installation.speak(driver.name, driver.external_id("li"), reply, author="staff")
            assert (await li.hear()).text == "马上到"


class LiveChannelContract(ButtonContract):
    """For a channel that holds a connection open."""

    async def test_a_device_that_reconnects_gets_only_what_it_missed(self, driver: Driver) -> None:
        async with driver.tenant("li") as li:
            await li.say("first")
            last = await li.hear()
        async with driver.tenant("li", after=last.seq) as again:
            await again.say("second")
            assert (await again.hear()).text == "echo: second"

    async def test_what_was_said_meanwhile_is_shown_on_return(
        self, driver: Driver, installation: Installation
    ) -> None:
        async with driver.tenant("li") as li:
            await li.say("first")
            last = await li.hear()
        await installation.speak(driver.name, driver.external_id("li"), Reply("您的餐到了"))
        async with driver.tenant("li", after=last.seq) as again:
            assert (await again.hear()).text == "您的餐到了"

    async def test_every_device_of_a_tenant_sees_the_reply(self, driver: Driver) -> None:
        async with driver.tenant("li") as phone, driver.tenant("li") as laptop:
            await phone.say("hello")
            assert (await phone.hear()).text == "echo: hello"
            assert (await laptop.hear()).text == "echo: hello"

    async def test_what_we_say_unasked_arrives_at_once(
        self, driver: Driver, installation: Installation
    ) -> None:
        async with driver.tenant("li") as li:
            await li.say("hello")
            await li.hear()
            await installation.speak(driver.name, driver.external_id("li"), Reply("您的餐到了"))
            assert (await li.hear()).text == "您的餐到了"


YES_OR_NO: list[dict[str, Any]] = [
    {"title": "确认", "payload": "/affirm"},
    {"title": "取消", "payload": "/deny"},
]
