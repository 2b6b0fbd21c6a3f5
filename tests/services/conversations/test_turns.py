"""Whose turn it is: messages wait in their order, and one process answers them."""

import asyncio
from datetime import timedelta

from services.conversations import conversations, receiving, turns
from services.conversations.concluding import Concluded
from tests.given.demo_park import DemoPark
from tests.services.conversations.chatting import NOW, Chat, somebody_waits


async def test_a_lease_is_one_processs_until_it_ends_or_is_released(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.hear("你好")
    assert await chat.lease("a") is True
    assert await chat.lease("b") is False
    assert await chat.lease("a", now=NOW + timedelta(seconds=20)) is True  # Renewed to :50.
    assert await chat.lease("b", now=NOW + timedelta(seconds=50)) is False
    assert await chat.lease("b", now=NOW + timedelta(seconds=51)) is True
    async with demo.sessions.begin() as session:
        await turns.release(session, demo.id, chat.id, token="a")
    assert (await chat.row()).lease_token == "b"
    async with demo.sessions.begin() as session:
        await turns.release(session, demo.id, chat.id, token="b")
    assert await chat.lease("c") is True


async def test_of_many_that_ask_at_once_one_gets_the_lease(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.hear("你好")
    got = await asyncio.gather(*(chat.lease(f"token-{n}") for n in range(8)))
    assert sum(got) == 1


async def test_a_conclusion_marks_the_message_and_says_the_answer(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    message = (await chat.hear("你好")).message
    await chat.lease("a")
    assert await chat.conclude(message, "a", "您好", "要点什么？") is Concluded.ALL
    assert [(m.seq, m.author, m.text, m.status) for m in await chat.all()] == [
        (1, "tenant", "你好", "handled"),
        (2, "bot", "您好", "sent"),
        (3, "bot", "要点什么？", "sent"),
    ]
    assert await chat.conclude(message, "a", "您好") is Concluded.LOST
    assert len(await chat.all()) == 3


async def test_a_silent_conclusion_leaves_no_gap(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    message = (await chat.hear("你好")).message
    await chat.lease("a")
    assert await chat.conclude(message, "a") is Concluded.ALL
    assert (await chat.hear("在吗")).message.seq == 2


async def test_with_a_lost_lease_nothing_is_written(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    message = (await chat.hear("你好")).message
    await chat.lease("a")
    await chat.lease("b", now=NOW + timedelta(minutes=1))
    assert await chat.conclude(message, "a", "您好") is Concluded.LOST
    assert [(m.text, m.status) for m in await chat.all()] == [("你好", "received")]
    assert await chat.conclude(message, "b", "您好！") is Concluded.ALL


async def test_messages_wait_in_their_order(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    first, second = (await chat.hear("一")).message, (await chat.hear("二")).message
    await chat.lease("a")
    async with demo.sessions() as session:
        assert (await turns.waiting(session, demo.id, chat.id)).id == first.id
    assert await chat.conclude(first, "a", "好") is Concluded.MORE
    async with demo.sessions() as session:
        assert (await turns.waiting(session, demo.id, chat.id)).id == second.id
    await chat.lease("a")
    assert await chat.conclude(second, "a", "好") is Concluded.ALL
    async with demo.sessions() as session:
        assert await turns.waiting(session, demo.id, chat.id) is None


async def test_what_is_stored_while_an_answer_waits_for_the_lock_is_not_overlooked(
    demo: DemoPark,
) -> None:
    chat = await Chat.new(demo)
    first = (await chat.hear("first")).message
    assert await chat.lease("a")
    async with demo.sessions.begin() as session:
        conversation = await conversations.find(session, demo.id, chat.id)
        await receiving.receive(session, conversation, external_id="second", text="second", now=NOW)
        answering = asyncio.create_task(chat.conclude(first, "a", "answer"))
        await somebody_waits(demo.sessions)
    assert await answering is Concluded.MORE
    assert [message.text for message in await chat.all()] == ["first", "second", "answer"]


async def test_stranded_is_what_nobody_has_taken_up_for_a_while(demo: DemoPark) -> None:
    waiting, leased, dead, answered, fresh = [await Chat.new(demo) for _ in range(5)]
    for chat in (waiting, leased, dead, answered):
        await chat.hear("一")
        await chat.hear("二")
    await fresh.hear("一", now=NOW + timedelta(seconds=10))
    await leased.lease("a", seconds=60)
    await dead.lease("a", seconds=5)
    await answered.lease("a", seconds=1)
    for message in await answered.all():
        await answered.lease("a", seconds=1)
        await answered.conclude(message, "a", "好")
    async with demo.sessions() as session:
        before = NOW + timedelta(seconds=10)
        found = await turns.stranded(session, before=before)
        assert sorted(found) == sorted((demo.id, chat.id) for chat in (waiting, dead))
        assert len(await turns.stranded(session, before=before, limit=1)) == 1
        assert await turns.stranded(session, before=NOW) == []
