"""One conversation that is written to and answered, for tests of what is kept of it."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import text as sql

from models.conversations import Conversation, Message
from parkline.stores.database import Sessions
from services.conversations import concluding, conversations, receiving, turns
from services.conversations.concluding import Concluded
from services.conversations.conversations import Reply
from services.conversations.receiving import ButtonRef, Received
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.kit.waiting import PATIENCE

NOW = WEDNESDAY_MORNING

MENU = {"title": "看菜单", "payload": "/browse_menu"}
TRACK = {"title": "My orders", "payload": "/track_order"}


class Chat:
    """One conversation, written to in sessions of its own."""

    def __init__(self, demo: DemoPark, conversation_id: int) -> None:
        self.demo, self.sessions, self.id = demo, demo.sessions, conversation_id

    @classmethod
    async def new(cls, demo: DemoPark) -> "Chat":
        async with demo.sessions.begin() as session:
            return cls(demo, (await demo.conversation(session)).id)

    async def hear(
        self,
        text: str,
        external_id: str | None = None,
        button: ButtonRef | None = None,
        now: datetime = NOW,
        *,
        numbered: bool = False,
    ) -> Received:
        async with self.sessions.begin() as session:
            conversation = await conversations.find(session, self.demo.id, self.id)
            return await receiving.receive(
                session,
                conversation,
                external_id=external_id or f"{self.id}:{text}",
                text=text,
                button=button,
                numbered=numbered,
                now=now,
            )

    async def say(self, *replies: Reply, author: str = "bot") -> list[Message]:
        async with self.sessions.begin() as session:
            conversation = await conversations.find(session, self.demo.id, self.id)
            return await conversations.speak(session, conversation, replies, author=author, now=NOW)

    async def all(self) -> list[Message]:
        async with self.sessions() as session:
            conversation = await conversations.find(session, self.demo.id, self.id)
            return await conversations.since(session, conversation, 0)

    async def row(self) -> Conversation:
        async with self.sessions() as session:
            return await conversations.find(session, self.demo.id, self.id)

    async def lease(self, token: str, *, now: datetime = NOW, seconds: int = 30) -> bool:
        async with self.sessions.begin() as session:
            taken = await turns.take(
                session,
                self.demo.id,
                self.id,
                token=token,
                now=now,
                until=now + timedelta(seconds=seconds),
            )
            return taken is not None

    async def conclude(self, message: Message, token: str, *texts: str) -> Concluded:
        async with self.sessions.begin() as session:
            replies = [Reply(text) for text in texts]
            conclusion = await concluding.conclude(
                session, message, replies, token=token, author="bot", now=NOW
            )
            return conclusion.outcome


async def somebody_waits(sessions: Sessions) -> None:
    """Until a transaction waits for a lock."""
    async with asyncio.timeout(PATIENCE), sessions() as session:
        while not await session.scalar(_WAITS_FOR_A_LOCK):
            await session.rollback()
            await asyncio.sleep(0.01)


_WAITS_FOR_A_LOCK = sql("select count(*) from pg_locks where not granted")
