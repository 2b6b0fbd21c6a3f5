"""Conversations for tests of the inbox, and short ways to act in them."""

import itertools
import re
from datetime import datetime
from typing import Any

from models.conversations import Conversation, Message
from models.people import Person
from models.staff import Staff
from services.channels import outbox
from services.conversations import conversations, receiving
from services.conversations.conversations import Reply
from services.handoffs import handoffs
from tests.desk.driver import Browser, Desk

_keys = itertools.count(1)


async def talk(desk: Desk, *texts: str, name: str | None = None, **person: Any) -> Conversation:
    """A new tenant's conversation; the bot has answered each of these."""
    async with desk.demo.sessions.begin() as session:
        conversation = await desk.demo.conversation(session)
        found = await session.get_one(Person, (desk.demo.id, conversation.person_id))
        found.name = name
        for column, value in person.items():
            setattr(found, column, value)
        for text in texts or ("在吗",):
            await say(session, conversation, text, desk.clock())
            replies = [Reply("好的", buttons=[{"title": "菜单", "payload": "/browse_menu"}])]
            await conversations.speak(
                session, conversation, replies, author="bot", now=desk.clock()
            )
    return conversation


async def say(session: Any, conversation: Conversation, text: str, now: datetime) -> Message:
    received = await receiving.receive(
        session, conversation, external_id=f"said-{next(_keys)}", text=text, now=now
    )
    return received.message


async def hear(desk: Desk, conversation: Conversation, text: str) -> Message:
    """One more message of the tenant."""
    async with desk.demo.sessions.begin() as session:
        found = await conversations.find(session, desk.demo.id, conversation.id)
        return await say(session, found, text, desk.clock())


async def said(desk: Desk, conversation: Conversation, text: str) -> Message:
    """Said by the bot, and still to be sent."""
    async with desk.demo.sessions.begin() as session:
        found = await conversations.find(session, desk.demo.id, conversation.id)
        [message] = await conversations.speak(
            session, found, [Reply(text)], author="bot", now=desk.clock()
        )
        message.status = "waiting"
        return message


async def give_up(desk: Desk, conversation: Conversation, message: Message) -> None:
    async with desk.demo.sessions.begin() as session:
        found = await conversations.find(session, desk.demo.id, conversation.id)
        await outbox.give_up(session, found, [message], reason="refused", now=desk.clock())


async def lost(desk: Desk, conversation: Conversation, text: str) -> Message:
    message = await said(desk, conversation, text)
    await give_up(desk, conversation, message)
    return message


async def queue(desk: Desk, conversation: Conversation, reason: str = "asked") -> None:
    async with desk.demo.sessions.begin() as session:
        found = await conversations.find(session, desk.demo.id, conversation.id)
        await handoffs.hand_off(session, found, reason, now=desk.clock())


async def read_up_to(desk: Desk, conversation: Conversation) -> int:
    async with desk.demo.sessions() as session:
        return (await conversations.find(session, desk.demo.id, conversation.id)).read_seq


async def take(desk: Desk, conversation: Conversation, staff: Staff) -> None:
    async with desk.demo.sessions.begin() as session:
        await handoffs.take(session, desk.demo.id, conversation.id, staff, now=desk.clock())


async def end(desk: Desk, conversation: Conversation, by: str = "resolved") -> None:
    async with desk.demo.sessions.begin() as session:
        await handoffs.hand_back(
            session, desk.demo.id, conversation.id, by=by, staff=None, now=desk.clock()
        )


async def read(desk: Desk, conversation: Conversation) -> tuple[Conversation, list[Message]]:
    """As they are in the database now."""
    async with desk.demo.sessions() as session:
        found = await conversations.find(session, desk.demo.id, conversation.id)
        return found, await conversations.since(session, found, 0)


def words(text: str, **more: Any) -> dict[str, Any]:
    """A reply's body, under a key of its own."""
    return {"text": text, "key": f"reply-key-{next(_keys)}", **more}


async def rows(browser: Browser, query: str = "") -> list[int]:
    """Ids of the conversations that the list shows, in its order."""
    page = await (await browser.htmx(f"/inbox/list?{query}", method="GET")).text()
    return shown(page)


def shown(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'<li data-conversation="(\d+)">', page)]


def keys(page: str) -> list[str]:
    """Of the timeline's entries: m1 a message, n1 a note, e1 an event."""
    return re.findall(r'data-key="([mne]\d+)"', page)
