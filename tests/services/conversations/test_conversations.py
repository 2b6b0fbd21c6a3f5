"""A person and their conversation: opening one, reading it, saying something in it."""

import asyncio

import pytest
from sqlalchemy import func, select

from models.conversations import Conversation, Message
from models.people import ChannelIdentity, Person
from services.conversations import conversations, receiving
from services.conversations.conversations import Reply
from services.kit.errors import NotFound
from tests.given.demo_park import DemoPark
from tests.kit.statements import counted
from tests.services.conversations.chatting import NOW, Chat


async def test_a_first_word_makes_a_person_and_the_next_finds_them(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        how = {"channel": "webchat", "external_id": "wx-1", "now": NOW}
        first = await conversations.open_conversation(session, demo.id, **how)
        again = await conversations.open_conversation(session, demo.id, **how)
        other = await conversations.open_conversation(
            session, demo.id, channel="webchat", external_id="wx-2", now=NOW
        )
    assert (first.id == again.id, other.id == first.id) == (True, False)
    assert (first.owner, first.language, first.last_seq) == ("bot", "zh", 0)


async def test_a_screen_s_language_holds_until_somebody_has_written(demo: DemoPark) -> None:
    how = {"channel": "webchat", "external_id": "wx-1", "now": NOW}
    for told in ("en", None):
        async with demo.sessions.begin() as session:
            conversation = await conversations.open_conversation(
                session, demo.id, **how, language=told
            )
        assert conversation.language == "en"
    async with demo.sessions.begin() as session:
        conversation = await conversations.open_conversation(session, demo.id, **how)
        await receiving.receive(session, conversation, external_id="1", text="漏水了", now=NOW)
    async with demo.sessions.begin() as session:
        conversation = await conversations.open_conversation(session, demo.id, **how, language="en")
    assert conversation.language == "zh"


async def test_a_first_word_costs_two_statements_and_the_next_one(demo: DemoPark) -> None:
    how = {"channel": "webchat", "external_id": "wx-1", "now": NOW}
    for most in (2, 1):
        async with demo.sessions.begin() as session:
            with counted(demo.sessions) as seen:
                found = await conversations.open_conversation(session, demo.id, **how)
            assert len(seen) == most, "\n".join(seen)
            person = await session.get_one(Person, (demo.id, found.person_id))
            assert (person.language, person.created_at) == ("zh", NOW)


async def test_first_words_at_once_get_one_conversation_and_one_person(demo: DemoPark) -> None:
    async def opened() -> int:
        async with demo.sessions.begin() as session:
            found = await conversations.open_conversation(
                session, demo.id, channel="webchat", external_id="wx-1", now=NOW
            )
            return found.id

    ids = await asyncio.gather(*(opened() for _ in range(8)))

    assert len(set(ids)) == 1
    async with demo.sessions() as session:
        for table in (Person, ChannelIdentity, Conversation):
            assert await session.scalar(select(func.count()).select_from(table)) == 1


async def test_a_conversation_is_found_in_its_own_park_only(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    async with demo.sessions() as session:
        with pytest.raises(NotFound):
            await conversations.find(session, demo.id + 1, chat.id)


async def test_a_conversation_is_pushed_from_when_its_channel_pushes(demo: DemoPark) -> None:
    async def said(pushed: bool) -> str:
        async with demo.sessions.begin() as session:
            found = await conversations.open_conversation(
                session, demo.id, channel="mini", external_id="li", pushed=pushed, now=NOW
            )
            [message] = await conversations.speak(
                session, found, [Reply("您好")], author="bot", now=NOW
            )
            return message.status

    assert [await said(pushed) for pushed in (False, True, False)] == ["sent", "waiting", "waiting"]


async def test_since_and_latest_are_oldest_first_and_no_more_than_asked(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.say(*(Reply(str(n)) for n in range(1, 8)))
    async with demo.sessions() as session:
        row = await conversations.find(session, demo.id, chat.id)

        def texts(found: list[Message]) -> list[str]:
            return [message.text for message in found]

        assert texts(await conversations.since(session, row, 4)) == ["5", "6", "7"]
        assert texts(await conversations.since(session, row, 1, limit=2)) == ["2", "3"]
        assert texts(await conversations.latest(session, row, limit=2)) == ["6", "7"]
        assert (await conversations.last_said(session, demo.id, chat.id)).text == "7"


async def test_a_refusal_in_a_row_is_said_once(demo: DemoPark) -> None:
    chat = await Chat.new(demo)

    async def refuse(*, once: bool) -> None:
        async with chat.sessions.begin() as session:
            row = await conversations.find(session, demo.id, chat.id)
            await conversations.tell(session, row, "later, please", once=once, now=NOW)

    await refuse(once=True)
    await refuse(once=True)
    assert [row.text for row in await chat.all()] == ["later, please"]
    await chat.say(Reply("an answer"))
    await refuse(once=True)
    await refuse(once=False)
    said = [row.text for row in await chat.all()]
    assert said == ["later, please", "an answer", "later, please", "later, please"]
